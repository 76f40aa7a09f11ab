"""The real address of a picture in strangers' HTML: attributes for later, sets of sizes, twins for readers without script."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

import lxml.html
from lxml import etree

from composer.sources.link_cleaning import resolved

LAZY = (
    *(
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-lazy",
        "data-orig-file",
        "data-large-file",
        "data-hi-res-src",
        "data-ll-src",
    ),
    *(
        "data-cfsrc",
        "data-image",
        "data-flickity-lazyload",
        "data-lazyload",
        "data-echo",
        "data-url",
        "lazysrc",
        "data-actualsrc",
    ),
    *("data-full-url", "data-sf-src", "data-src-retina", "data-breeze", "data-ezsrc", "data-wpfc-original-src"),
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-ll-srcset", "srcset", "data-original-set", "data-ezsrcset")
_PLACEHOLDER = re.compile(
    r"^data:|^about:|^\s*$|/[\w.-]{0,80}(?:blank|spacer|placeholder|transparent|pixel|1x1|lazy|loading"
    r"|loader|spinner|dummy|preload|grey|empty|clear)[\w.-]{0,80}"
    r"\.(?:gif|png|svg|jpe?g|webp)|[,/_]blur_?\d|[?&]blur=",
    re.IGNORECASE,
)
_LOADED_LATER = re.compile(
    r"(?:^|\s)(?:lazy|lazyload|lazy-load|b-lazy|lozad|jetpack-lazy-image|lazyloading)(?:\s|$)", re.IGNORECASE
)
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*[\"']?([^\"')]{1,2000})[\"']?\s*\)", re.IGNORECASE)
# FeedBurner and its kin append counting pictures and share buttons to every post.
_COUNTING = re.compile(
    r"/~(?:r|ff|f|a|4)/|/(?:pixel|beacon|track(?:ing)?|open)(?:\.(?:gif|png|php)|/?\?)|/b\.gif\?|/g\.gif\?"
    r"|//pixel\.wp\.com/|facebook\.com/tr\?"
    r"|/wf/open\?|list-manage\.com/track/|/open\.aspx\?|/ss/o/",
    re.IGNORECASE,
)
LONGEST_SET = 60_000


def plain_picture(element: lxml.html.HtmlElement, base: str, dropped: Counter[str]) -> bool:
    """Give a picture its address, its description and its size in figures; False for one that only counts readers or has none."""
    alt = " ".join((element.get("alt") or "").split())
    if alt and re.search(r"\b(?:wp-smiley|emoji)\b", element.get("class") or ""):
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "span", alt, tail
        return True
    source = _source_of(element)
    sizes = [_figure(element.get(name) or "") for name in ("width", "height")]
    if any(size in ("0", "1", "2") for size in sizes) or _COUNTING.search(source):
        dropped["tracking"] += 1
        return False
    address = resolved(source, base)
    if not address.startswith("http"):
        dropped["picture"] += 1
        return False
    element.set("src", address)
    element.set("alt", alt)
    for name, size in zip(("width", "height"), sizes, strict=True):
        if size:
            element.set(name, size)
        else:
            element.attrib.pop(name, None)
    return True


def _source_of(element: etree._Element) -> str:
    """What a browser would show in the end."""
    source = (element.get("src") or "").strip()
    if source and not _PLACEHOLDER.search(source) and not _LOADED_LATER.search(element.get("class") or ""):
        return source
    candidates = [element.get(name) or "" for name in LAZY]
    candidates += [widest(element.get(name) or "") for name in _LAZY_SETS]
    # A parser that knows no ``source`` nests the picture in it.
    above = next((above for above in islice(element.iterancestors(), 4) if above.tag == "picture"), None)
    if above is not None:
        for other in above.iter("source"):
            candidates += [widest(other.get("srcset") or other.get("data-srcset") or "")]
    stripped = (candidate.strip() for candidate in candidates)
    leading = [address for address in stripped if address and not address.startswith(("data:", "about:", "{", "["))]
    # A name like "lazy-sunday.jpg" speaks against an address only where there is another.
    return next((address for address in leading if not _PLACEHOLDER.search(address)), leading[0] if leading else source)


def cover_picture(element: etree._Element) -> str:
    """The picture behind the words of an editor's cover block, as it is written; empty for everything else."""
    classes = (element.get("class") or "").split()
    if not any(name.startswith(("wp-block-cover", "wp-block-media-text__media")) for name in classes):
        return ""
    found = _BACKGROUND.search(element.get("style") or "")
    return found[1].strip() if found is not None else ""


def _figure(size: str) -> str:
    """Pixels as a plain number; empty for a share of the width and anything else."""
    found = re.fullmatch(r"\s*(\d{1,5})(?:\.\d{1,6})?\s*(?:px)?\s*", size)
    return str(int(found[1])) if found is not None else ""


def widest(srcset: str) -> str:
    """The address with the greatest width or density in a ``srcset`` (HTML, section 4.8.4.2.1)."""
    best, address = -1.0, ""
    for candidate in re.split(r",\s+|,(?=https?://|/)", srcset[:LONGEST_SET]):
        words = candidate.split()
        if not words:
            continue
        found = re.fullmatch(r"([\d.]{1,10})[wx],?", words[1]) if len(words) > 1 else None
        try:
            size = float(found[1]) if found is not None else 1.0
        except ValueError:
            continue
        if size > best:
            best, address = size, words[0].rstrip(",")
    return address


def follows_lazy_picture(element: etree._Element) -> bool:
    """True for a ``noscript`` that only repeats the picture beside it for browsers without script."""
    return any(
        near is not None
        and (near if near.tag == "img" else near.find(".//img") if near.tag in ("picture", "span", "a", "div") else None)
        is not None
        and _has_address(near)
        for near in (element.getprevious(), element.getnext())
    )


def _has_address(near: etree._Element) -> bool:
    picture = near if near.tag == "img" else near.find(".//img")
    return picture is not None and bool(_source_of(picture)) and not (_source_of(picture)).startswith("data:")
