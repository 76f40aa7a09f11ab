"""What a person corrected stays, can be taken back, and gives way to the source when asked to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from composer.errors import NotFoundError
from composer.library.item import FoundDate, Item
from composer.library.shelf import Shelf, ShelfQuery

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLOSES = FoundDate(starts=date(2026, 12, 4), ends=date(2026, 12, 4), day=4, month=12, time="12:00", role="closes")
POST = Item(id="1", title="A new website", categories=("Voices",), kind_reason="A guess.", dates=(CLOSES,), author="Admin")


@pytest.fixture
def shelf(engine: Engine) -> Shelf:
    made = Shelf(engine, lambda: NOW)
    made.keep([POST, replace(POST, id="2", title="Another", categories=("News",))], "site")
    return made


def test_a_chosen_kind_brings_its_date_and_is_taken_back_whole(shelf: Shelf) -> None:
    before = shelf.corrections.set_kind("1", "tender")
    assert shelf.get("1").deadline == datetime(2026, 12, 4, 12, tzinfo=ZoneInfo("Europe/London"))
    assert shelf.get("1").kind_reason == "You chose it."
    again = shelf.corrections.take_back(before)
    assert shelf.get("1") == replace(POST, source="site")
    shelf.corrections.take_back(again)
    assert shelf.get("1").kind == "tender"


def test_a_kind_chosen_as_guessed_is_meant(shelf: Shelf) -> None:
    shelf.corrections.set_kind("1", "news")
    shelf.corrections.set_kind("1", "blog")
    shelf.corrections.set_kind("1", "news")
    shelf.corrections.learn("site", "Voices", "report")
    assert shelf.get("1").kind == "news"


def test_the_source_is_heard_again_field_by_field(shelf: Shelf) -> None:
    shelf.update(replace(shelf.get("1"), title="Our website", author="Asha Lee"))
    shelf.keep([replace(POST, title="A newer website")], "site")
    both = shelf.corrections.both("1")
    assert (both.shown.title, both.given.title, set(both.corrected)) == ("Our website", "A newer website", {"title", "author"})
    shelf.corrections.restore("1", ["title"])
    both = shelf.corrections.both("1")
    assert (both.shown.title, both.shown.author, set(both.corrected)) == ("A newer website", "Asha Lee", {"author"})
    assert shelf.find(ShelfQuery(text="newer"))[0].corrected == {"author"}


def test_a_correction_to_what_the_source_says_is_none(shelf: Shelf) -> None:
    shelf.update(replace(shelf.get("1"), title="Our website"))
    shelf.update(replace(shelf.get("1"), title="A new website"))
    assert shelf.corrections.both("1").corrected == frozenset()


def test_a_date_taken_from_the_text_can_be_taken_away(shelf: Shelf) -> None:
    shelf.corrections.set_kind("1", "tender")
    shelf.update(replace(shelf.get("1"), deadline=None))
    assert shelf.get("1").deadline is None
    shelf.keep([replace(POST, summary="New words.")], "site")
    assert shelf.get("1").deadline is None
    assert shelf.get("1").summary == "New words."


def test_what_goes_for_a_category_goes_for_what_comes_later_too(shelf: Shelf) -> None:
    before = shelf.corrections.learn("site", " voices", "blog")
    assert before.changed == 1
    assert (shelf.get("1").kind, shelf.get("2").kind) == ("blog", "news")
    shelf.keep([replace(POST, id="3"), POST], "site")
    shelf.keep([replace(POST, id="4")], "elsewhere")
    assert [shelf.get(one).kind for one in "134"] == ["blog", "blog", "news"]
    assert shelf.get("3").kind_reason == "You said so for “voices”."
    assert [(rule.words, rule.kind) for rule in shelf.corrections.rules()] == [("voices", "blog")]
    shelf.corrections.take_rule_back(before)
    assert shelf.get("1") == replace(POST, source="site")
    assert shelf.corrections.rules() == []


def test_a_rule_can_go_for_a_whole_source_and_be_forgotten(shelf: Shelf) -> None:
    shelf.corrections.learn("site", "", "report")
    assert shelf.kinds() == {"report"}
    before = shelf.corrections.forget("site", "")
    assert (set(shelf.kinds()), before.changed) == ({"news"}, 2)
    shelf.corrections.take_rule_back(before)
    assert shelf.kinds() == {"report"}


def test_what_the_server_says_of_a_file_outlives_the_next_reading(shelf: Shelf) -> None:
    report = replace(POST, kind="report", file_link="https://a.example/r.pdf", file_type="pdf")
    shelf.keep([report], "site")
    shelf.corrections.note_file("1", "pdf", 2_400_000, 24)
    shelf.keep([replace(report, title="Now with a better title")], "site")
    kept = shelf.get("1")
    assert (kept.title, kept.file_size, kept.file_pages) == ("Now with a better title", 2_400_000, 24)
    shelf.keep([replace(report, file_link="https://a.example/other.pdf")], "site")
    assert shelf.get("1").file_size == 0
    assert shelf.corrections.both("1").corrected == frozenset()


def test_what_is_gone_is_said_to_be(shelf: Shelf) -> None:
    with pytest.raises(NotFoundError):
        shelf.corrections.set_kind("missing", "news")
