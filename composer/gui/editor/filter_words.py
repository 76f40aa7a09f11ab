"""What the parts of a filter are called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from composer.gui.fields.day_words import day_words
from composer.gui.models.item_words import KIND_WORDS
from composer.i18n import N_, _
from composer.library.shelf_filter import Period, ShelfFilter

PERIODS: tuple[tuple[Period, str], ...] = (
    ("", N_("Any time")),
    ("week", N_("Last 7 days")),
    ("month", N_("Last 4 weeks")),
    ("quarter", N_("Last 3 months")),
    ("year", N_("Last 12 months")),
    ("between", N_("Between two days")),
)
FLAGS: tuple[tuple[str, str, str], ...] = (
    ("not_sent", N_("Not sent to this list yet"), N_("Not sent yet")),
    ("changed", N_("Changed since it was sent"), N_("Changed since sent")),
    ("closing", N_("Closing within two weeks"), N_("Closing soon")),
    ("happening", N_("In the four weeks after sending"), N_("In the four weeks after sending")),
)
"""Field, words beside its box, words on its chip."""


def part_words(chosen: ShelfFilter, name: str, value: str, titles: Mapping[str, str]) -> str:
    """The words for one of the filter's parts; ``titles``: of sources, by id."""
    if name == "kinds":
        return _(KIND_WORDS.get(value, value))
    if name == "sources":
        return titles.get(value, value)
    if name == "period":
        return _between(chosen.first, chosen.last) if value == "between" else _(dict(PERIODS).get(chosen.period, value))
    return next((_(short) for field, _long, short in FLAGS if field == name), value)


def _between(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        return _("{first} to {last}").format(first=day_words(first), last=day_words(last))
    if first is not None:
        return _("Since {day}").format(day=day_words(first))
    return _("Until {day}").format(day=day_words(last)) if last is not None else _("Between two days")
