"""What a template's maker should know before anybody writes with it: it is filled with difficult issues and looked through.

Each fault names the issue it was seen with (see :mod:`composer.rendering.specimen`). Errors make a template unfit: a letter would
lack what the law or a mail program demands, or what the composer builds on. Warnings are worth mending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from composer.errors import ComposerError
from composer.i18n import _
from composer.rendering.colour import READABLE, contrast
from composer.rendering.renderer import Rendered, render
from composer.rendering.safe_styles import MODERN
from composer.rendering.specimen import specimens

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from composer.document.issue import Issue
    from composer.rendering.templates import Templates

MOST_STYLE, ENOUGH_STYLE = 16_000, 15_000
"""Bytes inside ``<style>``: Gmail drops what goes over 16 KB (hteumeuleu/email-bugs 90)."""
MOST_HTML, ENOUGH_HTML = 102_000, 86_000
"""Bytes: Gmail cuts a letter at about 102 KB; the specimen is as long as a full issue."""
SMALLEST_TEXT = 14
"""Pixels; the Email Markup Consortium asks for 14 at least."""
WIDEST_PICTURE = 700
_ACTIVE = ("script", "form", "iframe", "object", "embed", "input", "video", "audio", "svg", "link", "base")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STYLE_SAID = re.compile(r"<style[^>]*>(.*?)</style>|\sstyle=\"([^\"]*)\"", re.DOTALL)
_OUTLOOK_ONLY = re.compile(r"<!--.*?-->", re.DOTALL)
_SIZE = re.compile(r"font-size:\s*([\d.]+)px")
_COLOUR = re.compile(r"(?<![-\w])color:\s*(#[0-9A-Fa-f]{6})")
_GROUND = re.compile(r"background-color:\s*(#[0-9A-Fa-f]{6})")


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong: its code, how bad it is, what it is, what to do, and the issue it was seen with."""

    code: str
    severity: Literal["error", "warning"]
    message: str
    remedy: str
    seen_with: str


def check_template(template: str, templates: Templates) -> list[Fault]:
    """Everything wrong with a template; empty where it is fit. Errors come first, each fault once.

    Raises:
        NotFoundError, RenderingError: there is none, or its manifest cannot be read.
    """
    templates.get(template)
    found: dict[tuple[str, str], Fault] = {}
    for name, issue in specimens(template).items():
        try:
            rendered = render(issue, templates=templates, web_view=True)
        except ComposerError as error:
            details = f" ({error.details})" if error.details else ""
            fault = Fault("broken", "error", f"{error.message}{details}", error.remedy, name)
            found.setdefault((fault.code, fault.message), fault)
            continue
        for code, severity, message, remedy in _look_through(rendered, issue):
            found.setdefault((code, message), Fault(code, severity, message, remedy, name))
    return sorted(found.values(), key=lambda fault: fault.severity != "error")


_Found = Iterator[tuple[str, Literal["error", "warning"], str, str]]


def _look_through(rendered: Rendered, issue: Issue) -> _Found:
    from lxml import html as parser

    tree = parser.document_fromstring(rendered.html)
    yield from _needed(rendered, tree, issue)
    yield from _harmless(tree)
    yield from _read_aloud(tree)
    yield from _readable(tree)
    yield from _old_fashioned(rendered.html)
    yield from _light(rendered)


def _old_fashioned(html: str) -> _Found:
    """Styles Gmail reads: one modern colour costs a whole attribute, one at-rule within another a whole style element."""
    styles = [found[1] or found[2] or "" for found in _STYLE_SAID.finditer(_OUTLOOK_ONLY.sub("", html))]
    modern = next((found[0] for style in styles for found in MODERN.finditer(style)), "")
    if modern:
        message = _("A style says “{what}”, for which Gmail drops all that stands beside it.").format(what=modern[:40])
        yield "modern", "error", message, _("Write colours with six digits, and sizes in pixels.")
    for sheet in re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL):
        if re.search(r"@[\w-]+[^{};]*\{(?:[^{}]|\{[^{}]*\})*@", sheet):
            message = _("A rule with @ stands within another; Gmail drops the whole <style> for it.")
            yield "nested", "error", message, _("Put them one after the other.")


def _needed(rendered: Rendered, tree: HtmlElement, issue: Issue) -> _Found:
    """What the law, the composer and mail programs build on."""
    stop = next(token.mark for token in rendered.tokens if token.name == "unsubscribe_url")
    if not any(stop in link.get("href", "") for link in tree.iter("a")):
        yield (
            "unsubscribe",
            "error",
            _("The letter has no link to unsubscribe."),
            _("Include the footer block's look at the end."),
        )
    said = " ".join(" ".join(tree.body.itertext()).split())
    if issue.brand.postal_address and issue.brand.postal_address.splitlines()[0] not in said:
        yield (
            "address",
            "error",
            _("The letter does not say the postal address."),
            _("Include the footer block's look at the end."),
        )
    marked = {element.get("id") for element in tree.xpath("//*[@id]")}
    lost = [block.id for block in issue.blocks if f"b-{block.id}" not in marked]
    if lost:
        message = _("These blocks do not appear: {names}.").format(names=", ".join(lost))
        yield "blocks", "error", message, _("Show every part, and give its outermost cell part.anchor as its id.")
    if not tree.xpath("//head/meta[@name='color-scheme']"):
        yield (
            "dark",
            "warning",
            _("Nothing is said about dark mode."),
            _("Add the two color-scheme lines and rules for dark readers."),
        )
    if not tree.xpath("//body//*[@lang][@dir]"):
        message = _("Language and direction are not said inside the body.")
        yield "language", "error", message, _("Mail programs drop <html>: repeat lang and dir on a <div> around everything.")
    if "color-scheme" in rendered.html and "[data-ogsc]" not in rendered.html:
        message = _("There are no dark rules for Outlook on the web.")
        yield "dark_outlook", "warning", message, _("Repeat the dark rules with [data-ogsc] and [data-ogsb] before them.")


