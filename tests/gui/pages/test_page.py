"""What every page promises the window, if it says nothing else."""

from __future__ import annotations

from typing import Any

from composer.gui.jobs import Jobs
from composer.gui.pages.page import Page, Wish
from composer.gui.wiring import grant


def test_a_bare_page_is_harmless(qtbot: Any, jobs: Jobs, harbour: Any) -> None:
    page = Page(harbour.workspace, jobs)
    qtbot.addWidget(page)
    page.refresh()
    page.show_argument("anything")
    page.let_go()
    assert page.handlers() == {}
    assert page.panes() == []
    assert page.may_leave()
    assert page.stale


def test_every_wish_is_granted_somewhere() -> None:
    import inspect

    source = inspect.getsource(grant)
    assert all(f"Wish.{wish.name}" in source for wish in Wish)
