"""A campaign is there whole or not at all, and keeps exactly what was sent."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import pytest

from composer.delivery import campaign as campaign_module
from composer.delivery.audience import audience
from composer.delivery.campaign import Counts
from composer.delivery.message import LeftOverError
from composer.errors import AudienceError, DeliveryError, NotFoundError


def test_made_with_everyone_in_the_outbox(office: Any) -> None:
    office.people(3)
    campaign = office.campaign()
    assert campaign.state == "draft"
    assert campaign.lists == ("Friends",)
    assert campaign.sender == "Harbour Friends <news@harbour.example>"
    assert office.campaigns.counts(campaign.id) == Counts(total=3, queued=3)
    rows = office.campaigns.deliveries(campaign.id)
    assert len({row.token for row in rows}) == 3
    assert {(row.state, row.attempts, row.reply) for row in rows} == {("queued", 0, "")}
    assert [row.id for row in office.campaigns.deliveries(campaign.id, offset=1, limit=1)] == [rows[1].id]


def test_there_whole_or_not_at_all(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    office.people(5)
    monkeypatch.setattr(campaign_module, "_ROWS_AT_ONCE", 2)
    made: list[int] = []
    token = campaign_module.new_token

    def fail_at_the_fourth(key: bytes) -> str:
        made.append(1)
        if len(made) == 4:
            raise RuntimeError("the disk is full")
        return token(key)

    monkeypatch.setattr(campaign_module, "new_token", fail_at_the_fourth)
    with pytest.raises(RuntimeError):
        office.campaign()
    assert office.campaigns.all() == []
    assert office.campaigns.unfinished() == []


def test_what_was_frozen_stays_whatever_happens_to_the_issue(office: Any) -> None:
    office.people(1)
    campaign = office.campaign()
    frozen = office.campaigns.frozen(campaign.id)
    assert (frozen.html, frozen.text, frozen.subject) == (office.rendered.html, office.rendered.text, office.rendered.subject)
    office.write_letter(html="<p>something else</p>")
    assert office.campaigns.frozen(campaign.id) == frozen


def test_nobody_to_send_to(office: Any) -> None:
    office.people(0)
    with pytest.raises(AudienceError, match=r"Nobody would get this issue.*nobody on these lists"):
        office.campaign()


def test_a_letter_with_a_left_over_is_never_promised_to_anyone(office: Any) -> None:
    office.people(1)
    office.write_letter(html="<p>Dear {{ surname }}</p>")
    with pytest.raises(LeftOverError, match="surname"):
        office.campaign()
    assert office.campaigns.all() == []


def test_another_version_of_the_issue_is_not_sent(office: Any) -> None:
    import msgspec

    office.people(1)
    office.issue = msgspec.structs.replace(office.issue, subject="changed since")
    with pytest.raises(DeliveryError, match="changed after"):
        office.campaign()


def test_pausing_and_going_on(office: Any) -> None:
    office.people(1)
    campaign = office.campaign()
    office.campaigns.pause(campaign.id, "lunch")
    assert (office.campaigns.get(campaign.id).state, office.campaigns.get(campaign.id).why) == ("paused", "lunch")
    office.campaigns.resume(campaign.id)
    assert (office.campaigns.get(campaign.id).state, office.campaigns.get(campaign.id).why) == ("sending", "")
    office.campaigns.cancel(campaign.id)
    assert office.campaigns.counts(campaign.id) == Counts(total=1, cancelled=1)
    for change in (office.campaigns.pause, office.campaigns.resume, office.campaigns.cancel):
        with pytest.raises(DeliveryError, match="over"):
            change(campaign.id)


def test_newest_first_and_unfinished(office: Any) -> None:
    office.people(1)
    first = office.campaign()
    second = office.campaign(again_reason="once more")
    assert {found.id for found in office.campaigns.all()} == {first.id, second.id}
    office.campaigns.cancel(first.id)
    assert [found.id for found in office.campaigns.unfinished()] == [second.id]
    assert len(office.campaigns.all(limit=1)) == 1


def test_what_is_not_there_is_said(office: Any) -> None:
    for ask in (office.campaigns.get, office.campaigns.frozen, office.campaigns.pause, office.campaigns.resume):
        with pytest.raises(NotFoundError, match="no such sending"):
            ask("nothing")


def test_windows_that_send_the_same_issue_at_once_write_to_nobody_twice(office: Any) -> None:
    people = office.people(40)
    office.campaign(test=True)  # the first campaign of a workspace makes its key
    windows = 6
    audiences = threading.Barrier(windows)
    made = []

    def send() -> None:
        found = audience(
            office.engine, office.clock, newsletter_id=office.newsletter.id, lists=["Friends"], issue_id=office.issue.id
        )
        audiences.wait()
        with suppress(AudienceError):
            made.append(
                office.campaigns.create(
                    issue=office.issue,
                    rendered=office.rendered,
                    pictures={},
                    newsletter=office.newsletter,
                    account=office.account,
                    audience=found,
                    lists=["Friends"],
                )
            )

    threads = [threading.Thread(target=send) for _window in range(windows)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row.email for campaign in made for row in office.campaigns.deliveries(campaign.id)) == sorted(people)
