"""The names of a feed's elements as feedparser knows them: a short prefix for each well-known name space, all in lower case."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

_PLAIN = (
    *("http://backend.userland.com/rss", "http://blogs.law.harvard.edu/tech/rss", "http://purl.org/rss/1.0/"),
    *("http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/atom/ns#", "http://www.w3.org/2005/atom"),
    "http://purl.org/rss/1.0/modules/rss091#",
)
_KNOWN = {
    **dict.fromkeys(_PLAIN, ""),
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://www.georss.org/georss": "georss",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://webns.net/mvcb/": "admin",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://web.resource.org/cc/": "cc",
}
_TELLING = frozenset(
    {
        *("ag", "annotate", "audio", "blogchannel", "co", "cp", "email", "ev", "fm", "foaf", "geo", "gml", "icbm", "image"),
        *(
            "l",
            "pingback",
            "prism",
            "rdfs",
            "ref",
            "reqv",
            "search",
            "soap",
            "ss",
            "str",
            "sub",
            "szf",
            "taxo",
            "ti",
            "trackback",
        ),
        *("wiki", "xlink", "xml", "psc", "title", "summary", "author", "published", "updated", "description", "date", "modified"),
        *("issued", "content", *_KNOWN.values()),
    }
)
"""Prefixes that mean something to feedparser whatever name space they stand for, or whose names could run into one of its own."""


class UnsureError(Exception):
    """feedparser may read this feed differently, or has to mend it first."""


def named(element: etree._Element) -> str:
    """``prefix:name`` in lower case, the prefix being the usual one of a known name space, empty for RSS' and Atom's own.

    Raises:
        UnsureError: what it is depends on more than its name.
    """
    return _named(element.tag, element.prefix or "")


@lru_cache(maxsize=4096)
def _named(tag: str, prefix: str) -> str:
    space, _brace, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    if not space:
        return local.lower()
    known = _KNOWN.get(space.lower())
    if known is None and "backend.userland.com/rss" in space.lower():
        known = ""
    if known is None:
        known = prefix.lower()
        if not known or known in _TELLING or not local:
            raise UnsureError(f"the name space {space}")
    return f"{known}:{local.lower()}" if known else local.lower()


def is_aside(name: str) -> bool:
    """True for an element of a name space that feedparser knows nothing about: it plays no part, whatever it holds."""
    prefix, colon, _local = name.partition(":")
    return bool(colon) and prefix not in _TELLING
