"""The yearly report as a page, for the browser and for paper: no script in it and no link to anywhere."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from composer.blocks.dates_in_words import day_in_words, month_name
from composer.i18n import _
from composer.publishing.own_page import own_page
from composer.publishing.yearly_report import FIGURES, cells, columns, month_columns

if TYPE_CHECKING:
    from composer.publishing.yearly_report import YearlyReport

PAGE = "year.html.j2"


def report_page(report: YearlyReport, zone: tzinfo) -> str:
    """The whole page as HTML; names of issues and lists are strangers' words and stand in it escaped."""
    return own_page(
        PAGE,
        report=report,
        title=_("Newsletters in {year}").format(year=report.year),
        columns=columns(),
        rows=[cells(sending, zone) for sending in report.sendings],
        days=[f"{at.day} {month_name(at.month)}" for at in (sending.at.astimezone(zone) for sending in report.sendings)],
        sums=[report.total(what) for what in FIGURES],
        month_columns=month_columns(),
        months=[month_name(month.starts.month) for month in report.months],
        made=day_in_words(report.made, weekday=False),
    )
