"""Addresses found in strangers' material: resolved, refused where they do anything but lead somewhere, freed of tracking."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit, urlunsplit

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LONGEST = 8_000
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
# Parameters that only tell on the reader, each under the name its own maker documents; nothing a page might need to find itself.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|gad_(?:source|campaignid)|msclkid|yclid|twclid"
    r"|ttclid|li_fat_id|igshid|igsh"
    r"|mc_[cet]id|mc_eid|_hs(?:enc|mi)|hsctatracking|__hs(?:tc|sc|fp)|hsa_\w+|mkt_tok|vero_(?:id|conv)|oly_(?:enc|anon)_id"
    r"|ml_subscriber(?:_hash)?|wickedid|_openstat|s_kwcid|_kx|dm_i|dm_t|_bta_(?:tid|c)|trk_(?:contact|msg"
    r"|module|sid)|rb_clickid"
    r"|elq(?:Track|TrackId|CampaignId)|mtm_\w+|pk_(?:campaign|kwd|source|medium|content|cid)|piwik_\w+"
    r"|matomo_\w+|srsltid|irclickid"
    r"|_branch_match_id|fb_(?:action_ids|action_types|source|ref)|ref_src|guce_referrer(?:_sig)?|guccounter|_gl|_ga|ns_mchannel"
    r"|ns_campaign|at_(?:medium|campaign)|vgo_ee|sfmc_(?:id|sub|activityid)",
    re.IGNORECASE,
)
_SHARING = re.compile(r"(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|spotify\.com)$", re.IGNORECASE)
"""Here ``si`` says who shared the link; elsewhere it may mean anything."""
_WRAPPERS = (
    (re.compile(r"(?:[\w-]+\.)?safelinks\.protection\.outlook\.com$", re.IGNORECASE), "", "url"),
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}$", re.IGNORECASE), "/url", "q"),
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}$", re.IGNORECASE), "/url", "url"),
    (re.compile(r"(?:l|lm)\.facebook\.com$", re.IGNORECASE), "/l.php", "u"),
    (re.compile(r"l\.instagram\.com$", re.IGNORECASE), "/", "u"),
    (re.compile(r"(?:www\.)?youtube\.com$", re.IGNORECASE), "/redirect", "q"),
)
"""What puts a gate of its own before every link: host, path and the parameter that holds the address behind it."""


@lru_cache(maxsize=2048)
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
    text = scheme.lower() + text[len(scheme) :]  # RFC 3986, section 3.1: the small letters are the usual ones
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
    """The address without the parameters that only tell on the reader, and without a mail program's gate before it.

    Everything else stays as it was written.
    """
    if "?" not in address and "#" not in address:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    behind = _behind_gate(parts)
    if behind:
        return without_tracking(behind)
    shared = _SHARING.match(parts.hostname or "") is not None
    kept = [pair for pair in parts.query.split("&") if not _tells(pair, shared)]
    fragment = "" if parts.fragment and all(_tells(pair, False) for pair in parts.fragment.split("&")) else parts.fragment
    if len(kept) == parts.query.count("&") + 1 and fragment == parts.fragment:
        return address
    return urlunsplit(parts._replace(query="&".join(kept), fragment=fragment))


def _tells(pair: str, shared: bool) -> bool:
    name = pair.partition("=")[0].removeprefix("amp;")
    return _TRACKING.fullmatch(name) is not None or (shared and name == "si")


def _behind_gate(parts: SplitResult) -> str:
    """The address a gate leads to; empty where there is no gate. It is one step, so no chain of gates is followed for long."""
    for host, path, name in _WRAPPERS:
        if host.match(parts.hostname or "") and (not path or parts.path == path):
            try:
                found = parse_qs(parts.query, max_num_fields=50).get(name, [""])[0]
            except ValueError:
                return ""
            if found.startswith(("https://", "http://")) and len(found) < len(parts.query) + 1:
                return resolved(found)
    return ""


_VIDEO_FRAMES = (
    (
        re.compile(
            r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v|shorts|live)/(?!videoseries\b"
            r"|live_stream\b)([\w-]{6,20})"
        ),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"https?://youtu\.be/([\w-]{6,20})"), "https://www.youtube.com/watch?v={}"),
    (
        re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/videoseries\?(?:[^#\s]*&)?list=([\w-]{6,60})"),
        "https://www.youtube.com/playlist?list={}",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)\?(?:[^#\s]*&)?h=([0-9a-f]{8,12})\b"), "https://vimeo.com/{}/{}"),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (
        re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/maps/embed\?(?:[^#\s]*&)?pb=[^#&\s]*?!2d(-?[\d.]+)!3d(-?[\d.]+)"),
        "https://www.google.com/maps/search/?api=1&query={1},{0}",
    ),
    (re.compile(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"https?://open\.spotify\.com/embed/((?:episode|show|track|album|playlist)/\w+)"), "https://open.spotify.com/{}"),
)


def page_of_frame(address: str) -> str:
    """The page a person would open for an embedded player; the address itself where no better one is known."""
    for pattern, page in _VIDEO_FRAMES:
        if match := pattern.match(address):
            return page.format(*match.groups())
    return address
