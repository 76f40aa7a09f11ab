"""The site is asked off the GUI thread; how far it is and what came of it is said."""

from __future__ import annotations

from typing import Any

import pytest

from composer.blocks.fields import Picture
from composer.document.issue import Issue
from composer.gui.editor.looking_up import LookingUp
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.picking.drift import AtSource
from composer.picking.placing import place
from composer.sources.drift import DriftProgress

ROOF = Item(id="roof", title="The roof", text="It is dry.")


@pytest.fixture
def issue() -> Issue:
    return place(Issue(), [(ROOF, Picture())]).apply(Issue())


@pytest.fixture
def looking(harbour: Any, jobs: Any) -> LookingUp:
    return LookingUp(harbour.workspace, jobs)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"roof": AtSource(ROOF, found=LookedUp())}, "Your site says what this issue says."),
        ({"roof": AtSource(ROOF, found=LookedUp("unknown"))}, "1 thing could not be looked up."),
        ({"roof": AtSource(ROOF, found=LookedUp("gone"))}, "1 thing changed on your site."),
    ],
)
def test_what_came_of_it_is_said(
    qtbot: Any, looking: LookingUp, issue: Issue, monkeypatch: pytest.MonkeyPatch, known: Any, words: str
) -> None:
    def answer(_workspace: Any, _issue: Issue, *, on_progress: Any, cancel: Any) -> Any:
        assert not cancel.is_set()
        on_progress(DriftProgress("News", 1, 1))
        return known

    monkeypatch.setattr("composer.publishing.drift.look_up_issue", answer)
    said: list[str] = []
    looking.said.connect(said.append)
    with qtbot.waitSignal(looking.found):
        looking.look_up(issue)
        assert looking.working
    assert said == [words]
    assert not looking.working


def test_stopping_ends_the_wait(qtbot: Any, looking: LookingUp, issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(_workspace: Any, _issue: Issue, *, on_progress: Any, cancel: Any) -> Any:
        assert cancel.wait(20)
        return {}

    monkeypatch.setattr("composer.publishing.drift.look_up_issue", wait)
    with qtbot.waitSignal(looking.finished):
        looking.look_up(issue)
        looking.stop()


def test_words_alone_ask_nobody(looking: LookingUp) -> None:
    looking.look_up(Issue())
    assert not looking.working
