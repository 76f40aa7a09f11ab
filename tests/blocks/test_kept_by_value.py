"""What is kept belongs to one object, never to its equals or to what comes to stand at its place."""

from __future__ import annotations

import gc

from composer.blocks.kept_by_value import KeptByValue
from composer.blocks.text import TextBlock


def test_an_equal_value_is_another_one() -> None:
    kept: KeptByValue[str] = KeptByValue()
    first, second = TextBlock(id="a", text="same"), TextBlock(id="a", text="same")
    assert kept.keep(first, "made of the first") == "made of the first"
    assert kept.get(first) == "made of the first"
    assert kept.get(second) is None
    assert kept.get(first, "in French") is None


def test_one_value_has_an_answer_for_each_thing_it_depends_on() -> None:
    kept: KeptByValue[int] = KeptByValue()
    block = TextBlock()
    for level in (2, 3):
        kept.keep(block, level * 10, level)
    assert [kept.get(block, level) for level in (2, 3)] == [20, 30]


def test_a_value_nobody_else_holds_keeps_its_place_in_memory() -> None:
    kept: KeptByValue[int] = KeptByValue()
    for number in range(500):
        kept.keep(TextBlock(id="x", text=f"{number}"), number)
    gc.collect()
    fresh = [TextBlock(id="x", text=f"{number}") for number in range(500)]
    assert all(kept.get(block) is None for block in fresh)


def test_the_oldest_go_first_and_all_can_be_forgotten() -> None:
    kept: KeptByValue[int] = KeptByValue(3)
    blocks = [TextBlock(text=f"{number}") for number in range(9)]
    for number, block in enumerate(blocks):
        kept.keep(block, number)
    assert [kept.get(block) for block in (blocks[0], *blocks[6:])] == [None, 6, 7, 8]
    kept.forget()
    assert kept.get(blocks[8]) is None
