"""Tables of posts and events in files of any make, their rows as items, and rows that cannot be used named."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from composer.errors import FormatError
from composer.sources.download import Download
from composer.sources.reader import read
from composer.sources.spreadsheet import Spreadsheet, columns_of

LONDON = ZoneInfo("Europe/London")


def saved(content: bytes, name: str = "events.csv") -> Download:
    return Download(name, "", "", content, {}, False, datetime(2026, 11, 1, tzinfo=UTC))


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_events_of_a_workbook(context: Any) -> None:
    content = workbook(
        Events=[
            ["Our winter programme"],
            [],
            ["Event", "Date", "Start", "Finish", "Venue", "Town", "Booking link", "Cost"],
            ["Carol evening", date(2026, 12, 18), time(18, 30), time(20), "St Mary’s", "Leeds", "https://example.org/carols", 5],
            ["Walk in the park", "Sat 2 January 2027", "10am-noon", None, "Park gate", None, None, "Free"],
            ["Winter fair", 46380, None, None, "Town Hall", None, None, None],
            ["Some day", "next month or so", None, None, None, None, None, None],
            [None, date(2026, 12, 20), None, None, "Somewhere", None, None, None],
        ]
    )
    fetched = Spreadsheet().read(saved(content, "winter.xlsx"), context)
    carols, walk, fair, some = fetched.items
    assert (carols.kind, carols.title, carols.place) == ("event", "Carol evening", "St Mary’s, Leeds")
    assert (carols.starts, carols.ends) == (
        datetime(2026, 12, 18, 18, 30, tzinfo=LONDON),
        datetime(2026, 12, 18, 20, tzinfo=LONDON),
    )
    assert (carols.booking_link, carols.value) == ("https://example.org/carols", "£5")
    assert (walk.starts, walk.ends) == (datetime(2027, 1, 2, 10, tzinfo=LONDON), datetime(2027, 1, 2, 12, tzinfo=LONDON))
    assert (fair.all_day, fair.starts) == (True, datetime(2026, 12, 24))
    assert some.starts is None
    assert "“next month or so” is no day this program can read." in some.notes
    assert [problem.message for problem in fetched.problems] == [
        "Row 7 of “Events” names a day that cannot be read: “next month or so”.",
        "Row 8 of “Events” has no title. It was left out.",
    ]
    assert fetched.title == "winter"


def test_news_tenders_and_reports_of_a_csv(context: Any) -> None:
    content = (
        "Type;Headline;Date published;Text;Author;Closing date;Value;Link\n"
        'News;We moved;03/11/2026;"First paragraph.\n\nSecond one.";Ann Lee;;;www.example.org/moved\n'
        "Tender;Painting the hall;;Send us your price.;;Noon on 5 January 2027;up to £3,000;\n"
        "Guest blog;What I learned;2026-10-01;Much.;Ben Poe;;;https://example.org/ben?utm_source=x\n"
        "Report;Annual review;;See how we did.;;;;https://example.org/review.pdf\n"
    ).encode("cp1252")
    news, tender, blog, report = Spreadsheet().read(saved(content), context).items
    assert (news.kind, news.link, news.author) == ("news", "https://www.example.org/moved", "Ann Lee")
    assert news.published == datetime(2026, 11, 3, tzinfo=LONDON)
    assert news.text == "First paragraph.\n\nSecond one."
    assert (tender.kind, tender.value, tender.deadline) == (
        "tender",
        "up to £3,000",
        datetime(2027, 1, 5, 12, tzinfo=LONDON),
    )
    assert (blog.kind, report.kind) == ("blog", "report")
    assert blog.kind_reason == "The table calls it “Guest blog”."


def test_a_calendar_program_s_export(context: Any) -> None:
    content = (
        "Subject,Start Date,Start Time,End Date,End Time,All day event,Location,Description,Private\n"
        "Trustees’ meeting,1/14/2027,7:00:00 PM,1/14/2027,9:00:00 PM,False,Room 2,Agenda to follow.,False\n"
        "Office closed,12/24/2026,,12/28/2026,,True,,,False\n"
    ).encode()
    meeting, closed = Spreadsheet().read(saved(content), context).items
    assert meeting.starts == datetime(2027, 1, 14, 19, tzinfo=LONDON)
    assert (closed.all_day, closed.starts, closed.ends) == (True, datetime(2026, 12, 24), datetime(2026, 12, 28))


def test_awareness_days_keep_their_kind(context: Any) -> None:
    content = b"Awareness day,Date\nWorld Kindness Day,13/11/2026\nDry January,1-31 January 2027\n"
    kind, dry = Spreadsheet().read(saved(content), context).items
    assert (kind.kind, kind.starts) == ("awareness", datetime(2026, 11, 13))
    assert (dry.starts, dry.ends) == (datetime(2027, 1, 1), datetime(2027, 1, 31))


def test_what_a_person_chose_counts(new_context: Any) -> None:
    content = b"Wer,Wann,Was\nAnn,1/12/2026,Tea together\n"
    chosen = {"Was": "title", "Wer": "author", "Wann": "date"}
    (item,) = Spreadsheet().read(saved(content), new_context(columns={"events.csv": chosen})).items
    assert (item.title, item.author, item.starts) == ("Tea together", "Ann", datetime(2026, 12, 1))
    (found,) = columns_of(saved(content), {"Was": "title", "Wer": ""})
    assert found.fields == {"Wann": "date", "Was": "title"}
    assert found.sample == (("Ann",), ("1/12/2026",), ("Tea together",))


def test_hostile_cells(context: Any) -> None:
    content = (
        b"Title,Text,Link\n"
        b'"=HYPERLINK(""https://example.org/a"",""A title"")","<p>Hello<script>alert(1)</script></p>",javascript:alert(1)\n'
    )
    (item,) = Spreadsheet().read(saved(content), context).items
    assert (item.title, item.html, item.link) == ("A title", "<p>Hello</p>", "")
    assert "A script was left out." in item.notes


def test_doubles_and_very_many_bad_rows_are_told(context: Any) -> None:
    rows = "Title,Date\nTea,1/12/2026\nTea,1/12/2026\n" + ",2/12/2026\n" * 30
    fetched = Spreadsheet().read(saved(rows.encode()), context)
    assert len(fetched.items) == 1
    assert fetched.problems[0].message == "Row 3 says the same as row 2. It was left out."
    assert fetched.problems[-1].message == "11 more rows could not be used fully."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Name,E-mail\nAnn,ann@example.org\nBen,ben@example.org\n", "table of people"),
        (b"1,2,3\n4,5,6\n", "no table"),
        (b"Date,Time\n1/1/2027,10:00\n", "No column"),
        (b"Title,Date\n", "no table"),
    ],
)
def test_what_is_no_table_of_items(context: Any, content: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        Spreadsheet().read(saved(content), context)


def test_the_reader_chooses_it(tmp_path: Path, context: Any) -> None:
    path = tmp_path / "What is on.ods.csv"
    path.write_text("Title\tDate\nTea\t1/12/2026\n", encoding="utf-16")
    assert [item.title for item in read(str(path), context).items] == ["Tea"]
    book = tmp_path / "Programme"
    book.write_bytes(workbook(Days=[["Title", "Date"], ["Tea", date(2026, 12, 1)]]))
    assert [item.title for item in read(str(book), context).items] == ["Tea"]


def test_the_same_row_keeps_its_id_when_rows_move(context: Any) -> None:
    one = Spreadsheet().read(saved(b"Title,Date\nTea,1/12/2026\nWalk,2/12/2026\n"), context).items
    other = Spreadsheet().read(saved(b"Title,Date,Place\nNew,3/12/2026,\nWalk,2/12/2026,Park\nTea,1/12/2026,\n"), context).items
    assert {item.title: item.id for item in one}.items() <= {item.title: item.id for item in other}.items()
