"""Every place is walked through by Tab alone: nothing is a trap, nothing is passed by, and whoever has the focus is seen to."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from screens.faults import takes_focus
from screens.photographer import CONTROL, SHIFT, Photographer

from composer.gui.theme import DARK, DARK_STRONG, LIGHT, LIGHT_STRONG, contrast

Key = Qt.Key
MOST_STOPS = 120
ROW = 14
"""Pixels by which two controls of one line may stand higher or lower than each other."""


@pytest.fixture
def camera(window: Any) -> Photographer:
    return Photographer(window, [("", window.size())], themes=("light",))


def walk(camera: Photographer, unseen: list[str] | None = None) -> list[QWidget]:
    """Every stop of Tab once round, from where the focus is; ``unseen`` takes those that look the same with it and without."""
    stops: list[QWidget] = []
    for _number in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None, f"after {describe(stops[-1])} the focus is nowhere" if stops else "the focus is nowhere"
        if focused in stops:
            assert focused is stops[0], f"from {describe(stops[-1])} Tab goes back to {describe(focused)} and never further"
            return stops
        stops.append(focused)
        around = place(focused).adjusted(-6, -6, 6, 6)
        camera.breathe(0.01)
        with_it = camera.window.grab(around).toImage()
        _tab(camera, focused)
        moved = place(focused).adjusted(-6, -6, 6, 6) != around  # a page may scroll to show the next one
        left = not moved and QApplication.focusWidget() is not focused
        if unseen is not None and left and camera.window.grab(around).toImage() == with_it:
            unseen.append(f"{describe(focused)} does not show that it has the focus")
    raise AssertionError("Tab does not come round")


def _tab(camera: Photographer, focused: QWidget) -> None:
    """Once; in a letter shown by the web engine as often as it has links."""
    in_engine = type(focused.parentWidget()).__name__ == "QWebEngineView"
    for _link in range(40 if in_engine else 1):
        QTest.keyClick(focused, Key.Key_Tab)
        camera.breathe(0.05 if in_engine else 0.01)
        if QApplication.focusWidget() is not focused:
            return


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{name(widget)}”"


def name(widget: QWidget) -> str:
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name).strip() if seen is not None else ""


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def in_order(stops: list[QWidget]) -> list[str]:
    """Neighbours of one box that are gone through against the way one reads: downwards, then to the right."""
    wrong = []
    for before, after in pairwise(stops):
        if before.parentWidget() is not after.parentWidget():
            continue
        one, other = place(before), place(after)
        beside = abs(one.center().y() - other.center().y()) <= ROW
        if (other.left() < one.left()) if beside else (other.center().y() < one.center().y() and other.left() <= one.left()):
            wrong.append(f"{describe(after)} comes after {describe(before)}")
    return wrong


def from_the_top(stops: list[QWidget]) -> list[QWidget]:
    """A sheet may give the focus to its last button first; Tab goes round from there."""
    first = min(range(len(stops)), key=lambda at: (place(stops[at]).top() // ROW, place(stops[at]).left()))
    return stops[first:] + stops[:first]


def passed_by(camera: Photographer, stops: list[QWidget]) -> list[str]:
    """What shows and takes the focus, and is not among the stops."""
    window = camera.window
    own = [each for each in window.findChildren(QWidget) if each.window() is window and each.isVisible() and takes_focus(each)]
    return [describe(each) for each in own if each not in stops and not any(each.isAncestorOf(stop) for stop in stops)]


def _go(camera: Photographer, where: str) -> None:
    numbers = {"issues": 1, "people": 2, "brand": 3, "sources": 4, "sent": 5}
    if where in numbers:
        camera.go(numbers[where])
    elif where == "settings":
        camera.click("Settings")
    elif where == "mail account":
        camera.click("Settings")
        camera.settle()
        camera.click("Add a mail account…")
    elif where == "block open":
        camera.press((CONTROL, Key.Key_G), Key.Key_Escape, Key.Key_Down, Key.Key_Return)
    elif where == "filters":
        camera.click("Filters")
    elif where == "welcome":
        camera.window.show_place("first_run")
    elif where == "review":
        camera.press((CONTROL, Key.Key_Return))
        camera.wait(lambda: camera.window.shown == "review" and not camera.window.jobs.busy, "the review")
    camera.settle()


PLACES = (
    "composer",
    "block open",
    "filters",
    "issues",
    "people",
    "brand",
    "sources",
    "sent",
    "settings",
    "mail account",
    "review",
)


@pytest.mark.parametrize("where", [*PLACES, "welcome"])
def test_tab_goes_everywhere_in_order_and_comes_back(camera: Photographer, where: str) -> None:
    _go(camera, where)
    unseen: list[str] = []
    stops = walk(camera, unseen)
    assert unseen == []
    assert len(stops) >= 2  # a rail is one stop, its arrows go on
    assert [describe(stop) for stop in stops if not name(stop)] == []
    assert passed_by(camera, stops) == []
    assert in_order(stops) == []


def test_whoever_goes_to_a_place_is_there_with_the_keys(camera: Photographer) -> None:
    window = camera.window
    for number, place in enumerate(window.rail.places(), start=1):
        camera.go(number)
        focused = QApplication.focusWidget()
        assert focused is not None, place
        assert window.page(place).isAncestorOf(focused), f"at {place} the focus is on {describe(focused)}"


SHEETS: tuple[tuple[str, tuple[tuple[Qt.KeyboardModifier, Qt.Key], ...], str], ...] = (
    ("history", ((CONTROL | SHIFT, Key.Key_H),), ""),
    ("export", ((CONTROL, Key.Key_E),), ""),
    ("web version", ((CONTROL | SHIFT, Key.Key_W),), ""),
    ("pictures", ((CONTROL | SHIFT, Key.Key_I),), ""),
    ("keys", (), "F1"),
    ("tags on links", ((CONTROL | SHIFT, Key.Key_K),), "Tag links"),
    ("saved sections", ((CONTROL | SHIFT, Key.Key_K),), "Saved sections"),
)


def test_in_every_sheet_as_well(camera: Photographer) -> None:
    wrong: list[str] = []
    for sheet, keys, words in SHEETS:
        camera.press((CONTROL, Key.Key_G), Key.Key_Escape)
        camera.press(*keys or (Key.Key_F1,))
        camera.settle(quick=True)
        if keys and words:
            camera.write(words)
            camera.settle(quick=True)
            camera.press(Key.Key_Return)
            camera.settle(quick=True)
        unseen: list[str] = []
        stops = walk(camera, unseen)
        wrong += [
            f"{sheet}: {fault}"
            for fault in (*unseen, *in_order(from_the_top(stops)), *(describe(each) for each in stops if not name(each)))
        ]
        camera.press(Key.Key_Escape)
        camera.settle(quick=True)
    assert wrong == []


@pytest.mark.parametrize(
    ("tokens", "least"),
    [(LIGHT, 4.5), (DARK, 4.5), (LIGHT_STRONG, 7.0), (DARK_STRONG, 7.0)],
    ids=["light", "dark", "light, more contrast", "dark, more contrast"],
)
def test_contrast_holds_on_every_ground(tokens: Any, least: float) -> None:
    """WCAG 2.2: 4.5:1 for words (1.4.3), 7:1 for who asks for more (1.4.6), 3:1 for edges and the focus (1.4.11)."""
    grounds = (tokens.bg, tokens.sunken, tokens.surface, tokens.hover)
    words = {
        **{
            (colour, ground): least
            for colour in (tokens.text, tokens.muted, tokens.accent, tokens.warn)
            for ground in grounds[:3]
        },
        **{(tokens.text, ground): least for ground in grounds},
        (tokens.on_accent, tokens.accent): least,
        (tokens.on_accent, tokens.accent_hover): least,
        (tokens.on_accent_soft, tokens.accent_soft): least,
        (tokens.warn, tokens.warn_soft): least,
        (tokens.danger, tokens.danger_soft): least,
        (tokens.danger, tokens.surface): least,
        (tokens.danger, tokens.bg): least,
        (tokens.ok, tokens.surface): least,
        (tokens.ok, tokens.bg): least,
        **{(tokens.edge, ground): 3.0 for ground in grounds[:3]},
        **{(tokens.focus, ground): 3.0 for ground in grounds},
    }
    low = {pair: round(contrast(*pair), 2) for pair, wanted in words.items() if contrast(*pair) < wanted}
    assert low == {}


def test_moves_and_errors_are_said_aloud(camera: Photographer, monkeypatch: pytest.MonkeyPatch) -> None:
    from composer.errors import SourceError

    said: list[tuple[str, bool]] = []

    class Ear:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: Any) -> None:
            said.append((event.message(), event.politeness() == QAccessible.AnnouncementPoliteness.Assertive))

    monkeypatch.setattr("PySide6.QtGui.QAccessible", Ear)
    camera.press((CONTROL, Key.Key_G), Key.Key_Escape, (Qt.KeyboardModifier.AltModifier, Key.Key_Down))
    camera.settle()
    assert any(words.startswith("Moved to 2 of") for words, _at_once in said), said
    camera.press((CONTROL, Key.Key_Z))
    assert any(words.startswith("Undone") for words, _at_once in said), said
    camera.window.show_error(SourceError("Your website does not answer."))
    assert ("Your website does not answer.", True) in said
