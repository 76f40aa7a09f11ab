"""Two people with the same issue: the second reads, or takes over knowingly, and nobody's words vanish."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from composer.blocks.fields import Picture
from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.blocks.text import TextBlock
from composer.database.tables import issue_holds
from composer.document.edits import SetHeader
from composer.document.issue import Issue
from composer.document.issue_holds import HeldError, Holder, TakenOverError, this_computer
from composer.document.picture_library import PictureLibrary
from composer.document.store import DocumentStore

ANNA, BEN = Holder("a" * 32, "Anna on kitchen"), Holder("b" * 32, "Ben on office")
DRAFT = Issue(id="draft", blocks=(TextBlock(id="greeting", text="Dear all"), Footer(id="footer")), subject="First words")


@pytest.fixture
def anna(engine: Engine, clock: Any) -> DocumentStore:
    store = DocumentStore(engine, clock, ANNA)
    store.create(DRAFT)
    return store


@pytest.fixture
def ben(anna: DocumentStore, engine: Engine, clock: Any) -> DocumentStore:
    return DocumentStore(engine, clock, BEN)


def _write(store: DocumentStore, words: str, clock: Any) -> None:
    history = store.open("draft")
    history.apply(SetHeader("subject", words), clock())
    store.save(history.take_changes())


def _fell_asleep(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(issue_holds).values(lease=1.0))


def test_the_second_is_told_who_has_it_and_cannot_write(anna: DocumentStore, ben: DocumentStore, clock: Any) -> None:
    assert anna.holds.take("draft") is None
    hold = ben.holds.take("draft")
    assert hold is not None
    assert (hold.shown, hold.since) == ("Anna on kitchen", clock())
    assert list(ben.holds.held()) == ["draft"]
    with pytest.raises(HeldError, match="Anna on kitchen"):
        _write(ben, "Ben's words", clock)
    with pytest.raises(HeldError):
        ben.delete("draft")
    assert anna.issue("draft").subject == "First words"
    assert [summary.deleted for summary in anna.issues()] == [None]
    _write(anna, "Anna's words", clock)
    assert ben.issue("draft").subject == "Anna's words"


def test_taking_over_is_heard_of_at_the_next_write_and_overwrites_nothing(
    anna: DocumentStore, ben: DocumentStore, clock: Any
) -> None:
    anna.holds.take("draft")
    assert ben.holds.take("draft", over=True) is None
    _write(ben, "Ben's words", clock)
    with pytest.raises(TakenOverError, match="Ben on office"):
        _write(anna, "Anna's words", clock)
    assert not anna.holds.renew("draft")
    ben.holds.give_back("draft")
    with pytest.raises(TakenOverError, match="Somebody else"):  # though nobody has it now, hers are words on an older issue
        _write(anna, "Anna's words", clock)
    assert anna.issue("draft").subject == "Ben's words"
    assert anna.holds.take("draft") is None
    _write(anna, "Anna's words", clock)
    assert ben.issue("draft").subject == "Anna's words"


def test_who_fell_asleep_keeps_it_until_somebody_else_opens_it(
    anna: DocumentStore, ben: DocumentStore, engine: Engine, clock: Any
) -> None:
    anna.holds.take("draft")
    _fell_asleep(engine)
    assert ben.holds.who("draft") is None
    _write(anna, "After a nap", clock)
    assert anna.holds.renew("draft")
    assert ben.holds.take("draft") is not None
    _fell_asleep(engine)
    assert ben.holds.take("draft") is None
    with pytest.raises(TakenOverError):
        _write(anna, "After a long nap", clock)


def test_after_a_crash_ones_own_issue_opens_at_once(anna: DocumentStore, ben: DocumentStore, engine: Engine, clock: Any) -> None:
    anna.holds.take("draft")
    again = DocumentStore(engine, clock, ANNA)
    _write(again, "What was typed last", clock)  # a spare copy is taken up before any window opens the issue
    assert again.holds.who("draft") is None
    assert again.holds.who("draft", but_us=False) is not None
    assert again.holds.take("draft") is None
    again.holds.give_all_back()
    assert ben.holds.take("draft") is None


def test_a_picture_is_replaced_nowhere_while_one_of_its_issues_is_open_elsewhere(
    anna: DocumentStore, ben: DocumentStore, engine: Engine, clock: Any
) -> None:
    old, new = Picture(hash="1" * 64, width=10, height=10), Picture(hash="2" * 64, width=10, height=10)
    for name in ("one", "two"):
        anna.create(Issue(id=name, blocks=(ImageBlock(id="picture", picture=old), Footer(id="footer"))))
    anna.holds.take("two")
    library = PictureLibrary(engine, clock, ben)
    with pytest.raises(HeldError):
        library.replace(old.hash, new)
    assert [issue.name for issue in library.uses(old.hash)] == ["", ""]
    anna.holds.give_back("two")
    assert sorted(library.replace(old.hash, new)) == ["one", "two"]


def test_a_computer_and_its_user_have_one_name(tmp_path: Path) -> None:
    here, there = this_computer(tmp_path), this_computer(tmp_path / "other")
    assert here == this_computer(tmp_path)
    assert here.id != there.id
    assert 0 < len(here.shown) <= 80
