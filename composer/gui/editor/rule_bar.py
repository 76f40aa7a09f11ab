"""A strip that asks, after a kind was corrected, whether its whole category is of that kind. It never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.editor.correcting import RuleAsked
from composer.gui.editor.item_facts import AS_KIND
from composer.gui.theme import mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import label
from composer.i18n import _


class RuleBar(QWidget):
    """Hidden until there is something to ask. ``agreed`` with the :class:`RuleAsked`; ``closed``."""

    agreed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule: RuleAsked | None = None
        self._words = label("", wrap=True)
        self.remember = button(_("Remember"), self.agree, tip=_("In the list: R"), dense=True)
        self._close = icon_button("x", _("Only this one"), self.dismiss, dense=True)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._words)
        words.addWidget(self.remember, 0, Qt.AlignmentFlag.AlignLeft)
        frame = QFrame()
        mark(frame, surface="banner-info")
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 6)
        outside.addWidget(frame)
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(8)
        line.addLayout(words, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """What it asks; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def ask(self, rule: RuleAsked) -> None:
        """Ask about a rule."""
        self._rule = rule
        kind = _(AS_KIND[rule.kind])
        if rule.category:
            words = _("Treat everything under “{category}” from “{source}” as {kind}?").format(
                category=rule.category[:60], source=rule.source_title[:60], kind=kind
            )
        else:
            words = _("Treat everything from “{source}” as {kind}?").format(source=rule.source_title[:60], kind=kind)
        self._words.setText(words)
        self.show()
        announce(self, words)

    def agree(self) -> bool:
        """Say yes; False where nothing is asked."""
        rule = self._rule
        if rule is None or self.isHidden():
            return False
        self._put_away()
        self.agreed.emit(rule)
        return True

    def dismiss(self) -> None:
        """Put it away; nothing is remembered."""
        self._put_away()

    def _put_away(self) -> None:
        inside = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._rule = None
        self.hide()
        if inside:
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
