"""Strangers' words are stored whole, but for what no database takes."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from composer.database.stored_text import storable, storable_json


@given(st.text())
def test_every_text_can_be_stored(words: str) -> None:
    stored = storable(words)
    stored.encode("utf-8")
    assert "\x00" not in stored


def test_ordinary_words_stay_as_they_are() -> None:
    assert storable("Zoë’s café – 日本 🎉\n") == "Zoë’s café – 日本 🎉\n"


def test_half_an_emoji_costs_only_itself() -> None:
    data = {"title": "before \ud83d after", "list": ["\udc00", 1, None]}
    assert msgspec.json.decode(storable_json(data)) == {"title": "before ? after", "list": ["?", 1, None]}


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_json_can_be_stored(value: object) -> None:
    msgspec.json.decode(storable_json(value))
