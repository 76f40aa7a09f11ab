"""“On the list”: the letter with the parts that people on one list see; there only while some parts are not for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from composer.document.visibility import groups_named
from composer.gui.widgets.labels import label
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.issue import Issue


class PartsFor(QWidget):
    """Chooses whose parts are shown.

    Signals:
        chosen: names of the reader's groups as a tuple; None for every part there is.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self._told: tuple[str, ...] | None = None
        self.box = QComboBox()
        self.box.setAccessibleName(_("Whose parts are shown"))
        self.box.setToolTip(_("Some parts of this letter are for some lists only"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(10)
        caption = label(_("&On the list"), "caption")
        caption.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self.box, 1)
        self.box.currentIndexChanged.connect(self._on_changed)
        self.hide()

    @property
    def groups(self) -> tuple[str, ...] | None:
        """The reader's groups; None where every part is shown."""
        found = self.box.currentData()
        return None if found is None else tuple(found)

    def show_issue(self, issue: Issue) -> None:
        """Offer the groups this issue has parts for; what was chosen stays while it is there."""
        groups = groups_named(issue)
        if groups == self._groups:
            return
        from composer.contacts.groups import group_in_words

        before = self.groups
        self._groups = groups
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItem(_("All parts of every list"), None)
            for name in groups:
                self.box.addItem(group_in_words(name), [name])
            self.box.addItem(_("None of these lists"), [])
            wanted = [at for at in range(self.box.count()) if before is not None and self.box.itemData(at) == list(before)]
            self.box.setCurrentIndex(wanted[0] if wanted and groups else 0)
        self.setVisible(bool(groups))
        self._on_changed(self.box.currentIndex())

    def _on_changed(self, _index: int) -> None:
        if self.groups != self._told:
            self._told = self.groups
            self.chosen.emit(self.groups)
