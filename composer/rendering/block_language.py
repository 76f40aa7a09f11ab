"""A block in another language than its letter: marked for screen readers, and turned round where its script runs the other way.

Templates lay out for one direction and know nothing of this; it is done on the finished letter. Turning round is mirroring: what
stood left stands right, in styles and in attributes, the rules written for Outlook among them.
"""

from __future__ import annotations

import re
from html import escape

from composer.blocks.block import Block
from composer.blocks.languages import runs_right_to_left
from composer.rendering.outline import anchor

_CELL = re.compile(r"<td\b|</td\s*>", re.IGNORECASE)
_STYLE = re.compile(r'(\sstyle=")([^"]*)(")')
_ATTRIBUTE = re.compile(r'(\s(?:align|dir)=")(left|right|ltr|rtl)(")')
_FOUR = re.compile(r"\b((?:padding|margin|mso-padding-alt|border-radius)\s*:\s*)([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+)")
_SIDE = re.compile(r"\b(text-align\s*:\s*|border-|padding-|margin-|float\s*:\s*)(left|right)\b")
_TURNED = {"left": "right", "right": "left", "ltr": "rtl", "rtl": "ltr"}


def mark_languages(html: str, blocks: tuple[Block, ...], *, right_to_left: bool) -> str:
    """The letter with ``lang`` and ``dir`` on the cell of every block that says its language.

    Args:
        html: a finished letter; each block's outermost cell carries the id :func:`composer.rendering.outline.anchor` gives it.
        right_to_left: the direction of the letter itself.
    """
    for block in blocks:
        place = html.find(f' id="{anchor(block.id)}"') if block.language else -1
        start = html.rfind("<", 0, place) if place > 0 else -1
        if start < 0 or not html.startswith("<td", start):  # a stranger's template may mark something else
            continue
        end = _end_of_cell(html, start)
        html = html[:start] + in_language(html[start:end], block.language, right_to_left=right_to_left) + html[end:]
    return html


def in_language(cell: str, language: str, *, right_to_left: bool) -> str:
    """A block's cell, marked with its language and turned round where that runs the other way than the letter."""
    turned = runs_right_to_left(language)
    if turned != right_to_left:
        cell = mirrored(cell)
    # Some looks say a direction on their outermost cell, to put a picture on one side; the words inside say theirs.
    said = "" if re.match(r"<td\b[^>]*\sdir=", cell) else f' dir="{"rtl" if turned else "ltr"}"'
    return f'<td lang="{escape(language)}"{said}{cell[3:]}'


def mirrored(html: str) -> str:
    """A piece of a letter with left and right changed over in its styles and attributes; words and addresses stay."""
    html = _ATTRIBUTE.sub(lambda found: f"{found[1]}{_TURNED[found[2]]}{found[3]}", html)
    return _STYLE.sub(lambda found: f"{found[1]}{_mirrored_style(found[2])}{found[3]}", html)


def _mirrored_style(style: str) -> str:
    def four(found: re.Match[str]) -> str:
        name, top, right, bottom, left = found.groups()
        if name.startswith("border-radius"):  # corners: top left, top right, bottom right, bottom left
            return f"{name}{right} {top} {left} {bottom}"
        return f"{name}{top} {left} {bottom} {right}"

    return _SIDE.sub(lambda found: f"{found[1]}{_TURNED[found[2]]}", _FOUR.sub(four, style))


def _end_of_cell(html: str, start: int) -> int:
    """Where the cell that begins at ``start`` is closed; cells in comments for Outlook come in pairs as well."""
    depth = 0
    for found in _CELL.finditer(html, start):
        depth += -1 if found[0].startswith("</") else 1
        if depth == 0:
            return found.end()
    return len(html)
