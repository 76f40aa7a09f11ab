"""Campaigns that wait for their time: begun once, by one, in time, or by nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.clock import fixed_clock
from composer.delivery.schedule import GRACE, Schedule, Standing, standing
from composer.errors import DeliveryError, InputError
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter
from composer.publishing.run import run_campaign

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THEN = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def scheduled(harbour: Any, starts: datetime = THEN) -> Any:
    letter = read_letter(harbour.workspace, harbour.issue.id)
    return make_campaign(harbour.workspace, read_facts(harbour.workspace, letter, Choice(("Friends",), starts=starts)))


def at(harbour: Any, moment: datetime) -> Schedule:
    return Schedule(harbour.workspace.engine, fixed_clock(moment))


def test_it_waits_and_is_nothing_left_over(harbour: Any) -> None:
    campaign = scheduled(harbour)
    assert (campaign.state, campaign.starts) == ("scheduled", THEN)
    assert [(one.id, how) for one, how in harbour.workspace.schedule.all()] == [(campaign.id, Standing.WAITING)]
    assert harbour.workspace.campaigns.unfinished() == []
    assert not at(harbour, THEN - timedelta(seconds=1)).claim(campaign.id)
    assert harbour.letters() == []


def test_a_sender_sends_nothing_of_it_before_it_was_begun(harbour: Any) -> None:
    campaign = scheduled(harbour)
    run_campaign(harbour.workspace, campaign.id)
    assert harbour.letters() == []
    assert harbour.workspace.campaigns.get(campaign.id).state == "scheduled"


def test_in_time_it_goes_once_to_everybody(harbour: Any) -> None:
    campaign = scheduled(harbour)
    schedule = at(harbour, THEN + timedelta(minutes=1))
    assert schedule.all()[0][1] is Standing.DUE
    with ThreadPoolExecutor(4) as several:
        assert sorted(several.map(schedule.claim, [campaign.id] * 4)) == [False, False, False, True]
    run_campaign(harbour.workspace, campaign.id)
    assert len(harbour.letters()) == 5
    assert harbour.workspace.campaigns.get(campaign.id).state == "finished"
    assert schedule.all() == []


def test_too_late_it_waits_for_a_person(harbour: Any) -> None:
    campaign = scheduled(harbour)
    schedule = at(harbour, THEN + GRACE)
    assert schedule.all()[0][1] is Standing.MISSED
    assert not schedule.claim(campaign.id)
    harbour.workspace.campaigns.resume(campaign.id)
    run_campaign(harbour.workspace, campaign.id)
    assert len(harbour.letters()) == 5


def test_called_off_nobody_gets_it_and_everybody_may_get_it_later(harbour: Any) -> None:
    campaign = scheduled(harbour)
    harbour.workspace.schedule.take_back(campaign.id)
    assert harbour.workspace.campaigns.counts(campaign.id).cancelled == 5
    assert not at(harbour, THEN).claim(campaign.id)
    assert harbour.campaign().state == "draft"
    with pytest.raises(DeliveryError):
        harbour.workspace.schedule.take_back(campaign.id)


def test_moved_it_is_the_same_letter_at_another_time(harbour: Any) -> None:
    campaign = scheduled(harbour)
    later = THEN + timedelta(days=1)
    harbour.workspace.schedule.move(campaign.id, later)
    assert not at(harbour, THEN).claim(campaign.id)
    with pytest.raises(InputError, match="passed"):
        harbour.workspace.schedule.move(campaign.id, NOW)
    assert harbour.workspace.campaigns.get(campaign.id).starts == later
    assert at(harbour, later).claim(campaign.id)
    with pytest.raises(DeliveryError, match="begun already"):
        harbour.workspace.schedule.move(campaign.id, later + timedelta(days=1))
    run_campaign(harbour.workspace, campaign.id)
    assert len(harbour.letters()) == 5


def test_begun_or_called_off_but_never_both(harbour: Any) -> None:
    campaign = scheduled(harbour)
    schedule = at(harbour, THEN)

    def call_off(_number: int) -> bool:
        try:
            schedule.take_back(campaign.id)
        except DeliveryError:
            return False
        return True

    with ThreadPoolExecutor(4) as several:
        begun, off = several.map(schedule.claim, [campaign.id] * 2), several.map(call_off, range(2))
        assert sorted([*begun, *off]) == [False, False, False, True]
    state = harbour.workspace.campaigns.get(campaign.id).state
    assert harbour.workspace.campaigns.counts(campaign.id).cancelled == (5 if state == "cancelled" else 0)


def test_who_unsubscribes_meanwhile_is_left_out(harbour: Any) -> None:
    campaign = scheduled(harbour)
    harbour.workspace.suppressions.add("person0@example.org", "unsubscribed")
    assert at(harbour, THEN).claim(campaign.id)
    run_campaign(harbour.workspace, campaign.id)
    assert len(harbour.letters()) == 4


def test_what_has_passed_is_no_time_to_send(harbour: Any) -> None:
    with pytest.raises(InputError, match="passed"):
        scheduled(harbour, NOW)
    assert harbour.workspace.campaigns.all() == []


def test_the_checks_look_at_the_time_it_goes(harbour: Any) -> None:
    from composer.blocks.events import EventEntry, Events

    entry = EventEntry(title="Winter swim", starts=datetime(2026, 11, 28, 10))
    issue = msgspec.structs.replace(harbour.issue, blocks=(*harbour.issue.blocks[:-1], Events(id="e", entries=(entry,))))
    letter = read_letter(harbour.workspace, harbour.issue.id)
    letter = type(letter)(issue, letter.newsletter, letter.rendered, letter.pictures, letter.tested)

    def over(starts: datetime | None) -> list[str]:
        facts = read_facts(harbour.workspace, letter, Choice(("Friends",), starts=starts))
        return [finding.message for finding in facts.findings if "Winter swim" in finding.message]

    assert over(THEN) != []
    assert over(None) == []


@given(
    starts=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    late=st.integers(-10_000_000, 10_000_000),
)
def test_due_is_never_early_and_never_late(starts: datetime, late: int) -> None:
    now = starts + timedelta(seconds=late)
    wanted = Standing.WAITING if late < 0 else Standing.DUE if late < GRACE.total_seconds() else Standing.MISSED
    assert standing(starts, now) is wanted


def test_the_time_of_a_shared_database_counts(engine: Any, tmp_path: Path) -> None:
    schedule = Schedule(engine, fixed_clock(NOW))
    away = abs(schedule.now() - (NOW if engine.dialect.name == "sqlite" else datetime.now(UTC)))
    assert away < timedelta(minutes=1)
