"""What is known of an item, and where it comes from."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from composer.gui.editor.item_facts import Fact, facts
from composer.library.item import FoundDate, Item


def by_label(found: list[Fact]) -> dict[str, Fact]:
    return {fact.label: fact for fact in found}


def test_what_a_kind_asks_for_and_nobody_knows_is_said() -> None:
    tender = by_label(facts(Item(kind="tender", value="up to £30,000", text="It is worth up to £30,000.")))
    assert tender["Closes"].missing
    assert tender["Closes"].words == "No closing date found yet"
    assert tender["Value"].origin == "Stands in its text."
    assert by_label(facts(Item(kind="event")))["When"].missing
    report = by_label(facts(Item(kind="report")))
    assert report["File at"].missing
    assert "File" not in report
    assert by_label(facts(Item(kind="report", file_link="https://harbour.example/a.pdf")))["File"].missing
    assert by_label(facts(Item(kind="blog", author="Anna Lind")))["Role"].missing


def test_every_kind_shows_its_own_fields() -> None:
    full = Item(
        author="Anna Lind",
        author_role="volunteer",
        starts=datetime(2026, 7, 10),
        all_day=True,
        place="Pier 2",
        online_link="https://meet.example/1",
        booking_link="https://book.example/1",
        deadline=datetime(2026, 7, 1, 12, tzinfo=UTC),
        value="£5",
        contact="anna@harbour.example",
        file_link="https://harbour.example/a.pdf",
        file_type="pdf",
        file_size=2_400_000,
        file_pages=36,
    )
    shown = {
        kind: by_label(facts(replace(full, kind=kind))) for kind in ("news", "blog", "event", "awareness", "tender", "report")
    }
    assert set(shown["blog"]) >= {"Written by", "Role"}
    assert set(shown["event"]) >= {"When", "Place", "Online at", "Booking at"}
    assert set(shown["tender"]) >= {"Closes", "Value", "Contact"}
    assert shown["report"]["File"].words == "PDF, 2.4 MB, 36 pages"
    assert shown["report"]["File"].origin == "As its server tells it."
    assert "Role" not in shown["news"]
    assert shown["awareness"]["When"].words == "Friday 10 July 2026"


def test_a_date_says_the_sentence_it_was_read_from_unless_a_calendar_gave_it() -> None:
    found = FoundDate(starts=date(2026, 7, 10), day=10, month=7, words="10 July", sentence="Join us on 10 July at the pier.")
    item = Item(kind="event", starts=datetime(2026, 7, 10), all_day=True, dates=(found,))
    assert by_label(facts(item))["When"].origin == "From its text: “Join us on 10 July at the pier.”"
    assert by_label(facts(item, source="Harbour dates", calendar=True))["When"].origin == "From “Harbour dates”."
    assert by_label(facts(item, by_hand=True))["When"].origin == "You wrote it."


def test_a_weekday_that_does_not_suit_is_said_beside_the_date_that_is_used() -> None:
    wrong = FoundDate(starts=date(2026, 7, 10), day=10, month=7, words="10 July", sentence="10 July.", wrong_weekday="Monday")
    item = Item(kind="tender", deadline=datetime(2026, 7, 10, tzinfo=UTC), dates=(wrong,))
    for corrected in (frozenset[str](), frozenset({"deadline"})):
        closes = by_label(facts(item, item, corrected))["Closes"]
        assert closes.warning == "It says Monday, but that day is Friday 10 July 2026."


def test_what_a_person_changed_says_so_with_the_sources_words() -> None:
    given = Item(title="The roof", author="A. Lind")
    shown = replace(given, title="The boathouse roof", author="")
    known = by_label(facts(shown, given, frozenset({"title", "author"})))
    assert known["Title"].corrected
    assert (known["Title"].words, known["Title"].source_says) == ("The boathouse roof", "The roof")
    assert (known["Written by"].words, known["Written by"].source_says) == ("Nothing", "A. Lind")
