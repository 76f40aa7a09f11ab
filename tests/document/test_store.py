"""What was done to an issue is there again after the program was closed, undo included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from any_issue import edits, issues
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select, update

from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.blocks.text import TextBlock
from composer.database.tables import issue_steps
from composer.database.tables import issues as issues_table
from composer.document.edits import InsertBlock, SetHeader, UpdateBlock
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.document.store import DocumentStore
from composer.errors import FormatError, NotFoundError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Hands:
    """A clock that tests turn by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def store(engine: Engine, hands: Hands) -> DocumentStore:
    return DocumentStore(engine, hands)


def _issue(**values: Any) -> Issue:
    return Issue(blocks=(TextBlock(id="greeting", text="Dear all"), Footer(id="footer")), **values)


def test_newsletters_are_kept_and_changed(store: DocumentStore) -> None:
    second = Newsletter(name="the tide table", usual_list="Members")
    first = Newsletter(name="Anchors")
    for newsletter in (second, first):
        store.save_newsletter(newsletter)
    assert store.newsletters() == [first, second]
    changed = msgspec.structs.replace(second, name="A new name")
    store.save_newsletter(changed)
    assert store.newsletters() == [changed, first]
    assert store.newsletter(second.id) == changed
    with pytest.raises(NotFoundError):
        store.newsletter("missing")


def test_everything_done_can_be_undone_after_closing(store: DocumentStore, hands: Hands) -> None:
    history = store.create(_issue())
    states = [history.issue]
    for number in range(1, 8):
        states.append(history.apply(SetHeader("number", number), hands.later(seconds=5)))
        store.save(history.take_changes())
    history.undo()
    history.undo()
    store.save(history.take_changes())
    again = store.open(history.issue.id)
    assert (again.position, again.issue) == (5, states[5])
    assert [step.issue for step in again.steps] == states
    assert again.redo() == states[6]
    while again.can_undo:
        again.undo()
    assert again.issue == states[0]


def test_labels_moments_and_restore_points_come_back(store: DocumentStore, hands: Hands) -> None:
    history = store.create(_issue())
    at = hands.later(minutes=3)
    history.apply(SetHeader("subject", "Lights on"), at)
    history.name_restore_point("Before the import")
    store.save(history.take_changes())
    step = store.open(history.issue.id).steps[1]
    assert (step.label, step.at, step.restore_point) == ("Change the subject", at, "Before the import")


def test_typing_is_saved_as_it_goes_in_one_step(store: DocumentStore, hands: Hands) -> None:
    history = store.create(_issue())
    for length in range(1, 30):
        history.apply(UpdateBlock("greeting", {"text": "x" * length}), hands.later(seconds=0.3))
        store.save(history.take_changes())
    again = store.open(history.issue.id)
    assert len(again.steps) == 2
    assert again.issue.block("greeting").plain_text() == "x" * 29


def test_an_edit_after_an_undo_removes_the_undone_steps_for_good(store: DocumentStore, hands: Hands) -> None:
    history = store.create(_issue())
    for number in range(1, 6):
        history.apply(SetHeader("number", number), hands.later(seconds=5))
    store.save(history.take_changes())
    for _time in range(3):
        history.undo()
    history.apply(SetHeader("number", 99), hands.later(seconds=5))
    store.save(history.take_changes())
    assert [step.issue.number for step in store.open(history.issue.id).steps] == [0, 1, 2, 99]


def test_only_what_changed_is_written(store: DocumentStore, engine: Engine, hands: Hands) -> None:
    history = store.create(_issue())
    for number in range(1, 6):
        history.apply(SetHeader("number", number), hands.later(seconds=5))
    store.save(history.take_changes())
    with engine.begin() as connection:  # a step nobody touched since is not written again
        connection.execute(update(issue_steps).where(issue_steps.c.position == 2).values(label="left alone"))
    history.apply(SetHeader("number", 6), hands.later(seconds=5))
    store.save(history.take_changes())
    assert store.open(history.issue.id).steps[2].label == "left alone"
    before = store.issues()[0].changed
    hands.later(hours=1)
    store.save(history.take_changes())  # nothing
    assert store.issues()[0].changed == before


def test_changes_lost_on_the_way_are_noticed_before_anything_is_written(store: DocumentStore, hands: Hands) -> None:
    history = store.create(_issue())
    history.apply(SetHeader("number", 1), hands.later(seconds=5))
    lost = history.take_changes()
    history.apply(SetHeader("number", 2), hands.later(seconds=5))
    newer = history.take_changes()
    with pytest.raises(ValueError, match="neither saved nor given back"):
        store.save(newer)
    assert store.issue(history.issue.id).number == 0
    history.give_back(lost)
    history.give_back(newer)
    store.save(history.take_changes())
    assert [step.issue.number for step in store.open(history.issue.id).steps] == [0, 1, 2]


def test_the_list_of_issues_says_what_each_is(store: DocumentStore, hands: Hands) -> None:
    first = store.create(_issue(name="November newsletter", subject="Boats", newsletter="n"))
    hands.later(days=1)
    second = store.create(_issue(name="December newsletter", newsletter="n"))
    hands.later(days=1)
    first.apply(InsertBlock(Heading(text="News"), 1), hands.now)
    store.save(first.take_changes())
    rows = store.issues()
    assert [(row.name, row.subject, row.blocks) for row in rows] == [
        ("November newsletter", "Boats", 3),
        ("December newsletter", "", 2),
    ]
    assert (rows[0].made, rows[0].changed) == (NOW, NOW + timedelta(days=2))
    assert rows[1].id == second.issue.id
    assert rows[0].newsletter == "n"
    assert rows[0].deleted is None


