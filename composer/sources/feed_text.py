"""A feed's bytes as text that begins with its first element; and what most often damages such a text, mended."""

from __future__ import annotations

import re
from html.entities import html5

from composer.sources.download import Download
from composer.sources.text_encoding import decode

MOST_BYTES = 10_000_000
"""Of a feed; what follows is left out. A text can be four times as large in memory."""
MOST_BEFORE = 40_000
"""How far the first element is looked for."""
ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_UNDER_WARNINGS = re.compile(
    r"""<\?xml[^>]{0,200}\?>|<rss\s[^>]{0,2000}?version\s*=|<rdf:RDF\s|<feed\s[^>]{0,2000}?xmlns\s*=\s*["']http://(?:www\.w3|purl)\.org""",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|pre|code)\b", re.IGNORECASE)
_SPACE = re.compile("[\ufeff \t\r\n\x00]*")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["'][^>]{0,200}>""")
_LOOSE = re.compile(r"&(?:#(?P<number>\d{1,9}|[xX][0-9a-fA-F]{1,8});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31};))?|<(?![A-Za-z_/!?])")
_NAME = re.compile(r"<([\w:.-]+)")
_PREFIX = re.compile(r"<(\w+):")
_SPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
"""What the prefixes mean that home-made feeds use without saying so."""
_KEPT = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def feed_text(download: Download) -> str:
    """The feed as text, from its first element on; all of it where none is found."""
    content = download.content
    declared = _DECLARED.match(content[:600])
    charset = declared.group(1).decode("ascii") if declared else download.charset
    if len(content) > MOST_BYTES:
        content = content[: content.rfind(b">", 0, MOST_BYTES) + 1] or content[:MOST_BYTES]
    text = decode(content[declared.end() :] if declared else content, charset).text
    place = feed_begins(text[:MOST_BEFORE])
    return text[place:] if place > 0 else text


def looks_like_feed(download: Download) -> bool:
    """True where its first element is a feed's."""
    opening = download.content[:MOST_BEFORE]
    if b"<" not in opening:
        return False
    opening = opening[: opening.rfind(b">") + 1] or opening  # no letter cut in two
    return feed_begins(decode(opening, download.charset).text) >= 0


def feed_begins(text: str) -> int:
    """Where a feed's first element stands; -1 where there is none.

    Declarations, comments and white space may stand before it, and what a server's own software warns of ("Warning: ... on line
    3"); the feed in the middle of a web page is an example and none to be read.
    """
    place = _prolog_end(text, 0)
    if place < 0 or ROOT.match(text, place):
        return place
    found = _UNDER_WARNINGS.search(text, place)
    if found is None or _PAGE.search(text, place, found.start()):
        return -1
    place = _prolog_end(text, found.start())
    return place if place >= 0 and ROOT.match(text, place) else -1


def _prolog_end(text: str, place: int) -> int:
    """Where the first element (or word) stands behind white space, comments and declarations; -1 where those never end.

    What a document type declaration could define (entities) is only ever used against us, so nothing looks into it.
    """
    while True:
        space = _SPACE.match(text, place)
        place = space.end() if space is not None else place
        if text.startswith("<!--", place):
            ending = "-->"
        elif text.startswith("<?", place):
            ending = "?>"
        elif text[place : place + 9].upper() == "<!DOCTYPE":
            bracket, end = text.find("[", place), text.find(">", place)
            ending = ">"
            if 0 <= bracket < end:
                place = text.find("]", bracket)
                if place < 0:
                    return -1
        else:
            return place
        end = text.find(ending, place)
        if end < 0:
            return -1
        place = end + len(ending)


def mended(text: str) -> str:
    """The text without what most often keeps feeds from being well-formed: HTML's names for letters, a bare ``&`` or ``<``,
    control characters, the usual prefixes undeclared, and whatever follows its last element. The text itself where there is
    none of it."""
    pieces: list[str] = []
    place = 0
    while place < len(text):
        begin = text.find("<![CDATA[", place)
        begin = len(text) if begin < 0 else begin
        pieces.append(_LOOSE.sub(_tight, text[place:begin]))
        end = text.find("]]>", begin)
        place = len(text) if end < 0 else end + 3
        pieces.append(text[begin:place])
    prefixes = {prefix for piece in pieces[::2] for prefix in _PREFIX.findall(piece)}
    whole = "".join(pieces).translate(_CONTROLS)
    name = _NAME.match(whole) if ROOT.match(whole) is not None else None
    if name is not None:
        ending = f"</{name.group(1)}>"
        last = whole.rfind(ending)
        if last >= 0:
            whole = whole[: last + len(ending)]
        missing = "".join(
            f' xmlns:{prefix}="{space}"'
            for prefix, space in _SPACES.items()
            if prefix in prefixes and f"xmlns:{prefix}=" not in whole
        )
        whole = f"{name.group()}{missing}{whole[name.end() :]}"
    return text if whole == text.rstrip() else whole


def _tight(found: re.Match[str]) -> str:
    number, name = found["number"], found["name"]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return (
            found.group()
            if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
            else ""
        )
    if name in _KEPT:
        return found.group()
    if name:
        letters = html5.get(name, "")
        return letters.replace("&", "&amp;").replace("<", "&lt;") or f"&amp;{name}"
    return "&lt;" if found.group() == "<" else "&amp;"
