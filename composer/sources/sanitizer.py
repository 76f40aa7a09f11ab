"""A stranger's HTML -> the little that is safe in e-mail, and a note of what was dropped.

Two gates: a tree walk that turns what is worth keeping into plain elements (embedded players into links, lazily loaded pictures
into pictures, Word's paragraphs into lists), then nh3's allow-list, which decides alone what may pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import lxml.html
import nh3
from lxml import etree

from composer.i18n import ngettext
from composer.sources.embeds import FRAMES, bare_video, turn_to_link
from composer.sources.footnotes import plain_footnotes
from composer.sources.html_to_markdown import html_to_markdown, html_to_words
from composer.sources.html_tree import body_of, words_in
from composer.sources.link_cleaning import SAFE_SCHEMES, resolved, without_tracking
from composer.sources.picture_addresses import cover_picture, follows_lazy_picture, plain_picture
from composer.sources.shortcodes import without_shortcodes
from composer.sources.word_markup import fragment_of, mend_office

_PLAIN = (
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "pre", "figure", "figcaption"),
    *("b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "code", "cite", "q"),
    *("ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr"),
)
ALLOWED: dict[str, set[str]] = {
    "*": set(),
    **{name: set() for name in _PLAIN},
    "ol": {"start"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_GONE_WITH_CONTENT = frozenset(
    {
        *("script", "style", "template", "svg", "math", "head", "title", "frameset", "applet", "select", "textarea", "button"),
        *("datalist", "input", "meter", "progress", "noembed", "noframes", "canvas", "map", "dialog", "xmp", "plaintext"),
        *("portal", "fencedframe", "xml", "optgroup", "option", "output", "keygen", "isindex"),
    }
)
_FIELDS = frozenset({"input", "select", "textarea", "button"})
_LIKE_DIV = frozenset(
    {
        *("section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "details", "summary"),
        *("fieldset", "hgroup", "legend", "body", "form"),
    }
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SHARING = re.compile(
    r"(?:^|\s)(?:sharedaddy|sd-sharing-enabled|jp-relatedposts|addtoany_share_save_container|a2a_kit|heateor_sss_sharing_container"
    r"|sharethis-inline-[\w-]+|ssba|mashsb-container|essb_links|yarpp|yarpp-related|wp_rp_wrap|crp_related|ez-toc-container"
    r"|ez-toc-counter|lwptoc|wp-block-rank-math-toc-block)(?:\s|$)",
    re.IGNORECASE,
)
"""What plugins put around a post: buttons for sharing it, other posts, a table of contents that leads nowhere in a letter."""
_FILLED_IN = re.compile(r"<!-- wp:(?!more\b|nextpage\b|spacer\b|separator\b)[\w/-]{1,60}(?:\s[^<>]{0,2000})?/-->")
"""Blocks of WordPress' editor that have no words of their own: the latest posts, a reusable block."""
_EMPTY = re.compile(r"<(p|div|h[1-6]|li|ul|ol|blockquote|figure|figcaption)>(?:\s|&nbsp;|<br>)*</\1>")
_MOST_WORDS_OF_A_FORM = 40
_ROUNDS = 6


@dataclass(frozen=True)
class Clean:
    """HTML that is safe in a letter, and what was dropped on the way, as short sentences."""

    html: str
    dropped: tuple[str, ...] = ()


def sanitize(html: str, base: str = "") -> Clean:
    """The safe part of ``html``. Links and pictures are made whole against ``base`` (the page it stood on); those that stay
    relative are dropped. Afterwards there is no script, no handler, no frame, no form, no style, and no address but web, mail,
    telephone. Sanitising once more changes nothing."""
    dropped: Counter[str] = Counter()
    if "<!-- wp:" in html:
        dropped["block"] += sum(1 for _block in _FILLED_IN.finditer(html))
    cleaned = _pass(fragment_of(html), base, dropped)
    for _round in range(_ROUNDS):
        # What was written as a character reference may be a shortcode now.
        if "[" not in cleaned or without_shortcodes(cleaned, Counter()) == cleaned:
            break
        cleaned = _pass(cleaned, base, dropped)
    return Clean(cleaned, _sentences(dropped))


def _pass(html: str, base: str, dropped: Counter[str]) -> str:
    written = without_shortcodes(html, dropped)
    body = body_of(written)
    if re.search(r"<script\b", written, re.IGNORECASE) and not re.search(r"<head\b", written, re.IGNORECASE):
        dropped["script"] += sum(1 for _script in body.getparent().iterfind("head//script"))
    mend_office(body, written)
    if "#" in written:
        plain_footnotes(body)
    gone: set[lxml.html.HtmlElement] = set()
    for element in list(body.iter()):
        if element is body or not isinstance(element.tag, str):
            continue
        if element.getparent() in gone or not _keep(element, base, dropped):
            gone.add(element)
    for element in gone:
        if element.getparent() is not None and element.getparent() not in gone:
            element.drop_tree()
    cleaned = _gate().clean(etree.tostring(body, encoding="unicode", method="html"))
    for _round in range(_ROUNDS):
        cleaned, empty = _EMPTY.subn("", cleaned)
        if not empty:
            break
    return cleaned.strip()


@cache
def _gate() -> nh3.Cleaner:
    """The second gate, built once."""
    return nh3.Cleaner(
        tags=set(ALLOWED) - {"*"},
        attributes=ALLOWED,
        attribute_filter=_attribute,
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
        strip_comments=True,
        clean_content_tags={"script", "style", "template", "svg", "math", "iframe", "object", "noembed", "noframes", "xmp"},
    )


