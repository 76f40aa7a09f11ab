"""The writing keys: they work on whatever text has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLineEdit

from composer.gui.fields.markdown_edit import MarkdownEdit
from composer.gui.fields.rich_text_field import RichTextField
from composer.i18n import _


def _box() -> MarkdownEdit | None:
    focused = QApplication.focusWidget()
    return focused if isinstance(focused, MarkdownEdit) else None


def _field() -> RichTextField | None:
    step = QApplication.focusWidget()
    while step is not None and not isinstance(step, RichTextField):
        step = step.parentWidget()
    return step


def bold() -> None:
    """Strong, or plain again."""
    if (box := _box()) is not None:
        box.bold()


def italic() -> None:
    """Emphasised, or plain again."""
    if (box := _box()) is not None:
        box.italic()


def link() -> None:
    """Ask where the selected words lead."""
    if (field := _field()) is not None:
        field.ask_link()


def insert_name() -> None:
    """Put the first name at the caret, with what stands there for those whose name is not known."""
    focused = QApplication.focusWidget()
    if (field := _field()) is not None:
        field.insert_name()
    elif isinstance(focused, QLineEdit) and not focused.isReadOnly():
        focused.insert(f"{{{{first_name|{_('friend')}}}}}")


WRITING: dict[str, Callable[[], None]] = {"bold": bold, "italic": italic, "link": link, "insert_name": insert_name}
"""Action id to what carries it out."""
