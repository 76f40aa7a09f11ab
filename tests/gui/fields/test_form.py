"""A form grows from the fields, with labels that lead to them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from composer.blocks.article import Article
from composer.blocks.fields import form_of
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.form import FieldForm


@pytest.fixture
def form(qtbot: Any, show: Any, tools: FieldTools) -> FieldForm:
    made = FieldForm(form_of(Article), tools)
    made.show_struct(Article(title_text="The roof", text="It is **dry**.", link="https://harbour.example"))
    show(made, 340, 900)
    return made


def test_labels_in_the_order_of_the_fields(form: FieldForm) -> None:
    labels = [one.text() for one in form.findChildren(QLabel) if one.buddy() is not None and one.isVisible()]
    assert labels[:4] == ["Title", "Text", "Written by", "Read more at"]


def test_a_key_in_a_field_is_told_with_its_name(qtbot: Any, form: FieldForm) -> None:
    heard: list[Any] = []
    form.edited.connect(lambda *said: heard.append(said))
    form.focus_field("link")
    form.focus_field("title_text")
    qtbot.keyClicks(form.fields["title_text"].first_widget(), "!")
    assert heard[0] == ("title_text", "The roof!", "title_text")


def test_a_field_can_be_gone_to_by_name(form: FieldForm) -> None:
    form.focus_field("link")
    assert QApplication.focusWidget() is form.fields["link"].first_widget()
    form.focus_field()
    assert QApplication.focusWidget() is form.fields["title_text"].first_widget()
