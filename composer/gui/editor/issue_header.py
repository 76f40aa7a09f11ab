"""The head of the composer: the issue's name, undo and redo, the two ways onward, and the two lines an inbox shows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from composer.document.issue import Issue
from composer.gui.actions import keys_in_words
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button, icon_button, name_icon_button, set_words
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _, ngettext

GOOD_SUBJECT = range(30, 61)
"""Letters of a subject that phones and computers alike show whole."""
PREHEADER_SEEN = 90


def subject_words(text: str) -> tuple[str, str]:
    """What the counter says of a subject, and in which role: ``51 · reads well``."""
    count = len(text.strip())
    number = ngettext("{count} letter", "{count} letters", count).format(count=count)
    if not count:
        return _("write a subject"), "warn"
    if count in GOOD_SUBJECT:
        return _("{number} · reads well").format(number=number), "caption"
    if count < GOOD_SUBJECT.start:
        return _("{number} · rather short").format(number=number), "caption"
    return _("{number} · phones cut it").format(number=number), "warn"


class IssueHeader(QWidget):
    """``header_edited(field, text)``; wishes for undo, redo, help, a test, and the review."""

    header_edited = Signal(str, str)
    undo_wanted = Signal()
    redo_wanted = Signal()
    keys_wanted = Signal()
    test_wanted = Signal()
    review_wanted = Signal()
    suggestions_wanted = Signal()
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = _NameField()
        self.name.textEdited.connect(lambda text: self.header_edited.emit("name", text))
        self._chip = label(_("Draft"), "badge")
        self._undo = icon_button("undo-2", _("Undo"), self.undo_wanted.emit, keys=keys_in_words("undo"))
        self._redo = icon_button("redo-2", _("Redo"), self.redo_wanted.emit, keys=keys_in_words("redo"))
        self._help = icon_button(
            "circle-question-mark", _("Keys on this screen"), self.keys_wanted.emit, keys=keys_in_words("keys")
        )
        self.test_button = button(_("Send me a &test"), self.test_wanted.emit, tip=keys_in_words("send_test"))
        self.review_button = button(_("&Review and send…"), self.review_wanted.emit, kind="primary", tip=keys_in_words("review"))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name)
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self._undo)
        top.addWidget(self._redo)
        top.addWidget(self._help)
        top.addSpacing(4)
        top.addWidget(self.test_button)
        top.addWidget(self.review_button)
        self.subject = _HeadLine(_("Subject"))
        self.subject.textEdited.connect(self._on_subject)
        self.subject.left_downwards.connect(self.suggestions_wanted)
        self.preheader = _HeadLine(_("Line after the subject"))
        self.preheader.setPlaceholderText(_("What an inbox shows in grey after the subject"))
        self.preheader.textEdited.connect(self._on_preheader)
        self.preheader.left_downwards.connect(self.left_downwards)
        self._suggest = icon_button(
            "sparkles", _("Suggest a subject from the headlines"), self.suggestions_wanted.emit, keys="Down"
        )
        self._subject_count = label(role="caption")
        self._preheader_count = label(role="caption")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = (
            (_("Subject"), self.subject, self._subject_count),
            (_("Line after"), self.preheader, self._preheader_count),
        )
        for line, (words, field, count) in enumerate(rows):
            title = label(words)
            title.setBuddy(field)
            grid.addWidget(title, line, 0)
            if field is self.subject:
                inside = QHBoxLayout()
                inside.setSpacing(4)
                inside.addWidget(field, 1)
                inside.addWidget(self._suggest)
                grid.addLayout(inside, line, 1)
            else:
                grid.addWidget(field, line, 1)
            count.setMinimumWidth(132)
            count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(count, line, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(grid)
        self._can_say: tuple[str, str] | None = None
        self.show_undo("", "")

    def show_issue(self, issue: Issue) -> None:
        """Show the issue's own lines; the caret stays where it is."""
        self.name.show_text(issue.name)
        self.name.fit()
        self.subject.show_text(issue.subject)
        self.preheader.show_text(issue.preheader)
        self._show_counts()

    def show_undo(self, undo: str, redo: str) -> None:
        """What undo and redo would do, in words; empty disables."""
        if (undo, redo) == self._can_say:  # asked at every key
            return
        self._can_say = (undo, redo)
        for made, action, words, what in ((self._undo, "undo", _("Undo"), undo), (self._redo, "redo", _("Redo"), redo)):
            made.setEnabled(bool(what))
            name_icon_button(made, f"{words}: {what}" if what else words, keys_in_words(action))

    def show_suggestions(self, suggestions: list[str]) -> None:
        """Offer subjects below the line; Return takes one."""
        menu = QMenu(self)
        menu.setAccessibleName(_("Suggested subjects"))
        for words in suggestions:
            menu.addAction(words.replace("&", "&&"), partial(self._take, words))
        if not suggestions:
            menu.addAction(_("Add an article first, then there is something to suggest.")).setEnabled(False)
        menu.popup(self.subject.mapToGlobal(self.subject.rect().bottomLeft()))
        if menu.actions() and menu.actions()[0].isEnabled():
            menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)

    def set_compact(self, compact: bool) -> None:
        """In a narrow window the counters and the badge go and the buttons speak shortly; the fields stay."""
        self._chip.setVisible(not compact)
        set_words(self.test_button, _("Test") if compact else _("Send me a test"))
        set_words(self.review_button, _("Review…") if compact else _("Review and send…"))
        self._subject_count.setVisible(not compact)
        self._preheader_count.setVisible(not compact)

    def _take(self, words: str) -> None:
        self.subject.show_text(words)
        self._show_counts()
        self.header_edited.emit("subject", words)
        self.subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_subject(self, text: str) -> None:
        self._show_counts()
        self.header_edited.emit("subject", text)

    def _on_preheader(self, text: str) -> None:
        self._show_counts()
        self.header_edited.emit("preheader", text)

    def _show_counts(self) -> None:
        words, role = subject_words(self.subject.text())
        self._subject_count.setText(words)
        mark(self._subject_count, role=role if role == "caption" else "caption-warn")
        count = len(self.preheader.text().strip())
        seen = ngettext("{count} letter", "{count} letters", count).format(count=count) if count else _("may stay empty")
        cut = count > PREHEADER_SEEN
        self._preheader_count.setText(_("{number} · the end is not seen").format(number=seen) if cut else seen)


class _HeadLine(LineField):
    """A line from which Down leads on."""

    left_downwards = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name=name, max_length=300)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class _NameField(LineField):
    """The issue's name: a heading until one writes in it, as wide as its words."""

    def __init__(self) -> None:
        super().__init__(name=_("Name of the issue"), max_length=120)
        mark(self, kind="heading")
        # Flush with the lines below: Qt keeps 2 px inside every line.
        self.setTextMargins(-2, 0, 0, 0)
        self._wanted = 120
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _text: self.fit())
        self.returnPressed.connect(self.clearFocus)
        active_theme().changed.connect(self.fit)

    def fit(self) -> None:
        """Take the width the words need."""
        words = self.text() or _("Untitled")
        width = QFontMetrics(active_theme().font(20, 600)).horizontalAdvance(words) + 12
        wanted = max(120, min(width, 460))
        if wanted != self._wanted or self.maximumWidth() != wanted:  # asked at every key anywhere in the issue
            self._wanted = wanted
            self.setMaximumWidth(wanted)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._wanted, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(120, self._wanted), super().minimumSizeHint().height())
