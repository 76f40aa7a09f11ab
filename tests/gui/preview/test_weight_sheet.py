"""What each part weighs: the heaviest first, the whole beside Gmail's limit."""

from __future__ import annotations

from typing import Any

import msgspec
from pytestqt.qtbot import QtBot

from composer.document.issue import Issue
from composer.gui.preview.weight_sheet import WeightSheet
from composer.rendering.renderer import render


def rows(sheet: WeightSheet) -> list[tuple[str, float]]:
    table = sheet.table
    return [(table.item(at, 0).text(), float(table.item(at, 1).text())) for at in range(table.rowCount())]


def test_the_heaviest_stands_first_and_all_of_it_is_counted(harbour: Any, show: Any) -> None:
    sheet = WeightSheet()
    show(sheet, 420, 400)
    rendered = render(harbour.issue, templates=harbour.workspace.templates)
    sheet.show_weights(rendered, harbour.issue)
    told = rows(sheet)
    assert [size for _title, size in told] == sorted((size for _title, size in told), reverse=True)
    assert abs(sum(size for _title, size in told) - rendered.html_bytes / 1024) < 0.06 * len(told)
    assert "of the 102 KB" in sheet.total.text()
    heaviest = max(rendered.block_bytes, key=lambda key: rendered.block_bytes[key])
    assert harbour.issue.block(heaviest).title()[:20] in sheet.said.text()


def test_too_much_is_said_and_a_click_on_the_frame_leads_nowhere(harbour: Any, show: Any, qtbot: QtBot) -> None:
    sheet = WeightSheet()
    show(sheet, 420, 400)
    rendered = render(harbour.issue, templates=harbour.workspace.templates)
    sheet.show_weights(msgspec.structs.replace(rendered, html_bytes=120 * 1024, block_bytes={}), Issue(id="none"))
    assert "Gmail hides" in sheet.total.text()
    assert "no parts yet" in sheet.said.text()
    with qtbot.assertNotEmitted(sheet.block_chosen):
        sheet.table.cellActivated.emit(0, 0)
