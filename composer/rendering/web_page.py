"""The letter as a page of the web: the same blocks in plain, semantic HTML, without a table, a script or a reader's name.

Mail has to be laid out in tables for programs of the last century; a page need not, so this one has landmarks, headings in order
and lists, reads on a phone, in the dark and on paper, and is the letter's web version, its printed form and its PDF.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from html import escape
from typing import Any

import msgspec

from composer.blocks.contents import Contents
from composer.blocks.events import Events
from composer.blocks.footer import Footer
from composer.blocks.languages import runs_right_to_left
from composer.document.issue import Issue
from composer.document.letter_words import letter_words
from composer.i18n import _
from composer.paths import templates_folder
from composer.rendering.addresses import safe_address
from composer.rendering.environment import fill_template
from composer.rendering.merge_tags import complete_values, cut_html, fill, mark
from composer.rendering.outline import anchor, contents_of, levels
from composer.rendering.renderer import Part, show
from composer.rendering.templates import TemplateInfo
from composer.rendering.theme import theme_for
from composer.rendering.wording import issue_line, plate_of, sender_lines, title_of

PAGE, PASSAGE = "page.html.j2", "passage.html.j2"
_CID = re.compile(r"\bsrc=\"cid:([0-9a-zA-Z]+)\"")


class WebPage(msgspec.Struct, frozen=True):
    """A page and the hashes of the stored pictures it shows, in order of appearance."""

    html: str
    pictures: tuple[str, ...]


def web_page(issue: Issue, picture_address: Callable[[str], str]) -> WebPage:
    """The whole page. It says what a reader without a name reads: nobody's own values ever stand in it.

    Args:
        picture_address: where the stored picture with a hash lies, as it is written into ``src``.

    Raises:
        RenderingError: the page cannot be made of this issue.
    """
    return _made(issue, PAGE, picture_address)


def web_passage(issue: Issue, picture_address: Callable[[str], str]) -> WebPage:
    """What stands between title and footer, for a site that brings a page of its own around it."""
    return _made(issue, PASSAGE, picture_address)


def page_mark(issue: Issue) -> str:
    """Names what the page says: another mark, another page."""
    return hashlib.sha256(web_page(issue, lambda found: found).html.encode()).hexdigest()[:16]


def _made(issue: Issue, file: str, picture_address: Callable[[str], str]) -> WebPage:
    marked = mark(issue)
    with letter_words(issue.brand):
        html = fill_template(_template(), file, _values(marked.issue))
    # Filled with nobody's values before anything else sees it.
    html = fill(cut_html(html, marked.tokens), complete_values({}))
    pictures = tuple(dict.fromkeys(_CID.findall(html)))
    html = _CID.sub(lambda found: f'src="{escape(picture_address(found[1]))}"', html)
    return WebPage(html, pictures)


def _template() -> TemplateInfo:
    folder = templates_folder() / "_web"
    return TemplateInfo(id="_web", name=_("Web page"), description="", folder=folder, looks=(folder,))


def _values(issue: Issue) -> dict[str, Any]:
    known = levels(issue)
    parts = [
        Part(
            block,
            block.kind,
            anchor(block.id),
            known[block.id],
            contents_of(issue, block) if isinstance(block, Contents) else (),
            tuple(plate_of(event) for event in block.entries) if isinstance(block, Events) else (),
        )
        for block in issue.blocks
        if block.kind not in ("footer", "header")
    ]
    top = next((block for block in issue.blocks if block.kind == "header"), None)
    brand = issue.brand
    name, address = sender_lines(brand)
    return {
        "issue": issue,
        "brand": brand,
        "theme": theme_for(brand),
        "top": top,
        "title": (getattr(top, "title_text", "") or title_of(issue)).strip() or _("Newsletter"),
        "issue_line": issue_line(issue),
        "direction": "rtl" if brand.right_to_left else "ltr",
        "sender_name": name,
        "address_lines": address,
        "website": safe_address(brand.website),
        "parts": parts,
        "footers": [block for block in issue.blocks if isinstance(block, Footer)],
        "show": show,
        "safe": safe_address,
        "anchor": anchor,
        "language_of": lambda block: block.language,
        "direction_of": lambda block: "rtl" if runs_right_to_left(block.language) else "ltr",
    }
