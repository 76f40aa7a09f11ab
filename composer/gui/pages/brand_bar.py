"""Which brand is in force, where there are several: choose, add, rename, remove. Every step is offered back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from composer.document.brands import LONGEST_NAME, add_brand, brands_of, name_in_force, remove_brand, rename_brand, use_brand
from composer.document.newsletter import Newsletter
from composer.gui.theme import active_theme
from composer.gui.widgets.buttons import button
from composer.gui.widgets.flow_layout import FlowLayout
from composer.gui.widgets.labels import label
from composer.i18n import _

Change = Callable[[Newsletter], Newsletter]


class BrandBar(QWidget):
    """``wished`` carries what is to be done with the newsletter (it may raise an InputError) and, in words, what that did."""

    wished = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._naming: Callable[[Newsletter, str], Newsletter] | None = None
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Brand in force"))
        self._choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._choice.setMinimumContentsLength(16)
        self._choice.activated.connect(self._on_chosen)
        self._add = button(_("Another brand…"), lambda: self._ask(add_brand), icon="plus", dense=True)
        self._rename = button(_("Rename…"), lambda: self._ask(rename_brand), kind="quiet", dense=True)
        self._remove = button(_("Remove"), self._on_remove, kind="quiet", icon="trash-2", dense=True)
        self._name = QLineEdit()
        self._name.setAccessibleName(_("Name of the brand"))
        self._name.setPlaceholderText(_("For example: Rowing club"))
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setMinimumWidth(active_theme().room_for(220))
        self._name.returnPressed.connect(self._on_named)
        self._keep = button(_("Keep this name"), self._on_named, kind="primary", dense=True)
        self._leave = button(_("Cancel"), self._stop_asking, kind="quiet", dense=True)
        self._usual = _row(self._choice, self._add, self._rename, self._remove)
        self._asking = _row(self._name, self._keep, self._leave)
        self._asking.hide()
        self._problem = label("", "error", wrap=True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._usual, self._asking, self._problem):
            column.addWidget(part)

    def show_newsletter(self, newsletter: Newsletter) -> None:
        """Show its brands. With one there is only the way to another."""
        several = bool(newsletter.other_brands)
        self._choice.clear()
        for one in brands_of(newsletter):
            self._choice.addItem(one.name, one.name)
        self._choice.setCurrentIndex(self._choice.findData(name_in_force(newsletter)))
        for part in (self._choice, self._rename, self._remove):
            part.setVisible(several)

    def say(self, problem: str) -> None:
        """What is wrong with the last wish; empty where nothing is."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if not problem:
            self._stop_asking()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking.isVisible():
            self._stop_asking()
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, _at: int) -> None:
        name = str(self._choice.currentData())
        self.wished.emit(lambda newsletter: use_brand(newsletter, name), _("New issues start with “{name}”.").format(name=name))

    def _on_remove(self) -> None:
        name = self._choice.currentText()
        self.wished.emit(remove_brand, _("“{name}” is removed. Issues that have it keep it.").format(name=name))

    def _ask(self, naming: Callable[[Newsletter, str], Newsletter]) -> None:
        self._naming = naming
        self._name.setText(self._choice.currentText() if naming is rename_brand else "")
        self._usual.hide()
        self._asking.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def _on_named(self) -> None:
        naming, name = self._naming, self._name.text()
        if naming is not None:
            words = _("“{name}” begins as a copy.") if naming is add_brand else _("It is called “{name}” now.")
            self.wished.emit(partial(_named, naming, name), words.format(name=" ".join(name.split())))

    def _stop_asking(self) -> None:
        if self._naming is None:
            return
        self._naming = None
        self._problem.hide()
        self._asking.hide()
        self._usual.show()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)


def _named(naming: Callable[[Newsletter, str], Newsletter], name: str, newsletter: Newsletter) -> Newsletter:
    return naming(newsletter, name)


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = FlowLayout(made, gap=8)
    for part in parts:
        row.addWidget(part)
    return made
