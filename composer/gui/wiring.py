"""Every connection between pages: who grants which wish, and what follows from what. One screenful."""

from __future__ import annotations

from collections.abc import Callable

from composer.gui.main_window import MainWindow
from composer.gui.pages.page import Page, Wish


def connect(window: MainWindow) -> None:
    """Connect the window's own parts, and from now on every page as it is made."""
    window.jobs.failed.connect(window.show_error)
    window.jobs.crashed.connect(window.show_bug)
    window.page_made.connect(lambda _place, page: _connect_page(window, page))
    window.add_handlers(
        {
            "new_from_last": lambda: grant(window, Wish.NEW_ISSUE, None),
            "new_empty": lambda: grant(window, Wish.NEW_ISSUE, ""),
        }
    )


def grant(window: MainWindow, wish: str, argument: object) -> None:
    """Do what a page wished for."""
    granted: dict[str, Callable[[], None]] = {
        Wish.SHOW_PLACE: lambda: window.show_place(str(argument)),
        Wish.OPEN_ISSUE: lambda: window.show_place("compose", ("open", argument)),
        Wish.NEW_ISSUE: lambda: window.show_place("compose", ("new", argument)),
        Wish.SEND_TEST: lambda: window.show_place("review", ("test", argument)),
        Wish.REVIEW: lambda: window.show_place("review", argument),
        Wish.CAMPAIGN: lambda: window.show_place("sent", argument),
        Wish.REPORT: lambda: window.show_place("sent", argument),
        Wish.BACK: window.go_back,
    }
    granted[wish]()


def _connect_page(window: MainWindow, page: Page) -> None:
    page.wished.connect(lambda wish, argument: grant(window, wish, argument))
    page.stored.connect(window.changes.note)
    page.said.connect(window.say)
    page.troubled.connect(window.show_error)
