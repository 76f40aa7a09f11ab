"""Exports whose file names say who may be written to."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from composer.contacts.export_files import state_in_name
from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_content
from composer.errors import FormatError, InputError


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return out.getvalue()


def test_a_zip_of_mailchimp_is_one_table_and_every_no_in_it_counts(engine: Any, clock: Any) -> None:
    many = "".join(f"s{at}@example.org,S\n" for at in range(700))
    content = packed(
        subscribed_email_audience_export_1=f"Email Address,First Name\n{many}both@example.org,Bo\n",
        unsubscribed_email_audience_export_1="First Name,Email Address,UNSUB_TIME\nUna,una@example.org,\nBo,both@example.org,\n",
        cleaned_email_audience_export_1="Email Address,CLEAN_TIME\ngone@example.org,\n",
    )
    table = read_content(content, "audience_export.zip")
    mapping = guess_mapping(table)
    assert {table.columns[column]: field for column, field in mapping.items()} == {
        "Email Address": "email",
        "First Name": "first_name",
        "UNSUB_TIME": "unsubscribed",
        "CLEAN_TIME": "bounced",
        "Status in the export": "status",
    }
    assert "3 files were read from it, as one." in table.notes
    store = ContactStore(engine, clock)
    plan = plan_import(table, mapping, store=store)
    assert (plan.rows, plan.new, plan.left_out) == (704, 700, {"unsubscribed": 2, "bounced": 1})
    apply_import(plan)
    marks = Suppressions(engine, clock)
    assert [marks.blocked(f"{name}@example.org") for name in ("una", "both", "gone")] == [
        "unsubscribed",
        "unsubscribed",
        "bounced",
    ]
    assert store.by_address("una@example.org") is None


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("unsubscribed_email_audience_export_1a2b.csv", "unsubscribed"),
        ("lists/cleaned_members_export_9.csv", "cleaned"),
        ("subscribed_segment_export_9.csv", "subscribed"),
        ("nonsubscribed_email_audience_export_1a2b.csv", "nonsubscribed"),
        ("unsubscribed people.csv", "unsubscribed"),
        ("Unsubscribed Subscribers - Harbour News.csv", "unsubscribed"),
        ("HarbourNews_Deleted.csv", "deleted"),
        ("deleted-list.csv", "deleted"),
        ("Bounced.csv", "cleaned"),
        ("Abgemeldete Leser.xlsx", "unsubscribed"),
        ("spam complaints.csv", "complained"),
        ("suppression list.csv", "unsubscribed"),
        ("do-not-email.csv", "unsubscribed"),
        ("members without unsubscribed.csv", ""),
        ("subscribed and unsubscribed.csv", ""),
        ("soft bounces.csv", ""),
        ("not unsubscribed.csv", ""),
        ("unsubway.csv", ""),
        ("export.csv", ""),
    ],
)
def test_what_a_name_says(name: str, state: str) -> None:
    assert state_in_name(name) == state


def test_one_file_of_those_who_left_is_not_taken_for_readers() -> None:
    table = read_content(b"Email Address,First Name\nuna@example.org,Una\n", "unsubscribed_members_export_1.csv")
    assert guess_mapping(table) == {0: "email", 1: "first_name", 2: "status"}
    assert table.rows[0] == ("una@example.org", "Una", "unsubscribed")
    readers = read_content(b"Email Address,First Name\nuna@example.org,Una\n", "subscribed_members_export_1.csv")
    assert len(readers.columns) == 2


def test_a_name_does_not_speak_for_everybody_where_a_column_speaks_for_each() -> None:
    table = read_content(b"E-mail,Bounced on\nuna@example.org,2026-01-02\nbo@example.org,\n", "bounced.csv")
    assert table.columns == ("E-mail", "Bounced on")
    gone = read_content(b"E-mail,Bounced on\nuna@example.org,2026-01-02\n", "bounced.csv")
    assert gone.rows[0] == ("una@example.org", "2026-01-02", "cleaned")


def test_the_name_of_a_sheet_or_of_the_column_says_it_as_well() -> None:
    book = Workbook()
    book.active.title = "Unsubscribed"
    for row in (["E-mail", "Name"], ["una@example.org", "Una"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read_content(out.getvalue(), "people.xlsx").rows[0] == ("una@example.org", "Una", "unsubscribed")
    table = read_content(b"Unsubscribed emails\nuna@example.org\nbo@example.org\n", "list.csv")
    assert guess_mapping(table) == {0: "email", 1: "status"}
    assert table.rows[1] == ("bo@example.org", "unsubscribed")
    assert any("everybody in it is “unsubscribed”" in note for note in table.notes)


def test_a_zip_of_nothing_and_a_damaged_one() -> None:
    with pytest.raises(FormatError, match="is empty"):
        read_content(packed(subscribed_members_export=""), "export.zip")
    whole = packed(subscribed_members_export="Email\n" + "".join(f"a{at}@example.org\n" for at in range(300)))
    with pytest.raises((FormatError, InputError)):
        read_content(whole[:200], "export.zip")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.docx", "x")
    with pytest.raises(FormatError, match="not a workbook"):
        read_content(out.getvalue(), "letter.zip")
