"""The way through the program, scene by scene: what is pressed, and where a picture is taken."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTableView

from composer.i18n import _
from screens import states
from screens.photographer import CONTROL, SHIFT, Photographer

Key = Qt.Key
PEOPLE_FILE = """Name,E-mail,Joined
Anna Lind,anna@harbourfriends.example,2024-03-01
Ngozi Okonkwo,ngozi@harbourfriends.example,2025-05-17
Mei Chen,mei@harbourfriends.example,2026-01-30
Siân Prŷs,sian@harbourfriends.example,2026-02-02
Somebody,not an address,2026-02-02
Anna Lind,ANNA@harbourfriends.example,2024-03-01
"""
PASTED = """The boathouse roof is finished

Forty volunteers, three weekends and one very tall ladder: the roof is dry again. We open the doors on Saturday 12 December at two
o'clock, with soup.

Winter swim on Lucia day

Meet at Pier 2 on 13 December at 10:00. Hot drinks afterwards, and a towel for those who forget theirs.
"""


@contextmanager
def a_window(folder: Path, **settings: Any) -> Iterator[Any]:
    """The whole window on a workspace in ``folder``, with nothing in it yet; it and its work are put away afterwards."""
    import msgspec

    from composer.credentials import Credentials
    from composer.gui.application import build_window, close_window
    from composer.workspace import open_workspace

    workspace = open_workspace(str(folder), credentials=Credentials(backend={}))
    if settings:
        workspace.save_settings(msgspec.structs.replace(workspace.settings, **settings))
    window = build_window(workspace, theme="light")
    window.show()
    window.activateWindow()
    yield window
    close_window(window)
    workspace.close()


def first_start(camera: Photographer) -> None:
    """Nothing is there yet: the welcome, answers that will not do, a site that does not answer, and every page empty."""
    camera.wait(lambda: camera.window.shown == "first_run" and not camera.window.jobs.busy, "the welcome")
    camera.settle()
    camera.take("welcome")
    camera.click("Start with my organisation")
    camera.write("Harbour Friends")
    camera.press(Key.Key_Tab)
    camera.write("127.0.0.1:9")
    camera.press(Key.Key_Tab)
    camera.write("news at harbour")
    camera.press(Key.Key_Return)
    camera.take("welcome-address-wrong")
    camera.press((CONTROL, Key.Key_A))
    camera.write("news@harbourfriends.example")
    camera.press(Key.Key_Return)
    camera.wait(lambda: camera.window.shown == "sources" and not camera.window.jobs.busy, "the sources")
    camera.take("sources-empty-site-silent")
    camera.click("Close this message")
    camera.take("sources-empty")
    camera.go(1)
    camera.take("issues-empty")
    camera.go(2)
    camera.take("people-empty")
    camera.click("Add one")
    camera.take("people-add-one")
    camera.go(3)
    camera.take("brand-bare")
    camera.go(5)
    camera.take("sent-empty")
    camera.click("Settings")
    camera.settle()
    camera.take("settings-no-account")
    camera.click("Add a mail account…")
    camera.take("settings-mail-account")
    camera.press((CONTROL | SHIFT, Key.Key_N))
    camera.wait(lambda: camera.window.shown == "compose", "the composer")
    camera.take("composer-nothing-to-pick")


def composing(camera: Photographer) -> None:
    """The made-up charity, from its button to a letter that is ready."""
    window = camera.window
    camera.wait(lambda: window.shown == "first_run" and not window.jobs.busy, "the welcome")
    camera.press(Key.Key_Space)
    camera.wait(lambda: window.shown == "compose" and not window.jobs.busy, "the composer")
    camera.settle(4)
    camera.take("composer-begun")
    camera.press((CONTROL, Key.Key_F), Key.Key_Down)
    for _number in range(7):
        camera.press(Key.Key_Space, Key.Key_Down)
    camera.press(Key.Key_Home)
    camera.press((CONTROL, Key.Key_U))
    camera.write("A lamp in every window, and six dates for December")
    camera.settle(4)
    camera.take("composer")
    camera.press((CONTROL, Key.Key_G))
    camera.take("composer-writing")
    camera.press(Key.Key_Escape, Key.Key_Down, Key.Key_Return)
    camera.take("composer-article-open")
    camera.press(Key.Key_Escape, (CONTROL | SHIFT, Key.Key_A))
    camera.settle(0.5)
    camera.take("composer-add-block", still=True)
    camera.write("qu")
    camera.take("composer-add-block-typed", still=True)
    camera.press(Key.Key_Escape)
    camera.press((CONTROL, Key.Key_F), Key.Key_Down, Key.Key_Right)
    camera.take("composer-look-closer")
    camera.press(Key.Key_Escape, (CONTROL, Key.Key_F))
    camera.write("no such thing")
    camera.take("composer-nothing-fits")
    camera.press(Key.Key_Escape)
    camera.click("Filters")
    camera.take("composer-filters")
    camera.press(Key.Key_Escape)
    camera.settle()
    camera.press(Key.Key_F8)
    camera.take("composer-finding")
    camera.press(Key.Key_Escape)
    for look in (
        "phone",
        "dark",
        "partly",
        "inverted",
        "no-pictures",
        "no-styles",
        "text",
        "aloud",
        "source",
        "headers",
        "weight",
    ):
        camera.press((CONTROL | SHIFT, Key.Key_P))
        camera.take(f"preview-{look}")
    camera.press((CONTROL | SHIFT, Key.Key_P))
    camera.press((CONTROL | SHIFT, Key.Key_L))
    camera.settle(6)
    camera.take("look", stir=4)
    camera.press(Key.Key_Escape)
    camera.press((CONTROL, Key.Key_D))
    camera.press(Key.Key_F1)
    camera.take("keys")
    camera.press(Key.Key_Escape)
    camera.press(Key.Key_F10)
    camera.take("menus")
    camera.press(Key.Key_Escape)


def sending(camera: Photographer) -> None:
    """From the review to the report."""
    window = camera.window
    camera.press((CONTROL, Key.Key_Return))
    camera.wait(lambda: window.shown == "review" and not window.jobs.busy, "the review")
    camera.settle(4)
    camera.take("review")
    number = str(window.workspace.lists.all()[0].mailable)
    camera.write("7")
    camera.take("review-wrong-number")
    camera.press((CONTROL, Key.Key_A))
    camera.write(_number_wanted(window) or number)
    camera.take("review-ready")
    camera.click(_("Send to {people}").partition("{")[0])
    camera.wait(lambda: window.shown == "sending", "the countdown")
    camera.breathe(0.5)
    camera.take("sending-countdown", stir=0.3)
    camera.press((CONTROL, Key.Key_1))
    camera.take("issues-while-sending", stir=0.3)
    camera.click("Show") if camera.shows("Show the sending") else window.show_place("sending")
    camera.click("Start now")
    camera.wait(lambda: window.workspace.campaigns.all()[0].state == "finished", "the letters")
    camera.settle()
    camera.take("sending-finished")
    camera.go(5)
    camera.take("sent-report")
    for tab in ("Everyone", "Letter"):
        if camera.shows(tab):
            camera.click(tab)
            camera.settle()
            camera.take(f"sent-{tab.lower()}")


def _number_wanted(window: Any) -> str:
    """What the review asks to be typed: the number on its button."""
    for made in window.findChildren(QAbstractButton):
        words = made.text().strip()
        if made.isVisible() and words.startswith(_("Send to {people}").partition("{")[0]):
            return "".join(letter for letter in words if letter.isdigit())
    return ""


def places(camera: Photographer) -> None:
    """Every place as it is after the first letter."""
    window = camera.window
    camera.press((CONTROL, Key.Key_N))
    camera.wait(lambda: window.shown == "compose" and not window.jobs.busy, "the next issue")
    camera.settle(3)
    camera.take("composer-from-last")
    camera.go(1)
    camera.settle(8)
    camera.take("issues", stir=3)
    camera.go(2)
    camera.take("people")
    table = next(view for view in window.findChildren(QTableView) if view.isVisible())
    camera.click_row(table, 2)
    camera.settle()
    camera.take("people-person")
    camera.press(Key.Key_Escape)
    camera.click("Find by name or address", QLineEdit)
    camera.write("nobody of that name")
    camera.take("people-nobody-fits")
    camera.press(Key.Key_Escape)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "members.csv"
        path.write_text(PEOPLE_FILE, encoding="utf-8")
        camera.drop(window.page("people"), path)
        camera.settle()
        camera.take("people-import")
    camera.click("Cancel")
    camera.go(3)
    camera.take("brand")
    camera.go(4)
    camera.take("sources")
    camera.click("Paste text…")
    camera.paste(PASTED)
    camera.take("sources-pasted")
    camera.click("Cancel") if camera.shows("Cancel") else camera.press(Key.Key_Escape)
    camera.go(4)
    camera.click("Awareness days…")
    camera.settle()
    camera.take("sources-awareness-days")
    camera.click("Settings")
    camera.take("settings")


def scenes() -> dict[str, tuple[Callable[[Photographer], None], ...]]:
    """Scene to what happens in it; each begins with a fresh workspace."""
    return {"first": (first_start,), "sample": (composing, sending, places), **states.scenes()}
