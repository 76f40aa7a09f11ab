"""Web addresses as people type them, and the question whether two lie on one site."""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from urllib.parse import urldefrag, urlsplit

_SCHEME = re.compile(r"^\s*(https?|webcals?|feed)\s*:(//)?", re.IGNORECASE)
_BARE_HOST = re.compile(r"^(localhost|[\w-]+(\.[\w-]+)*\.[a-z]{2,63})(:\d{1,5})?([/?#]\S*)?$", re.IGNORECASE)
_FILE_ENDING = re.compile(
    r"\.(md|markdown|txt|text|html?|xhtml|docx?|odt|rtf|pdf|ics|ical|ifb|xml|rss|atom|rdf|json|csv|tsv|xlsx?|ods|eml)$",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_web_address(location: str) -> bool:
    """True for an address with a web or calendar scheme, and for a bare host name (``example.org/news``) that names no file."""
    if _SCHEME.match(location):
        return True
    bare = location.strip()
    if not _BARE_HOST.match(bare) or Path(bare).exists():
        return False
    host, slash, _path = bare.partition("/")
    return bool(slash) or not _FILE_ENDING.search(host)


def web_address(location: str) -> str:
    """The address to ask for: http or https, without a fragment. ``webcal:`` and ``feed:`` are other words for the web; a bare
    host gets https."""
    text = location.strip()
    match = _SCHEME.match(text)
    if match is None:
        return urldefrag(f"https://{text}").url
    rest = text[match.end() :].lstrip("/")
    scheme = match.group(1).lower()
    if scheme == "feed" and (inner := _SCHEME.match(rest)):  # feed:https://example.org/feed
        scheme, rest = inner.group(1).lower(), rest[inner.end() :].lstrip("/")
    return urldefrag(f"{'http' if scheme == 'http' else 'https'}://{rest}").url


def host_of(address: str) -> str:
    """The host name in lower case, for sentences and comparisons; the address itself where there is none."""
    try:
        return (urlsplit(web_address(address)).hostname or address).lower()
    except ValueError:
        return address


def place_of(location: str) -> str:
    """What to call a place in a sentence: the host of an address, the name of a file."""
    if is_web_address(location):
        return host_of(location)
    return f"“{PurePath(location.replace(chr(92), '/')).name}”"


def host_and_port(address: str) -> tuple[str, int]:
    """Host in lower case and port; ``("", 0)`` where the address holds no usable host."""
    try:
        parts = urlsplit(web_address(address))
        return (parts.hostname or "").lower().rstrip("."), parts.port or _DEFAULT_PORTS[parts.scheme]
    except ValueError:
        return "", 0


def same_site(one: str, other: str) -> bool:
    """True where both lie on the same host and port; the step from plain http to https on the usual ports counts as staying."""
    (host, port), (other_host, other_port) = host_and_port(one), host_and_port(other)
    return bool(host) and host == other_host and (port == other_port or {port, other_port} == {80, 443})
