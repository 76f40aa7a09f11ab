"""Block by block: what is amiss at the source, what a person decided about it, and the edit that mends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from composer.blocks.fields import Picture
from composer.document.issue import Issue
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.picking.drift import AtSource, drifts, keep, keep_standing, take, take_out, take_updates
from composer.picking.placing import place

START = datetime(2026, 12, 12, 10, tzinfo=UTC)
ROOF = Item(id="roof", title="The roof", text="It is dry again.", link="https://harbour.example/roof")
SWIM = Item(id="swim", kind="event", title="Winter swim", starts=START, link="https://harbour.example/swim")
WALK = msgspec.structs.replace(SWIM, id="walk", title="Lantern walk", starts=START + timedelta(days=1))


@pytest.fixture
def issue() -> Issue:
    """A post, and two dates in one block."""
    return place(Issue(), [(item, Picture()) for item in (ROOF, SWIM, WALK)]).apply(Issue())


def known(*items: Item, **found: LookedUp) -> dict[str, AtSource]:
    told = {item.id: AtSource(item) for item in (ROOF, SWIM, WALK)}
    told.update({item.id: AtSource(item) for item in items})
    return {key: AtSource(at.item, at.picture, found.get(key)) for key, at in told.items()}


def test_what_agrees_is_not_told(issue: Issue) -> None:
    assert drifts(issue, known()) == ()
    assert drifts(issue, {}) == ()


def test_a_date_that_moved_is_taken_over_in_its_line(issue: Issue) -> None:
    moved = msgspec.structs.replace(WALK, starts=START + timedelta(days=8))
    (drift,) = drifts(issue, known(moved))
    assert (drift.title, drift.trouble, [found.facet for found in drift.news]) == ("Lantern walk", "", ["date"])
    after = take(drift, *drift.news).apply(issue)
    entries: Any = after.blocks[1].entries  # type: ignore[attr-defined]
    assert [entry.starts.day for entry in entries] == [12, 20]
    assert drifts(after, known(moved)) == ()
    assert take(drift, *drift.news).label(issue) == "Take over from the site: date of “Lantern walk”"


def test_keeping_ours_turns_into_changed_here_and_restoring_ends_it(issue: Issue) -> None:
    now = msgspec.structs.replace(ROOF, title="A dry roof")
    (drift,) = drifts(issue, known(now))
    kept = keep(drift, *drift.news).apply(issue)
    (again,) = drifts(kept, known(now))
    assert (again.news, [found.theirs for found in again.ours]) == ((), ["A dry roof"])
    restored = take(again, *again.ours).apply(kept)
    assert drifts(restored, known(now)) == ()
    assert restored.blocks[0].title() == "A dry roof"


@pytest.mark.parametrize("standing", ["gone", "unpublished", "unlisted", "front_page", "unknown"])
def test_each_trouble_is_told_until_somebody_decides(issue: Issue, standing: Any) -> None:
    told = known(roof=LookedUp(standing, reason="Not there."))
    (drift,) = drifts(issue, told)
    assert (drift.trouble, drift.reason) == (standing, "Not there.")
    left = keep_standing(drift).apply(issue)
    assert drifts(left, told) == ()
    worse = known(roof=LookedUp(file_gone=True, reason="No file."))
    assert drifts(left, worse)[0].trouble == "file_gone", "another trouble is told again"
    out = take_out(issue, drift)
    assert out is not None
    assert "roof" not in out.apply(issue).items()


def test_a_cancelled_event_is_told_and_its_line_can_go(issue: Issue) -> None:
    (drift,) = drifts(issue, known(msgspec.structs.replace(SWIM, cancelled=True)))
    assert drift.trouble == "cancelled"
    out = take_out(issue, drift)
    assert out is not None
    assert out.apply(issue).items() == {"roof", "walk"}


def test_an_address_that_leads_elsewhere_for_good(issue: Issue) -> None:
    told = known(roof=LookedUp(link="https://harbour.example/new-roof"))
    (drift,) = drifts(issue, told)
    (link,) = drift.updated
    assert (link.ours, link.theirs) == ("https://harbour.example/roof", "https://harbour.example/new-roof")
    assert drifts(take(drift, link).apply(issue), told) == ()
    assert drifts(keep(drift, link).apply(issue), told) == ()


def test_pictures_wait_until_they_are_fetched(issue: Issue) -> None:
    now = msgspec.structs.replace(ROOF, image="https://harbour.example/new.jpg", title="A dry roof")
    (drift,) = drifts(issue, known(now))
    edit = take_updates([drift])
    assert edit is not None
    after = edit.apply(issue)
    assert after.blocks[0].title() == "A dry roof"
    assert after.blocks[0].picture == Picture()  # type: ignore[attr-defined]
