"""Well-formed feeds, read entry by entry with libxml2: many times faster than feedparser, and the same in the end.

Only what is surely read as feedparser reads it comes from here. Anything else (a damaged feed, a name space or an element that
plays a part there and none here, a date in another language) raises :class:`UnsureError`, and feedparser is asked instead. The
tests hold both against each other.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from lxml import etree

from composer.sources.feed_entry import EntryReader
from composer.sources.feed_names import UnsureError, named
from composer.sources.feed_values import value_of

_TITLES = frozenset({"title", "dc:title", "media:title"})
_IN_IMAGE = frozenset({"title", "link", "description", "url", "href", "width", "height"})
_IN_PERSON = frozenset({"name", "email", "uri", "url", "homepage", "itunes:name", "itunes:email"})
_CONTAINERS: dict[str, frozenset[str]] = {
    "image": _IN_IMAGE,
    "textinput": frozenset({"title", "link", "description", "name"}),
    "author": _IN_PERSON,
    "contributor": _IN_PERSON,
    "itunes:owner": _IN_PERSON,
    "itunes:category": frozenset({"itunes:category"}),
    "items": frozenset({"rdf:seq", "rdf:li"}),
}
"""Elements at the head of a feed that may hold others, and which; everything else there must be plain."""
_NOT_AT_HEAD = frozenset({"source", "item", "entry", "channel", "feed", "rss", "body", "fullitem", "svg"})
_TEXTS = frozenset({"subtitle", "tagline", "rights", "copyright", "info"})
_ATOM = "http://www.w3.org/2005/atom"
_RSS_1 = "http://purl.org/rss/1.0/"


MOST_CHARACTERS = 2_500_000
"""Of a feed; entries behind them are not read. What is made of an entry takes far longer than finding it."""


class FeedRead(NamedTuple):
    """A feed: its family (``rss``, ``atom``, ``atom10``), its title, its entries with feedparser's names, and True where it holds
    more entries than were asked for."""

    version: str
    title: str
    entries: list[dict[str, Any]]
    more: bool


class _Pieces:
    """A text as a file of UTF-8, encoded piece by piece: only what is read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.place = 0

    def read(self, size: int) -> bytes:
        """The next ``size`` characters."""
        piece = self._text[self.place : self.place + size]
        self.place += size
        return piece.encode("utf-8", errors="replace")


def read_feed(xml: str, location: str, most: int) -> FeedRead:
    """The first ``most`` entries of a feed, or those in its first megabytes. What comes after them is not looked at, however
    long it is.

    Args:
        xml: the feed, without declarations.
        location: where it lies, for relative addresses.

    Raises:
        UnsureError: feedparser may read it differently, or must mend it.
    """
    try:
        return _read(xml, location, most)
    except etree.XMLSyntaxError as error:
        raise UnsureError("not well-formed") from error


def _read(xml: str, location: str, most: int) -> FeedRead:
    if ":base " in xml:
        raise UnsureError("an attribute with white space before its equals sign")
    if any(opening in xml for opening in ("<ITEM", "<Item", "<ENTRY", "<Entry")):
        raise UnsureError("entries in capitals")
    pieces = _Pieces(xml)
    walk = etree.iterparse(
        pieces,
        events=("end",),
        tag=("{*}item", "{*}entry"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reader: EntryReader | None = None
    entries: list[dict[str, Any]] = []
    root: etree._Element | None = None
    more = False
    for _event, element in walk:
        parent = element.getparent()
        if parent is None:
            raise UnsureError("an entry alone")
        if reader is None:
            root = element.getroottree().getroot()
            reader = EntryReader(_version(root), location, based="base=" in xml)
        if len(entries) == most or (pieces.place > MOST_CHARACTERS and entries):
            more = True
            break
        _check_place(element, parent)
        entries.append(reader.read(element))
        element.clear()
    else:
        root = walk.root
    if root is None:
        raise UnsureError("nothing in it")
    version = _version(root)
    return FeedRead(version, _title(root, version), entries, more)


def _version(root: etree._Element) -> str:
    """Which family it is of, as feedparser names it (only ``rss``, ``atom`` and ``atom10`` matter here)."""
    name = named(root)
    declared = [str(address).lower() for address in root.nsmap.values()]
    if name == "rss":
        return "rss"
    if name == "rdf:rdf" and _ATOM not in declared:
        return "rss"
    if name == "feed" and _RSS_1 not in declared and not any("my.netscape.com" in address for address in declared):
        return "atom10" if _ATOM in declared else "atom"
    raise UnsureError("another kind of document")


def _check_place(element: etree._Element, parent: etree._Element) -> None:
    """An entry may stand in the channel, or where RSS 1.0 and Atom have it."""
    name, holder = named(element), named(parent)
    above = parent.getparent()
    fits = (name == "item" and holder == "channel" and above is not None and named(above) in ("rss", "rdf:rdf")) or (
        above is None and ((name == "item" and holder == "rdf:rdf") or (name == "entry" and holder == "feed"))
    )
    if not fits:
        raise UnsureError("an entry in an odd place")


def _title(root: etree._Element, version: str) -> str:
    """The title at the head of the feed."""
    head = root
    if named(root) != "feed":
        channels = [child for child in root if named(child) == "channel"]
        others = {named(child) for child in root} - {"channel", "item", "image", "textinput"}
        if len(channels) != 1 or others:
            raise UnsureError("not one channel")
        for child in root:
            if named(child) in ("image", "textinput"):
                _check_head(child)
        head = channels[0]
        if "href" in head.attrib or "lastmod" in head.attrib:
            raise UnsureError("a channel of the Channel Definition Format")
    titles = []
    for child in head:
        name = named(child)
        if name in _TITLES:
            titles.append(child)
        elif name not in ("item", "entry"):
            _check_head(child)
    if not titles:
        return ""
    if len(titles) > 1 or named(titles[0]) != "title":
        raise UnsureError("several titles")
    if any(named(after) in ("item", "entry") for after in titles[0].itersiblings(preceding=True)):
        raise UnsureError("a title behind the entries")
    return str(value_of(titles[0], "text/plain", version)[0])


def _check_head(element: etree._Element) -> None:
    """Refuse what might change what is said about the feed as a whole."""
    name = named(element)
    if name in _NOT_AT_HEAD:
        raise UnsureError(name)
    allowed = _CONTAINERS.get(name, frozenset())
    for child in element.iterdescendants():
        inner = named(child)
        if inner not in allowed and not (name in _TEXTS and inner.startswith("xhtml:") and inner != "xhtml:body"):
            raise UnsureError(f"{inner} in {name}")
