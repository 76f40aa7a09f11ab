"""Choosing several blocks."""

from __future__ import annotations

from composer.gui.editor.block_selection import BlockSelection

ORDER = ["a", "b", "c", "d"]


def test_one_by_one_begins_with_where_one_was() -> None:
    chosen = BlockSelection()
    chosen.toggle("c", before="a")
    assert chosen.in_order(ORDER) == ["a", "c"]
    chosen.toggle("c")
    chosen.toggle("a")
    assert not chosen


def test_a_run_grows_and_shrinks_from_where_it_began() -> None:
    chosen = BlockSelection()
    chosen.extend("c", ORDER, start="b")
    chosen.extend("d", ORDER)
    assert chosen.in_order(ORDER) == ["b", "c", "d"]
    chosen.extend("a", ORDER)
    assert chosen.in_order(ORDER) == ["a", "b"]
    chosen.keep(["b", "d"])
    assert chosen.in_order(ORDER) == ["b"]
    chosen.clear("d")
    assert "b" not in chosen
