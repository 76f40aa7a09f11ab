"""WordPress shortcodes and page builders' tags (``[gallery ids="1"]``): what plays becomes a frame, the rest goes, words stay.

What is a shortcode and what only stands in brackets follows WordPress' own parser: attributes with an equals sign, a closing
partner, or one of the usual names. ``[sic]``, ``[1]`` and ``[…]`` are no shortcodes.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape

_CAPTION = re.compile(r"\[/?caption\b[^\[\]]{0,500}\]", re.IGNORECASE)
_CLOSING = re.compile(r"\[/([a-z][\w-]{1,60})\s{0,5}\]", re.IGNORECASE)
_ANY = re.compile(r"\[(/?)([a-z][\w-]{1,60})(?:\s[^\[\]]*)?\]", re.IGNORECASE)
_USUAL = (
    r"gallery|playlist|audio|video|embed|caption|contact-form-7?|toc|table|ninja_form|wpforms"
    r"|gravityforms?|formidable|sharethis|addtoany"
    r"|jetpack[\w-]*|youtube|vimeo|soundcloud|instagram|tweet|googlemaps?|metaslider|rev_slider"
    r"|smartslider\d?|tablepress|product_page"
    r"|woocommerce_\w+|tribe_\w+|events-calendar[\w-]*|mc4wp_form|newsletter_\w+|give_form|cookie\w*|sitemap|latest[-_]posts"
    r"|(?:vc|et_pb|fusion|av|fl|cs|su|mk|x|tatsu|elementor|siteorigin|dt|ult|wpb|thrive|one|kleo|bs|ux|us)[-_]\w+"
)
_SINGLE = re.compile(
    rf"\[(?=/?[a-z])/?(?:[a-z][\w-]{{1,60}}\s+[\w-]{{1,60}}\s{{0,5}}=[^\[\]]*|[a-z]{{2,30}}(?:_[a-z0-9]{{1,30}}){{1,8}}|(?:{_USUAL})(?:\s[^\[\]]*)?)/?\]",
    re.IGNORECASE,
)
_PLAYER_PAIR = re.compile(
    r"\[(?P<name>embed|youtube|vimeo|video|audio"
    r"|soundcloud)(?P<attributes>\s[^\[\]]*)?\]\s{0,20}(?P<address>https?://[^\s\[\]<>\"']{4,2000})\s{0,20}"
    r"\[/(?P=name)\]",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"\[(?P<name>youtube|vimeo|video|audio|soundcloud|embed|embedyt"
    r"|dailymotion)(?P<attributes>[\s=][^\[\]]*)\]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s\[\]<>\"'”″]+")
_NUMBERED = {"youtube": "https://www.youtube.com/embed/{}", "vimeo": "https://player.vimeo.com/video/{}"}
# Text in square brackets that writers mean: BBCode's few, which have closing partners of their own.
_ONE_LETTER = re.compile(r"[biusq]", re.IGNORECASE)


def without_shortcodes(html: str, counted: Counter[str]) -> str:
    """The text without shortcodes; ``counted["shortcode"]`` says how many went (a pair is one)."""
    if "[" not in html:
        return html
    text = _PLAYER_PAIR.sub(lambda match: _frame(match["name"], match["address"]), html)
    text = _PLAYER.sub(_player, text)
    text, captions = _CAPTION.subn(" ", text)
    counted["shortcode"] += (captions + 1) // 2
    closed = {name.lower() for name in _CLOSING.findall(text) if not _ONE_LETTER.fullmatch(name)}
    if closed:
        text = _ANY.sub(lambda match: _without_pair(match, closed, counted), text)
    text, single = _SINGLE.subn(" ", text)
    counted["shortcode"] += single
    return text


def _without_pair(match: re.Match[str], closed: set[str], counted: Counter[str]) -> str:
    if match[2].lower() not in closed:
        return match[0]
    counted["shortcode"] += not match[1]
    return " "


def _player(match: re.Match[str]) -> str:
    """A player's shortcode that names what it plays, as a frame; any other stays for the rest to take away."""
    written = match["attributes"].strip(" =\"'")
    found = _ADDRESS.search(match["attributes"])
    if found is not None:
        return _frame(match["name"], found.group())
    number = re.search(r"(?:^|\bid\s?=\s?[\"']?)([\w-]{6,15})\b", written)
    pattern = _NUMBERED.get(match["name"].lower())
    return _frame(match["name"], pattern.format(number[1])) if number and pattern else match[0]


def _frame(name: str, address: str) -> str:
    tag = name.lower() if name.lower() in ("video", "audio") else "iframe"
    return f'<{tag} src="{escape(address.replace("&amp;", "&"))}"></{tag}>'
