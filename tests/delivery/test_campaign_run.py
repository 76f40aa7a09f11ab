"""What holds when the sender dies, or is there twice: checked against the mailbox of a real server in another process."""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "processes"))

from killing import compare, letters_in, practice_mailbox, send_with_kills, sender

KILLS = 10
PEOPLE = 500
CHANCE = random.Random(20261123)


@pytest.fixture
def sqlite_office(tmp_path: Path, clock: Any, office_in: Any) -> Any:
    return office_in(str(tmp_path / "workspace"))


def test_ten_kills_lose_nobody_and_write_to_nobody_twice(sqlite_office: Any, tmp_path: Path) -> None:
    office, workspace, mailbox = sqlite_office, str(tmp_path / "workspace"), tmp_path / "mailbox"
    office.people(PEOPLE)
    with practice_mailbox(mailbox) as port:
        office.send_through(port, name="Practice", practice=True)
        campaign = office.campaign()
        killed = send_with_kills(workspace, campaign.id, mailbox, kills=KILLS, between=(1, 60), chance=CHANCE, limit=60)
        letters, states = letters_in(mailbox), office.states(campaign)
        found = compare(letters, states)
        assert len(states) == PEOPLE
        assert killed >= KILLS - 2  # the last ones may find everything sent
        assert (found["twice"], found["strangers"], found["lost"], found["untold"]) == ([], [], [], [])
        assert len(found["uncertain"]) <= killed  # one line, so one letter in doubt for each kill
        # A person says that those in doubt shall have it: now everybody has it, and only those can have two.
        doubtful = [row.id for row in office.campaigns.deliveries(campaign.id, "uncertain")]
        office.campaigns.settle_uncertain(campaign.id, doubtful, sent=False)
        with sender(workspace, campaign.id) as process:
            assert process.wait(60) == 0
        letters = letters_in(mailbox)
        assert set(letters) == set(states)
        assert {address for address, count in letters.items() if count > 1} <= set(found["uncertain"])
        assert office.campaigns.get(campaign.id).state == "finished"


def test_two_processes_do_not_both_send(sqlite_office: Any, tmp_path: Path) -> None:
    office, workspace, mailbox = sqlite_office, str(tmp_path / "workspace"), tmp_path / "mailbox"
    addresses = office.people(200)
    with practice_mailbox(mailbox) as port:
        office.send_through(port, name="Practice", practice=True)
        campaign = office.campaign()
        with sender(workspace, campaign.id) as first, sender(workspace, campaign.id) as second:
            ends = sorted((first.wait(60), second.wait(60)))
            said = (first.stdout.read() if first.stdout else "") + (second.stdout.read() if second.stdout else "")
        assert letters_in(mailbox) == Counter(addresses)
        if ends != [0, 0]:  # both may end well where the second came after the first had finished
            assert ends == [0, 3]
            assert "is being sent at this moment" in said
        assert office.campaigns.counts(campaign.id).sent == 200
