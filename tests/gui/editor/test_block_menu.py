"""The menu of blocks: most used first, narrowed by typing, taken by Return."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from composer.blocks.block import block_types
from composer.blocks.quote import Quote
from composer.blocks.tender import Tender
from composer.gui.editor.block_menu import ABOUT, MOST_USED, BlockMenu, BlockTypeModel, offered


def test_everything_but_the_footer_is_offered_the_most_used_first() -> None:
    kinds = [block_type.__struct_config__.tag for block_type in offered()]
    assert kinds[: len(MOST_USED)] == list(MOST_USED)
    assert set(kinds) == set(block_types()) - {"footer"}
    assert set(kinds) <= set(ABOUT), "every block says what it is for"


def test_the_model_keeps_its_promises(qtbot: Any) -> None:
    model = BlockTypeModel(offered())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.narrow("clos")
    assert [model.offer(model.index(at)).what for at in range(model.rowCount())] == [Tender]
    model.narrow("te")
    assert str(model.index(0).data()).startswith("Te"), "what begins so comes first"
    model.narrow("zebra")
    assert model.rowCount() == 0
    del tester


@pytest.fixture
def menu(qtbot: Any, show: Any) -> Any:
    below = QPushButton("Add block")
    show(below, 200, 40)
    made = BlockMenu(below)
    made.open_at(below)
    yield made
    made.close()
    del below


def test_typing_and_return_take_a_block(qtbot: Any, menu: BlockMenu) -> None:
    with qtbot.waitSignal(menu.chosen) as told:
        qtbot.keyClicks(QApplication.focusWidget(), "quote")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told.args == [Quote]
    assert menu.isHidden()


def test_arrows_choose_and_esc_leaves(qtbot: Any, menu: BlockMenu) -> None:
    chosen: list[Any] = []
    menu.chosen.connect(chosen.append)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert menu._list.currentIndex().row() == 1
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert menu._list.currentIndex().row() == 0
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert menu.isHidden()
    assert chosen == []


def test_nothing_found_says_so(qtbot: Any, menu: BlockMenu) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), "zebra")
    assert menu._none.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert menu.isVisible()
