"""Several paragraphs: the live-styled Markdown box with its writing tools."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from composer.blocks.fields import FormField, RichText
from composer.gui.actions import keys_in_words
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.fields.link_strip import LinkStrip
from composer.gui.fields.markdown_edit import MarkdownEdit
from composer.gui.theme import mark
from composer.gui.widgets.buttons import icon_button
from composer.i18n import _
from composer.rendering.merge_tags import tag_names

FALLBACKS = {"first_name": "friend", "last_name": "", "full_name": "friend", "email": ""}


class RichTextField(FieldWidget):
    """Markdown; every key is a change, merged by the history."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        assert isinstance(line.field, RichText)
        self.edit = MarkdownEdit(self.label, max_length=line.field.max_length)
        self.edit.markdown_edited.connect(lambda text: self.edited.emit(text, line.name))
        self._strip = LinkStrip()
        self._strip.chosen.connect(self.edit.set_link)
        self._strip.left.connect(lambda: self.edit.setFocus(Qt.FocusReason.OtherFocusReason))
        frame = QFrame()
        mark(frame, surface="field")
        self.edit.setProperty("ring_on_parent", True)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._build_tools())
        column.addWidget(self._strip)
        column.addWidget(self.edit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setFocusProxy(self.edit)

    def _build_tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(4, 3, 4, 0)
        row.setSpacing(2)
        self._name_button = icon_button(
            "user-round", _("Insert a name"), self._open_names, keys=keys_in_words("insert_name"), dense=True
        )
        for made in (
            icon_button("bold", _("Bold"), self.edit.bold, keys=keys_in_words("bold"), dense=True),
            icon_button("italic", _("Italic"), self.edit.italic, keys=keys_in_words("italic"), dense=True),
            icon_button("link", _("Link"), self.ask_link, keys=keys_in_words("link"), dense=True),
            icon_button("list", _("List"), self.edit.bullets, dense=True),
            icon_button("heading", _("Heading"), self.edit.heading, dense=True),
            self._name_button,
        ):
            # Not a Tab stop each: the text comes first, every tool has its keys or its place in the menu “Write”.
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def show_value(self, value: Any) -> None:
        self.edit.show_markdown(str(value or ""))

    def first_widget(self) -> QWidget:
        return self.edit

    def ask_link(self) -> None:
        """Open the strip for the link at the caret, or for the selected words."""
        self._strip.open(*self.edit.link_here())

    def insert_name(self, name: str = "first_name") -> None:
        """Put a merge tag at the caret, always with what stands there for those whose name is not known."""
        self.edit.insert_words(f"{{{{{name}|{_(FALLBACKS.get(name, ''))}}}}}")

    def _open_names(self) -> None:
        menu = QMenu(self)
        for name, words in tag_names().items():
            menu.addAction(_(words), partial(self.insert_name, name))
        menu.exec(self._name_button.mapToGlobal(QPoint(0, self._name_button.height() + 2)))
        menu.deleteLater()
