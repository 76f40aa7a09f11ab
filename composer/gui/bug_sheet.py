"""What shows when the program itself is at fault: short, calm, with details to copy from which addresses are removed."""

from __future__ import annotations

import platform
import re
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from composer import __version__
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.sheet import Sheet
from composer.i18n import _

_ADDRESS = re.compile(r"[^\s@<>\"'(),:;]+@[^\s@<>\"'(),:;]+\.[^\s@<>\"'(),:;]+")
_HOME = re.compile(r"(/home/|/Users/|[A-Z]:\\Users\\)[^/\\\s\"']+")


def details_of(error: BaseException) -> str:
    """The traceback and the versions, without e-mail addresses and without the user's name in paths."""
    text = "".join(traceback.format_exception(error))
    text = _HOME.sub(r"\1…", _ADDRESS.sub("…@…", text))
    return (
        f"Newsletter Composer {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n\n{text}"
    )


class BugSheet(Sheet):
    """“That was our fault. Your issue is saved.”"""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("That was our fault."), width=480)
        self._details = ""
        self._copied = label(role="caption")
        copy = button(_("&Copy details"), self._copy, icon="copy")
        self._go_on = button(_("C&ontinue"), self.close_sheet, kind="primary")
        row = QHBoxLayout()
        row.addWidget(self._copied)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(self._go_on)
        self.body.addWidget(label(_("That was our fault. Your issue is saved."), "page-title", wrap=True))
        self.body.addWidget(
            label(
                _(
                    "Something in the program went wrong. You can go on. If it happens again, send us the details: "
                    "they hold no addresses and nothing you wrote."
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addSpacing(4)
        self.body.addLayout(row)

    def show_fault(self, error: BaseException) -> None:
        """Say it; a second fault while it shows only adds its details."""
        details = details_of(error)
        if not self.isHidden():
            self._details = f"{self._details}\n\n{details}"[:200_000]
            return
        self._details = details
        self._copied.setText("")
        self.open(self._go_on)

    @property
    def details(self) -> str:
        """What would be copied."""
        return self._details

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copied.setText(_("Copied."))
