"""How the issue looks: the templates, each as a picture of this very issue, and the options of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from composer.gui.editor.brand_line import BrandLine
from composer.gui.editor.item_list import GUTTER, leave_gutter
from composer.gui.editor.template_adder import TemplateAdder
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.form import FieldForm
from composer.gui.icons import pixmap
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import _

if TYPE_CHECKING:
    from composer.rendering.templates import TemplateInfo

THUMB = QSize(88, 108)
PADDING = 10
RADIUS = 10


class LookPanel(QWidget):
    """``look_wanted(template id, options)`` when something was chosen; ``closed`` when the user is done (Esc, too)."""

    look_wanted = Signal(str, dict)
    closed = Signal()

    def __init__(self, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._look: dict[str, str | bool] = {}
        self._chosen = ""
        self._templates: dict[str, TemplateInfo] = {}
        self._cards: dict[str, TemplateCard] = {}
        self._forms: dict[str, FieldForm] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self.done_button = button(_("Done"), self.closed.emit, icon="check", dense=True)
        top = QHBoxLayout()
        leave_gutter(top)
        top.addWidget(label(_("Template and look"), "pane-title"))
        top.addStretch(1)
        top.addWidget(self.done_button)
        hint = label(_("The content stays as it is. Everything here can be undone."), "muted", wrap=True)
        leave_gutter(hint, 4, 4)
        self.brands = BrandLine()
        leave_gutter(self.brands, 4, 4)
        content = QWidget()
        mark(content, surface="window")
        self._whole = QVBoxLayout(content)
        # Room for the ring round what has the focus.
        leave_gutter(self._whole, 4, 8, start=4)
        self._whole.setSpacing(8)
        self._shown = QWidget()
        self._whole.addWidget(self._shown)
        self._whole.addStretch(1)
        self._wanted: QWidget | None = None
        self._scroll = scrolled(content)
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _low, _high: QTimer.singleShot(0, self, self._on_grown))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(hint)
        column.addWidget(self.brands)
        column.addWidget(self._scroll, 1)

    def keep_own(self, adder: TemplateAdder) -> None:
        """Below the templates stands where one's own come in; what it says is brought into sight."""
        self._whole.insertWidget(1, adder)
        adder.told.connect(lambda: self._bring(adder))

    def show_templates(self, templates: Sequence[TemplateInfo], chosen: str, look: Mapping[str, str | bool]) -> None:
        """Show these templates, ``chosen`` ticked and its options set as in ``look``."""
        for card in self._cards.values():
            self._group.removeButton(card)
        self._templates = {info.id: info for info in templates}
        self._cards, self._forms = {}, {}
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for info in templates:
            card = self._cards[info.id] = TemplateCard(info)
            self._group.addButton(card)
            column.addWidget(card)
        self._column = column
        self._whole.replaceWidget(self._shown, shown)
        shown.show()  # at once: what does not show cannot have the focus
        self._wanted = None
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = shown
        self._chosen = ""
        self.show_chosen(chosen, look)

    def show_chosen(self, chosen: str, look: Mapping[str, str | bool]) -> None:
        """The issue looks like this now (something was chosen here, or undone)."""
        if not self._cards or (chosen == self._chosen and dict(look) == self._look):
            return
        from composer.rendering.template_options import option_values

        self._chosen, self._look = chosen, dict(look)
        for template_id, card in self._cards.items():
            card.setChecked(template_id == chosen)
        if chosen in self._cards and chosen not in self._forms and self._templates[chosen].options:
            self._add_form(chosen)
        for template_id, form in self._forms.items():
            form.show_values(option_values(self._templates[template_id].options, look))
            form.setVisible(template_id == chosen)

    def _add_form(self, template_id: str) -> None:
        """The options of a template, below its card; made when it is first chosen, and kept."""
        form = self._forms[template_id] = FieldForm(self._templates[template_id].options, self._tools)
        form.setContentsMargins(PADDING, 0, 0, 8)
        form.edited.connect(self._on_option)
        self._column.insertWidget(self._column.indexOf(self._cards[template_id]) + 1, form)

    def show_picture(self, template_id: str, picture: QImage) -> None:
        """The picture of this issue in a template is there."""
        if template_id in self._cards:
            self._cards[template_id].set_picture(picture)

    def focus_chosen(self) -> None:
        """The focus to the template in force, else to the first."""
        card = self._cards.get(self._chosen) or next(iter(self._cards.values()), None)
        (card or self.done_button).setFocus(Qt.FocusReason.OtherFocusReason)
        if card is not None:
            self._bring(card)

    def _bring(self, part: QWidget) -> None:
        """Into sight, once everything has its place: that may be now, or when the column grows."""
        self._wanted = part
        QTimer.singleShot(0, self, self._bring_wanted)

    def _bring_wanted(self) -> None:
        if self._wanted is not None and self.isVisible():
            self._scroll.ensureWidgetVisible(self._wanted, 0, GUTTER)

    def _on_grown(self) -> None:
        self._bring_wanted()
        self._wanted = None

    @property
    def cards(self) -> Mapping[str, TemplateCard]:
        """The cards, by template."""
        return self._cards

    @property
    def form(self) -> FieldForm | None:
        """The options of the chosen template, where it has any."""
        return self._forms.get(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, card: TemplateCard) -> None:
        if card.template_id != self._chosen:
            self.look_wanted.emit(card.template_id, dict(self._look))

    def _on_option(self, name: str, value: object, _typing: str) -> None:
        if isinstance(value, str | bool):
            self.look_wanted.emit(self._chosen, {**self._look, name: value})


