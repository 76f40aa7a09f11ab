"""Saying something to those who listen to the screen instead of looking at it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, assertive: bool = False) -> None:
    """Have a screen reader say ``words``: when it next pauses, or at once (errors)."""
    if not words:
        return
    # Not before something is said: the first window is painted without Qt's names for everything accessible.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
    QAccessible.updateAccessibility(event)
