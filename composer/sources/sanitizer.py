"""A stranger's HTML -> the little that is safe in e-mail, and a note of what was dropped.

Two gates: a tree walk that turns what is worth keeping into plain elements (embedded players into links, lazily loaded pictures
into pictures), then nh3's allow-list, which decides alone what may pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import lxml.html
import nh3
from lxml import etree

from composer.i18n import _, ngettext
from composer.sources.html_to_markdown import html_to_markdown, html_to_words
from composer.sources.html_tree import body_of
from composer.sources.link_cleaning import SAFE_SCHEMES, page_of_frame, resolved, without_tracking

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
        *("portal", "fencedframe"),
    }
)
_LIKE_DIV = frozenset(
    {
        *("section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "details", "summary"),
        *("fieldset", "hgroup", "legend", "body", "form"),
    }
)
_FRAMES = frozenset({"iframe", "frame", "embed", "object", "video", "audio"})
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-file", "data-large-file", "data-hi-res-src")
_PLACEHOLDER = re.compile(
    r"^data:|/(blank|spacer|placeholder|transparent|pixel|1x1|lazy)[\w.-]*\.(gif|png|svg|jpe?g)", re.IGNORECASE
)
# FeedBurner and its kin append counting pictures and share buttons to every post.
_COUNTING = re.compile(
    r"/~(r|ff|f|a|4)/|/(pixel|beacon|track(ing)?|open)(\.(gif|png|php)|/?\?)|/b\.gif\?|/g\.gif\?", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
# Shortcodes as WordPress' own parser knows them: attributes with an equals sign, or a closing partner, or one of the usual names.
_SHORTCODE_PAIR = re.compile(r"\[(?P<name>[a-z][\w-]{2,40})(?:\s+[^\[\]]*)?\](?P<inside>[^\[]*)\[/(?P=name)\]", re.IGNORECASE)
_SHORTCODE = re.compile(
    r"\[/?(?:[a-z][\w-]{2,40}\s+[\w-]+\s*=[^\[\]]*|(?:gallery|playlist|audio|video|embed|caption|contact-form-7?|vc_\w+|et_pb_\w+"
    r"|fusion_\w+|av_\w+|fl_builder\w*|toc|ninja_form|wpforms|gravityform|sharethis|addtoany|jetpack[\w-]*)[^\[\]]*)/?\]",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\[/?caption\b[^\[\]]{0,500}\]", re.IGNORECASE)


@dataclass(frozen=True)
class Clean:
    """HTML that is safe in a letter, and what was dropped on the way, as short sentences."""

    html: str
    dropped: tuple[str, ...] = ()


def sanitize(html: str, base: str = "") -> Clean:
    """The safe part of ``html``. Links and pictures are made whole against ``base`` (the page it stood on); those that stay
    relative are dropped. Afterwards there is no script, no handler, no frame, no form, no style, and no address but web, mail,
    telephone."""
    dropped: Counter[str] = Counter()
    body = body_of(_without_shortcodes(html, dropped))
    gone: set[lxml.html.HtmlElement] = set()
    for element in list(body.iter()):
        if element is body or not isinstance(element.tag, str):
            continue
        if element.getparent() in gone or not _keep(element, base, dropped):
            gone.add(element)
    for element in gone:
        if element.getparent() is not None and element.getparent() not in gone:
            element.drop_tree()
    cleaned = nh3.clean(
        etree.tostring(body, encoding="unicode", method="html"),
        tags=set(ALLOWED) - {"*"},
        attributes=ALLOWED,
        attribute_filter=_attribute,
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
        strip_comments=True,
        clean_content_tags={"script", "style", "template", "svg", "math", "iframe", "object", "noembed", "noframes", "xmp"},
    )
    return Clean(re.sub(r"<(p|div|h[1-6])>(?:\s|&nbsp;|<br>)*</\1>", "", cleaned).strip(), _sentences(dropped))


def to_markdown(clean_html: str) -> str:
    """Clean HTML as the Markdown the writer edits (see :mod:`composer.sources.html_to_markdown`)."""
    return html_to_markdown(clean_html)


def plain(html: str) -> str:
    """The visible words of any HTML: paragraphs set apart by an empty line, white space tidied, nothing of scripts or styles."""
    return html_to_words(html)


def _without_shortcodes(html: str, dropped: Counter[str]) -> str:
    """WordPress shortcodes that nothing here can run: their frames go, the words between a pair stay."""
    if "[" not in html:
        return html
    single_pairs = 0
    text, captions = _CAPTION.subn(" ", html)
    for _round in range(3):  # pairs inside pairs
        text, pairs = _SHORTCODE_PAIR.subn(lambda match: f" {match['inside']} ", text)
        single_pairs += pairs
        if not pairs:
            break
    text, single = _SHORTCODE.subn(" ", text)
    dropped["shortcode"] += (captions + 1) // 2 + single_pairs + single
    return text


def _keep(element: lxml.html.HtmlElement, base: str, dropped: Counter[str]) -> bool:
    """Make one element plain. False: it goes, with everything in it."""
    tag = str(element.tag).lower()
    if tag in _GONE_WITH_CONTENT:
        if tag in ("script", "input", "select", "textarea", "button"):
            dropped["script" if tag == "script" else "form"] += 1
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        dropped["hidden"] += 1
        return False
    if tag in _FRAMES:
        return _frame_to_link(element, tag, base, dropped)
    if tag == "noscript":  # repeats a lazily loaded picture, or begs for JavaScript
        return element.find(".//img") is not None and not _follows_lazy_picture(element)
    if tag in ("img", "image"):  # a browser takes the one for the other
        element.tag = "img"
        return _plain_picture(element, base, dropped)
    if tag == "a":
        _plain_link(element, base, dropped)
    elif tag in _LIKE_DIV:
        element.tag = "div"
    return True


def _frame_to_link(element: lxml.html.HtmlElement, tag: str, base: str, dropped: Counter[str]) -> bool:
    """A player or an embedded page becomes a link a reader can follow."""
    inner = element.find(".//source")
    address = (
        element.get("src") or element.get("data") or element.get("data-src") or (inner.get("src") if inner is not None else "")
    )
    address = without_tracking(page_of_frame(resolved(address or "", base)))
    moving = tag == "video" or re.search(r"youtu|vimeo|video|\.mp4", address) is not None
    dropped["video" if moving else "recording" if tag == "audio" else "frame"] += 1
    if not address:
        return False
    words = words_in_title(element) or (
        _("Watch the video") if moving else _("Listen to the recording") if tag == "audio" else _("Open the embedded page")
    )
    tail = element.tail
    element.clear()
    element.tag, element.tail = "p", tail
    link = etree.SubElement(element, "a", href=address)
    link.text = words
    return True


def words_in_title(element: etree._Element) -> str:
    """The element's own title on one line, unless it only names the player."""
    title = " ".join((element.get("title") or "").split())[:200]
    return "" if re.fullmatch(r"(you ?tube|vimeo)?( ?video)?( player)?", title, re.IGNORECASE) else title


