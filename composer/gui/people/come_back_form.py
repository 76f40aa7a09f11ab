"""Somebody who said no asked to come back: why they are left out, and a step of its own with the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.contacts.suppressions import LIST_MARK, REASONS, Suppression
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _


class ComeBackForm(QWidget):
    """``agreed`` carries the evidence. Without a note of how they asked there is no way on."""

    agreed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = label("", "warn", wrap=True)
        self._open = button(_("Asked to come back…"), self._on_open, icon="rotate-ccw")
        self._evidence = QLineEdit()
        self._evidence.setMaxLength(1000)
        self._evidence.setPlaceholderText(_("For example: e-mail of 3 March, kept by Jo"))
        self._evidence.setAccessibleName(_("When and how did they ask?"))
        self._evidence.textChanged.connect(self._on_text)
        self._evidence.returnPressed.connect(self._on_agreed)
        self._question = label(_("When and how did they ask? This is kept as evidence."), "label", wrap=True)
        self._do = button(_("Let them come back"), self._on_agreed, kind="primary")
        self._cancel = button(_("Cancel"), self.close_form, kind="quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._do)
        row.addWidget(self._cancel)
        row.addStretch(1)
        self._form = QWidget()
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self._question)
        inside.addWidget(self._evidence)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._why)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
        self.close_form()

    def show_marks(self, marks: Sequence[Suppression], left: Sequence[str], domain: str) -> None:
        """Say why somebody is left out; with nothing against writing to them there is nothing to see.

        Args:
            marks: those in force on the address. left: lists they left. domain: the whole domain that is left out, or empty.
        """
        lines = []
        for each in marks:
            if each.newsletter.startswith(LIST_MARK):
                continue
            what = _(REASONS[each.reason])
            where = "" if not each.newsletter else _(" (one newsletter)")
            lines.append(f"{day_in_words(each.at, weekday=False)}: {what}{where}")
        lines += [_("Left the list “{list}”").format(list=name) for name in left]
        if domain:
            lines.append(_("Everybody at {domain} is left out.").format(domain=domain))
        self._why.setText("\n".join(lines))
        mark(self._why, role="warn")
        self.setVisible(bool(lines))
        self._open.setVisible(bool(marks or left))
        self.close_form()

    def close_form(self) -> None:
        """Put the question away."""
        self._evidence.clear()
        self._form.hide()
        self._open.setEnabled(True)
        self._on_text("")

    def _on_open(self) -> None:
        self._form.show()
        self._open.setEnabled(False)
        self._evidence.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_text(self, text: str) -> None:
        self._do.setEnabled(bool(text.strip()))

    def _on_agreed(self) -> None:
        if self._evidence.text().strip():
            self.agreed.emit(self._evidence.text().strip())
