"""Inlining piece by piece gives what premailer makes of the whole, byte for byte, after every kind of edit."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from composer.blocks.heading import Heading
from composer.blocks.recently_used import RecentlyUsed
from composer.blocks.text import TextBlock
from composer.document.edits import InsertBlock, MoveBlock, RemoveBlock, UpdateBlock
from composer.document.issue import Issue
from composer.paths import templates_folder
from composer.rendering import letter_inliner
from composer.rendering.inliner import inline
from composer.rendering.letter_inliner import Inlined, inline_letter
from composer.rendering.renderer import render
from composer.rendering.specimen import specimens
from composer.rendering.templates import Templates

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
KNOWN = Templates((templates_folder(),))
PAGE = (
    "<!DOCTYPE html>\n<html><head><style>.a p {{color: #111111}} .b p:last-child {{margin: 0px 0px 0px 0px}}</style></head><body>"
    '<table class="a"><tr>{cells}</tr></table></body></html>'
)


@pytest.fixture
def fresh() -> None:
    """Nothing is remembered of the tests before."""
    letter_inliner.forget()


def _whole(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch:
        patch.setattr("composer.rendering.renderer.inline_letter", lambda html, _anchors: Inlined((inline(html),)))
        return render(issue, templates=KNOWN, web_view=True).html


@pytest.mark.parametrize("template", TEMPLATES)
def test_after_every_kind_of_edit(fresh: None, golden_issue: Issue, template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for issue in (msgspec.structs.replace(golden_issue, template=template), specimens(template)["right to left"]):
        first = issue.blocks[4].id
        edits: list[Any] = [
            UpdateBlock(issue.blocks[3].id, {"text": "Other words\n\n- with a list\n\n> and more"}),
            UpdateBlock(first, {"title_text": "A new title"}),
            MoveBlock(first, 8),
            RemoveBlock(first),
            InsertBlock(TextBlock(id="fresh", text="**New** [here](https://e.org)"), 5),
            InsertBlock(Heading(id="head", text="News"), 2),
            UpdateBlock(issue.blocks[-1].id, {"text": "Good bye"}),
        ]
        assert render(issue, templates=KNOWN, web_view=True).html == _whole(issue, monkeypatch)
        for edit in edits:
            issue = edit.apply(issue)
            assert render(issue, templates=KNOWN, web_view=True).html == _whole(issue, monkeypatch), edit


def test_one_edited_block_alone_goes_through_premailer(fresh: None, golden_issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    render(golden_issue, templates=KNOWN)
    sizes: list[int] = []

    def counted(html: str) -> str:
        sizes.append(len(html))
        return inline(html)

    monkeypatch.setattr(letter_inliner, "inline", counted)
    edited = UpdateBlock("end", {"text": "Until January."}).apply(golden_issue)
    made = render(edited, templates=KNOWN)
    assert len(sizes) == 1
    assert sizes[0] < made.html_bytes / 2
    assert render(edited, templates=KNOWN) == made
    assert len(sizes) == 1


@pytest.mark.parametrize(
    "cells",
    [
        '<td id="b-x"><table><tr><td id="b-y"><p>in</p></td></tr></table></td>',
        '<td class="b" id="b-x"><p>one</p><p>two</p></td><td id="b-y"><!-- </td> --><p>x</p></td>',
        '<td id="b-y"><p>first</p></td><td id="b-x"><p>second</p></td>',
        '<td id="b-x"><p>never closed',
        "<td><p>none</p></td>",
        '<td><div id="b-x"><p>no cell</p></div></td><td id="b-y"><p>\0</p></td>',
    ],
)
def test_strange_letters_are_done_as_a_whole(fresh: None, cells: str) -> None:
    html = PAGE.format(cells=cells)
    for _again in range(2):
        assert inline_letter(html, ["b-x", "b-y"]).html == inline(html)


def test_what_is_remembered_has_an_end(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_inliner, "_remembered", RecentlyUsed(5))
    for number in range(20):
        html = PAGE.format(cells=f'<td id="b-x"><p>{number}</p></td>')
        assert inline_letter(html, ["b-x"]).html == inline(html)
    assert len(letter_inliner._remembered) <= 10
