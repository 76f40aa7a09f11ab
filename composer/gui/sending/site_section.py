"""What the site says now of everything in the letter, on the page before sending: both texts, and the decision beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from composer.gui.editor.drift_strip import DriftStrip
from composer.gui.sending.fact_rows import StateLine
from composer.gui.theme import mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext
from composer.picking.drift import GONE, Drift

SHOWN_AT_ONCE = 5
MORE_AT_ONCE = 10
_NAMED = 4
"""Titles of what could not be looked up that are named."""

Key = tuple[str, str]
"""A block and, in it, a line (empty for the block itself)."""


class SiteSection(QWidget):
    """One line about the look-up, below it every difference with its two texts.

    ``mended`` as :class:`DriftStrip` says it, and ``take_all`` with all drifts in place of one; ``shown`` with a drift: lead to
    its block; ``unwaited``: go on without the rest; ``again``: look once more; ``settled``: :attr:`held` may have changed.
    """

    mended = Signal(str, object, object)
    shown = Signal(object)
    unwaited = Signal()
    again = Signal()
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looking = False
        self._looked = False
        self._total = 0
        self._drifts: tuple[Drift, ...] = ()
        self._unseen: frozenset[Key] = frozenset()
        self._accepted: frozenset[Key] = frozenset()
        self._most = SHOWN_AT_ONCE
        self._wanted: dict[Key, Drift] = {}
        self._cards: dict[Key, _DriftCard] = {}
        self._line = StateLine(self)
        self._unwait = button(
            _("Do not wait"), self.unwaited.emit, kind="link", tip=_("What was not looked up yet is left as it is")
        )
        self._again = button(_("Look again"), self.again.emit, kind="link", tip=_("Ask your site once more what it says now"))
        self._line.add_button(self._unwait)
        self._line.add_button(self._again)
        self._take_all = button("", self._on_take_all, dense=True)
        self._silence = _Silence()
        self._silence.ticked.connect(self._on_ticked)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._led_on = False
        self._making = QTimer(self)
        self._making.setInterval(0)
        self._making.timeout.connect(self._make_next)
        self._more = button("", self._show_more, kind="link", dense=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._line)
        whole.addWidget(self._silence)
        whole.addWidget(self._take_all, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(self._column)
        whole.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._draw()

    @property
    def held(self) -> str:
        """Why it cannot be sent yet, as far as the site is concerned; empty where it can."""
        if self._looking:
            return _("Your site is being looked at again …")
        if self._unseen - self._accepted:
            return _("Say whether it goes without what could not be looked up.")
        return ""

    # -- what arrives -----------------------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Another letter is shown, or the same one anew: nothing was looked up yet."""
        self._looking = self._looked = False
        self._most = SHOWN_AT_ONCE
        self._accepted = frozenset()
        self._draw()

    def show_looking(self, done: int, total: int) -> None:
        """Say how many things were looked up at their sources; over where ``total`` is 0."""
        began = total > 0 and not self._looking
        self._looking, self._looked = total > 0, self._looked or total == 0
        if self._looking:
            self._line.show_state(
                "muted", "refresh-cw", _("Looking at your site again: {done} of {total} …").format(done=done, total=total)
            )
        if began:
            announce(self, _("Looking at your site again"))
        self._draw_buttons()
        self.settled.emit()

    def show_drifts(self, drifts: Sequence[Drift], total: int) -> None:
        """Show where the letter and its sources are apart; ``total`` things in the letter come from a source."""
        self._drifts, self._total = tuple(drifts), total
        self._unseen = frozenset(_key(drift) for drift in drifts if drift.trouble == "unknown")
        self._draw()
        self.settled.emit()

    # -- drawing ----------------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        told = [drift for drift in self._drifts if drift.news or drift.trouble not in ("", "unknown")]
        told.sort(key=lambda drift: not _stops(drift))  # what stops the sending first, else in the order of the letter
        if not self._looking:
            self._line.show_state(*self._summary(told))
        self._draw_buttons()
        updates = sum(1 for drift in told if drift.updated and drift.trouble not in GONE)
        words = ngettext("Take over {count} update", "Take over all {count} updates", updates).format(count=updates)
        self._take_all.setText(words)
        self._take_all.setAccessibleName(words)
        self._take_all.setVisible(updates > 1)
        self._silence.show_drifts([drift for drift in self._drifts if drift.trouble == "unknown"], ticked=not self._waits())
        self._draw_cards(told[: self._most])
        rest = len(told) - self._most
        count = min(max(rest, 1), MORE_AT_ONCE)
        words = ngettext("Show {count} more of {rest}", "Show {count} more of {rest}", count).format(
            count=count, rest=max(rest, 1)
        )
        self._more.setText(words)
        self._more.setAccessibleName(words)
        self._more.setVisible(rest > 0)

    def _waits(self) -> bool:
        return bool(self._unseen - self._accepted)

    def _summary(self, told: Sequence[Drift]) -> tuple[str, str, str]:
        if not self._total:
            return "muted", "info", _("Nothing in this issue was taken from a site.")
        stops = sum(1 for drift in told if _stops(drift))
        if stops:
            words = ngettext(
                "{count} thing is gone, called off or moved. Decide about it first.",
                "{count} things are gone, called off or moved. Decide about them first.",
                stops,
            )
            return "danger", "circle-x", words.format(count=stops)
        if told:
            words = ngettext(
                "{count} thing is not as your site has it now.", "{count} things are not as your site has them now.", len(told)
            )
            return "warn", "triangle-alert", words.format(count=len(told))
        if self._unseen:
            return "warn", "wifi-off", _("Not everything could be looked up.")
        if not self._looked:
            return "muted", "info", _("Not looked up yet.")
        words = ngettext(
            "Looked up just now: it is as your site has it.",
            "Looked up just now: all {count} are as your site has them.",
            self._total,
        )
        return "ok", "circle-check", words.format(count=self._total)

    def _draw_buttons(self) -> None:
        """One of the two shows; the focus stays on the line."""
        came, went = (self._unwait, self._again) if self._looking else (self._again, self._unwait)
        came.setVisible(self._total > 0 or self._looking)
        if went.hasFocus():
            came.setFocus(Qt.FocusReason.OtherFocusReason)
        went.hide()

    def _draw_cards(self, drifts: Sequence[Drift]) -> None:
        """One card for each; those that stay keep their place and the focus in them, new ones are made one by one."""
        self._wanted = {_key(drift): drift for drift in drifts}
        for key in [key for key in self._cards if key not in self._wanted]:
            card = self._cards.pop(key)
            self._column.removeWidget(card)
            if card.isAncestorOf(self.focusWidget() or self):
                self._again.setFocus(Qt.FocusReason.OtherFocusReason)
            card.hide()
            card.deleteLater()
        for at, key in enumerate(key for key in self._wanted if key in self._cards):
            self._cards[key].show_drift(self._wanted[key])
            if self._column.indexOf(self._cards[key]) != at:
                self._column.insertWidget(at, self._cards[key])
        self._making.start()

    def _make_next(self) -> None:
        """The next card that is missing; the window works on between two of them."""
        missing = [(at, key) for at, key in enumerate(self._wanted) if key not in self._cards]
        if len(missing) < 2:
            self._making.stop()
        if not missing:
            return
        at, key = missing[0]
        card = _DriftCard()
        card.mended.connect(self.mended)
        card.shown.connect(self.shown)
        card.show_drift(self._wanted[key])
        self._cards[key] = card
        self._column.insertWidget(at, card)
        if self._led_on:
            self._led_on = False
            card.focus_first()

    # -- what is pressed --------------------------------------------------------------------------------------------------------

    def _on_take_all(self) -> None:
        self.mended.emit("take_all", self._drifts, ())

    def _on_ticked(self, ticked: bool) -> None:
        self._accepted = self._unseen if ticked else frozenset()
        self.settled.emit()

    def _show_more(self) -> None:
        self._most += MORE_AT_ONCE
        self._led_on = True
        self._draw()


