"""A year of sending for the board: every issue with its figures, how the lists grew, as a value and as a table.

No openings and no clicks: neither is counted, so neither can be told.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import dropwhile
from typing import TYPE_CHECKING

from composer.contacts.growth import Month, growth
from composer.delivery.overview import Sending, sendings
from composer.i18n import _

if TYPE_CHECKING:
    from composer.workspace import Workspace

MONTHS = 12
FIGURES = ("people", "sent", "failed", "uncertain", "unsubscribed", "complained", "bounced")
"""What is counted of every sending, in the order of the table."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class YearlyReport:
    """One calendar year in the workspace's zone.

    Attributes:
        years: all there is anything to tell of, newest first; ``year`` is one of them.
        sendings: what went out in it, oldest first, rehearsals left out.
        months: January to December, or to the month it is now; those before there was anybody are not told.
        list_name: whose growth that is; empty: everybody's.
        lists: what may be asked for.
        rehearsals: how many sendings to the practice mailbox were left out.
    """

    year: int
    years: tuple[int, ...]
    sendings: tuple[Sending, ...]
    months: tuple[Month, ...]
    list_name: str
    lists: tuple[str, ...]
    organisation: str
    made: datetime
    rehearsals: int = 0

    def total(self, what: str) -> int:
        """The sum of a figure over the year's sendings."""
        return sum(int(getattr(sending, what)) for sending in self.sendings)


def yearly_report(workspace: Workspace, year: int = 0, *, list_name: str = "") -> YearlyReport:
    """The report of a year; without one of the newest there is anything to tell of. For a worker: it reads the whole outbox."""
    zone = workspace.zone
    now = workspace.clock().astimezone(zone)
    practice = {account.name for account in workspace.accounts.all() if account.practice}
    every = sendings(workspace.engine)
    real = sendings(workspace.engine, but_accounts=practice) if practice else every
    years = tuple(sorted({now.year, *(sending.at.astimezone(zone).year for sending in real)}, reverse=True))
    year = year or years[0]
    last = now.month if year == now.year else MONTHS
    starts = [datetime(year, month, 1, tzinfo=zone) for month in range(1, last + 1)] if year <= now.year else []
    lists = tuple(row.name for row in workspace.lists.all())
    newsletters = workspace.documents.newsletters()
    return YearlyReport(
        year=year,
        years=years if year in years else tuple(sorted({*years, year}, reverse=True)),
        sendings=tuple(sending for sending in real if sending.at.astimezone(zone).year == year),
        months=tuple(_since_the_first(growth(workspace.engine, starts, list_name=list_name, zone=zone))),
        list_name=list_name,
        lists=lists,
        organisation=next((one.brand.organisation for one in newsletters if one.brand.organisation), ""),
        made=now,
        rehearsals=len(every) - len(real),
    )


def _since_the_first(months: list[Month]) -> list[Month]:
    """Without the months at the beginning in which there was nobody and nobody came."""
    return list(dropwhile(lambda month: not (month.people or month.joined or month.left), months))


def columns() -> tuple[str, ...]:
    """The headings of the table of issues."""
    return (
        _("Issue"), _("Sent"), _("Lists"), _("People"), _("Delivered"), _("Refused"), _("Not certain"), _("Unsubscribed"),
        _("Complained"), _("Returned"),
    )  # fmt: skip


def cells(sending: Sending, zone: tzinfo) -> tuple[str | int, ...]:
    """The row of one sending, in the order of :func:`columns`."""
    return (
        sending.issue_name or sending.subject,
        sending.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        ", ".join(sending.lists),
        *(int(getattr(sending, what)) for what in FIGURES),
    )


def month_columns() -> tuple[str, ...]:
    """The headings of the table of months."""
    return (_("Month"), _("Joined"), _("Left"), _("People at its end"))


def as_table(report: YearlyReport, zone: tzinfo) -> bytes:
    """Both tables as CSV (UTF-8 with a mark, so that spreadsheets read names right)."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(columns())
    for sending in report.sendings:
        table.writerow([as_text(cell) if isinstance(cell, str) else cell for cell in cells(sending, zone)])
    if report.months:
        table.writerow([])
        table.writerow(month_columns())
        for month in report.months:
            table.writerow([month.starts.strftime("%Y-%m"), month.joined, month.left, month.people])
    return out.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: strangers' words stand in here."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