def _harmless(tree: HtmlElement) -> _Found:
    """Nothing active, nothing that tells on the reader."""
    active = sorted({element.tag for element in tree.iter(*_ACTIVE)})
    if active:
        message = _("The letter holds what mail programs remove or warn of: {names}.").format(names=", ".join(active))
        yield "active", "error", message, _("Leave it out.")
    for image in tree.iter("img"):
        if not image.get("src", "").startswith("cid:"):
            message = _("A picture is loaded from {address}.").format(address=image.get("src", "")[:80])
            yield (
                "foreign_picture",
                "error",
                message,
                _("Show only pictures of the issue: what a template loads tells who has read."),
            )
        if not (image.get("width") or "").isdigit() or int(image.get("width")) > WIDEST_PICTURE:
            yield (
                "picture_size",
                "error",
                _("A picture has no width, or one no letter has room for."),
                _("Use show(picture, width)."),
            )
    for link in tree.iter("a"):
        if not (link.get("href") or "").startswith(("https://", "mailto:", "tel:", "#", "NLTTOK")):
            message = _("A link leads to “{address}”.").format(address=(link.get("href") or "")[:80])
            yield (
                "link",
                "error",
                message,
                _("Link only to what the issue's blocks say, to mail addresses, and within the letter."),
            )


def _read_aloud(tree: HtmlElement) -> _Found:
    """As a screen reader meets it."""
    if any(table.get("role") not in ("presentation", "none") for table in tree.iter("table")):
        message = _("Some tables are read out as tables.")
        yield "tables", "error", message, _("Write role=“presentation” on every layout table.")
    levels = [int(heading.tag[1]) for heading in tree.iter(*_HEADINGS)]
    if any(below > above + 1 for above, below in pairwise(levels)) or levels.count(1) > 1 or (levels and levels[0] != 1):
        yield (
            "headings",
            "error",
            _("The headings skip a level, or there is not exactly one big title."),
            _("Use part.level for titles."),
        )
    if any(not heading.text_content().strip() for heading in tree.iter(*_HEADINGS)):
        yield (
            "empty_heading",
            "error",
            _("A heading stands there without words."),
            _("Write headings only where there are words."),
        )
    for link in tree.iter("a"):
        image = link.find(".//img")
        if not link.text_content().strip() and not (image is not None and (image.get("alt") or "").strip()):
            yield (
                "empty_link",
                "error",
                _("A link has no words."),
                _("Write links only where there are words or a described picture."),
            )
    if any(image.get("alt") is None for image in tree.iter("img")):
        yield "alt", "error", _("A picture has no alt attribute."), _("Write shown.alt there.")


def _readable(tree: HtmlElement) -> _Found:
    """Large enough, and with enough contrast in the light."""
    for element in tree.body.iter():
        style = element.get("style") or ""
        if not isinstance(element.tag, str) or "mso-hide" in style or not (element.text or "").strip("\xa0 \n"):
            continue
        size = next(
            (found for one in (element, *element.iterancestors()) if (found := _SIZE.search(one.get("style") or ""))), None
        )
        if size and 1 < float(size[1]) < SMALLEST_TEXT and not element.xpath("ancestor-or-self::*[@aria-hidden]"):
            message = _("Some text is {size} pixels small (class “{name}”).").format(
                size=size[1], name=element.get("class") or ""
            )
            yield "small", "warning", message, _("Nothing below {size} pixels.").format(size=SMALLEST_TEXT)
        ink, ground = _first(element, _COLOUR, ""), _first(element, _GROUND, "bgcolor")
        if ink and ground and contrast(ink, ground) < READABLE:
            message = _("Text in {ink} on {ground} is hard to read (class “{name}”).").format(
                ink=ink, ground=ground, name=element.get("class") or ""
            )
            yield "contrast", "warning", message, _("Use the pairs of the theme, such as on_main on main.")


def _first(element: HtmlElement, wanted: re.Pattern[str], attribute: str) -> str:
    """The nearest colour above the element, itself included."""
    for one in (element, *element.iterancestors()):
        if found := wanted.search(one.get("style") or ""):
            return found[1]
        if attribute and re.fullmatch(r"#[0-9A-Fa-f]{6}", one.get(attribute) or ""):
            return str(one.get(attribute))
    return ""


def _light(rendered: Rendered) -> _Found:
    for code, size, most, enough, what in (
        ("style_size", rendered.style_bytes, MOST_STYLE, ENOUGH_STYLE, _("The rules in <style> weigh {size} bytes.")),
        ("size", rendered.html_bytes, MOST_HTML, ENOUGH_HTML, _("A full issue weighs {size} bytes.")),
    ):
        if size > enough:
            remedy = _("Gmail drops or cuts what is over {most} bytes.").format(most=most)
            yield code, "error" if size > most else "warning", what.format(size=size), remedy
