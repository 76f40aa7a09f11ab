"""Before a letter goes: what moved, was cancelled or is gone stops it; what was only reworded is a quiet word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from composer.blocks.fields import Picture
from composer.checks.check import CheckContext, Finding
from composer.checks.source_drift import SourceDrift
from composer.document.issue import Issue
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.picking.drift import AtSource, drifts, keep
from composer.picking.placing import place

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
START = datetime(2026, 12, 12, 10, tzinfo=UTC)
ROOF = Item(id="roof", title="The roof", text="It is dry again.", link="https://harbour.example/roof")
SWIM = Item(id="swim", kind="event", title="Winter swim", starts=START)
PAINT = Item(id="paint", kind="tender", title="Painting", deadline=START)
ISSUE = place(Issue(), [(item, Picture()) for item in (ROOF, SWIM, PAINT)]).apply(Issue())


def found(*items: Item, issue: Issue = ISSUE, **looked_up: LookedUp) -> list[Finding]:
    told = {item.id: AtSource(item, found=looked_up.get(item.id)) for item in (ROOF, SWIM, PAINT)}
    told.update({item.id: AtSource(item, found=looked_up.get(item.id)) for item in items})
    return list(SourceDrift().run(CheckContext(issue=issue, now=NOW, at_source=told)))


def test_nothing_is_said_where_nothing_changed_or_nobody_knows() -> None:
    assert found() == []
    assert list(SourceDrift().run(CheckContext(issue=ISSUE, now=NOW))) == []


def test_an_event_that_moved_stops_sending_and_can_be_mended() -> None:
    (finding,) = found(msgspec.structs.replace(SWIM, starts=START + timedelta(days=7)))
    assert (finding.code, finding.severity, finding.field) == ("source_drift.date_moved", "error", "entries")
    assert "Saturday 19 December 2026, 10:00, not Saturday 12 December 2026, 10:00" in finding.message
    assert finding.fix is not None
    after = finding.fix.apply(ISSUE)
    assert found(msgspec.structs.replace(SWIM, starts=START + timedelta(days=7)), issue=after) == []


def test_a_deadline_that_moved() -> None:
    (finding,) = found(msgspec.structs.replace(PAINT, deadline=START - timedelta(days=2)))
    assert (finding.code, finding.severity, finding.field) == ("source_drift.deadline_moved", "error", "closes")
    assert finding.fix is not None


def test_whoever_keeps_the_old_date_knowingly_is_left_in_peace() -> None:
    moved = msgspec.structs.replace(SWIM, starts=START + timedelta(days=7))
    (drift,) = drifts(ISSUE, {"swim": AtSource(moved)})
    assert found(moved, issue=keep(drift, *drift.news).apply(ISSUE)) == []


@pytest.mark.parametrize(
    ("result", "code", "severity", "mended"),
    [
        (LookedUp("gone", reason="There is no such page."), "gone", "error", True),
        (LookedUp("unpublished", reason="It asks for a password."), "unpublished", "error", True),
        (LookedUp(file_gone=True, reason="There is no such page."), "file_gone", "error", False),
        (LookedUp("front_page", reason="Its address leads home."), "front_page", "warning", False),
        (LookedUp("unlisted", reason="Its source no longer names it."), "unlisted", "warning", False),
        (LookedUp(link="https://harbour.example/dry"), "link_moved", "warning", True),
        (LookedUp("unknown", reason="No answer."), "not_reached", "advice", False),
    ],
)
def test_how_bad_it_is(result: LookedUp, code: str, severity: str, mended: bool) -> None:
    (finding,) = found(roof=result)
    assert (finding.code, finding.severity, finding.fix is not None) == (f"source_drift.{code}", severity, mended)
    assert finding.block == ISSUE.blocks[0].id
    assert result.reason in finding.message
    assert finding.remedy


def test_a_cancelled_event_stops_sending() -> None:
    (finding,) = found(msgspec.structs.replace(SWIM, cancelled=True))
    assert (finding.code, finding.severity) == ("source_drift.cancelled", "error")
    assert finding.fix is not None
    assert "swim" not in finding.fix.apply(ISSUE).items()


def test_reworded_is_a_quiet_word_that_takes_all_at_once() -> None:
    now = msgspec.structs.replace(ROOF, title="A dry roof", text="It is as dry as a bone.")
    (finding,) = found(now)
    assert (finding.severity, finding.message) == ("advice", "“The roof” was updated on your site: headline, text.")
    assert finding.fix is not None
    assert finding.fix.apply(ISSUE).blocks[0].title() == "A dry roof"


def test_what_both_changed_is_never_overwritten_by_a_fix() -> None:
    ours: Any = msgspec.structs.replace(ISSUE.blocks[0], title_text="Our roof")
    issue = msgspec.structs.replace(ISSUE, blocks=(ours, *ISSUE.blocks[1:]))
    assert found(issue=issue) == [], "what only we changed is our right"
    (finding,) = found(msgspec.structs.replace(ROOF, title="A dry roof"), issue=issue)
    assert (finding.code, finding.fix) == ("source_drift.both_changed", None)


def test_many_that_were_not_reached_are_one_finding() -> None:
    silent = LookedUp("unknown", reason="harbour.example took too long to answer.")
    (finding,) = found(roof=silent, swim=silent, paint=silent)
    assert finding.message.startswith("3 items could not be looked up")
