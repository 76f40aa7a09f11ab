"""Undo and redo as somebody at the keyboard meets them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from any_issue import edits, issues
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.document.edits import InsertBlock, RemoveBlock, SetHeader, UpdateBlock
from composer.document.history import MERGE_WITHIN, History
from composer.document.issue import Issue

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ISSUE = Issue(subject="", blocks=(TextBlock(id="greeting", text=""), Footer(id="footer")))


def _typed(history: History, words: str, at: datetime = NOW, pause: timedelta = timedelta(milliseconds=120)) -> datetime:
    """Type into the greeting, one key after the other; returns the moment of the last key."""
    text = history.issue.block("greeting").plain_text()
    for sign in words:
        text += sign
        history.apply(UpdateBlock("greeting", {"text": text}), at)
        at += pause
    return at - pause


def _text(history: History) -> str:
    return history.issue.block("greeting").plain_text()


def test_a_new_history_has_nothing_to_undo() -> None:
    history = History.start(ISSUE, NOW)
    assert (history.can_undo, history.can_redo, history.undo_label, history.redo_label) == (False, False, "", "")
    assert history.undo() is None
    assert history.redo() is None
    assert history.issue == ISSUE


def test_a_burst_of_typing_is_one_step() -> None:
    history = History.start(ISSUE, NOW)
    _typed(history, "Dear all")
    assert len(history.steps) == 2
    assert history.undo_label == "Write in “Text”"
    assert history.undo() == ISSUE
    history.redo()
    assert _text(history) == "Dear all"


def test_a_pause_begins_a_new_step() -> None:
    history = History.start(ISSUE, NOW)
    last = _typed(history, "Dear all")
    _typed(history, ", hello", last + MERGE_WITHIN)
    history.undo()
    assert _text(history) == "Dear all"


def test_steady_typing_longer_than_the_pause_stays_one_step() -> None:
    history = History.start(ISSUE, NOW)
    _typed(history, "x" * 50, pause=MERGE_WITHIN - timedelta(milliseconds=1))
    assert len(history.steps) == 2


def test_typing_elsewhere_begins_a_new_step() -> None:
    history = History.start(ISSUE, NOW)
    _typed(history, "Dear all")
    history.apply(SetHeader("subject", "Lights on"), NOW)
    _typed(history, "!")
    assert [step.label for step in history.steps[1:]] == ["Write in “Text”", "Change the subject", "Write in “Dear all”"]


def test_typing_after_an_undo_does_not_melt_into_what_was_undone() -> None:
    history = History.start(ISSUE, NOW)
    _typed(history, "one")
    history.apply(SetHeader("subject", "s"), NOW)
    history.undo()
    _typed(history, "two")
    assert _text(history) == "onetwo"
    history.undo()
    assert _text(history) == "one"


def test_a_new_edit_after_an_undo_ends_what_could_be_redone() -> None:
    history = History.start(ISSUE, NOW)
    history.apply(SetHeader("number", 1), NOW)
    history.apply(SetHeader("number", 2), NOW)
    history.undo()
    history.apply(SetHeader("number", 3), NOW)
    assert not history.can_redo
    assert [step.issue.number for step in history.steps] == [0, 1, 3]


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    history = History.start(ISSUE, NOW)
    history.apply(SetHeader("subject", ""), NOW)
    assert not history.can_undo
    assert not history.take_changes().steps[1:]


def test_an_edit_that_does_not_fit_changes_nothing() -> None:
    history = History.start(ISSUE, NOW)
    with pytest.raises(ValueError, match="footer"):
        history.apply(RemoveBlock("footer"), NOW)
    assert (history.issue, len(history.steps)) == (ISSUE, 1)


def test_any_earlier_step_can_be_reached_and_left_again() -> None:
    history = History.start(ISSUE, NOW)
    for number in range(1, 6):
        history.apply(SetHeader("number", number), NOW)
    assert history.go_to(2).number == 2
    assert (history.undo_label, history.redo_label) == ("Change the number", "Change the number")
    assert history.go_to(5).number == 5
    for nowhere in (-1, 6):
        with pytest.raises(IndexError):
            history.go_to(nowhere)


def test_a_restore_point_keeps_its_state_while_typing_goes_on() -> None:
    history = History.start(ISSUE, NOW)
    _typed(history, "good")
    history.name_restore_point("Before the import")
    _typed(history, " and more")
    named = next(step for step in history.steps if step.restore_point)
    assert named.restore_point == "Before the import"
    assert named.issue.block("greeting").plain_text() == "good"


def test_a_clock_set_back_does_not_join_what_lies_apart() -> None:
    history = History.start(ISSUE, NOW)
    _typed(history, "a")
    _typed(history, "b", NOW - timedelta(hours=1))
    assert len(history.steps) == 3


def test_only_what_changed_is_handed_over() -> None:
    history = History.start(ISSUE, NOW)
    assert [position for position, _step in history.take_changes().steps] == [0]
    assert not history.take_changes()
    last = _typed(history, "Dear")
    _typed(history, "est", last)
    changes = history.take_changes()
    assert [position for position, _step in changes.steps] == [1]
    assert changes.issue == history.issue
    assert not history.take_changes()
    history.undo()
    moved = history.take_changes()
    assert moved
    assert (moved.position, moved.steps) == (0, ())


def test_changes_that_could_not_be_written_are_due_again() -> None:
    history = History.start(ISSUE, NOW)
    history.take_changes()
    history.apply(SetHeader("number", 1), NOW)
    lost = history.take_changes()
    history.apply(InsertBlock(Heading(text="News"), 0), NOW)
    history.give_back(lost)
    assert [position for position, _step in history.take_changes().steps] == [1, 2]


@given(st.data(), issues)
def test_undo_and_redo_walk_through_the_very_same_issues(data: st.DataObject, issue: Issue) -> None:
    history = History.start(issue, NOW)
    states = [issue]
    at = NOW
    for _time in range(data.draw(st.integers(0, 6))):
        at += timedelta(seconds=data.draw(st.sampled_from([0, 1, 10])))
        before = len(history.steps)
        after = history.apply(data.draw(edits(history.issue)), at)
        if len(history.steps) > before:
            states.append(after)
        else:
            states[-1] = after  # typing went on, or nothing changed
    for state in reversed(states[:-1]):
        assert history.undo() == state
    assert history.undo() is None
    for state in states[1:]:
        assert history.redo() == state
    assert history.redo() is None


@given(st.data(), issues)
def test_whatever_is_done_each_step_is_what_was_there(data: st.DataObject, issue: Issue) -> None:
    history = History.start(issue, NOW)
    known = [issue]
    position = 0
    at = NOW
    for _time in range(data.draw(st.integers(1, 8))):
        at += timedelta(seconds=2)
        what = data.draw(st.sampled_from(["edit", "undo", "redo", "go"]))
        if what == "edit":
            before = history.issue
            after = history.apply(data.draw(edits(before)), at)
            if after != before:
                position += 1
                known[position:] = [after]
        elif what == "undo":
            history.undo()
            position = max(0, position - 1)
        elif what == "redo":
            history.redo()
            position = min(len(known) - 1, position + 1)
        else:
            position = data.draw(st.integers(0, len(known) - 1))
            history.go_to(position)
        assert history.issue == known[position]
        assert [step.issue for step in history.steps] == known