def to_markdown(clean_html: str) -> str:
    """Clean HTML as the Markdown the writer edits (see :mod:`composer.sources.html_to_markdown`)."""
    return html_to_markdown(clean_html)


def plain(html: str) -> str:
    """The visible words of any HTML: paragraphs set apart by an empty line, white space tidied, nothing of scripts or styles."""
    return html_to_words(html)


def _keep(element: lxml.html.HtmlElement, base: str, dropped: Counter[str]) -> bool:
    """Make one element plain. False: it goes, with everything in it."""
    tag = str(element.tag).lower()
    if tag in _GONE_WITH_CONTENT:
        if tag == "script":
            dropped["script"] += (element.get("type") or "").lower() not in ("application/ld+json", "application/json")
        elif tag in _FIELDS and (element.get("type") or "").lower() != "hidden":
            dropped["field"] += 1
        elif tag == "math":
            dropped["formula"] += bool(words_in(element))
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        dropped["hidden"] += bool(words_in(element))
        return False
    if "class" in element.attrib and _SHARING.search(element.get("class", "")):
        dropped["sharing"] += 1
        return False
    if tag in FRAMES:
        return turn_to_link(element, tag, base, dropped)
    if tag == "noscript":  # repeats a lazily loaded picture, or begs for JavaScript
        element.tag = "div"
        return element.find(".//img") is not None and not follows_lazy_picture(element)
    if tag in ("img", "image", "amp-img"):  # a browser takes the second for the first
        element.tag = "img"
        return plain_picture(element, base, dropped)
    if tag == "form" and _is_only_a_form(element):
        dropped["form"] += 1
        return False
    if tag == "a":
        _plain_link(element, base, dropped)
    elif (tag in ("p", "div", "figure", "span")) and (address := bare_video(element)):
        return turn_to_link(_with_frame(element, address), "iframe", base, dropped)
    elif tag in _LIKE_DIV:
        element.tag = "div"
    if behind := resolved(cover_picture(element), base):
        element.insert(0, element.makeelement("img", src=behind, alt=""))
        element[0].tail, element.text = element.text, None
    return True


def _with_frame(element: lxml.html.HtmlElement, address: str) -> lxml.html.HtmlElement:
    """An element that holds only a video's address, as the frame a site would have made of it."""
    element.text = None
    element.attrib.clear()
    element.set("src", address)
    return element


def _is_only_a_form(element: lxml.html.HtmlElement) -> bool:
    """True for a form to fill in; false for one that some systems put around the whole page."""
    fields = [field for field in element.iter(*_FIELDS) if (field.get("type") or "").lower() != "hidden"]
    return bool(fields) and len(words_in(element).split()) < _MOST_WORDS_OF_A_FORM + 10 * len(fields)


def _plain_link(element: lxml.html.HtmlElement, base: str, dropped: Counter[str]) -> None:
    """A link to somewhere, or just its words."""
    written = element.get("href")
    address = without_tracking(resolved(written or "", base))
    if address:
        element.set("href", address)
        return
    if written is not None and written.strip() not in ("", "#") and not written.strip().startswith("#"):
        dropped["link"] += 1
    element.tag = "span"


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The second gate for every attribute that passes the allow-list."""
    if name in ("href", "src"):
        address = resolved(value)
        return address if address and (name == "href" or address.lower().startswith(("http://", "https://"))) else None
    if name in ("width", "height", "colspan", "rowspan", "start"):
        return value if re.fullmatch(r"\d{1,5}", value) else None
    return value


def _sentences(dropped: Counter[str]) -> tuple[str, ...]:
    """What was dropped, for people."""
    said: dict[str, Callable[[int], str]] = {
        "script": lambda n: ngettext("A script was left out.", "{count} scripts were left out.", n),
        "form": lambda n: ngettext("A form was left out.", "{count} forms were left out.", n),
        "field": lambda n: ngettext("A form field was left out.", "{count} form fields were left out.", n),
        "frame": lambda n: ngettext("An embedded page became a link.", "{count} embedded pages became links.", n),
        "seen video": lambda n: ngettext(
            "A video became its picture and a link.", "{count} videos became their pictures and links.", n
        ),
        "video": lambda n: ngettext("A video became a link.", "{count} videos became links.", n),
        "recording": lambda n: ngettext("A recording became a link.", "{count} recordings became links.", n),
        "picture": lambda n: ngettext("A picture in the text was left out.", "{count} pictures in the text were left out.", n),
        "tracking": lambda n: ngettext("A tracking picture was left out.", "{count} tracking pictures were left out.", n),
        "link": lambda n: ngettext("A link without a usable address was left out.", "{count} such links were left out.", n),
        "shortcode": lambda n: ngettext("A shortcode was left out.", "{count} shortcodes were left out.", n),
        "block": lambda n: ngettext("A block that the site itself fills was left out.", "{count} such blocks were left out.", n),
        "formula": lambda n: ngettext("A formula was left out.", "{count} formulas were left out.", n),
        "sharing": lambda n: ngettext("A plugin’s buttons were left out.", "Buttons of {count} plugins were left out.", n),
        "hidden": lambda n: ngettext("A hidden part was left out.", "{count} hidden parts were left out.", n),
    }  # fmt: skip
    return tuple(said[what](dropped[what]).format(count=dropped[what]) for what in said if dropped[what])
