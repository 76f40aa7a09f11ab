"""Embedded players and pages in strangers' HTML: each becomes what a reader can follow, and a video shows its picture.

Nothing is asked of anybody: YouTube's pictures have an address that follows from the video's own, others show one only where the
page itself names it.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, unquote, urlsplit

import lxml.html
from lxml import etree

from composer.i18n import _
from composer.sources.link_cleaning import page_of_frame, resolved, without_tracking

_PLAYERS = frozenset({"video", "amp-video", "amp-youtube", "lite-youtube", "lite-vimeo"})
FRAMES = frozenset({"iframe", "frame", "embed", "object", "audio", "amp-iframe"}) | _PLAYERS
LAZY_FRAMES = (
    *("src", "data", "data-src", "data-lazy-src", "data-src-cmplz", "data-cookieblock-src", "data-cmp-src"),
    *("data-litespeed-src", "data-lazy"),
)
_YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|v/|shorts/|live/"
    r"|watch\?(?:[^#\s]*&)?v=)|youtu\.be/)(?!videoseries)([\w-]{11})(?![\w-])"
)
_VIMEO = re.compile(r"https?://(?:www\.)?vimeo\.com/\d{5,12}(?:/\w+)?(?:\?\S*)?$")
_MOVING = re.compile(
    r"youtu|vimeo|dailymotion|wistia|brightcove|/video|video\.|\.(?:mp4|webm|m4v|mov|ogv)(?:\?|$)"
    r"|facebook\.com/plugins/video|tiktok\.com|loom\.com|ted\.com/talks",
    re.IGNORECASE,
)
_SOUNDING = re.compile(
    r"soundcloud|spotify|mixcloud|anchor\.fm|podbean|buzzsprout|audioboom|podcast|\.(?:mp3|m4a|ogg"
    r"|wav)(?:\?|$)",
    re.IGNORECASE,
)
_MAP = re.compile(r"google\.[a-z.]+/maps|openstreetmap\.org|bing\.com/maps", re.IGNORECASE)
_FORM = re.compile(
    r"docs\.google\.com/forms|forms\.(?:office|gle)|typeform\.com|surveymonkey|jotform|smartsurvey"
    r"|list-manage\.com",
    re.IGNORECASE,
)
_PLAYER_NAME = re.compile(
    r"(?:you ?tube|vimeo|embedded|html5)?\s?(?:video|audio|media|iframe)?\s?(?:player|embed)?", re.IGNORECASE
)


def turn_to_link(element: lxml.html.HtmlElement, tag: str, base: str, dropped: Counter[str]) -> bool:
    """A player or an embedded page becomes a paragraph with a link, a video with its picture; False where it leads nowhere."""
    address = _address(element, tag, base)
    sounding = tag == "audio" or _SOUNDING.search(address) is not None
    moving = not sounding and (tag in _PLAYERS or _MOVING.search(address) is not None)
    if not address:
        dropped["video" if moving else "recording" if sounding else "frame"] += 1
        return False
    picture = _picture(element, address, base) if moving else ""
    dropped["seen video" if picture else "video" if moving else "recording" if sounding else "frame"] += 1
    words = words_in_title(element) or _words(address, moving, sounding)
    tail = element.tail
    element.clear()
    element.tag, element.tail = "p", tail
    link = etree.SubElement(element, "a", href=address)
    if picture:
        etree.SubElement(link, "img", src=picture, alt=words)
        etree.SubElement(element, "br")
        link = etree.SubElement(element, "a", href=address)
    link.text = words
    return True


def _words(address: str, moving: bool, sounding: bool) -> str:
    if moving:
        return _("Watch the video")
    if sounding:
        return _("Listen to the recording")
    if _MAP.search(address):
        return _("Open the map")
    return _("Open the form") if _FORM.search(address) else _("Open the embedded page")


def _address(element: lxml.html.HtmlElement, tag: str, base: str) -> str:
    """Where a person would go for what the frame shows; empty where nothing says it."""
    number = element.get("videoid") or element.get("data-videoid") or ""
    if re.fullmatch(r"[\w-]{6,15}", number):
        return f"https://vimeo.com/{number}" if "vimeo" in tag else f"https://www.youtube.com/watch?v={number}"
    inner = element.find(".//source")
    if inner is None:
        inner = element.find(".//embed")
    named = [element.get(name) or "" for name in LAZY_FRAMES]
    named += [inner.get("src") or ""] if inner is not None else []
    given = {(parameter.get("name") or "").lower(): parameter.get("value") or "" for parameter in element.iter("param")}
    named += [given.get("movie", ""), given.get("src", "")]
    for written in named:
        if not written or written.startswith(("about:", "data:")):
            continue
        found = without_tracking(_inner_page(page_of_frame(resolved(written, base))))
        if found:
            return found
    return ""


def _inner_page(address: str) -> str:
    """What a player shows that only carries another page's address (Facebook's and SoundCloud's); else the address itself."""
    try:
        parts = urlsplit(address)
        asked = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return address
    host = parts.hostname or ""
    name = "href" if host.endswith("facebook.com") and "/plugins/" in parts.path else "url" if host == "w.soundcloud.com" else ""
    inner = asked.get(name, [""])[0] if name else ""
    if inner.startswith(("https://", "http://")) and "api.soundcloud.com" not in inner:
        return unquote(inner)
    return address


def _picture(element: lxml.html.HtmlElement, address: str, base: str) -> str:
    """The still picture of a video: the one the page names, else the one YouTube keeps for it; empty where there is none."""
    for name in ("poster", "data-poster", "data-thumb", "data-thumbnail", "data-image"):
        found = resolved(element.get(name) or "", base)
        if found.startswith("http"):
            return found
    return picture_of_video(address)


def picture_of_video(address: str) -> str:
    """The address of the picture YouTube keeps for a video; empty for any other address."""
    found = _YOUTUBE.match(address)
    return f"https://i.ytimg.com/vi/{found[1]}/hqdefault.jpg" if found is not None else ""


def words_in_title(element: etree._Element) -> str:
    """The element's own title on one line, unless it only names the player."""
    title = " ".join((element.get("title") or element.get("aria-label") or element.get("playlabel") or "").split())[:200]
    return "" if _PLAYER_NAME.fullmatch(title) else title


def bare_video(element: lxml.html.HtmlElement) -> str:
    """The address where an element holds nothing but that of a video, or is the wrapper an editor puts around what shall be
    embedded; else empty."""
    if len(element):
        return ""
    words = (element.text or "").strip()
    if re.search(r"\s", words) or not words.startswith(("http://", "https://")):
        return ""
    wrapper = "wp-block-embed__wrapper" in (element.get("class") or "").split()
    return words if wrapper or _YOUTUBE.match(words) or _VIMEO.match(words) else ""
