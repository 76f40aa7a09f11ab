"""A form grows from the fields, with labels that lead to them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
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


def test_what_is_seldom_needed_waits_below_more(qtbot: Any, show: Any, tools: FieldTools) -> None:
    made = FieldForm(form_of(Article), tools)
    made.show_struct(Article())
    show(made, 340, 900)
    language = made.fields["language"]
    assert not language.isVisible()
    qtbot.mouseClick(made.more_button, Qt.MouseButton.LeftButton)
    assert language.isVisible()
    assert QApplication.focusWidget() is language.first_widget()
    assert not made.more_button.isVisible()


def test_what_was_chosen_there_is_seen_at_once(show: Any, tools: FieldTools) -> None:
    made = FieldForm(form_of(Article), tools)
    made.show_struct(Article(language="cy"))
    show(made, 340, 900)
    assert made.fields["language"].isVisible()


def test_a_finding_about_it_opens_it(show: Any, tools: FieldTools) -> None:
    made = FieldForm(form_of(Article), tools)
    made.show_struct(Article())
    show(made, 340, 900)
    made.focus_field("language")
    assert QApplication.focusWidget() is made.fields["language"].first_widget()
