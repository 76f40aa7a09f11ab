"""A web or mail address."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from composer.blocks.fields import FormField, Url
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.icons import icon
from composer.gui.theme import mark
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_MAIL = re.compile(r"^[^\s@/]+@[^\s@/]+\.[^\s@/]+$")
_HOST = re.compile(r"^[^\s/@:]+\.[^\s/@:.]{2,}(:\d+)?([/?#].*)?$")


def complete_address(text: str) -> str:
    """What a person means by ``text``: ``www.example.org`` is a web address, ``anna@example.org`` a mail address."""
    text = text.strip()
    if not text or (_SCHEME.match(text) and not _HOST.match(text)):
        return text
    if _MAIL.match(text):
        return f"mailto:{text}"
    return f"https://{text}" if _HOST.match(text) else text


def problem_of(address: str) -> str:
    """What is wrong with an address, in a few words; empty where nothing is."""
    if not address:
        return ""
    if not re.match(r"^(https?://[^\s/]+\S*|mailto:[^\s@]+@[^\s@]+|tel:\+?[\d\s()-]+)$", address, re.IGNORECASE):
        return _("This is not a whole address. It should look like https://example.org/page")
    return ""


class UrlField(FieldWidget):
    """A line for an address; on leaving it, what is missing at its front is put there."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        assert isinstance(line.field, Url)
        self._line = LineField(name=self.label, max_length=line.field.max_length)
        self._line.setPlaceholderText("https://")
        self._line.addAction(icon("link", "muted", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)
        self._problem = label(role="error", wrap=True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._problem)
        self.setFocusProxy(self._line)

    def show_value(self, value: Any) -> None:
        self._line.show_text(str(value or ""))
        if not self._line.hasFocus():
            self._show_problem()

    def first_widget(self) -> QWidget:
        return self._line

    def _on_edited(self, text: str) -> None:
        self._problem.hide()
        mark(self._line, invalid=False)
        self.edited.emit(text.strip(), self.line.name)

    def _on_finished(self) -> None:
        whole = complete_address(self._line.text())
        if whole != self._line.text():
            self._line.show_text(whole)
            self.edited.emit(whole, self.line.name)
        self._show_problem()

    def _show_problem(self) -> None:
        problem = problem_of(self._line.text().strip())
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        mark(self._line, invalid=bool(problem))