def test_the_bin_gives_back_until_it_is_emptied(store: DocumentStore, engine: Engine, hands: Hands) -> None:
    kept = store.create(_issue(name="kept")).issue.id
    gone = store.create(_issue(name="gone")).issue.id
    store.delete(gone)
    assert [row.id for row in store.issues()] == [kept]
    assert [(row.id, row.deleted) for row in store.issues(in_bin=True)] == [(gone, NOW)]
    store.undelete(gone)
    assert {row.id for row in store.issues()} == {kept, gone}
    store.delete(gone)
    hands.later(days=29)
    assert store.empty_bin(timedelta(days=30)) == 0
    hands.later(days=1)
    assert store.empty_bin(timedelta(days=30)) == 1
    assert store.issues(in_bin=True) == []
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(issue_steps).where(issue_steps.c.issue == gone)).scalar() == 0


def test_what_is_not_there_is_said_so(store: DocumentStore, hands: Hands) -> None:
    for look in (store.open, store.issue, store.delete, store.undelete):
        with pytest.raises(NotFoundError):
            look("missing")
    history = store.create(_issue())
    store.delete(history.issue.id)
    store.empty_bin()
    history.apply(SetHeader("number", 1), hands.later(seconds=5))
    with pytest.raises(NotFoundError):
        store.save(history.take_changes())


def test_an_issue_that_comes_twice_gets_an_id_of_its_own(store: DocumentStore) -> None:
    issue = _issue(name="from a colleague")
    first, second = store.create(issue), store.create(issue)
    assert first.issue.id == issue.id != second.issue.id
    assert len(store.issues()) == 2
    assert store.issue(second.issue.id).name == "from a colleague"


def test_a_damaged_issue_opens_at_the_last_whole_step(store: DocumentStore, engine: Engine, hands: Hands) -> None:
    history = store.create(_issue())
    for number in range(1, 4):
        history.apply(SetHeader("number", number), hands.later(seconds=5))
    store.save(history.take_changes())
    issue_id = history.issue.id
    with engine.begin() as connection:
        connection.execute(update(issues_table).values(body=b"damaged"))
        connection.execute(update(issue_steps).where(issue_steps.c.position == 3).values(body=b"damaged"))
    again = store.open(issue_id)
    assert again.issue.number == 2
    assert store.issue(issue_id).number == 2
    assert [row.blocks for row in store.issues()] == [0]
    again.apply(SetHeader("number", 7), hands.later(seconds=5))
    store.save(again.take_changes())
    assert [step.issue.number for step in store.open(issue_id).steps] == [0, 1, 2, 7]


def test_an_issue_whose_history_is_lost_keeps_its_content(store: DocumentStore, engine: Engine, hands: Hands) -> None:
    history = store.create(_issue())
    for number in range(1, 4):
        history.apply(SetHeader("number", number), hands.later(seconds=5))
    store.save(history.take_changes())
    with engine.begin() as connection:
        connection.execute(delete(issue_steps).where(issue_steps.c.position == 1))
    again = store.open(history.issue.id)
    assert (again.issue.number, again.can_undo) == (3, False)
    again.apply(SetHeader("number", 4), hands.later(seconds=5))
    store.save(again.take_changes())
    assert [step.issue.number for step in store.open(history.issue.id).steps] == [3, 4]


def test_an_issue_of_which_nothing_is_whole_is_said_to_be_damaged(store: DocumentStore, engine: Engine) -> None:
    issue_id = store.create(_issue()).issue.id
    with engine.begin() as connection:
        connection.execute(update(issues_table).values(body=b"damaged"))
        connection.execute(update(issue_steps).values(body=b"damaged"))
    with pytest.raises(FormatError, match="damaged"):
        store.open(issue_id)


def test_words_no_database_takes_do_not_stop_the_saving(store: DocumentStore, hands: Hands) -> None:
    history = store.create(_issue(name="a\x00b"))
    history.apply(SetHeader("subject", "party \ud83c\x00"), hands.later(seconds=5))
    store.save(history.take_changes())
    assert store.issues()[0].name == "ab"
    assert store.open(history.issue.id).issue.subject.startswith("party ?")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(data=st.data(), issue=issues)
def test_whatever_is_done_and_saved_is_there_again(store: DocumentStore, data: st.DataObject, issue: Issue) -> None:
    at = NOW
    history = store.create(issue)
    for _time in range(data.draw(st.integers(0, 8))):
        at += timedelta(seconds=data.draw(st.sampled_from([0.1, 5])))
        what = data.draw(st.sampled_from(["edit", "edit", "undo", "redo", "save"]))
        if what == "edit":
            history.apply(data.draw(edits(history.issue)), at)
        elif what == "undo":
            history.undo()
        elif what == "redo":
            history.redo()
        else:
            store.save(history.take_changes())
    store.save(history.take_changes())
    again = store.open(history.issue.id)
    assert again.position == history.position
    assert [(step.label, step.merge_key, step.at, step.issue) for step in again.steps] == [
        (step.label.replace("\x00", ""), step.merge_key, step.at, step.issue) for step in history.steps
    ]
