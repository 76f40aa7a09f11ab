"""A form as a column: a label above each field, a hint below it, and room for one sentence where something is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.labels import label


class FormColumn(QVBoxLayout):
    """``add(words, widget, hint)`` names the widget by its label; ``set_error(widget, sentence)`` marks it wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(4)
        self._errors: dict[QWidget, QLabel] = {}

    def add(self, words: str, widget: QWidget, hint: str = "") -> QWidget:
        """Add a field; returns it."""
        above = label(words, "label")
        above.setBuddy(widget)
        widget.setAccessibleName(words)
        self.addWidget(above)
        self.addWidget(widget)
        if hint:
            widget.setAccessibleDescription(hint)
            self.addWidget(label(hint, "caption", wrap=True))
        wrong = label("", "error", wrap=True)
        wrong.hide()
        self._errors[widget] = wrong
        self.addWidget(wrong)
        self.addSpacing(8)
        return widget

    def set_error(self, widget: QWidget, sentence: str) -> None:
        """Say what is wrong with a field; an empty sentence clears it."""
        wrong = self._errors[widget]
        wrong.setText(sentence)
        wrong.setVisible(bool(sentence))
        mark(widget, invalid=bool(sentence))


def form_card(title: str, form: FormColumn) -> QFrame:
    """A form on a card of its own, with a title."""
    frame = QFrame()
    mark(frame, surface="card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 12)
    column.setSpacing(12)
    column.addWidget(label(title, "pane-title"))
    column.addLayout(form)
    return frame
