"""The layers of an item: whatever a person and the rules say, the source's own words can be had back."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from composer.library.item import KINDS, Item
from composer.library.kind_rules import KindRule
from composer.library.layers import Layered, corrections, laid_over, with_file_facts

HOME = ZoneInfo("Europe/London")
words = st.text("ab", max_size=2)
items = st.builds(
    Item, id=st.just("1"), kind=st.sampled_from(KINDS), title=words, author=words, place=words, categories=st.just(("Voices",))
)
rules: st.SearchStrategy[dict[str, KindRule]] = st.one_of(
    st.just({}),
    st.sampled_from(KINDS).map(
        lambda kind: {"voices": KindRule("s", "voices", "Voices", kind, datetime(2026, 1, 1, tzinfo=UTC))}
    ),
)


@given(items, items, rules)
def test_what_a_person_says_is_shown_and_the_source_is_kept(source: Item, wish: Item, known: dict[str, KindRule]) -> None:
    before = laid_over(source, {}, known, HOME)
    assert before.given() == source
    by_hand = corrections(before, wish, known, HOME)
    after = laid_over(before.given(), by_hand, known, HOME)
    assert replace(after.item, kind_reason="") == replace(wish, kind_reason="")
    assert after.given() == source
    assert laid_over(after.given(), {}, known, HOME) == before


def test_facts_of_a_file_stay_with_the_file() -> None:
    known = Item(file_link="https://a.example/r.pdf", file_type="pdf", file_size=5, file_pages=2)
    assert with_file_facts(Item(file_link=known.file_link), known).file_pages == 2
    assert with_file_facts(Item(file_link="https://a.example/s.pdf"), known).file_pages == 0
    assert with_file_facts(Item(), Item()) == Item()


def test_without_a_cover_the_source_is_what_is_shown() -> None:
    item = Item(id="1")
    assert Layered(item, {}, {}).given() is item
