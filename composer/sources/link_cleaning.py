"""Addresses found in strangers' material: resolved, refused where they do anything but lead somewhere, freed of tracking."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LONGEST = 8_000
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(enc|mi)|hsctatracking"
    r"|mkt_tok|vero_(id|conv)|oly_(enc|anon)_id|ml_subscriber(_hash)?|wickedid|_openstat|s_kwcid",
    re.IGNORECASE,
)


def resolved(address: str, base: str = "") -> str:
    """The address made whole against ``base``; empty where it is not a web, mail or telephone address, or stays relative.

    White space and control characters go first, as browsers do (WHATWG URL, section 4.4), so that ``jav\\tascript:`` is seen for
    what it is.
    """
    text = address.strip(" \t\r\n\x0c\x00")
    if not text or len(text) > LONGEST or text.startswith("#"):
        return ""
    text = re.sub(r"[\t\r\n]", "", text)
    scheme = text.partition(":")[0] if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", text) else ""
    if scheme.lower() in ("mailto", "tel"):
        return _CONTROLS.sub("%20", text)
    if _CONTROLS.match(text):
        return ""
    try:
        whole = urljoin(base, text)
        parts = urlsplit(whole)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    if not usable:
        return ""
    return (
        _CONTROLS.sub(lambda match: "%20" * len(match.group()), whole).replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
    )


def without_tracking(address: str) -> str:
    """The address without the parameters that only tell on the reader; everything else as it was written."""
    if "?" not in address:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    if len(kept) == parts.query.count("&") + 1:
        return address
    return urlunsplit(parts._replace(query="&".join(kept)))


_VIDEO_FRAMES = (
    (re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
)


def page_of_frame(address: str) -> str:
    """The page a person would open for an embedded player; the address itself where no better one is known."""
    for pattern, page in _VIDEO_FRAMES:
        if match := pattern.match(address):
            return page.format(match.group(1))
    return address
