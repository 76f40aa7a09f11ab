"""A year in figures: what the board is told is what stands in the outbox."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.credentials import Credentials
from composer.delivery.accounts import practice_account
from composer.publishing.yearly_report import as_table, columns, yearly_report
from composer.workspace import open_workspace


def day(year: int, month: int) -> datetime:
    return datetime(year, month, 3, 14, 2, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Any:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    made.lists.create("Friends")
    made.lists.add("Friends", [made.contacts.save(Contact(email=f"p{at}@example.org")).id for at in range(3)])
    yield made
    made.close()


def test_nothing_sent_yet_is_this_year_with_nothing_in_it(workspace: Any) -> None:
    report = yearly_report(workspace)
    assert (report.year, report.years, report.sendings) == (2026, (2026,), ())
    # Before November there was nobody; December has not begun.
    assert [(month.starts.month, month.joined) for month in report.months] == [(11, 3)]
    assert as_table(report, workspace.zone).decode("utf-8-sig").splitlines()[0].startswith("Issue,")


def test_a_year_and_the_one_before(workspace: Any, on_record: Any) -> None:
    engine = workspace.engine
    on_record(engine, "December 2025", day(2025, 12), sent=2)
    on_record(engine, "May", day(2026, 5), sent=5, refused=["550 5.1.1 no such user"])
    on_record(engine, "June", day(2026, 6), sent=7, lists='["Friends", "Press"]')
    report = yearly_report(workspace)
    assert [sending.issue_name for sending in report.sendings] == ["May", "June"]
    assert (report.years, report.total("sent"), report.total("failed"), report.total("people")) == ((2026, 2025), 12, 1, 13)
    before = yearly_report(workspace, 2025)
    assert [sending.sent for sending in before.sendings] == [2]
    assert before.months == ()
    assert yearly_report(workspace, 2019).years == (2026, 2025, 2019)


def test_new_year_is_that_of_the_place(workspace: Any, on_record: Any) -> None:
    on_record(workspace.engine, "Summer night", datetime(2026, 6, 30, 23, 30, tzinfo=UTC), sent=1)
    ((row, *_rest),) = [yearly_report(workspace).sendings]
    assert row.at.astimezone(workspace.zone).day == 1


def test_rehearsals_are_left_out_and_counted(workspace: Any, on_record: Any) -> None:
    workspace.accounts.save(practice_account(port=2525))
    on_record(workspace.engine, "Try", day(2026, 5), sent=9, account=workspace.accounts.all()[0].name)
    report = yearly_report(workspace)
    assert (report.sendings, report.rehearsals) == ((), 1)


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(workspace: Any, on_record: Any) -> None:
    on_record(workspace.engine, '=HYPERLINK("http://x")', day(2026, 5), sent=1)
    report = yearly_report(workspace, list_name="Friends")
    rows = list(csv.reader(io.StringIO(as_table(report, workspace.zone).decode("utf-8-sig"))))
    assert tuple(rows[0]) == columns()
    assert rows[1][0] == '\'=HYPERLINK("http://x")'
    assert rows[1][1:6] == ["2026-05-03 15:02", "Friends", "1", "1", "0"]
    assert rows[-1] == ["2026-11", "3", "0", "3"]
