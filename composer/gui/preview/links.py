"""Links out of the program: to the browser or the mail program, and only what those are for."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

OPENED = frozenset({"http", "https", "mailto"})


def may_open(url: QUrl) -> bool:
    """Web and mail addresses may; anything a program on this computer might run may not."""
    return url.isValid() and url.scheme().lower() in OPENED


def open_link(url: QUrl) -> bool:
    """Hand an address to the browser or mail program; False where it is not one of theirs."""
    return may_open(url) and QDesktopServices.openUrl(url)
