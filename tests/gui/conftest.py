"""What the window's tests lean on: the look, jobs that report every fault, and a small organisation in a real workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget

from composer.gui.jobs import Jobs
from composer.gui.theme import Theme, active_theme

# The web engine must be announced before the application is made.
if QCoreApplication.instance() is None:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> Theme:
    """The look in force; one per application."""
    found = qapp.findChild(Theme, "theme")
    return found if isinstance(found, Theme) else Theme(qapp, mode="light")


@pytest.fixture
def jobs(qtbot: Any) -> Iterator[Jobs]:
    """Jobs whose every fault of ours fails the test."""
    made = Jobs()
    faults: list[BaseException] = []
    made.crashed.connect(faults.append)
    yield made
    assert made.close(), "work was still under way at the end of the test"
    assert faults == []


@pytest.fixture
def show(qtbot: Any) -> Callable[[QWidget, int, int], None]:
    """Shows a widget at a size and waits until it stands; it is closed at the end."""

    def shown(widget: QWidget, width: int = 1000, height: int = 700) -> None:
        qtbot.addWidget(widget)
        active_theme().dress(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return shown


NOON = datetime(2026, 12, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon() -> datetime:
    """Thursday 3 December 2026, 12:00 UTC."""
    return NOON


@pytest.fixture
def on_the_shelf(harbour: Any) -> list[Any]:
    """Five things to write about, two of them in an earlier letter to Friends."""
    from composer.library.item import Item

    items = [
        Item(
            id="roof",
            kind="news",
            title="The boathouse roof is finished",
            published=datetime(2026, 11, 18, 9, tzinfo=UTC),
            author="Anna Lind",
            link="https://harbourfriends.example/roof",
            text="Forty volunteers, three weekends and one very tall ladder. It is dry again. The lights went on at the harbour "
            "on Friday evening and nobody wanted to go home. We thank everybody who gave time, timber and soup.",
        ),
        Item(id="gifts", kind="news", title="How your gifts were used", published=datetime(2026, 11, 12, 9, tzinfo=UTC)),
        Item(id="swim", kind="event", title="Winter swim", starts=datetime(2026, 12, 13, 10), place="Pier 2"),
        Item(id="walk", kind="news", title="Lantern walk", published=datetime(2026, 10, 28, 9, tzinfo=UTC)),
        Item(id="clean", kind="news", title="Autumn cleaning", published=datetime(2026, 10, 14, 9, tzinfo=UTC)),
    ]
    workspace = harbour.workspace
    workspace.shelf.keep(items, "site")
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    workspace.ledger.record(items[3:], campaign="c", issue_id="i", issue_name="November newsletter", lists=["Friends"], at=at)
    return items


@pytest.fixture
def window(
    harbour: Any, on_the_shelf: list[Any], monkeypatch: pytest.MonkeyPatch, qtbot: Any, plain_preview: type[QWidget]
) -> Iterator[Any]:
    """The whole window in the composer, on the organisation's issue; every fault of ours fails the test."""
    from composer.gui.application import build_window, close_window

    made = build_window(harbour.workspace, theme="light", place="compose")
    faults: list[BaseException] = []
    made.jobs.crashed.connect(faults.append)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    page = made.page("compose")
    qtbot.waitUntil(lambda: page.session is not None and page.whats_new.model.rowCount() > 0)
    yield made
    close_window(made)
    assert faults == []


@pytest.fixture
def plain_preview(monkeypatch: pytest.MonkeyPatch) -> type[QWidget]:
    """The composer without a web engine."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("plain_preview", Path(__file__).with_name("plain_preview.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr("composer.gui.pages.compose.PreviewPane", module.PlainPreview)
    found: type[QWidget] = module.PlainPreview
    return found


@pytest.fixture
def page(window: Any) -> Any:
    """The composer's page."""
    return window.page("compose")
