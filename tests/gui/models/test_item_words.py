"""What a card of the shelf says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from composer.gui.models.item_words import CHIPS, KIND_ICONS, KIND_WORDS, caption, card_face, sent_note, short_day, spoken
from composer.library.item import KINDS, Item

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Item(kind="news", published=datetime(2026, 11, 18, tzinfo=UTC), author="Anna Lind"), "Post · 18 Nov · Anna Lind"),
        (Item(kind="blog", published=datetime(2025, 1, 3, tzinfo=UTC), author=" Bo "), "Guest blog · 3 Jan 2025 · Bo"),
        (Item(kind="event", starts=datetime(2026, 12, 13, 10), place="Pier 2"), "Event · Sun 13 Dec, 10:00 · Pier 2"),
        (Item(kind="event", starts=datetime(2026, 12, 13), all_day=True), "Event · Sun 13 Dec"),
        (Item(kind="event", starts=datetime(2026, 12, 13, 9), ends=datetime(2026, 12, 15, 17)), "Event · 13 Dec to 15 Dec"),
        (Item(kind="awareness", starts=datetime(2026, 12, 5), all_day=True), "Awareness day · Sat 5 Dec"),
        (Item(kind="tender", deadline=datetime(2026, 12, 18, 12)), "Tender · closes 18 Dec"),
        (Item(kind="report", published=datetime(2026, 11, 6, tzinfo=UTC), file_type="pdf"), "Report · 6 Nov · PDF"),
        (Item(kind="event"), "Event"),
    ],
)
def test_captions(item: Item, words: str) -> None:
    assert caption(item, TODAY) == words


def test_a_far_day_has_its_year() -> None:
    assert short_day(date(2026, 12, 1), TODAY) == "1 Dec"
    assert short_day(date(2024, 12, 1), TODAY, weekday=True) == "Sun 1 Dec 2024"


def test_what_readers_had_says_when() -> None:
    assert sent_note([], None, TODAY) == ""
    assert sent_note(["October newsletter"], datetime(2026, 10, 5, tzinfo=UTC), TODAY) == "sent in October"
    assert sent_note(["November newsletter"], datetime(2026, 11, 15, tzinfo=UTC), TODAY) == "sent in “November newsletter”"
    assert sent_note(["Old"], datetime(2024, 10, 5, tzinfo=UTC), TODAY) == "sent in October 2024"


def test_the_card_tells_what_is_in_the_issue_and_what_is_cancelled() -> None:
    item = Item(id="a", kind="event", title="  Winter\nswim ", starts=datetime(2026, 12, 13, 10))
    plain, ticked = card_face(item, TODAY), card_face(item, TODAY, in_issue=True)
    assert (plain.title, plain.leaf, plain.trailing) == ("Winter swim", ("13", "DEC"), "plus")
    assert ticked.trailing == "circle-check"
    assert card_face(item, TODAY, working=True).trailing == "loader"
    assert card_face(Item(kind="event", cancelled=True), TODAY, note="sent in May").note == "cancelled"
    assert card_face(Item(), TODAY).title == "Untitled"
    assert spoken(ticked, True) == "Winter swim, Event, Sun 13 Dec, 10:00, in this issue"


def test_every_kind_has_words_a_drawing_and_a_chip() -> None:
    chips = frozenset().union(*(kinds for _value, _words, kinds in CHIPS))
    assert set(KINDS) == set(KIND_WORDS) == set(KIND_ICONS) == chips
