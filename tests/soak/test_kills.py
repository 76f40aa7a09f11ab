"""Hundreds of kills: campaigns on both engines, ended in the middle again and again, checked against the mailbox."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery" / "processes"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "delivery"))

from delivery_office import new_office
from killing import compare, letters_in, practice_mailbox, send_with_kills

from composer.database.engine import migrate, open_engine

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]
CAMPAIGNS = 5
KILLS = 20
PEOPLE = 500


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "workspace")
    url = os.environ.get("NEWSLETTER_TEST_POSTGRESQL", "")
    if not url:
        pytest.skip("no PostgreSQL server: NEWSLETTER_TEST_POSTGRESQL is not set")
    from sqlalchemy import text

    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.mark.parametrize("senders", [1, 2])
@pytest.mark.parametrize("seed", range(CAMPAIGNS))
def test_nobody_is_lost_and_nobody_gets_two(location: str, seed: int, senders: int, tmp_path: Path, clock: Any) -> None:
    engine = open_engine(location)
    migrate(engine, location)
    office = new_office(engine, clock)
    office.people(PEOPLE)
    lines = (1, 4)[seed % 2]
    mailbox = tmp_path / "mailbox"
    with practice_mailbox(mailbox) as port:
        office.send_through(port, name="Practice", practice=True, connections=lines)
        campaign = office.campaign()
        killed = send_with_kills(
            location,
            campaign.id,
            mailbox,
            kills=KILLS,
            between=(0, 45),
            chance=random.Random(seed),
            limit=600,
            senders=senders,
        )
        print(f"killed {killed}", flush=True)
        found = compare(letters_in(mailbox), office.states(campaign))
    engine.dispose()
    assert (found["twice"], found["strangers"], found["lost"], found["untold"]) == ([], [], [], [])
    print(f"{senders} senders, {lines} lines each: {len(found['uncertain'])} uncertain")
    assert len(found["uncertain"]) <= killed * lines
