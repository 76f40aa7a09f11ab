"""What a website says of its owner: name, theme colour, icon, pages elsewhere. Read once, when somebody asks for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import lxml.html

from composer.blocks.social import NETWORKS
from composer.errors import ComposerError, SourceError
from composer.i18n import _
from composer.sources.download import Downloader
from composer.sources.html_tree import document_of
from composer.sources.text_encoding import decode
from composer.sources.typed_address import has_scheme, typed_addresses, with_scheme

MOST_ICONS = 4
"""Icons tried, the largest first, until one is a picture."""
SMALLEST_ICON = 64
"""Pixels: smaller ones are for tabs of a browser."""
MOST_PAGES = 8
LONGEST_NAME = 80
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", re.IGNORECASE)
_COLOURLESS = frozenset({"#FFFFFF", "#000000"})
_NOT_OURS = re.compile(r"/(?:sharer?|share|intent|dialog|plugins|hashtag|tr)\b|[?&](?:u|url|text)=", re.IGNORECASE)
_TOP_LEVEL_PATH = re.compile(r"/?")


@dataclass(frozen=True)
class SiteLook:
    """What was found; everything may be empty.

    Attributes:
        colour: ``#RRGGBB``; white and black are nobody's colour and count as none.
        icon, icon_from: the picture's bytes, and where it lies.
        pages: addresses on social networks the site links to.
    """

    name: str = ""
    colour: str = ""
    icon: bytes = b""
    icon_from: str = ""
    pages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.name or self.colour or self.icon or self.pages)


def read_site_look(address: str, downloader: Downloader) -> SiteLook:
    """What the site at an address (as somebody typed it) says of its look.

    Raises:
        SourceError: it cannot be read, or is no web page.
    """
    typed = typed_addresses(address)
    if not typed:
        raise SourceError(_("“{address}” is no web address.").format(address=address[:80]), _("Write it like www.example.org."))
    start = typed[0] if has_scheme(typed[0]) else with_scheme(typed[0], "https")
    page = downloader.get(start, typed=True)
    if "html" not in page.media_type and not page.content.lstrip()[:15].lower().startswith((b"<!doctype", b"<html")):
        raise SourceError(_("There is no web page at {address}.").format(address=start), _("Give the address of your home page."))
    tree = document_of(decode(page.content, page.charset).text)
    name, pages = _name(tree), _pages(tree, page.location)
    colour = _colour(tree) or _manifest_colour(tree, page.location, downloader)
    icon, icon_from = _icon(tree, page.location, downloader)
    return SiteLook(name, colour, icon, icon_from, pages)


def _meta(tree: lxml.html.HtmlElement, *names: str) -> str:
    for name in names:
        for found in tree.xpath("//meta[@name=$name or @property=$name]/@content", name=name):
            if found.strip():
                return " ".join(found.split())
    return ""


def _name(tree: lxml.html.HtmlElement) -> str:
    """As the site calls itself; else the part of the page's title that is no greeting."""
    own = _meta(tree, "og:site_name", "application-name", "apple-mobile-web-app-title")
    if not own:
        title = " ".join((tree.findtext(".//title") or "").split())
        parts = [part.strip() for part in re.split(r"\s+[|–—·•»:-]\s+", title) if part.strip()]
        parts = [part for part in parts if not re.fullmatch(r"(?i)home ?page|home|welcome|start|index", part)]
        own = parts[0] if len(parts) == 1 else next((part for part in reversed(parts) if len(part) <= 40), "")
    return re.sub(r"(?i)^welcome to (?:the )?", "", own)[:LONGEST_NAME]


def _colour(tree: lxml.html.HtmlElement) -> str:
    for element in tree.xpath("//meta[@name='theme-color' or @name='msapplication-TileColor']"):
        if "dark" in (element.get("media") or ""):
            continue
        if found := colour_in(element.get("content") or ""):
            return found
    return ""


def colour_in(text: str) -> str:
    """``#RRGGBB`` for a colour as CSS writes it (hex or rgb()); empty for any other, and for black and white."""
    text = text.strip()
    found = ""
    if match := _HEX.fullmatch(text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        found = f"#{digits.upper()}"
    elif match := _RGB.match(text):
        parts = [int(match[at]) for at in (1, 2, 3)]
        found = "#{:02X}{:02X}{:02X}".format(*parts) if max(parts) <= 255 else ""
    return "" if found in _COLOURLESS else found


def _manifest_colour(tree: lxml.html.HtmlElement, base: str, downloader: Downloader) -> str:
    """The theme colour of the site's web app manifest (W3C), where it has one."""
    for href in tree.xpath("//link[contains(concat(' ', @rel, ' '), ' manifest ')]/@href")[:1]:
        try:
            answer = downloader.get(urljoin(base, href))
            described = json.loads(answer.content)
        except (ComposerError, ValueError, RecursionError):
            return ""
        return colour_in(str(described.get("theme_color", ""))) if isinstance(described, dict) else ""
    return ""


def _icon(tree: lxml.html.HtmlElement, base: str, downloader: Downloader) -> tuple[bytes, str]:
    """The site's logo where it names one, else its largest icon."""
    found: list[tuple[int, str]] = []
    for href in tree.xpath("//*[@itemprop='logo']/@src | //meta[@property='og:logo']/@content"):
        found.append((10_000, href))
    for link in tree.xpath("//link[@href]"):
        rel = (link.get("rel") or "").lower()
        if "icon" not in rel or "mask" in rel:
            continue
        sizes = [int(size) for size in re.findall(r"(\d{2,4})x\d{2,4}", (link.get("sizes") or "").lower())]
        size = max(sizes, default=180 if "apple-touch" in rel else 0)
        found.append((size, link.get("href") or ""))
    wanted = [href for size, href in sorted(found, key=lambda one: -one[0]) if size >= SMALLEST_ICON and href.strip()]
    for href in list(dict.fromkeys(wanted))[:MOST_ICONS]:
        address = urljoin(base, href.strip())
        if urlsplit(address).scheme not in ("http", "https"):
            continue
        try:
            answer = downloader.get(address)
        except ComposerError:
            continue  # the next one, then
        if answer.media_type in _PICTURES:
            return answer.content, answer.location
    return b"", ""


def _pages(tree: lxml.html.HtmlElement, base: str) -> tuple[str, ...]:
    """Links to networks; not the buttons that share a page there, nor the network's own front door."""
    found: dict[str, str] = {}
    for href in tree.xpath("//a/@href"):
        address = urljoin(base, href.strip()) if len(href) < 500 else ""
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        host = (parts.hostname or "").removeprefix("www.")
        name = next((NETWORKS[end] for end in (host, host.partition(".")[2]) if end in NETWORKS), "")
        if (
            not name
            or parts.scheme not in ("http", "https")
            or _NOT_OURS.search(address)
            or _TOP_LEVEL_PATH.fullmatch(parts.path)
        ):
            continue
        found.setdefault(name, address)
    return tuple(found.values())[:MOST_PAGES]
