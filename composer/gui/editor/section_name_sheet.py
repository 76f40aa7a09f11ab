"""Asks for the name a section is kept under: a new one, another one, or the place of one there is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from composer.document.saved_sections import LONGEST_NAME
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.gui.widgets.sheet import Sheet
from composer.i18n import _


class SectionNameSheet(Sheet):
    """``ask()`` opens it; ``named(name, replace)`` carries the answer. Whoever asked closes it, or says what is wrong."""

    named = Signal(str, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("A name for the section"), width=480)
        self._taken: Callable[[str], bool] = lambda _name: False
        self._may_replace = False
        self._title = label("", "page-title", wrap=True)
        self._about = label("", "muted", wrap=True)
        self._name = LineField(name=_("Name"), max_length=LONGEST_NAME)
        self._name.setPlaceholderText(_("About our helpline"))
        self._name.textChanged.connect(self._draw)
        self._name.returnPressed.connect(self._on_save)
        self._form = FormColumn()
        self._form.add(_("Name"), self._name)
        self._save = button("", self._on_save, kind="primary", icon="save")
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(button(_("&Cancel"), self.close_sheet, kind="quiet"))
        ends.addWidget(self._save)
        for part in (self._title, self._about):
            self.body.addWidget(part)
        self.body.addLayout(self._form)
        self.body.addLayout(ends)

    def ask(self, title: str, about: str, name: str, taken: Callable[[str], bool], *, may_replace: bool) -> None:
        """Ask.

        Args:
            taken: whether another section has a name.
            may_replace: whether the new one may take its place.
        """
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._taken, self._may_replace = taken, may_replace
        self._name.setText(name)
        self._form.set_error(self._name, "")
        self._draw()
        self.open(self._name)
        self._name.selectAll()

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the name."""
        self._form.set_error(self._name, words)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        taken = self._taken(self._name.text())
        set_words(self._save, _("Replace that one") if taken and self._may_replace else _("Save"))
        self._save.setEnabled(bool(self._name.text().strip()) and (self._may_replace or not taken))
        words = ""
        if taken:
            words = _("There is a section of this name.") + (" " + _("It would be replaced.") if self._may_replace else "")
        self._form.set_error(self._name, words)

    def _on_save(self) -> None:
        if self._save.isEnabled():
            self.named.emit(self._name.text(), self._taken(self._name.text()))
