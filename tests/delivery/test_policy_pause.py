"""A campaign that is refused because of us does not go on by itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from composer.database.tables import campaigns
from composer.delivery.bounces import ReplyEntry
from composer.delivery.letters_in import fingerprint, take_in
from composer.delivery.policy_pause import pause_where_refused


def _refused(office: Any, on_record: Any, sent: int, refused: int, state: str = "sending") -> list[str]:
    campaign = on_record(office.engine, "Issue", office.clock(), sent=sent)
    with office.engine.begin() as connection:
        connection.execute(update(campaigns).values(state=state))
        for row in office.campaigns.deliveries(campaign, limit=refused):
            entry = ReplyEntry("bounce", row.email, "policy", "5.7.1", "policy", token=row.token)
            take_in(connection, fingerprint(row.token.encode()), [entry], office.clock())
    with office.engine.begin() as connection:
        return pause_where_refused(connection, [campaign])


def test_more_than_two_in_a_hundred(office: Any, on_record: Any) -> None:
    assert len(_refused(office, on_record, 100, 3)) == 1


def test_two_servers_are_not_the_world(office: Any, on_record: Any) -> None:
    assert _refused(office, on_record, 10, 2) == []


def test_a_few_of_many_let_it_go_on(office: Any, on_record: Any) -> None:
    assert _refused(office, on_record, 200, 4) == []


def test_what_is_over_is_over(office: Any, on_record: Any) -> None:
    assert _refused(office, on_record, 10, 5, "finished") == []
