"""One entry of a well-formed feed, as the mapping feedparser makes of it (only what this program reads).

The rules are feedparser's: which of two values counts, what a second description becomes, when a guid is a link. Where an entry
holds something whose rule is not here, :class:`UnsureError` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from composer.sources.feed_names import UnsureError, is_aside, named
from composer.sources.feed_values import TYPES, XHTML, XML, joined, looks_like_html, mended, refuse_odd_attributes, value_of
from composer.sources.written_moments import moment_of

_BASE = f"{XML}base"
_QUERY = re.compile(r"&([A-Za-z0-9_]+);")
_MAIL = re.compile(
    r"[a-zA-Z0-9_\-.+]+@(?:\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.|(?:[a-zA-Z0-9\-]+\.)+)(?:[a-zA-Z]{2,4}|[0-9]{1,3})\]?(?:\?subject=\S+)?"
)
# What has a meaning of its own in an entry and no rule here, and what feedparser files under a name that is read here.
_RESERVED = frozenset(
    {
        *("body", "fullitem", "info", "tagline", "subtitle", "tags", "homepage", "url", "uri", "href", "email", "name", "width"),
        *("height", "webmaster", "publisher", "cloud", "newlocation", "textinput", "image", "channel", "feed", "rss", "item"),
        *("entry", "items", "entries", "where", "svg", "math", "links", "authors", "author_detail", "title_detail", "date"),
        *("summary_detail", "description_detail", "published_parsed", "updated_parsed", "date_parsed", "media_content"),
        *("media_thumbnail", "summarydetail", "modified_parsed", "issued_parsed", "content_detail", "script", "style"),
        *("xhtml:body", "content:items", "itunes:owner", "itunes:name", "itunes:email", "itunes:subtitle", "dc:publisher"),
    }
)


class EntryReader:
    """Reads the entries of one feed. ``based``: some element names a base address of its own."""

    def __init__(self, version: str, location: str, based: bool) -> None:
        self._version = version
        self._atom = version.startswith("atom")
        self._location = self._safe(location, location)
        self._based = based
        self._base = self._location
        self._entry: dict[str, Any] = {}
        self._depths: dict[str, int] = {}
        self._title_depth = -1
        self._has_content = False

    def read(self, element: etree._Element) -> dict[str, Any]:
        """The entry in an ``item`` or ``entry`` element.

        Raises:
            UnsureError: something in it has no rule here.
        """
        self._entry, self._depths, self._title_depth, self._has_content = {}, {}, -1, False
        if element.attrib:
            about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
            if about:
                self._entry["id"] = about
            if "href" in element.attrib or "lastmod" in element.attrib:
                raise UnsureError("an item of the Channel Definition Format")
        base = self._location
        if self._based:
            for above in (*reversed(list(element.iterancestors())), element):
                base = self._base_of(above, base)
        self._read_inside(element, base, 1)
        return self._entry

    def _read_inside(self, element: etree._Element, base: str, depth: int) -> None:
        if depth > 4:
            raise UnsureError("entries nested deep")
        for child in element:
            name = named(child)
            self._base = self._base_of(child, base) if self._based else base
            if child.attrib:
                refuse_odd_attributes(child)
            step = _STEPS.get(name)
            if step is not None:
                step(self, child, depth)
            elif name not in _ASIDE and (name in _RESERVED or "_" in name or name.startswith(("media:", "rdf:", "xhtml:"))):
                raise UnsureError(name)
            elif len(child):
                _refuse_telling_inside(child, name)
            if name in _WITH_CHILDREN:
                self._read_inside(child, self._base, depth + 1)

    def _base_of(self, element: etree._Element, base: str) -> str:
        written = element.get(_BASE) or element.get("base")
        if not written:
            if any(str(key).lower() in ("base", _BASE) for key in element.attrib):
                raise UnsureError("an odd base address")
            return self._safe(base, base)
        return self._safe(base, written)

    @staticmethod
    def _safe(base: str, address: str) -> str:
        if not base:
            return joined(base, address)
        whole = joined(base, address)
        scheme = whole.strip().split(":", 1)[0]
        if scheme in ("http", "https"):
            return whole
        if ":" in whole:
            raise UnsureError("a base address that is not on the web")
        return base

    # What each element does, in feedparser's order of things.

    def _keep(self, name: str, value: str, depth: int) -> None:
        known = self._depths.get(name)
        if known is None or depth <= known:
            self._depths[name] = depth
            self._entry[name] = value

    def _words(self, element: etree._Element) -> str:
        if len(element):
            raise UnsureError("markup where none belongs")
        return (element.text or "").strip()

    def title(self, element: etree._Element, depth: int, *, sets_depth: bool = True) -> None:
        value, media = value_of(element, "text/plain", self._version)
        if not (-1 < self._title_depth <= depth):
            self._keep("title", value, depth)
            self._entry["title_detail"] = {"type": media, "value": value}
        if value and sets_depth:
            self._title_depth = depth

    def media_title(self, element: etree._Element, depth: int) -> None:
        self.title(element, depth, sets_depth=False)

    def link(self, element: etree._Element, depth: int) -> None:
        rel = (element.get("rel") or "").lower() if "rel" in element.attrib else "alternate"
        kind = (element.get("type") or "").lower() if "type" in element.attrib else ""
        if not kind and "type" not in element.attrib:
            kind = "application/atom+xml" if rel == "self" else "text/html"
        address = _attribute_address(element)
        link: dict[str, Any] = {"rel": rel, "type": kind}
        self._entry.setdefault("links", []).append(link)
        if address is not None:
            link["href"] = joined(self._base, address)
            if rel == "alternate" and TYPES.get(kind, kind) in ("text/html", XHTML):
                self._entry["link"] = link["href"]
            if len(element):
                raise UnsureError("markup in a link")
            return
        words = self._words(element)
        value = mended(joined(self._base, words)) if words else ""
        value = _QUERY.sub(r"&\g<1>", value.replace("&amp;", "&"))
        self._entry["link"] = value
        if value:
            link["href"] = value

    def guid(self, element: etree._Element, depth: int) -> None:
        is_link = True
        for key, value in element.attrib.items():
            if str(key).lower() == "ispermalink":
                is_link = value == "true"
        words = self._words(element)
        value = mended(joined(self._base, words) if is_link and words else words)
        self._keep("id", value, depth)
        if is_link:
            self._entry.setdefault("link", value)

    def description(self, element: etree._Element, depth: int) -> None:
        if "summary" in self._entry and not self._has_content:
            self.content(element, depth)
        else:
            self._summary(element, depth, "text/html")

    def abstract(self, element: etree._Element, depth: int) -> None:
        self._summary(element, depth, "text/plain")

    def summary(self, element: etree._Element, depth: int) -> None:
        if "summary" in self._entry and not self._has_content:
            self.content(element, depth)
        else:
            self._summary(element, depth, "text/plain")

    def _summary(self, element: etree._Element, depth: int, usual: str) -> None:
        value, media = value_of(element, usual, self._version)
        self._keep("summary", value, depth)
        self._entry["summary_detail"] = {"type": media, "value": value}

    def content(self, element: etree._Element, depth: int, usual: str = "text/plain") -> None:
        self._has_content = True
        if element.get("src"):
            raise UnsureError("content elsewhere")
        value, media = value_of(element, usual, self._version)
        if not self._atom and media == "text/plain" and looks_like_html(value):
            media = "text/html"
        self._entry.setdefault("content", []).append({"type": media, "value": value})
        self._entry.setdefault("summary", value)

    def encoded(self, element: etree._Element, depth: int) -> None:
        self.content(element, depth, "text/html")

    def published(self, element: etree._Element, depth: int) -> None:
        self._moment("published", element, depth)

    def updated(self, element: etree._Element, depth: int) -> None:
        self._moment("updated", element, depth)

    def _moment(self, name: str, element: etree._Element, depth: int) -> None:
        value = mended(self._words(element))
        if value and moment_of(value) is None:
            raise UnsureError(f"the date {value[:40]}")
        self._keep(name, value, depth)

    def author(self, element: etree._Element, depth: int) -> None:
        name = email = ""
        for child in element:
            what = named(child).removeprefix("itunes:")
            if what not in ("name", "email", "uri", "url", "homepage"):
                if len(child) or child.text or "_" in what or what in _RESERVED or what in _STEPS:
                    raise UnsureError("an odd author")
                continue
            # Kept as it stands: a name is not mended.
            words = self._words(child)
            if what == "name":
                self._entry.setdefault("author_detail", {})["name"] = words
                name = words
            elif what == "email":
                self._entry.setdefault("author_detail", {})["email"] = words
                email = words
            else:
                self._entry.setdefault("author_detail", {})
        if len(element):
            if any((child.tail or "").strip() for child in element) or (element.text or "").strip():
                raise UnsureError("an author with words beside the name")
            words = ""
        else:
            words = mended(self._words(element))
        if len(element) and not name and (not email or "author" in self._entry):
            raise UnsureError("an author without a name")
        self._keep("author", words, depth)
        if name or email:
            self._entry["author"] = f"{name} ({email})" if name and email else name or email
        elif words:
            self._author_in_words(self._entry["author"])

    def _author_in_words(self, words: str) -> None:
        """RSS 2.0's own form, ``anna@example.org (Anna Lind)``, taken apart."""
        detail: dict[str, str] = {}
        mail = _MAIL.search(words)
        if mail:
            detail["email"] = mail.group()
            words = words.replace(mail.group(), "").replace("()", "").replace("<>", "").replace("&lt;&gt;", "").strip()
            words = words.removeprefix("(").removesuffix(")").strip()
        if words:
            detail["name"] = words
        if detail:
            self._entry.setdefault("author_detail", detail)

    def category(self, element: etree._Element, depth: int) -> None:
        attributes = element.attrib
        scheme = attributes.get("scheme", attributes.get("domain"))
        self._tag(attributes.get("term"), scheme, attributes.get("label"), self._words(element))

    def media_category(self, element: etree._Element, depth: int) -> None:
        scheme = element.get("scheme", "http://search.yahoo.com/mrss/category_schema")
        self._tag(element.get("term"), scheme, element.get("label"), self._words(element))

    def itunes_category(self, element: etree._Element, depth: int) -> None:
        if len(element):
            raise UnsureError("nested categories")
        self._tag(element.get("text"), "http://www.itunes.com/", None, self._words(element))

    def _tag(self, term: str | None, scheme: str | None, label: str | None, words: str) -> None:
        tags = self._entry.setdefault("tags", [])
        if term or scheme or label:
            tag = {"term": term, "scheme": scheme, "label": label}
            if tag not in tags:
                tags.append(tag)
        words = mended(words)
        if not words:
            return
        if tags and not tags[-1]["term"]:
            tags[-1]["term"] = words
        else:
            tag = {"term": words, "scheme": None, "label": None}
            if tag not in tags:
                tags.append(tag)

    def keywords(self, element: etree._Element, depth: int) -> None:
        if element.attrib:
            raise UnsureError("keywords with attributes")
        scheme = "http://www.itunes.com/" if named(element).startswith("itunes:") else None
        tags = self._entry.setdefault("tags", [])
        for word in mended(self._words(element)).split(","):
            tag = {"term": word.strip(), "scheme": scheme, "label": None}
            if word.strip() and tag not in tags:
                tags.append(tag)

    def enclosure(self, element: etree._Element, depth: int) -> None:
        link: dict[str, Any] = {"rel": "enclosure", "type": (element.get("type") or "").lower()}
        address = _attribute_address(element)
        if address is not None:
            link["href"] = address
        if len(element):
            raise UnsureError("markup in an enclosure")
        self._entry.setdefault("links", []).append(link)

    def source(self, element: etree._Element, depth: int) -> None:
        """Where an entry was taken over from: nothing of it is this entry's own."""
        self._title_depth = -1
        for child in element:
            name = named(child)
            plain = {"name", "email", "uri"} if name in ("author", "contributor") else set()
            if name not in _IN_SOURCE or any(named(inner) not in plain for inner in child):
                raise UnsureError(f"{name} in a source")
            if name == "title" and (child.text or "").strip():
                self._title_depth = depth + 1

    def media(self, element: etree._Element, depth: int) -> None:
        attributes = {key: element.get(key) or "" for key in ("url", "medium") if key in element.attrib}
        if "type" in element.attrib:
            attributes["type"] = (element.get("type") or "").lower()
        self._entry.setdefault("media_content", []).append(attributes)

    def thumbnail(self, element: etree._Element, depth: int) -> None:
        words = self._words(element)
        if words:
            raise UnsureError("a thumbnail in words")
        self._entry.setdefault("media_thumbnail", []).append({"url": element.get("url")} if "url" in element.attrib else {})


