"""The calendars a page leads to: files, webcal addresses, and the public twins of calendars embedded from elsewhere.

The forms of the embeds are those their makers give out: Google ("embed" and "cid"), Outlook ("calendar.html" beside
"calendar.ics"), Nextcloud ("apps/calendar/p"), Teamup ("ics.teamup.com").
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

import lxml.html

from composer.sources.html_tree import words_in
from composer.sources.link_cleaning import resolved

MOST_CALENDARS = 8
_OUTLOOK_HOSTS = ("outlook.office365.com", "outlook.office.com", "outlook.live.com", "outlook.com")
_NEXTCLOUD = re.compile(r"^(?P<root>.*?)(?:/index\.php)?/apps/calendar/(?:p|embed)/(?P<key>[\w-]+)")


@dataclass(frozen=True)
class CalendarLink:
    """Where a calendar lies: ``addresses`` to try in turn, ``title`` as the page calls it, ``sure`` where it is one as a whole
    (an address for subscribing), not the file of a single event."""

    addresses: tuple[str, ...]
    title: str
    sure: bool


def calendar_links(document: lxml.html.HtmlElement, base: str) -> list[CalendarLink]:
    """The calendars that a page links to or embeds, each once."""
    found: dict[str, CalendarLink] = {}
    for element in document.iter("link", "a", "iframe"):
        for link in _links_of(element, base):
            found.setdefault(link.addresses[0], link)
    return list(found.values())[:MOST_CALENDARS]


def _links_of(element: lxml.html.HtmlElement, base: str) -> list[CalendarLink]:
    written = ""
    for name in ("href",) if element.tag != "iframe" else ("src", "data-src", "data-lazy-src", "data-cmp-src", "data-src-cmplz"):
        value = (element.get(name) or "").strip()
        if value and value != "about:blank":
            written = value
            break
    if not written or len(written) > 4000:
        return []
    title = " ".join((words_in(element) if element.tag == "a" else element.get("title") or "").split())[:120]
    if written.lower().startswith(("webcal:", "webcals:")):
        return [CalendarLink(webcal_addresses(written), title, True)]
    address = resolved(written, base)
    if not address:
        return []
    elsewhere = embedded(address)
    if elsewhere:
        return [CalendarLink(addresses, title, True) for addresses in elsewhere]
    path, _mark, query = written.lower().partition("?")
    declared = (element.get("type") or "").lower().startswith("text/calendar")
    if element.tag == "iframe" or not (declared or path.endswith((".ics", ".ical")) or "ical=1" in query):
        return []
    return [CalendarLink((address,), title, False)]


def webcal_addresses(written: str) -> tuple[str, ...]:
    """Where to ask for a ``webcal:`` address: the web, over https if it can be."""
    rest = written.partition(":")[2].lstrip("/")
    return (f"https://{rest}", f"http://{rest}")


def embedded(address: str) -> list[tuple[str, ...]]:
    """The public iCalendar addresses behind a calendar that is embedded from, or shared by, another service."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    query = parse_qs(parts.query)
    if host in ("calendar.google.com", "www.google.com", "google.com") and "calendar" in host + parts.path:
        return [_google(key) for key in (*query.get("src", ()), *map(_cid, query.get("cid", ()))) if key]
    if host in _OUTLOOK_HOSTS and re.search(r"/calendar/.+/(?:reach)?calendar\.(?:html|ics)$", parts.path):
        path = re.sub(r"/(?:reach)?calendar\.(?:html|ics)$", "/calendar.ics", parts.path)
        return [(urlunsplit(parts._replace(path=path, query="", fragment="")),)]
    if match := _NEXTCLOUD.match(urlunsplit(parts._replace(query="", fragment=""))):
        return [(f"{match['root']}/remote.php/dav/public-calendars/{match['key']}?export",)]
    if host == "teamup.com" and (match := re.match(r"^/(ks[0-9a-z]{10,30})(?:/|$)", parts.path)):
        return [(f"https://ics.teamup.com/feed/{match[1]}/0.ics",)]
    return []


def _google(key: str) -> tuple[str, ...]:
    """The public address of a Google calendar by its id, or what its "cid" leads to where that is an address itself."""
    if key.lower().startswith(("webcal:", "webcals:")):
        return webcal_addresses(key)
    if key.lower().startswith(("https://", "http://")):
        return (key,)
    return (f"https://calendar.google.com/calendar/ical/{quote(key, safe='')}/public/basic.ics",)


def _cid(written: str) -> str:
    """A calendar's id: as it is, or in base64 without its padding."""
    written = unquote(written).strip()
    if "@" in written or "://" in written:
        return written
    try:
        plain = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
    return plain if "@" in plain else ""
