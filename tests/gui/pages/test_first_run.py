"""Welcome: three answers are enough, and being offline costs none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.credentials import Credentials
from composer.gui.jobs import Jobs
from composer.gui.pages.first_run import FirstRunPage
from composer.gui.pages.page import Wish
from composer.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "new"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


@pytest.fixture
def page(workspace: Workspace, jobs: Jobs, show: Any) -> FirstRunPage:
    made = FirstRunPage(workspace, jobs)
    made.refresh()
    show(made)
    return made


def test_the_made_up_charity_is_one_key_away(page: FirstRunPage, workspace: Workspace, qtbot: Any) -> None:
    with qtbot.waitSignal(page.wished, timeout=30_000) as wish:
        qtbot.keyClick(page._try, Qt.Key.Key_Space)
    assert wish.args == [Wish.NEW_ISSUE, None]
    assert workspace.shelf.count() > 30
    assert workspace.contacts.count() == 60


def test_what_is_missing_is_asked_for(page: FirstRunPage, workspace: Workspace, qtbot: Any) -> None:
    qtbot.keyClick(page._start, Qt.Key.Key_Space)
    assert page._form._errors[page._organisation].text()
    assert page._form._errors[page._email].text()
    assert workspace.documents.newsletters() == []


def test_an_unreachable_site_costs_nobody_their_answers(page: FirstRunPage, workspace: Workspace, qtbot: Any) -> None:
    qtbot.keyClicks(page._organisation, "Mill Lane Trust")
    qtbot.keyClicks(page._website, "http://127.0.0.1:1/")
    qtbot.keyClicks(page._email, "news@mill.example")
    with qtbot.waitSignals([page.troubled, page.wished], timeout=30_000):
        qtbot.keyClick(page._email, Qt.Key.Key_Return)
    (newsletter,) = workspace.documents.newsletters()
    assert (newsletter.brand.organisation, newsletter.sender_email) == ("Mill Lane Trust", "news@mill.example")
    assert [row.name for row in workspace.lists.all()] == ["Everyone"]