def _refuse_telling_inside(element: etree._Element, name: str) -> None:
    """feedparser looks into every element, also into one it does not know."""
    if name != "media:community" and not is_aside(name):
        raise UnsureError(f"something in {name}")
    for inner in element.iterdescendants():
        held = named(inner)
        if held not in _ASIDE and not is_aside(held):
            raise UnsureError(f"{held} in {name}")


def _attribute_address(element: etree._Element) -> str | None:
    """The address in the attributes; None where there is none (an empty one is the element's own place)."""
    found = element.get("url", element.get("uri", element.get("href")))
    return found or element.get("href")


_Step = Callable[[EntryReader, etree._Element, int], None]
_STEPS: dict[str, _Step] = {
    **dict.fromkeys(("title", "dc:title"), EntryReader.title),
    "media:title": EntryReader.media_title,
    "link": EntryReader.link,
    **dict.fromkeys(("guid", "id"), EntryReader.guid),
    **dict.fromkeys(("description", "dc:description", "media:description"), EntryReader.description),
    "abstract": EntryReader.abstract,
    **dict.fromkeys(("summary", "itunes:summary"), EntryReader.summary),
    "content": EntryReader.content,
    "content:encoded": EntryReader.encoded,
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), EntryReader.published),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), EntryReader.updated),
    **dict.fromkeys(("author", "managingeditor", "dc:author", "dc:creator", "itunes:author"), EntryReader.author),
    **dict.fromkeys(("category", "keywords", "dc:subject"), EntryReader.category),
    "media:category": EntryReader.media_category,
    "itunes:category": EntryReader.itunes_category,
    **dict.fromkeys(("itunes:keywords", "media:keywords"), EntryReader.keywords),
    "enclosure": EntryReader.enclosure,
    "source": EntryReader.source,
    "media:content": EntryReader.media,
    "media:thumbnail": EntryReader.thumbnail,
    "media:group": lambda reader, element, depth: None,
    "contributor": lambda reader, element, depth: _only_a_person(element),
}
_WITH_CHILDREN = frozenset({"media:group", "media:content"})
_ASIDE = frozenset(
    {
        *("media:credit", "media:rating", "media:copyright", "media:player", "media:adult", "media:hash", "media:text"),
        *("media:restriction", "media:community", "media:license", "media:starrating", "media:statistics", "itunes:subtitle"),
        *("media:tags", "media:comments", "dc:publisher", "subtitle"),
    }
)
_IN_SOURCE = frozenset(
    {*("title", "subtitle", "link", "id", "updated", "rights", "generator", "icon", "logo", "category", "author", "contributor")}
)


def _only_a_person(element: etree._Element) -> None:
    for child in element:
        if named(child) not in ("name", "email", "uri", "url") or len(child):
            raise UnsureError("an odd contributor")