def _follows_lazy_picture(element: etree._Element) -> bool:
    before = element.getprevious()
    after = element.getnext()
    return any(
        near is not None and near.tag == "img" and any(near.get(name) for name in ("src", *_LAZY)) for near in (before, after)
    )


def _plain_picture(element: lxml.html.HtmlElement, base: str, dropped: Counter[str]) -> bool:
    """The picture's real address, whatever trick loads it; False for what only counts readers or has no address."""
    alt = " ".join((element.get("alt") or "").split())
    if alt and re.search(r"\b(wp-smiley|emoji)\b", element.get("class") or ""):
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "span", alt, tail
        return True
    source = element.get("src") or ""
    if not source or _PLACEHOLDER.search(source):
        candidates = [element.get(name) or "" for name in _LAZY]
        candidates += [_widest(element.get(name) or "") for name in ("data-srcset", "data-lazy-srcset", "srcset")]
        source = next((candidate for candidate in candidates if candidate and not candidate.startswith("data:")), source)
    sizes = [element.get(name) or "" for name in ("width", "height")]
    if any(re.fullmatch(r"[012](px)?", size.strip()) for size in sizes) or _COUNTING.search(source):
        dropped["tracking"] += 1
        return False
    address = resolved(source, base)
    if not address:
        dropped["picture"] += 1
        return False
    element.set("src", address)
    element.set("alt", alt)
    return True


def _widest(srcset: str) -> str:
    """The address with the greatest width or density in a ``srcset``."""
    best, address = -1.0, ""
    for candidate in re.findall(r"(\S+)(?:\s+([\d.]+)[wx])?\s*(?:,\s|$)", srcset + " "):
        try:
            size = float(candidate[1] or 1)
        except ValueError:
            continue
        if size > best:
            best, address = size, candidate[0].rstrip(",")
    return address


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
        "form": lambda n: ngettext("A form field was left out.", "{count} form fields were left out.", n),
        "frame": lambda n: ngettext("An embedded page became a link.", "{count} embedded pages became links.", n),
        "video": lambda n: ngettext("A video became a link.", "{count} videos became links.", n),
        "recording": lambda n: ngettext("A recording became a link.", "{count} recordings became links.", n),
        "picture": lambda n: ngettext("A picture in the text was left out.", "{count} pictures in the text were left out.", n),
        "tracking": lambda n: ngettext("A tracking picture was left out.", "{count} tracking pictures were left out.", n),
        "link": lambda n: ngettext("A link without a usable address was left out.", "{count} such links were left out.", n),
        "shortcode": lambda n: ngettext("A shortcode was left out.", "{count} shortcodes were left out.", n),
        "hidden": lambda n: ngettext("A hidden part was left out.", "{count} hidden parts were left out.", n),
    }  # fmt: skip
    return tuple(said[what](dropped[what]).format(count=dropped[what]) for what in said if dropped[what])
