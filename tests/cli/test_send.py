"""send: who and how many first, then the letters; and campaigns: what became of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.document.issue_file import read_issue_file, write_issue_file
from composer.workspace import Workspace

Newsletter = Callable[..., Any]
FIELDS = {"campaign", "total", "sent", "failed", "deferred", "uncertain", "suppressed", "seconds"}


@pytest.fixture
def ready(issue_file: Path, workspace: Workspace) -> Path:
    """An issue nothing stands in the way of."""
    issue = read_issue_file(issue_file, workspace.pictures)
    issue = msgspec.structs.replace(issue, subject="Night line opens in four more counties", preheader="And where the quilt is")
    write_issue_file(issue_file, issue, workspace.pictures)
    return issue_file


class Terminal(io.StringIO):
    """Somebody at the keyboard."""

    def isatty(self) -> bool:
        return True


def _letters(workspace: Workspace) -> int:
    return len(list(workspace.practice_folder.glob("*.eml")))


def test_a_dry_run_says_who_and_sends_nothing(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--list", "Supporters", "Professionals", "--dry-run", "--json")
    assert answer.status == 0
    assert set(answer.json) >= FIELDS
    assert (answer.json["total"], answer.json["sent"], answer.json["campaign"]) == (59, 0, None)
    assert "To 59 people" in answer.err
    assert "Small Hours Alliance" in answer.err
    assert _letters(workspace) == 0
    assert workspace.campaigns.all() == []


def test_letters_go_out_once_and_are_told_of(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--list", "Professionals", "--yes", "--json")
    assert answer.status == 0, answer.err
    assert (answer.json["total"], answer.json["sent"], answer.json["failed"]) == (20, 20, 0)
    assert _letters(workspace) == 20
    again = newsletter("send", ready, "--list", "Professionals", "--yes", "--json")
    assert again.status == 2, "the same issue goes to nobody twice"
    assert again.out == ""
    assert _letters(workspace) == 20

    (campaign,) = newsletter("campaigns", "--json").json["campaigns"]
    assert (campaign["campaign"], campaign["state"], campaign["sent"]) == (answer.json["campaign"], "finished", 20)
    shown = newsletter("campaigns", "show", campaign["campaign"], "--json")
    assert shown.status == 0
    assert len(shown.json["deliveries"]) == 20
    for delivery in shown.json["deliveries"]:
        assert set(delivery) >= {"email", "state", "attempts", "reply", "at"}
        assert (delivery["state"], delivery["attempts"]) == ("sent", 1)
        assert delivery["at"].startswith("2026-11-23T09:00:00")


def test_lists_can_be_left_out(newsletter: Newsletter, ready: Path) -> None:
    answer = newsletter("send", ready, "--list", "Supporters", "--exclude", "Professionals", "--dry-run", "--json")
    assert answer.json["total"] == 39


def test_a_person_is_asked_first(
    newsletter: Newsletter, ready: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    answer = newsletter("send", ready, "--list", "Professionals")
    assert answer.status == 2
    assert "Send to 20 people now?" in answer.err
    assert _letters(workspace) == 0
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert newsletter("send", ready, "--list", "Professionals").status == 0
    assert _letters(workspace) == 20


def test_with_nobody_to_ask_nothing_is_sent(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--list", "Professionals")
    assert answer.status == 2
    assert "--yes" in answer.err
    assert _letters(workspace) == 0


def test_a_test_letter_goes_to_those_named_only(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    answer = newsletter("send", ready, "--test", "me@example.org", "--json")
    assert answer.status == 0, answer.err
    assert [(test["email"], test["ok"]) for test in answer.json["tests"]] == [("me@example.org", True)]
    (letter,) = workspace.practice_folder.glob("*.eml")
    assert b"[Test]" in letter.read_bytes()


def test_what_the_checks_forbid_stays_here(newsletter: Newsletter, issue_file: Path, workspace: Workspace) -> None:
    answer = newsletter("send", issue_file, "--list", "Professionals", "--yes")  # it has no subject
    assert answer.status == 2
    assert "subject" in answer.err.lower()
    assert _letters(workspace) == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "--list"),
        (["--list", "Nobody’s list"], "Nobody’s list"),
        (["--list", "Supporters", "--account", "Office"], "Office"),
        (["--list", "Supporters", "--exclude", "Nobody’s list"], "Nobody’s list"),
    ],
)
def test_a_wrong_call_sends_nothing(
    newsletter: Newsletter, ready: Path, workspace: Workspace, more: list[str], said: str
) -> None:
    answer = newsletter("send", ready, *more, "--yes")
    assert answer.status == 2
    assert said in answer.err
    assert "fault" not in answer.err
    assert _letters(workspace) == 0


def test_lists_named_one_by_one_all_count(newsletter: Newsletter, ready: Path) -> None:
    both = newsletter("send", ready, "--list", "Supporters", "--list", "Professionals", "--dry-run", "--json")
    assert both.json["total"] == 59
    less = newsletter(
        "send", ready, "--list", "Supporters", "--exclude", "Professionals", "--exclude", "Supporters", "--dry-run", "--json"
    )
    assert less.status == 2, "nobody is left"


def test_a_name_in_the_subject_is_shown_as_its_fallback(newsletter: Newsletter, ready: Path, workspace: Workspace) -> None:
    issue = msgspec.structs.replace(read_issue_file(ready, workspace.pictures), subject="News for {{first_name|friend}}")
    write_issue_file(ready, issue, workspace.pictures)
    answer = newsletter("send", ready, "--list", "Professionals", "--yes", "--json")
    assert answer.status == 0, answer.err
    assert "“News for friend”" in answer.err
    (campaign,) = newsletter("campaigns", "--json").json["campaigns"]
    assert campaign["subject"] == "News for friend"
