"""Markdown files: one post, or one for each first-level heading. A block of ``name: value`` lines on top is taken as facts."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import ClassVar

from msgspec.structs import replace

from composer.errors import FormatError
from composer.i18n import N_, _
from composer.sources.download import Download
from composer.sources.page_reading import items_of_html
from composer.sources.plain_file import name_of, text_of_file
from composer.sources.source import FetchContext, Fetched, Source
from composer.sources.written_moments import moment_of

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FACT = re.compile(r"^(\w[\w -]{0,40}?)\s*:\s*(.+?)\s*$", re.MULTILINE)
MOST_CHARACTERS = 1_000_000


class MarkdownFile(Source):
    """A Markdown file."""

    type: ClassVar[str] = "markdown"
    label: ClassVar[str] = N_("Markdown file")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 0
        if PurePath(location).suffix.lower() in (".md", ".markdown") and b"\x00" not in head.content[:2000]:
            return 80
        return 60 if head.media_type == "text/markdown" else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        text = text_of_file(download)[:MOST_CHARACTERS]
        front = _FRONT.match(text)
        facts = {name.lower(): value.strip("\"'") for name, value in _FACT.findall(front.group(1))} if front else {}
        items = items_of_html(
            _html_of(text[front.end() :] if front else text), download.location, context, title=name_of(download)
        )
        if not items:
            raise FormatError(
                _("There is nothing to read in “{name}”.").format(name=name_of(download)), _("Choose another file.")
            )
        if len(items) == 1:
            (item,) = items
            published = moment_of(facts.get("date", ""))
            items = (
                replace(
                    item,
                    title=facts.get("title") or item.title,
                    author=facts.get("author") or item.author,
                    summary=facts.get("summary") or facts.get("description") or item.summary,
                    published=published or item.published,
                ),
            )
        return Fetched(items, (), facts.get("title", "") or items[0].title)


def _html_of(text: str) -> str:
    """Markdown as HTML, with what CommonMark and everybody's editor know (tables, lists right after a line)."""
    import markdown

    prepared = re.sub(r"(?m)^([ ]{0,3}(?:>[ ]?){20})[> ]+", r"\1", text)  # quotations deeper than any writer means
    prepared = re.sub(r"(?m)^[ ]{120,}", " " * 120, prepared)
    try:
        return markdown.markdown(prepared, extensions=["sane_lists", "tables", "fenced_code"], output_format="html")
    except RecursionError:
        from html import escape

        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in re.split(r"\n\s*\n", text))
