"""Finding as one types gives what asking the shelf in full gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from composer.library.item import KINDS, Item
from composer.library.ledger import Ledger
from composer.library.shelf import Shelf, ShelfQuery
from composer.library.shelf_filter import ShelfFilter
from composer.library.shelf_finder import ShelfFinder
from composer.library.shelf_query import HOME_ZONE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def shelf(engine: Engine) -> Shelf:
    made = Shelf(engine, lambda: NOW)
    items = []
    for number in range(60):
        kind = KINDS[number % len(KINDS)]
        when = NOW + (number * 3 - 90) * DAY
        title = f"{'Boat' if number % 2 else 'Bridge'} {'crew' if number % 3 else 'café'} {number}"
        dated = {"starts": when} if kind in ("event", "awareness") else {"deadline": when} if kind == "tender" else {}
        filed = (f"C{number % 4}",)
        items.append(Item(id=f"i{number}", kind=kind, title=title, published=NOW - number * DAY, categories=filed, **dated))
    made.keep(items, "s")
    Ledger(engine).record(items[::7], campaign="c", issue_id="i", issue_name="May", lists=["Friends"], at=NOW - 20 * DAY)
    return made


@pytest.mark.parametrize("text", ["", "b", "boat", "cafe bri", "nothing", "?!", "Boat 1"])
@pytest.mark.parametrize("list_name", ["", "Friends", "Members"])
def test_every_letter_gives_what_a_full_question_gives(shelf: Shelf, engine: Engine, text: str, list_name: str) -> None:
    finder = ShelfFinder(engine, lambda: NOW)
    for chosen in (ShelfFilter(), ShelfFilter(categories=frozenset({"C1"}), happening=True), ShelfFilter(not_sent=True)):
        query = chosen.query(NOW, HOME_ZONE, list_name=list_name)
        found = finder.find(ShelfQuery(**{**vars(query), "text": text}), list_name)
        base = {**vars(query), "text": text, "limit": 500}
        if list_name:
            new = shelf.find(ShelfQuery(**{**base, "new_for_list": list_name}))
            older = shelf.find(ShelfQuery(**{**base, "older_for_list": list_name}))
        else:
            new, older = shelf.find(ShelfQuery(**base)), []
        assert list(found.new) == [row.item.id for row in new]
        assert list(found.older) == [row.item.id for row in older]
        assert found.kinds == set(KINDS)


def test_what_changed_on_the_shelf_is_found_once_it_is_told(shelf: Shelf, engine: Engine) -> None:
    finder = ShelfFinder(engine, lambda: NOW)
    assert finder.find(ShelfQuery(text="tide"), "").new == []
    shelf.keep([Item(id="tide", title="Tide table")], "s")
    finder.forget()
    assert finder.find(ShelfQuery(text="tide"), "").new == ["tide"]
