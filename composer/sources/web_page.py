"""Web pages and HTML files: one post, or a page of many."""

from __future__ import annotations

import re
from typing import ClassVar

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.sources.address import is_web_address
from composer.sources.download import Download
from composer.sources.page_reading import items_of_page
from composer.sources.plain_file import file_of, refuse_other_kinds
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.text_encoding import decode

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|section|main|div|p|h[1-6]|ul|ol|table|figure|blockquote|meta|title|script)\b",
    re.IGNORECASE,
)


class WebPage(Source):
    """A page on the web, or a file saved from one."""

    type: ClassVar[str] = "web_page"
    label: ClassVar[str] = N_("Web page")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 0
        opening = decode(head.content[:3000], head.charset).text.lstrip("\ufeff \t\r\n")
        if re.match(r"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", opening, re.IGNORECASE | re.DOTALL):
            return 70
        if head.media_type in ("text/html", "application/xhtml+xml"):
            return 60 if _HTML.search(opening) else 25
        named_otherwise = not is_web_address(location) and re.search(r"\.(txt|text|md|markdown)$", location, re.IGNORECASE)
        return 20 if _HTML.match(opening) and not named_otherwise else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        declared = _DECLARED.search(download.content[:4000])
        charset = download.charset or (declared.group(1).decode("ascii") if declared else "")
        _refuse_what_is_no_page(decode(download.content[:60_000], charset).text, download)
        text = decode(download.content, charset).text
        items, title = items_of_page(text, download.location, context)
        problems = () if items else (Problem(download.location, _("There is nothing to read on this page.")),)
        return Fetched(items, problems, title)


def _refuse_what_is_no_page(text: str, download: Download) -> None:
    """Bytes of something else under a page's name.

    Raises:
        FormatError: they are no text.
    """
    refuse_other_kinds(download)
    opening = text[:20_000]
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\ufffd]", opening))
    if odd * 20 > len(opening):
        raise FormatError(
            _("“{name}” is no page: it holds no readable text.").format(name=file_of(download)),
            _("It may be damaged, or another kind of file. Open it in your browser and save it again."),
        )