class TemplateCard(QRadioButton):
    """One template: what this issue would look like, its name, and a line about it. The arrow keys go from one to the next."""

    def __init__(self, info: TemplateInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.template_id = info.id
        self._picture: QPixmap | None = None
        self.setAccessibleName(_(info.name))
        self.setAccessibleDescription(_(info.description))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        row.setSpacing(0)
        # The style sheet sets every radio button's height: the picture's place keeps the card tall.
        row.addItem(QSpacerItem(THUMB.width(), THUMB.height(), QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed))
        row.addSpacing(14)
        words = QVBoxLayout()
        words.setContentsMargins(0, 2, 20, 0)
        words.setSpacing(2)
        row.addLayout(words, 1)
        for text, role in ((_(info.name), "strong"), (_(info.description), "muted")):
            line = label(text, role, wrap=True)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(line)
        words.addStretch(1)
        active_theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, THUMB.height() + 2 * PADDING)

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def set_picture(self, picture: QImage) -> None:
        """Show the top of the letter, given at the size it is shown at."""
        self._picture = QPixmap.fromImage(picture)
        self.update()

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        outline.addRoundedRect(frame, RADIUS, RADIUS)
        painter.fillPath(outline, theme.colour("hover" if self.underMouse() and not chosen else "surface"))
        painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.drawPath(outline)
        left = PADDING if self.isLeftToRight() else self.width() - PADDING - THUMB.width()
        thumb = QRectF(left, PADDING, THUMB.width(), THUMB.height())
        painter.save()
        clip = QPainterPath()
        clip.addRoundedRect(thumb, 6, 6)
        painter.setClipPath(clip)
        if self._picture is not None:
            painter.drawPixmap(thumb.topLeft(), self._picture)
        else:
            painter.fillRect(thumb, theme.colour("accent_soft"))
            drawing = pixmap("mail", "on_accent_soft", 28, self.devicePixelRatio())
            painter.drawPixmap(QPointF(thumb.center().x() - 14, thumb.center().y() - 14), drawing)
        painter.restore()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawPath(clip)
        if chosen:
            tick = pixmap("circle-check", "accent", 20, self.devicePixelRatio())
            end = self.width() - PADDING - 20 if self.isLeftToRight() else PADDING
            painter.drawPixmap(QPointF(end, PADDING + 2), tick)
