"""campaigns: pause, resume, cancel, from a script. What a campaign shows is asserted in test_send.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.document.issue_file import read_issue_file
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


def test_a_campaign_nobody_knows_is_said(newsletter: Newsletter, sample: Path) -> None:
    answer = newsletter("campaigns", "show", "12345")
    assert answer.status == 2
    assert "fault" not in answer.err
