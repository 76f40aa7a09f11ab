"""The file a post is about: the one of its links that leads to a document."""

from __future__ import annotations

import re

from composer.sources.html_to_markdown import html_to_words
from composer.sources.report_file import type_in_address

_ANCHOR = re.compile(r'<a\b[^>]*\bhref="(?P<address>https?://[^"]{4,2000})"[^>]*>(?P<words>.{0,600}?)</a>', re.DOTALL)
_BARE = re.compile(r"https?://[^\s<>\"')\]]{4,500}\.(?:pdf|docx|odt)\b", re.IGNORECASE)
_MAYBE = re.compile(r"\.(?:pdf|docx?|odt|pptx?|odp|rtf|epub|xlsx?)\b", re.IGNORECASE)
_LIKELY = re.compile(
    r"\b(report|full|download|read\s+(it|the)|survey|findings|study|review|publication|strategy|toolkit|guide|guidance|handbook"
    r"|briefing|pack|itt|tender|brief|specification)\b",
    re.IGNORECASE,
)
_UNLIKELY = re.compile(
    r"\b(privacy|terms|policy|cookies?|poster|flyer|leaflet|map|form|agenda|menu|press\s+release|logo|appendix|annex|easy\s*-?\s*read"
    r"|large\s+print|welsh|cymraeg|methodology|tables?)\b",
    re.IGNORECASE,
)


def file_link(html: str, text: str, title: str) -> tuple[str, str]:
    """Address and type (``pdf``) of the document that the post most likely is about; both empty where it links to none.

    Args:
        html: the clean body, its links made whole; text: the body in plain words, looked at where there is no HTML.
    """
    if not _MAYBE.search(html or text):
        return "", ""
    if not html:
        bare = _BARE.search(text)
        return (bare.group(), type_in_address(bare.group())) if bare else ("", "")
    wanted = set(re.findall(r"\w{4,}", title.lower()))
    best: tuple[int, str, str] = (-100, "", "")
    for match in _ANCHOR.finditer(html):
        address = match["address"].replace("&amp;", "&")
        kind = type_in_address(address)
        if not kind or kind in ("csv", "zip"):
            continue
        words = html_to_words(match["words"])
        score = 3 * bool(_LIKELY.search(words)) - 4 * bool(_UNLIKELY.search(words)) + (kind == "pdf")
        score += min(2, len(wanted & set(re.findall(r"\w{4,}", words.lower()))))
        if score > best[0]:
            best = (score, address, kind)
    return best[1], best[2]
