"""The bar over the table while several people are chosen: the same change to all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from composer.clock import Clock
from composer.contacts.bulk_edit import AddTag, JoinList, LeaveList, Remove, TakeTag
from composer.gui.people.basis_form import BasisForm
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.flow_layout import FlowLayout
from composer.gui.widgets.labels import label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import _, ngettext


class BulkBar(QWidget):
    """``wished`` carries a change (:data:`composer.contacts.bulk_edit.Change`)."""

    wished = Signal(object)
    merge_wished = Signal()
    erase_wished = Signal()
    all_wished = Signal()
    closed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = label("", "strong")
        self._all = button("", self.all_wished.emit, kind="link")
        self._tag = QLineEdit()
        self._tag.setPlaceholderText(_("Tag"))
        self._tag.setAccessibleName(_("Tag for the chosen people"))
        self._tag.setFixedSize(150, 32)
        self._tag.setMaxLength(60)
        self._tag.returnPressed.connect(self._on_add_tag)
        self._join, self._leave, self._untag = QMenu(self), QMenu(self), QMenu(self)
        self._join_button = self._menu_button(_("Put on a list"), self._join)
        self._leave_button = self._menu_button(_("Take off a list"), self._leave)
        self._untag_button = self._menu_button(_("Take a tag off"), self._untag)
        self._merge = button(_("Merge"), self.merge_wished.emit, icon="merge", dense=True)
        self._remove = button(_("Remove"), lambda: self.wished.emit(Remove()), icon="trash-2", dense=True)
        self._erase = button(_("Erase…"), self._on_erase, kind="danger", dense=True)
        self._warning = label(
            _("Everything kept about these people goes for good. Only scrambled marks stay, so nobody writes to them again."),
            "warn",
            wrap=True,
        )
        self._warning.hide()
        self._clock = clock
        self._basis: BasisForm | None = None
        # In a scrolled part of its own: it is taller than what a small window leaves beside the table.
        self._basis_part = scrolled()
        self._basis_part.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._count)
        head.addWidget(self._all)
        head.addStretch(1)
        head.addWidget(button(_("Done"), self.closed.emit, kind="quiet", dense=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        parts = (
            self._tag,
            button(_("Add tag"), self._on_add_tag, icon="tag", dense=True),
            self._untag_button,
            self._join_button,
            self._leave_button,
            button(_("Why we may write…"), self._toggle_basis, icon="badge-check", dense=True),
            self._merge,
            self._remove,
            self._erase,
        )
        for part in parts:
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(holder)
        column.addWidget(self._warning)
        column.addWidget(self._basis_part)

    def _menu_button(self, words: str, menu: QMenu) -> QWidget:
        made = button(words, dense=True)
        made.setMenu(menu)
        mark(made, menu=True)
        return made

    def set_groups(self, lists: Sequence[str], tags: Sequence[str]) -> None:
        """The lists and tags there are."""
        for menu, names, change in (
            (self._join, lists, JoinList),
            (self._leave, lists, LeaveList),
            (self._untag, tags, TakeTag),
        ):
            menu.clear()
            for name in names:
                menu.addAction(name.replace("&", "&&")).triggered.connect(
                    lambda _checked=False, name=name, change=change: self.wished.emit(change(name))
                )
        for made, names in ((self._join_button, lists), (self._leave_button, lists), (self._untag_button, tags)):
            made.setEnabled(bool(names))

    def show_count(self, chosen: int, total: int) -> None:
        """How many are chosen of how many that match."""
        self._count.setText(ngettext("{count} person chosen", "{count} people chosen", chosen).format(count=f"{chosen:,}"))
        more = total > chosen
        self._all.setVisible(more)
        set_words(self._all, _("Choose all {count}").format(count=f"{total:,}"))
        self._merge.setVisible(2 <= chosen <= 10)
        self._warning.hide()
        set_words(self._erase, _("Erase…"))

    def _on_add_tag(self) -> None:
        if self._tag.text().strip():
            self.wished.emit(AddTag(self._tag.text().strip()))
            self._tag.clear()
        else:
            self._tag.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_erase(self) -> None:
        # Not undone by anything, so it takes two presses with a sentence between them.
        if self._warning.isHidden():
            self._warning.show()
            set_words(self._erase, _("Yes, erase them"))
            return
        self._warning.hide()
        self.erase_wished.emit()

    def _toggle_basis(self) -> None:
        self._open_basis(self._basis_part.isHidden())

    def _open_basis(self, opened: bool) -> None:
        if self._basis is None:
            self._basis = self._make_basis()
        self._basis_part.setVisible(opened)
        self.setMinimumHeight(0)
        if opened:
            self._fit_basis(self._basis)
            self._basis.basis.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_basis(self) -> BasisForm:
        """When it is first asked for: most changes to many people are others."""
        made = BasisForm(self._clock)
        made.kept.connect(self._on_basis)
        made.closed.connect(lambda: self._open_basis(False))
        made.setContentsMargins(4, 4, 12, 4)
        self._basis_part.setWidget(made)
        return made

    def _fit_basis(self, basis: BasisForm) -> None:
        """As much of the form as leaves something of the table; the rest is scrolled to."""
        room = max(72, self.window().height() // 2 - 160)
        self._basis_part.setFixedHeight(min(basis.sizeHint().height() + 8, room))
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._basis is not None and not self._basis_part.isHidden():
            self._fit_basis(self._basis)

    def _on_basis(self, change: object) -> None:
        self._open_basis(False)
        self.wished.emit(change)
