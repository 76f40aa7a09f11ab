"""An issue is given another brand, in the whole composer, and the step can be undone."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Qt

from composer.document.brands import add_brand
from composer.gui.editor.brand_line import BrandLine


def test_another_brand_for_this_issue_and_back(qtbot: Any, harbour: Any, window: Any, page: Any) -> None:
    two = add_brand(harbour.workspace.documents.newsletters()[0], "Rowing club")
    blue = msgspec.structs.replace(two, brand=msgspec.structs.replace(two.brand, main_colour="#003366"))
    harbour.workspace.documents.save_newsletter(blue)
    line = page.arrange.look.brands
    window.actions_table.trigger("look")
    qtbot.waitUntil(line.isVisible)
    box = line._choice
    assert box.currentText() == "Harbour Friends"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.session.issue.brand.main_colour == "#003366")
    assert box.currentText() == "Rowing club"
    window.actions_table.trigger("undo")
    qtbot.waitUntil(lambda: page.session.issue.brand.main_colour == "#0F6B57")
    assert box.currentText() == "Harbour Friends"
    assert harbour.workspace.documents.newsletters()[0] == blue


def test_with_one_brand_there_is_nothing_to_choose(qtbot: Any, window: Any, page: Any) -> None:
    window.actions_table.trigger("look")
    qtbot.waitUntil(page.arrange.look.isVisible)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
    assert not page.arrange.look.brands.isVisible()


def test_a_brand_that_changed_since_is_told_apart(show: Any, harbour: Any) -> None:
    line = BrandLine()
    show(line, 400, 60)
    brand = harbour.newsletter.brand
    line.show_current(msgspec.structs.replace(brand, charity_number="7"))
    from composer.document.brand import NamedBrand

    line.show_brands((NamedBrand("One", brand), NamedBrand("Two", msgspec.structs.replace(brand, typeface="serif"))))
    assert line._choice.currentText() == "As it was when the issue was begun"
