"""Everyone's letter is read page by page and says what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt

from composer.delivery.campaign import Delivery
from composer.gui.sending.delivery_model import PAGE, DeliveryModel

NOW = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)


def delivery(number: int, state: str = "sent", reply: str = "250 OK") -> Delivery:
    return Delivery(
        id=number,
        contact="c",
        email=f"person{number}@example.org",
        token="t",
        state=state,
        attempts=1,
        reply=reply,
        at=NOW,
        not_before=None,
    )


def fed(total: int) -> tuple[DeliveryModel, list[tuple[int, int]]]:
    model = DeliveryModel(lambda: NOW, ZoneInfo("Europe/London"))
    asked: list[tuple[int, int]] = []

    def give(offset: int, limit: int) -> None:
        asked.append((offset, limit))
        model.add_rows(offset, [delivery(number) for number in range(offset, min(offset + limit, total))])

    model.more_wanted.connect(give)
    model.start(total)
    return model, asked


def test_only_what_is_looked_at_is_read(qtmodeltester: Any) -> None:
    model, asked = fed(PAGE * 3 + 5)
    assert asked == [(0, PAGE)]
    assert model.rowCount() == PAGE
    assert model.canFetchMore(QModelIndex())
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == PAGE * 3 + 5
    qtmodeltester.check(model)


def test_a_row_says_what_became_of_it_and_why() -> None:
    model = DeliveryModel(lambda: NOW, ZoneInfo("Europe/London"))
    model.start(1)
    model.add_rows(0, [delivery(1, "failed", "550 5.1.1 User unknown")])
    cells = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert cells[:3] == ["person1@example.org", "Refused", "today, 09:00"]
    assert "no such mailbox" in cells[3]
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    assert headings == ["Address", "What became of it", "When", "Why"]


def test_rows_of_an_earlier_question_are_not_mixed_in() -> None:
    model = DeliveryModel(lambda: NOW, ZoneInfo("Europe/London"))
    model.start(10)
    model.add_rows(300, [delivery(300)])
    assert model.rowCount() == 0


def test_fewer_rows_than_promised_is_the_end() -> None:
    model = DeliveryModel(lambda: NOW, ZoneInfo("Europe/London"))
    model.start(10)
    model.add_rows(0, [])
    assert not model.canFetchMore(QModelIndex())
    assert model.delivery(model.index(0, 0)) is None
