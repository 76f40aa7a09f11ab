"""Which of several brands an issue has. Where there is one, nothing is to be chosen and nothing shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from composer.document.brand import Brand, NamedBrand
from composer.gui.widgets.labels import label
from composer.i18n import _


class BrandLine(QWidget):
    """``chosen`` carries the brand the issue is to have."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brands: Sequence[NamedBrand] = ()
        self._shown = Brand()
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Brand of this issue"))
        self._choice.activated.connect(self._on_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(_("Brand"), "label"))
        row.addWidget(self._choice, 1)
        self.hide()

    def show_brands(self, brands: Sequence[NamedBrand]) -> None:
        """Those there are to choose from."""
        self._brands = brands
        self.setVisible(len(brands) > 1)
        self._draw()

    def show_current(self, brand: Brand) -> None:
        """What the issue has now."""
        if brand != self._shown:
            self._shown = brand
            self._draw()

    def _draw(self) -> None:
        self._choice.clear()
        for one in self._brands:
            self._choice.addItem(one.name, one.brand)
        at = next((at for at, one in enumerate(self._brands) if one.brand == self._shown), -1)
        if at < 0:
            self._choice.addItem(_("As it was when the issue was begun"), self._shown)
            at = self._choice.count() - 1
        self._choice.setCurrentIndex(at)

    def _on_chosen(self, at: int) -> None:
        brand = self._brands[at].brand if at < len(self._brands) else self._shown
        if brand != self._shown:
            self.chosen.emit(brand)
