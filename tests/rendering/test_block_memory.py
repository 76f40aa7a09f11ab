"""A block from memory is the block laid out anew, in every template, whatever was changed before."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.document.edits import InsertBlock, MoveBlock, RemoveBlock, UpdateBlock
from composer.document.issue import Issue
from composer.paths import templates_folder
from composer.rendering import environment
from composer.rendering.block_memory import BlockMemory, _laid_out
from composer.rendering.letter_inliner import Inlined
from composer.rendering.renderer import render
from composer.rendering.specimen import specimens
from composer.rendering.templates import Templates

TEMPLATES = ("announcement", "briefing", "calendar", "digest", "letter")
KNOWN = Templates((templates_folder(),))


def anew(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The issue, with nothing remembered of any block."""
    with monkeypatch.context() as patch:
        patch.setattr(
            BlockMemory,
            "included",
            lambda _self, environment, name, context, seen: _laid_out(environment.get_or_select_template(name), context, seen),
        )
        return render(issue, templates=KNOWN)


@pytest.mark.parametrize("template", TEMPLATES)
def test_after_any_edits_every_block_is_as_laid_out_anew(
    template: str, golden_issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    beginnings = [msgspec.structs.replace(golden_issue, template=template), *specimens(template).values()]
    # What premailer makes of the same words is its own test.
    monkeypatch.setattr("composer.rendering.renderer.inline_letter", lambda html, _anchors: Inlined((html,)))

    @settings(max_examples=15, deadline=None)
    @given(some.sampled_from(beginnings), some.lists(some.tuples(some.integers(0, 5), some.integers(0, 99)), max_size=4))
    def same(issue: Issue, edits: list[tuple[int, int]]) -> None:
        render(issue, templates=KNOWN)
        for kind, number in edits if issue.blocks else ():
            block = issue.blocks[number % len(issue.blocks)]
            edit: Any = (
                UpdateBlock(block.id, {"language": ("", "ar", "cy")[number % 3]}),
                MoveBlock(block.id, number % len(issue.blocks)),
                RemoveBlock(block.id),
                InsertBlock(TextBlock(text=f"{{{{first_name|friend}}}} number {number}"), number % len(issue.blocks)),
                InsertBlock(Heading(text=f"Heading {number}"), number % len(issue.blocks)),
                UpdateBlock(block.id, {"text": f"Words {number}"} if hasattr(block, "text") else {}),
            )[kind]
            if not (block.locked and kind in (1, 2)):
                issue = edit.apply(issue)
        assert render(issue, templates=KNOWN) == anew(issue, monkeypatch)

    same()


def test_a_block_nobody_changed_is_not_laid_out_again(golden_issue: Issue) -> None:
    known = environment.environment_for(KNOWN.get(golden_issue.template))
    known.memory.forget()
    render(golden_issue, templates=KNOWN)
    before = len(known.memory._pieces)
    edited = UpdateBlock("end", {"text": "Until January."}).apply(golden_issue)
    render(edited, templates=KNOWN)
    assert len(known.memory._pieces) - before == 1


def test_while_a_designer_edits_a_block_it_is_laid_out_anew(tmp_path: Path, golden_issue: Issue) -> None:
    own = tmp_path / "templates"
    shutil.copytree(templates_folder(), own)
    known = Templates((own,))
    first = render(golden_issue, templates=known).html
    looked = own / "_blocks" / "text.html.j2"
    looked.write_text(looked.read_text(encoding="utf-8").replace('class="', 'class="changed-look ', 1), encoding="utf-8")
    assert "changed-look" not in first
    assert "changed-look" in render(golden_issue, templates=known).html


def test_what_is_equal_but_does_not_look_the_same_is_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "template.toml").write_text('name = "Plain"\n', encoding="utf-8")
    looks = tmp_path / "looks"
    looks.mkdir()
    (looks / "one.html.j2").write_text("{{ value }}{{ given }}", encoding="utf-8")
    (folder / "layout.html.j2").write_text('{% include "blocks/one.html.j2" %}', encoding="utf-8")
    info = msgspec.structs.replace(KNOWN.get("letter"), folder=folder, looks=(looks,))
    written = [
        environment.fill_template(info, "layout.html.j2", {"value": value, "given": given})
        for value in (1, True, 1.0)
        for given in ({"a": 1}, {"a": True}, [1], [True])
    ]
    assert len(set(written)) == len(written)


def test_what_belongs_to_one_letter_is_not_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "template.toml").write_text('name = "Plain"\n', encoding="utf-8")
    (folder / "inner.html.j2").write_text("{{ said(value) }}", encoding="utf-8")
    (folder / "turn.html.j2").write_text("{{ loop.index }}{{ value }}", encoding="utf-8")
    (folder / "outer.html.j2").write_text('{{ theme }}{% include "edge.html.j2" %}', encoding="utf-8")
    (folder / "edge.html.j2").write_text("{{ value }}", encoding="utf-8")
    (folder / "layout.html.j2").write_text(
        "{% macro said(words) %}{{ words }}!{% endmacro %}"
        '{% include "inner.html.j2" %}{% for one in (1, 2) %}{{ loop.index }}{% include "turn.html.j2" %}{% endfor %}'
        '{% include "outer.html.j2" %}',
        encoding="utf-8",
    )
    info = msgspec.structs.replace(KNOWN.get("letter"), folder=folder, looks=())
    for value in ("a", "b", "a"):
        filled = environment.fill_template(info, "layout.html.j2", {"value": value, "theme": "t"})
        assert filled == f"{value}!11{value}22{value}t{value}"
    # The files that include others by name are remembered by what those look at as well.
    assert len(environment.environment_for(info).memory._pieces) == 4
