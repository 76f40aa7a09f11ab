"""The letter as somebody on one list gets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.blocks.text import TextBlock
from composer.gui.jobs import Jobs
from composer.gui.preview.live import LivePreview, Prepared
from composer.gui.preview.parts_for import PartsFor


@pytest.fixture
def issue(harbour: Any) -> Any:
    """With a part for staff, and one for staff and trustees."""
    blocks = harbour.issue.blocks
    rota = TextBlock(id="rota", text="Secret of the rota.", only_for=("Staff",))
    minutes = TextBlock(id="minutes", text="Minutes of the board.", only_for=("Staff", "tag:Trustees"))
    return msgspec.structs.replace(harbour.issue, blocks=(*blocks[:-1], rota, minutes, blocks[-1]))


@pytest.fixture
def choice(show: Any) -> Iterator[PartsFor]:
    window = QWidget()
    made = PartsFor(window)
    QVBoxLayout(window).addWidget(made)
    show(window, 420, 60)
    yield made
    window.close()


def test_it_is_there_only_while_some_parts_are_for_some(choice: PartsFor, harbour: Any, issue: Any) -> None:
    told: list[Any] = []
    choice.chosen.connect(told.append)
    choice.show_issue(harbour.issue)
    assert choice.isHidden()
    choice.show_issue(issue)
    assert not choice.isHidden()
    words = [choice.box.itemText(at) for at in range(choice.box.count())]
    assert words[0] == "All parts of every list"
    assert words[1] == "Staff"
    assert "Trustees" in words[2]
    assert words[3:] == ["None of these lists"]
    choice.box.setCurrentIndex(1)
    choice.show_issue(msgspec.structs.replace(issue, blocks=issue.blocks[:-2]))  # the part for trustees is gone
    assert choice.groups == ("Staff",)
    choice.show_issue(harbour.issue)  # undone: nobody looks at half a letter without knowing
    assert told == [("Staff",), None]
    assert choice.isHidden()


def test_the_letter_follows_and_the_checks_get_all_of_it(
    qtbot: Any, harbour: Any, jobs: Jobs, choice: PartsFor, issue: Any
) -> None:
    live = LivePreview(harbour.workspace, jobs, lambda _key: False)
    choice.chosen.connect(live.set_groups)
    choice.show_issue(issue)
    pairs: list[Any] = []
    live.rendered.connect(lambda rendered, _revision: pairs.append(rendered))
    ready: list[Prepared] = []
    live.ready.connect(ready.append)
    live.show_issue(issue, 1)
    qtbot.waitUntil(lambda: len(ready) == 1, timeout=20_000)
    assert "Secret of the rota" in ready[-1].personal.html
    choice.box.setFocus()
    for groups, seen in ((("tag:Trustees",), (False, True)), ((), (False, False))):
        while choice.groups != groups:
            qtbot.keyClick(choice.box, Qt.Key.Key_Down)

        def follows(wanted: tuple[bool, bool] = seen) -> bool:
            shown = ready[-1].personal
            return ("Secret of the rota" in shown.html, "Minutes of the board" in shown.text) == wanted

        qtbot.waitUntil(follows, timeout=20_000)
        assert "Secret of the rota" in ready[-1].rendered.html  # what the checks look at
    assert len(pairs) == 1
    live.deleteLater()
