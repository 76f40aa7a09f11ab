"""campaigns: pause, resume, cancel, from a script. What a campaign shows is asserted in test_send.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import update

from composer.database.tables import campaigns
from composer.document.issue_file import read_issue_file, write_issue_file
from composer.publishing.review import Choice, make_campaign, read_facts, read_letter
from composer.workspace import Workspace

Newsletter = Callable[..., Any]


@pytest.fixture
def campaign(issue_file: Path, workspace: Workspace) -> str:
    """A campaign that is made, and not yet begun."""
    issue = msgspec.structs.replace(read_issue_file(issue_file, workspace.pictures), subject="Night line opens", preheader="More")
    workspace.documents.create(issue)
    facts = read_facts(workspace, read_letter(workspace, issue.id), Choice(("Professionals",)))
    return make_campaign(workspace, facts).id


def test_nothing_was_sent_yet(newsletter: Newsletter, sample: Path) -> None:
    assert newsletter("campaigns", "--json").json == {"campaigns": []}
    assert newsletter("campaigns", "show").status == 2


def test_resume_sends_what_is_left(newsletter: Newsletter, campaign: str, workspace: Workspace) -> None:
    paused = newsletter("campaigns", "pause", campaign, "--json")
    assert (paused.status, paused.json["state"], paused.json["sent"]) == (0, "paused", 0)
    answer = newsletter("campaigns", "resume", campaign, "--json")
    assert answer.status == 0, answer.err
    assert (answer.json["total"], answer.json["sent"]) == (20, 20)
    assert len(list(workspace.practice_folder.glob("*.eml"))) == 20
    again = newsletter("campaigns", "resume", campaign, "--json")
    assert again.json["sent"] == 20
    assert len(list(workspace.practice_folder.glob("*.eml"))) == 20


def test_cancelled_goes_to_nobody(newsletter: Newsletter, campaign: str, workspace: Workspace) -> None:
    assert newsletter("campaigns", "cancel", campaign, "--json").json["state"] == "cancelled"
    answer = newsletter("campaigns", "resume", campaign)
    assert answer.status == 2
    assert "over" in answer.err
    assert not list(workspace.practice_folder.glob("*.eml"))


def test_a_folder_for_the_records(newsletter: Newsletter, campaign: str, tmp_path: Path) -> None:
    newsletter("campaigns", "resume", campaign)
    answer = newsletter("campaigns", "archive", "--out", tmp_path / "records", "--json")
    assert answer.status == 0, answer.err
    folder = Path(answer.json["folder"])
    assert folder.parent == tmp_path / "records"
    assert {"about.txt", "letter.eml", "letter.html", "letter.txt"} <= {path.name for path in folder.iterdir()}


def test_a_campaign_nobody_knows_is_said(newsletter: Newsletter, sample: Path) -> None:
    answer = newsletter("campaigns", "show", "12345")
    assert answer.status == 2
    assert "fault" not in answer.err


def test_resumed_without_a_site_that_is_silent(newsletter: Newsletter, campaign: str, workspace: Workspace) -> None:
    from composer.delivery.unheard import note_missing, unheard_of

    note_missing(workspace.engine, campaign, ["site"])
    newsletter("campaigns", "resume", campaign, "--json")
    assert unheard_of(workspace.engine, campaign).without == ()
    note_missing(workspace.engine, campaign, ["site"])
    newsletter("campaigns", "resume", campaign, "--without-replies", "--json")
    assert unheard_of(workspace.engine, campaign).without == ("site",)


def _doubt(workspace: Workspace, campaign: str, count: int) -> list[str]:
    """So many letters were on their way when the line broke."""
    from sqlalchemy import update

    from composer.database.tables import deliveries

    rows = workspace.campaigns.deliveries(campaign)[:count]
    with workspace.engine.begin() as connection:
        connection.execute(
            update(deliveries).where(deliveries.c.id.in_([row.id for row in rows])).values(state="uncertain", reply="line lost")
        )
    return [row.email for row in rows]


def test_letters_in_doubt_are_settled_one_by_one_and_only_as_a_person_says(
    newsletter: Newsletter, campaign: str, workspace: Workspace
) -> None:
    there, missing, other = _doubt(workspace, campaign, 3)
    listed = newsletter("campaigns", "settle", campaign, "--json")
    assert listed.status == 1
    assert [row["email"] for row in listed.json["deliveries"]] == [there, missing, other]
    assert (listed.json["arrived"], listed.json["again"]) == (0, 0)
    settled = newsletter("campaigns", "settle", campaign, "--arrived", there.upper(), "--again", missing, "--json")
    assert (settled.json["arrived"], settled.json["again"], settled.json["uncertain"]) == (1, 1, 1)
    sent = newsletter("campaigns", "resume", campaign, "--json").json
    assert (sent["sent"], sent["uncertain"]) == (19, 1)
    letters = [path.read_bytes() for path in workspace.practice_folder.glob("*.eml")]
    assert len(letters) == 18
    assert any(missing.encode() in letter for letter in letters)
    assert not any(
        f"To: {there}".encode() in letter or f"<{there}>".encode() in letter.split(b"\r\n\r\n")[0] for letter in letters
    )
    done = newsletter("campaigns", "settle", campaign, "--arrived", "all", "--json")
    assert (done.status, done.json["state"], done.json["sent"]) == (0, "finished", 20)
    assert "no letter nobody is certain about" in newsletter("campaigns", "settle", campaign).out


def test_an_address_named_wrong_decides_nothing(newsletter: Newsletter, campaign: str, workspace: Workspace) -> None:
    first, second = _doubt(workspace, campaign, 2)
    for given in (["--arrived", first, "nobody@example.org"], ["--arrived", first, "--again", first], ["--again", "no address"]):
        answer = newsletter("campaigns", "settle", campaign, *given)
        assert answer.status == 2
        assert "fault" not in answer.err
    assert workspace.campaigns.counts(campaign).uncertain == 2
    assert second


def scheduled(newsletter: Newsletter, issue_file: Path, workspace: Workspace) -> str:
    """The id of a campaign that waits for its time."""
    issue = msgspec.structs.replace(read_issue_file(issue_file, workspace.pictures), subject="Night line opens", preheader="More")
    write_issue_file(issue_file, issue, workspace.pictures)
    starts = (workspace.clock() + timedelta(days=2)).isoformat()
    answer = newsletter("send", issue_file, "--list", "Professionals", "--at", starts, "--yes", "--json")
    assert answer.status == 0, answer.err
    assert (answer.json["total"], answer.json["sent"]) == (20, 0)
    assert datetime.fromisoformat(answer.json["starts"]) == datetime.fromisoformat(starts)
    return str(answer.json["campaign"])


def moved(workspace: Workspace, campaign: str, ago: timedelta) -> None:
    """As if its time had been so long ago."""
    starts = workspace.schedule.now() - ago
    with workspace.engine.begin() as connection:
        connection.execute(update(campaigns).where(campaigns.c.id == campaign).values(starts=starts))


def test_what_is_due_goes_once(newsletter: Newsletter, issue_file: Path, workspace: Workspace) -> None:
    campaign = scheduled(newsletter, issue_file, workspace)
    early = newsletter("campaigns", "due", "--json")
    assert (early.status, early.json["begun"], [row["campaign"] for row in early.json["scheduled"]]) == (0, [], [campaign])
    assert not list(workspace.practice_folder.glob("*.eml"))
    moved(workspace, campaign, timedelta(minutes=1))
    assert newsletter("campaigns", "due", "--json").json["begun"][0]["sent"] == 20
    assert newsletter("campaigns", "due", "--json").json == {"begun": [], "scheduled": []}
    assert len(list(workspace.practice_folder.glob("*.eml"))) == 20


def test_what_missed_its_time_is_told_and_does_not_go(newsletter: Newsletter, issue_file: Path, workspace: Workspace) -> None:
    campaign = scheduled(newsletter, issue_file, workspace)
    moved(workspace, campaign, timedelta(hours=1))
    answer = newsletter("campaigns", "due")
    assert answer.status == 1
    assert "missed its time" in answer.out + answer.err
    assert not list(workspace.practice_folder.glob("*.eml"))
    assert newsletter("campaigns", "resume", campaign, "--json").json["sent"] == 20


def test_a_time_that_has_passed_is_refused(newsletter: Newsletter, issue_file: Path, workspace: Workspace) -> None:
    answer = newsletter("send", issue_file, "--list", "Professionals", "--at", "2020-01-01T09:00", "--yes")
    assert answer.status == 2
    assert "passed" in answer.err
    assert workspace.campaigns.all() == []
