"""Every part of a filter has words of its own."""

from __future__ import annotations

from datetime import date

import pytest

from composer.gui.editor.filter_words import part_words
from composer.library.shelf_filter import ShelfFilter


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (ShelfFilter(kinds=frozenset({"event"})), "Event"),
        (ShelfFilter(sources=frozenset({"s1"})), "Harbour news"),
        (ShelfFilter(sources=frozenset({"gone"})), "gone"),
        (ShelfFilter(categories=frozenset({"Boats"})), "Boats"),
        (ShelfFilter(authors=frozenset({"Anna Lind"})), "Anna Lind"),
        (ShelfFilter(period="month"), "Last 4 weeks"),
        (ShelfFilter(period="between", first=date(2026, 11, 1)), "Since Sun 1 Nov 2026"),
        (ShelfFilter(period="between", last=date(2026, 11, 1)), "Until Sun 1 Nov 2026"),
        (ShelfFilter(period="between"), "Between two days"),
        (ShelfFilter(not_sent=True), "Not sent yet"),
        (ShelfFilter(closing=True), "Closing soon"),
    ],
)
def test_words(chosen: ShelfFilter, words: str) -> None:
    ((name, value),) = chosen.parts()
    assert part_words(chosen, name, value, {"s1": "Harbour news"}) == words
