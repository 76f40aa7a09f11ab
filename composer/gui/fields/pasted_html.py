"""What is pasted from Word, Google Docs or a web page, as the Markdown of this program.

The clipboard's HTML is a stranger's: after the few repairs that only those two need, the sanitizer of the sources decides what
may pass.
"""

from __future__ import annotations

import re

LIMIT = 400_000
"""Letters of HTML; more than that is pasted as plain words."""

_CONDITIONAL = re.compile(r"<!\[if !supportLists\]>.*?<!\[endif\]>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->|<!\[[^\]]*\]>|<\?xml.*?>", re.DOTALL)
_LIST_PARAGRAPH = re.compile(
    r"<p\b[^>]*\bclass=[\"']?MsoListParagraph(?:CxSp(?:First|Middle|Last))?[\"']?[^>]*>(.*?)</p>", re.DOTALL | re.IGNORECASE
)
_SYMBOL = re.compile(r"^(?:\s|&nbsp;|<[^>]*>)*(?:[·•o§-]|\d{1,3}[.)])(?:\s|&nbsp;| )+")
_DOCS_WRAPPER = re.compile(r"<b\b[^>]*font-weight:\s*normal[^>]*>(.*?)</b>", re.DOTALL | re.IGNORECASE)
_SPAN = re.compile(r"<span\b([^>]*)>([^<]*)</span>", re.IGNORECASE)


def markdown_from(html: str) -> str:
    """The Markdown for pasted HTML; empty where there is nothing in it that could be used."""
    from composer.sources.sanitizer import sanitize, to_markdown

    if len(html) > LIMIT:
        return ""
    return to_markdown(sanitize(_repaired(html)).html).strip()


def _repaired(html: str) -> str:
    start = html.find("<!--StartFragment-->")
    end = html.find("<!--EndFragment-->")
    if 0 <= start < end:
        html = html[start + len("<!--StartFragment-->") : end]
    html = _CONDITIONAL.sub("", html)
    html = _COMMENT.sub("", html)
    html = _LIST_PARAGRAPH.sub(lambda found: f"<ul><li>{_SYMBOL.sub('', found[1])}</li></ul>", html)
    html = re.sub(r"</ul>\s*<ul>", "", html)
    html = _DOCS_WRAPPER.sub(r"\1", html)
    return _SPAN.sub(_span, html)


def _span(found: re.Match[str]) -> str:
    """Google Docs says bold and italic by style alone."""
    style, words = found[1].lower(), found[2]
    if not words.strip():
        return words
    if re.search(r"font-weight:\s*(bold|[6-9]00)", style):
        words = f"<strong>{words}</strong>"
    if re.search(r"font-style:\s*italic", style):
        words = f"<em>{words}</em>"
    return words
