"""What follows from an item's own words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from composer.library.item import Item
from composer.sources.item_details import Surroundings, summary_of, with_details

LONDON = ZoneInfo("Europe/London")
AROUND = Surroundings(date(2019, 5, 1), LONDON)


def test_a_week_gets_its_days() -> None:
    item = with_details(Item(title="Carers Week: 10-16 June", text="It begins on 10 June."), AROUND)
    assert (item.kind, item.all_day) == ("awareness", True)
    assert (item.starts, item.ends) == (datetime(2019, 6, 10), datetime(2019, 6, 16))


def test_a_tender_gets_its_closing_moment() -> None:
    item = with_details(Item(title="Invitation to tender", text="Bids close at noon on Friday 7 June."), AROUND)
    assert item.deadline == datetime(2019, 6, 7, 12, tzinfo=LONDON)
    item = with_details(Item(title="Invitation to tender", text="Bids close on Friday 7 June."), AROUND)
    assert item.deadline == datetime(2019, 6, 7, tzinfo=LONDON)


def test_an_event_gets_its_start() -> None:
    item = with_details(Item(title="Spring conference", text="Join us at 10am on 7 June. Book your place by 1 June."), AROUND)
    assert (item.kind, item.starts, item.all_day) == ("event", datetime(2019, 6, 7, 10, tzinfo=LONDON), False)


def test_publication_decides_the_year() -> None:
    item = with_details(Item(title="x", text="We met on 7 June.", published=datetime(2016, 6, 8, tzinfo=UTC)), AROUND)
    assert item.dates[0].starts == date(2016, 6, 7)


def test_what_a_person_set_stays() -> None:
    item = with_details(Item(title="Invitation to tender", kind="news", summary="Mine.", text="x"), AROUND, kind_known=True)
    assert (item.kind, item.summary) == ("news", "Mine.")


def test_summaries_are_whole_sentences() -> None:
    words = "A heading\n\n" + "This sentence has exactly seven words inside. " * 20
    summary = summary_of(words)
    assert summary == " ".join(["This sentence has exactly seven words inside."] * 7)
    assert summary_of("Only a few words") == "Only a few words"
    assert summary_of("") == ""
    assert summary_of("word " * 500).endswith("…")
    assert summary_of("It cost £2.4m, e.g. in 1990. Mr. J. R. Brown of St. Mary’s paid. Thanks!", most=14).endswith("paid.")
    assert summary_of("We met… Then we left. Nobody knew why.", most=5) == "We met… Then we left."
    assert summary_of("She said: “We stay.” Then she left.", most=4) == "She said: “We stay.”"
    assert summary_of("みんなで歌いました。" * 40, most=20) == "みんなで歌いました。" * 4
    assert len(summary_of("会館月曜日" * 200, most=20)) < 100
    assert summary_of("Dr. Obi met Mrs. Lee. They had tea.", most=6) == "Dr. Obi met Mrs. Lee."
