"""Every connection between pages: who grants which wish, and what follows from what. One screenful."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from composer.gui import changes
from composer.gui.by_name import ByName
from composer.gui.keeping_safe import KeepingSafe
from composer.gui.listening import Listening
from composer.gui.main_window import MainWindow
from composer.gui.pages.page import Page, Wish
from composer.gui.sending.in_window import WindowSending


def connect(window: MainWindow) -> None:
    """Connect the window's own parts, and from now on every page as it is made."""
    window.jobs.failed.connect(window.show_error)
    window.jobs.crashed.connect(window.show_bug)
    sending = WindowSending(window)
    safe = KeepingSafe(window.workspace, window.jobs, window)
    safe.troubled.connect(window.show_error)
    listening = Listening(window.workspace, window.jobs, window)
    for kind in (changes.PEOPLE, changes.CAMPAIGNS):
        listening.changed.connect(partial(window.changes.note, kind))
    window.page_made.connect(lambda _place, page: _connect_page(window, sending, page))
    window.add_handlers(
        {
            "new_from_last": lambda: grant(window, sending, Wish.NEW_ISSUE, None),
            "new_empty": lambda: grant(window, sending, Wish.NEW_ISSUE, ""),
            "palette": ByName(window).open,
            "guide": lambda: window.show_place("guide", window.shown),
            "it_page": lambda: window.show_place("guide", "it"),
        }
    )


def grant(window: MainWindow, sending: WindowSending, wish: str, argument: object) -> None:
    """Do what a page wished for."""
    granted: dict[str, Callable[[], None]] = {
        Wish.SHOW_PLACE: lambda: window.show_place(str(argument)),
        Wish.OPEN_ISSUE: lambda: window.show_place("compose", ("open", argument)),
        Wish.OPEN_FINDING: lambda: window.show_place("compose", ("finding", argument)),
        Wish.MEND: lambda: window.page("compose").show_argument(("mend", argument)),
        Wish.NEW_ISSUE: lambda: window.show_place("compose", ("new", argument)),
        Wish.SEND_TEST: lambda: window.show_place("review", ("test", argument)),
        Wish.REVIEW: lambda: window.show_place("review", argument),
        Wish.CAMPAIGN: lambda: sending.take_up(str(argument)),
        Wish.REPORT: lambda: window.show_place("sent", argument),
        Wish.KEYS: window.show_keys,
        Wish.RESTART: window.restart,
        Wish.BACK: window.go_back,
    }
    granted[wish]()


def _connect_page(window: MainWindow, sending: WindowSending, page: Page) -> None:
    page.wished.connect(lambda wish, argument: grant(window, sending, wish, argument))
    page.stored.connect(window.changes.note)
    page.said.connect(window.say)
    page.troubled.connect(window.show_error)
    page.offered.connect(window.say)
    page.state_changed.connect(window.rail.set_state)
