"""What is asked for stays, however much comes after it; the rest goes."""

from __future__ import annotations

import pytest

from composer.blocks.recently_used import RecentlyUsed


def test_what_is_asked_for_again_and_again_stays() -> None:
    kept: RecentlyUsed[int] = RecentlyUsed(10)
    for number in range(5):
        kept.keep(number, number * 2)
    for number in range(100, 1_000):
        assert [kept.get(old) for old in range(5)] == [0, 2, 4, 6, 8]
        assert kept.keep(number, number) == number
        assert len(kept) <= 20


def test_the_last_ones_are_there_and_the_first_are_not() -> None:
    kept: RecentlyUsed[str] = RecentlyUsed(10)
    for number in range(100):
        kept.keep(number, str(number))
    assert [kept.get(number) for number in range(90, 100)] == [str(number) for number in range(90, 100)]
    assert kept.get(0) is None


def test_a_newer_answer_takes_the_place_of_an_older_one() -> None:
    kept: RecentlyUsed[str] = RecentlyUsed(2)
    for answer in ("first", "second", "third"):
        kept.keep("question", answer)
        kept.keep("other", answer)
        assert kept.get("question") == answer


def test_what_has_no_hash_cannot_be_asked_for_and_all_can_be_forgotten() -> None:
    kept: RecentlyUsed[str] = RecentlyUsed(2)
    kept.keep("a", "b")
    kept.forget()
    assert kept.get("a") is None
    assert len(kept) == 0
    with pytest.raises(TypeError):
        kept.get([])