class _DriftCard(QFrame):
    """One thing: its title, the way to its block, and what is to be decided."""

    mended = Signal(str, object, object)
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drift: Drift | None = None
        self._title = label("", "strong", wrap=True)
        self._show: QPushButton = button(_("Show in the issue"), self._on_show, kind="link", dense=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._show, 0, Qt.AlignmentFlag.AlignTop)
        self._strip = DriftStrip(alone=True)
        self._strip.mended.connect(self.mended)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._strip)

    def show_drift(self, drift: Drift) -> None:
        """Show this one."""
        self._drift = drift
        self._title.setText(drift.title or _("(without a title)"))
        self._show.setAccessibleName(_("Show in the issue: {title}").format(title=drift.title))
        self._strip.show_drifts((drift,))

    def focus_first(self) -> None:
        """The focus goes to its first button."""
        self._show.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_show(self) -> None:
        if self._drift is not None:
            self.shown.emit(self._drift)


class _Silence(QFrame):
    """What could not be looked up and why, and the tick that lets it go all the same. ``ticked`` with whether."""

    ticked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="banner-warn")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._tick = QCheckBox(_("Send it all the same"))
        self._tick.toggled.connect(self.ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(self._lines)
        column.addWidget(self._tick)

    def show_drifts(self, drifts: Sequence[Drift], *, ticked: bool) -> None:
        """Show these, those with the same reason in one line; hidden where there are none."""
        clear(self._lines)
        together: dict[str, list[str]] = defaultdict(list)
        for drift in drifts:
            together[drift.reason].append(drift.title or _("(without a title)"))
        for reason, titles in together.items():
            self._lines.addWidget(label(_not_looked_up(reason, titles), wrap=True))
        self._tick.blockSignals(True)
        self._tick.setChecked(ticked)
        self._tick.blockSignals(False)
        self.setVisible(bool(drifts))


def _not_looked_up(reason: str, titles: Sequence[str]) -> str:
    """“A” and “B” could not be looked up: the reason."""
    named = ", ".join(f"“{title[:80]}”" for title in titles[:_NAMED])
    rest = len(titles) - _NAMED
    if rest > 0:
        named = _("{named} and {count} more").format(named=named, count=rest)
    return _("{named} could not be looked up and may have changed: {reason}").format(named=named, reason=reason)


def _key(drift: Drift) -> Key:
    return drift.block_id, drift.entry_id


def _stops(drift: Drift) -> bool:
    """True where it must not go as it stands, unless somebody says so: gone, called off, or moved to another day."""
    return drift.trouble in (*GONE, "file_gone") or any(
        found.facet in ("date", "deadline") and found.change == "updated" for found in drift.news
    )
