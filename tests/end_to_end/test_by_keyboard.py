"""The first newsletter, from the first start to letters in the practice mailbox, by real key presses alone: no slot, no state."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from composer.contacts.contact import normalise_address
from composer.credentials import Credentials
from composer.workspace import Workspace, open_workspace

if QCoreApplication.instance() is None:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE = 60  # seconds a step may take on a slow machine
MOST_KEYS = 60
"""Keys apart from the words one writes; the second newsletter is to take forty at most."""


class Hands:
    """Ten fingers on a window: every key goes to whatever has the focus, and is counted."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.keys = 0

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.rest(0.05)

    def write(self, words: str) -> None:
        """Words: not counted."""
        for letter in words:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
        self.rest(0.1)

    def rest(self, seconds: float) -> None:
        """Let the program work."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.005)

    def wait(self, holds: Callable[[], Any], what: str) -> None:
        """Look at the screen until something is there."""
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until, f"waited in vain for {what}; the focus is on {name_of(QApplication.focusWidget())}"
            self.rest(0.05)

    def tab_to(self, words: str, most: int = 12) -> None:
        """Tab until the control with these words has the focus."""
        for _number in range(most):
            if words in name_of(QApplication.focusWidget()):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"“{words}” was not reached by {most} Tabs; the focus is on {name_of(QApplication.focusWidget())}")


def name_of(widget: QWidget | None) -> str:
    """What a screen reader would say."""
    if widget is None:
        return "nothing"
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{widget.accessibleName()} {text}".strip() or type(widget).__name__


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    """A folder nobody has worked in yet."""
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


@pytest.mark.timeout(300)
def test_from_the_first_start_to_letters_in_the_mailbox(workspace: Workspace, qapp: QApplication) -> None:
    from composer.gui.application import build_window, close_window

    window = build_window(workspace, theme="light")
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    hands = Hands(window)
    try:
        hands.wait(lambda: "made-up charity" in name_of(QApplication.focusWidget()), "the welcome")
        hands.press(Key.Key_Space)
        hands.wait(lambda: window.shown == "compose" and workspace.documents.issues(), "the composer")
        hands.wait(lambda: not window.jobs.busy, "the shelf")

        hands.press(Key.Key_F, CONTROL)
        hands.press(Key.Key_Down)
        for _number in range(4):
            hands.press(Key.Key_Space)
            hands.press(Key.Key_Down)
        hands.press(Key.Key_U, CONTROL)
        hands.write("A lamp in every window")
        hands.press(Key.Key_G, CONTROL)
        hands.rest(0.3)
        hands.press(Key.Key_End, CONTROL)
        hands.write(" Thank you for keeping people together.")

        issue_id = workspace.documents.issues()[0].id
        hands.wait(lambda: len(workspace.documents.issue(issue_id).items()) == 4, "four items in the issue")
        hands.wait(
            lambda: "keeping people together" in workspace.documents.issue(issue_id).blocks[0].plain_text(), "the greeting"
        )

        hands.press(Key.Key_Return, CONTROL)
        hands.wait(lambda: window.shown == "review", "the review")
        hands.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and not window.jobs.busy, "the number to type")
        people = workspace.lists.all()
        number = next(row.mailable for row in people if row.name == workspace.documents.newsletters()[0].usual_list)
        hands.write(str(number))
        hands.tab_to("Send to")
        hands.press(Key.Key_Space)
        hands.wait(lambda: workspace.campaigns.all(), "the campaign")
        hands.rest(0.5)
        hands.tab_to("Start now")
        hands.press(Key.Key_Space)
        hands.wait(lambda: workspace.campaigns.all()[0].state == "finished", "the letters")
    finally:
        close_window(window)

    _everybody_has_their_own_letter(workspace, number)
    print(f"{hands.keys} keys apart from the words")
    assert hands.keys <= MOST_KEYS


def _everybody_has_their_own_letter(workspace: Workspace, number: int) -> None:
    campaign = workspace.campaigns.all()[0]
    rows = workspace.campaigns.deliveries(campaign.id, limit=1000)
    assert [row.state for row in rows] == ["sent"] * number
    letters = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in workspace.practice_folder.glob("*.eml")
    ]
    assert len(letters) == number
    to = {normalise_address(letter["To"].addresses[0].addr_spec): letter for letter in letters}
    assert set(to) == {normalise_address(row.email) for row in rows}
    for row in rows:
        first_name = workspace.contacts.get(row.contact).first_name or "friend"
        letter = to[normalise_address(row.email)]
        for kind in ("plain", "html"):
            body = letter.get_body((kind,))
            assert body is not None
            assert f"Dear {first_name}," in unescape(body.get_content())
