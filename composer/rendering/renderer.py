"""Issue to bodies: the whole way from blocks to inlined HTML and text part, once for all readers."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec

from composer.blocks.block import Block
from composer.blocks.button import Button
from composer.blocks.contents import Contents
from composer.blocks.events import Events
from composer.blocks.fields import NO_PICTURE, Entries, Picture, Url, form_of
from composer.blocks.footer import Footer
from composer.blocks.kept_by_value import KeptByValue
from composer.document.issue import Issue
from composer.document.letter_words import letter_words
from composer.document.picture_keys import key_for
from composer.i18n import catalogue
from composer.rendering.addresses import is_web_address, safe_address
from composer.rendering.agenda import closing, grouped
from composer.rendering.environment import fill_template
from composer.rendering.finishing import finish
from composer.rendering.letter_inliner import inline_letter
from composer.rendering.link_tagging import tagged_text
from composer.rendering.merge_tags import Marked, made_of, mark
from composer.rendering.outline import Entry, anchor, contents_of, levels
from composer.rendering.plaintext import text_of
from composer.rendering.rendered import Rendered
from composer.rendering.template_options import option_values
from composer.rendering.templates import LAYOUT, TemplateInfo, Templates
from composer.rendering.theme import theme_for
from composer.rendering.wording import Plate, followed, header_of, issue_line, plate_of, sender_lines, short_month, title_of

__all__ = ["Part", "Rendered", "Shown", "render", "show"]

PREHEADER_ROOM = 150
"""Characters an inbox may show after the subject; what the preheader leaves is filled with signs nobody sees."""
SHEET = 600
"""Pixels: how wide a letter is on a computer."""
BARE_FOOTER = Footer(id="footer")
_parts: KeptByValue[Part] = KeptByValue()
_linked: KeptByValue[Block] = KeptByValue()


class Part(msgspec.Struct, frozen=True):
    """A block as a template meets it.

    Attributes:
        anchor: the id its outermost cell carries.
        level: of its title, 2 or 3.
        entries: what follows, for a contents block.
        plates: calendar leaves, one for each event of an events block.
    """

    block: Block
    kind: str
    anchor: str
    level: int
    entries: tuple[Entry, ...] = ()
    plates: tuple[Plate | None, ...] = ()


class Shown(msgspec.Struct, frozen=True):
    """A picture as it stands in the letter: its address, the size it is shown at (pixels, height 0 where unknown), its words."""

    src: str
    width: int
    height: int
    alt: str


def render(issue: Issue, *, templates: Templates, web_view: bool = False) -> Rendered:
    """The issue's bodies. The same issue and template always give the same bytes.

    Args:
        web_view: True puts a line with a link to the letter's web page on top (the token ``view_url``); where the issue knows its
            page, the line is there and leads to it.

    Raises:
        NotFoundError: there is no such template.
        RenderingError: the template is broken, or does what it may not.
    """
    info = templates.get(issue.template)
    marked = mark(issue)
    if is_web_address(issue.web_page.address):
        web_view, marked = True, msgspec.structs.replace(marked, view=issue.web_page.address)
    marked = msgspec.structs.replace(marked, issue=_with_safe_addresses(_with_footer(marked.issue)))
    with letter_words(issue.brand):
        filled = fill_template(info, LAYOUT, _values(info, marked, web_view))
        text = text_of(marked, web_view=web_view)
    letter = finish(inline_letter(filled, [anchor(block.id) for block in marked.issue.blocks]), marked.issue)
    return Rendered(
        issue_id=issue.id,
        fingerprint=issue.fingerprint(),
        subject=marked.issue.subject.strip(),
        preheader=marked.issue.preheader.strip(),
        html=made_of("".join(letter.pieces), letter.pieces),
        text=tagged_text(text, letter.retagged),
        tokens=marked.tokens,
        pictures=letter.pictures,
        html_bytes=letter.html_bytes,
        style_bytes=letter.style_bytes,
        block_bytes=letter.block_bytes,
    )


def show(picture: Picture, width: int, tallest: int = 0) -> Shown | None:
    """A picture at most ``width`` pixels wide (and ``tallest`` high, where that is given); None where there is nothing to show.

    A picture that lies on the web is linked; a stored one that does not travels with the letter, at twice the width it is shown.
    """
    linked = picture.url.strip() if is_web_address(picture.url) else ""
    if not linked and not picture.hash:
        return None
    shown = min(width, picture.width) if picture.width > 0 else width
    if tallest and picture.width > 0 and picture.height > 0:
        shown = min(shown, max(1, round(tallest * picture.width / picture.height)))
    height = round(shown * picture.height / picture.width) if picture.width > 0 and picture.height > 0 else 0
    src = linked or f"cid:{key_for(picture.hash, picture.width, shown)}"
    return Shown(src, shown, height, "" if picture.decorative else " ".join(picture.alt.split()))


def _values(info: TemplateInfo, marked: Marked, web_view: bool) -> dict[str, Any]:
    issue = marked.issue
    known = levels(issue)
    words = catalogue()
    parts = [_part(issue, block, known[block.id], words) for block in issue.blocks]
    shown = [part for part in parts if part.kind not in ("header", "footer")]
    header = header_of(issue)
    brand = (
        issue.brand
        if header is None or header.show_logo
        else msgspec.structs.replace(issue.brand, logo=NO_PICTURE, logo_dark=NO_PICTURE)
    )
    sender_name, address_lines = sender_lines(brand)
    return {
        "issue": issue,
        "brand": brand,
        "theme": theme_for(brand),
        "title": title_of(issue),
        "issue_line": issue_line(issue),
        "planned": {"month": short_month(issue.planned), "year": issue.planned.year} if issue.planned else None,
        "direction": "rtl" if brand.right_to_left else "ltr",
        "sender_name": sender_name,
        "address_lines": address_lines,
        "website": safe_address(brand.website),
        "follow": followed(brand),
        "filler": max(0, PREHEADER_ROOM - len(issue.preheader)),
        "options": option_values(info.options, issue.look),
        "overview": contents_of(issue),
        "kinds": frozenset(part.kind for part in parts),
        "closing": closing(issue),
        "grouped": grouped,
        "parts": shown,
        "runs": [list(run) for _kind, run in groupby(shown, key=attrgetter("kind"))],
        "call": next((block for block in issue.blocks if isinstance(block, Button) and block.label_text and block.link), None),
        "header": next((part for part in parts if part.kind == "header"), None),
        "strapline": header.strapline.strip() if header else "",
        "banner": show(header.picture, SHEET) if header else None,
        "footer": next(part for part in parts if part.kind == "footer"),
        "unsubscribe": marked.unsubscribe,
        "view": marked.view if web_view else "",
        "show": show,
        "anchor": anchor,
    }


def _part(issue: Issue, block: Block, level: int, words: object) -> Part:
    """A block as templates meet it; the very same object where it was one before, so that nobody need compare it."""
    entries = contents_of(issue, block) if isinstance(block, Contents) else ()
    known = _parts.get(block, (level, words, entries))
    if known is not None:
        return known
    plates = tuple(plate_of(event) for event in block.entries) if isinstance(block, Events) else ()
    return _parts.keep(block, Part(block, block.kind, anchor(block.id), level, entries, plates), (level, words, entries))


def _with_footer(issue: Issue) -> Issue:
    """The issue with its footer last; one is added where there is none: no letter leaves without an address and a way out."""
    if issue.blocks and isinstance(issue.blocks[-1], Footer):
        return issue
    rest = [block for block in issue.blocks if not isinstance(block, Footer)]
    footer = next((block for block in issue.blocks if isinstance(block, Footer)), BARE_FOOTER)
    return msgspec.structs.replace(issue, blocks=(*rest, footer))


def _with_safe_addresses(issue: Issue) -> Issue:
    return msgspec.structs.replace(issue, blocks=tuple(_safe_block(block) for block in issue.blocks))


def _safe_block(block: Block) -> Block:
    known = _linked.get(block)
    return known if known is not None else _linked.keep(block, _safe(block))


def _safe(struct: msgspec.Struct) -> Any:
    """A block or entry whose addresses may be linked to; those that may not are gone."""
    changes: dict[str, Any] = {}
    for line in form_of(type(struct)):
        value = getattr(struct, line.name)
        if isinstance(line.field, Url):
            changes[line.name] = safe_address(value)
        elif isinstance(line.field, Entries):
            changes[line.name] = tuple(_safe(entry) for entry in value)
    return msgspec.structs.replace(struct, **changes) if changes else struct
