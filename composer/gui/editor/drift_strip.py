"""In an open block: what its source says otherwise. Both texts, what changed between them, and one press to take or keep."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from composer.blocks.markdown_text import words_of
from composer.gui.editor.word_diff import Piece, apart, capped, marked_up
from composer.gui.sending.fact_rows import StateLine
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext
from composer.picking.drift import Drift, Trouble
from composer.picking.three_way import LABELS, Difference

_SHORT = 160
"""Characters of the site's text that are shown where only we changed ours."""
_AT_ONCE = 6
"""Lines of a block of dates that are shown at once."""
_FIRST_WORDS = 140
"""Words of each text that are shown at first."""


class DriftStrip(QWidget):
    """Hidden while block and source agree. ``mended(what, drift, differences)`` with ``take``, ``keep``, ``keep_standing`` or
    ``take_out``.

    ``alone``: it stands below the title of what it is about and away from the form, and tells only what the site says otherwise.
    """

    mended = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None, *, alone: bool = False) -> None:
        super().__init__(parent)
        self._alone = alone
        self._most = _AT_ONCE
        self._whole: set[tuple[str, str]] = set()
        self._drifts: tuple[Drift, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._part: QWidget | None = None
        self.setVisible(False)
        active_theme().changed.connect(self._draw)

    def show_drifts(self, drifts: Sequence[Drift]) -> None:
        """Show these; a button that had the focus hands it to the next one."""
        if tuple(drifts) == self._drifts:
            return
        self._drifts = tuple(drifts)
        self._draw()

    def buttons(self) -> list[QPushButton]:
        """Its buttons, in the order of the eye."""
        return self._part.findChildren(QPushButton) if self._part is not None else []

    def _draw(self) -> None:
        before = self.buttons()
        at = next((place for place, made in enumerate(before) if made.hasFocus()), -1)
        if self._part is not None:
            self._column.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
            self._part = None
        self.setVisible(bool(self._drifts))
        if not self._drifts:
            if at >= 0:
                self.focusNextChild()
            return
        self._part = QWidget()
        inside = QVBoxLayout(self._part)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for drift in self._drifts[: self._most]:
            for made in self._parts(drift):
                inside.addWidget(made)
        rest = len(self._drifts) - self._most
        if rest > 0:
            words = ngettext("Show {count} more", "Show {count} more", rest).format(count=rest)
            inside.addWidget(button(words, self._show_more, kind="link", dense=True), 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._part)
        self._part.show()
        if at >= 0 and self.buttons():
            self.buttons()[min(at, len(self.buttons()) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self, drift: Drift) -> list[QWidget]:
        made: list[QWidget] = []
        if drift.trouble and not (self._alone and drift.trouble == "unknown"):
            made.append(self._trouble(drift))
        if drift.news:
            made.append(self._news(drift))
        if drift.ours and not self._alone:
            made.append(self._ours(drift))
        return made

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        self._draw()

    # -- what is amiss ----------------------------------------------------------------------------------------------------------

    def _trouble(self, drift: Drift) -> QWidget:
        bad = drift.trouble in ("gone", "unpublished", "cancelled", "file_gone")
        tone = "danger" if bad else "info" if drift.trouble == "unknown" else "warn"
        frame, column = self._frame(f"banner-{tone}")
        line = StateLine()
        colour, icon = {
            "danger": ("danger", "circle-alert"),
            "warn": ("warn", "triangle-alert"),
            "info": ("on_accent_soft", "wifi-off"),
        }[tone]
        line.show_state(colour, icon, self._named(drift, f"{trouble_words(drift.trouble)} {drift.reason}".strip()))
        column.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(8)
        if drift.trouble in ("gone", "unpublished", "cancelled"):
            row.addWidget(self._button(_("Take it out"), "take_out", drift, (), drift.title))
        if drift.trouble != "unknown":
            row.addWidget(self._button(_("Keep it all the same"), "keep_standing", drift, (), drift.title, quiet=True))
        row.addStretch(1)
        column.addLayout(row)
        return frame

    # -- what the site says otherwise --------------------------------------------------------------------------------------------

    def _news(self, drift: Drift) -> QWidget:
        frame, column = self._frame("banner-info")
        known = all(found.change != "unlike" for found in drift.news)
        line = StateLine()
        words = _("Updated on your site") if known else _("Your site says it otherwise")
        line.show_state("on_accent_soft", "refresh-cw", self._named(drift, words))
        column.addWidget(line)
        for found in drift.news:
            column.addLayout(self._difference(drift, found))
        if len(drift.news) > 1:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self._button(_("Take all"), "take", drift, drift.news, drift.title))
            row.addWidget(self._button(_("Keep all ours"), "keep", drift, drift.news, drift.title, quiet=True))
            row.addStretch(1)
            column.addLayout(row)
        return frame

    def _difference(self, drift: Drift, found: Difference) -> QVBoxLayout:
        name = _(LABELS[found.facet])
        column = QVBoxLayout()
        column.setSpacing(2)
        heading = name if found.change != "both" else _("{name} (changed here, too)").format(name=name)
        column.addWidget(label(heading, "label"))
        both = apart(found.facet, found.ours, found.theirs)
        more = 0
        colours = active_theme()
        gone, new = colours.colour("danger").name(), colours.colour("on_accent_soft").name()
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        sides = ((_("Ours"), both.left, both.ours), (_("Site"), both.right, both.theirs))
        for row, (caption, pieces, plain) in enumerate(sides):
            shown, hidden = self._shown(drift, found, pieces)
            more = max(more, hidden)
            grid.addWidget(label(caption, "caption"), row, 0, Qt.AlignmentFlag.AlignTop)
            text = label(wrap=True)
            text.setTextFormat(Qt.TextFormat.RichText)
            text.setText(marked_up(shown, gone, new) + (" …" if hidden else "") or "–")
            text.setAccessibleName(f"{name}, {caption}: {plain or _('nothing')}")
            grid.addWidget(text, row, 1)
        column.addLayout(grid)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(8)
        row_of_buttons.addWidget(self._button(_("Take it"), "take", drift, (found,), name))
        row_of_buttons.addWidget(self._button(_("Keep ours"), "keep", drift, (found,), name, quiet=True))
        if more:
            words = ngettext("Show {count} more word", "Show {count} more words", more).format(count=more)
            show = button(words, partial(self._show_whole, drift, found), kind="link", dense=True)
            show.setAccessibleName(f"{words}: {name}")
            row_of_buttons.addWidget(show)
        row_of_buttons.addStretch(1)
        column.addSpacing(2)
        column.addLayout(row_of_buttons)
        return column

    def _shown(self, drift: Drift, found: Difference, pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], int]:
        """The pieces to show now, and how many words wait behind a press."""
        return (pieces, 0) if (drift.entry_id, found.facet) in self._whole else capped(pieces, _FIRST_WORDS)

    def _show_whole(self, drift: Drift, found: Difference) -> None:
        self._whole.add((drift.entry_id, found.facet))
        self._draw()

    # -- what we changed ---------------------------------------------------------------------------------------------------------

    def _ours(self, drift: Drift) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for found in drift.ours:
            name = _(LABELS[found.facet])
            row = QHBoxLayout()
            row.setSpacing(8)
            theirs = _("Your site says: {words}").format(words=_short(_readable(found, found.theirs)) or _("nothing"))
            ours = self._named(drift, _("Changed here: {name}.").format(name=name.lower()))
            row.addWidget(label(f"{ours} {theirs}", "caption", wrap=True), 1)
            restore = self._button(_("Restore"), "take", drift, (found,), name, quiet=True)
            restore.setToolTip(theirs)
            restore.setAccessibleDescription(restore.toolTip())
            row.addWidget(restore)
            column.addLayout(row)
        return frame

    # -- pieces ------------------------------------------------------------------------------------------------------------------

    def _frame(self, surface: str) -> tuple[QFrame, QVBoxLayout]:
        frame = QFrame()
        mark(frame, surface=surface)
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(6)
        return frame, column

    def _named(self, drift: Drift, words: str) -> str:
        """With the title where a block holds several."""
        return f"{drift.title}: {words}" if drift.entry_id and not self._alone else words

    def _button(
        self, words: str, what: str, drift: Drift, found: Sequence[Difference], about: str, *, quiet: bool = False
    ) -> QPushButton:
        made = button(words, partial(self.mended.emit, what, drift, tuple(found)), kind="quiet" if quiet else "plain", dense=True)
        made.setAccessibleName(f"{words}: {about}")
        return made


def trouble_words(trouble: Trouble) -> str:
    """What is amiss, in a few words; empty where the reason says it all."""
    return {
        "gone": _("No longer on your site."),
        "unpublished": _("Not open to readers any more."),
        "file_gone": _("Its document is gone."),
        "front_page": _("Its page is not where it was."),
        "unlisted": _("It may have been taken back."),
        "unknown": _("It could not be looked up."),
    }.get(trouble, "")


def _readable(found: Difference, text: str) -> str:
    return words_of(text) if found.facet == "text" else text


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else f"{plain[:_SHORT].rsplit(' ', 1)[0]}…"
