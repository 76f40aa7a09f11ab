"""Each edit turns one issue into the next, says what it did, and never moves the footer."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from any_issue import edits, issues
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.document.edits import (
    Edit,
    InsertBlock,
    MoveBlock,
    RemoveBlock,
    ReplaceBlock,
    RestoreIssue,
    SetHeader,
    Several,
    UpdateBlock,
)
from composer.document.issue import Issue

GREETING = TextBlock(id="greeting", text="Dear all,")
ROOF = Article(id="roof", title_text="The boathouse roof")
FOOTER = Footer(id="footer")
ISSUE = Issue(subject="Before", blocks=(GREETING, ROOF, FOOTER))


def _ids(issue: Issue) -> list[str]:
    return [block.id for block in issue.blocks]


@pytest.mark.parametrize(
    ("index", "ids"),
    [
        (0, ["new", "greeting", "roof", "footer"]),
        (1, ["greeting", "new", "roof", "footer"]),
        (2, ["greeting", "roof", "new", "footer"]),
        (99, ["greeting", "roof", "new", "footer"]),
        (-5, ["new", "greeting", "roof", "footer"]),
    ],
)
def test_a_block_is_put_where_asked_but_never_behind_the_footer(index: int, ids: list[str]) -> None:
    assert _ids(InsertBlock(Heading(id="new", text="News"), index).apply(ISSUE)) == ids


def test_the_same_block_is_not_put_in_twice() -> None:
    with pytest.raises(ValueError, match="already"):
        InsertBlock(ROOF, 0).apply(ISSUE)


def test_a_block_is_taken_out() -> None:
    assert _ids(RemoveBlock("roof").apply(ISSUE)) == ["greeting", "footer"]


def test_a_block_is_moved() -> None:
    assert _ids(MoveBlock("greeting", 1).apply(ISSUE)) == ["roof", "greeting", "footer"]
    assert _ids(MoveBlock("greeting", 99).apply(ISSUE)) == ["roof", "greeting", "footer"]


@pytest.mark.parametrize("edit", [RemoveBlock("footer"), MoveBlock("footer", 0)])
def test_the_footer_stays(edit: Edit) -> None:
    with pytest.raises(ValueError, match="footer"):
        edit.apply(ISSUE)


@pytest.mark.parametrize("edit", [RemoveBlock("x"), MoveBlock("x", 0), UpdateBlock("x", {}), ReplaceBlock(Heading(id="x"))])
def test_what_is_not_there_cannot_be_changed(edit: Edit) -> None:
    with pytest.raises(KeyError):
        edit.apply(ISSUE)


def test_fields_are_changed() -> None:
    changed = UpdateBlock("roof", {"title_text": "The roof", "link": "https://example.org"}).apply(ISSUE).block("roof")
    assert changed == msgspec.structs.replace(ROOF, title_text="The roof", link="https://example.org")
    with pytest.raises(ValueError, match="has no colour"):
        UpdateBlock("roof", {"colour": "red"}).apply(ISSUE)


def test_a_whole_block_takes_the_place_of_another() -> None:
    after = ReplaceBlock(msgspec.structs.replace(ROOF, text="What the site says now.")).apply(ISSUE)
    assert _ids(after) == _ids(ISSUE)
    assert after.block("roof").plain_text().endswith("What the site says now.")


def test_the_lines_of_an_issue_are_set() -> None:
    issue = SetHeader("planned", date(2026, 12, 3)).apply(SetHeader("subject", "After").apply(ISSUE))
    assert (issue.subject, issue.planned) == ("After", date(2026, 12, 3))
    with pytest.raises(ValueError, match="no blocks"):
        SetHeader("blocks", "").apply(ISSUE)


def test_an_earlier_version_comes_back_under_the_same_identity() -> None:
    earlier = Issue(subject="Long ago", blocks=(FOOTER,))
    restored = RestoreIssue(earlier).apply(ISSUE)
    assert (restored.subject, restored.id) == ("Long ago", ISSUE.id)


def test_each_says_what_it_does() -> None:
    assert InsertBlock(Heading(text="News"), 0).label(ISSUE) == "Add “News”"
    assert RemoveBlock("roof").label(ISSUE) == "Remove “The boathouse roof”"
    assert MoveBlock("roof", 0).label(ISSUE) == "Move “The boathouse roof”"
    assert UpdateBlock("roof", {"text": "x"}).label(ISSUE) == "Write in “The boathouse roof”"
    assert SetHeader("subject", "x").label(ISSUE) == "Change the subject"
    assert Several((RemoveBlock("roof"), RemoveBlock("greeting")), words="Clear").label(ISSUE) == "Clear"
    assert Several((RemoveBlock("roof"),)).label(ISSUE) == "Remove “The boathouse roof”"
    assert RestoreIssue(ISSUE).label(ISSUE)
    assert Several(()).label(ISSUE)


def test_typing_in_one_field_belongs_together_and_nothing_else_does() -> None:
    assert UpdateBlock("roof", {"text": "a"}).merge_key == UpdateBlock("roof", {"text": "ab"}).merge_key != ""
    assert UpdateBlock("roof", {"text": "a"}).merge_key != UpdateBlock("roof", {"title_text": "a"}).merge_key
    assert UpdateBlock("roof", {"text": "a"}).merge_key != UpdateBlock("greeting", {"text": "a"}).merge_key
    assert SetHeader("subject", "a").merge_key == SetHeader("subject", "ab").merge_key != ""
    assert SetHeader("planned", None).merge_key == RemoveBlock("roof").merge_key == ""


@given(st.data(), issues)
def test_any_edit_leaves_a_whole_issue_and_the_old_one_untouched(data: st.DataObject, issue: Issue) -> None:
    before = issue.fingerprint()
    edit = data.draw(edits(issue))
    assert edit.label(issue)
    after = edit.apply(issue)
    assert issue.fingerprint() == before
    assert after.id == issue.id
    ids = _ids(after)
    assert len(set(ids)) == len(ids)
    assert [block.locked for block in after.blocks] == [False] * (len(after.blocks) - 1) + [True]
