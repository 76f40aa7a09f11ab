"""accounts: added, tried, listed; a password never as an argument."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Newsletter = Callable[..., Any]


def test_an_account_is_added_and_listed(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    answer = newsletter(
        "accounts", "add", "Office", "--smtp", "smtps://anna@mail.example.org", "--from", "Anna Lind <anna@example.org>",
        "--password-stdin", "--json",
    )  # fmt: skip
    assert answer.status == 0, answer.err
    (account,) = [account for account in answer.json["accounts"] if account["name"] == "Office"]
    assert set(account) == {"name", "smtp", "from", "ok"}
    assert account["smtp"] == "smtps://anna@mail.example.org:465"
    assert account["from"] == "Anna Lind <anna@example.org>"
    assert not account["ok"]
    assert "hunter2" not in answer.out + answer.err
    assert newsletter("accounts", "list", "--json").json == answer.json


def test_without_a_person_the_password_must_come_on_standard_input(newsletter: Newsletter) -> None:
    answer = newsletter("accounts", "add", "Office", "--smtp", "smtp://a@mail.example.org", "--from", "a@example.org")
    assert answer.status == 2
    assert "--password-stdin" in answer.err
    assert [row["name"] for row in newsletter("accounts", "list", "--json").json["accounts"]] == ["Practice mailbox"]


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "ftp://mail.example.org",
        "smtps://a:secret@mail.example.org",
        "smtps://",
        "smtps://h:99999",
        "smtp://[",
    ],
)
def test_a_wrong_address_of_a_server_is_said(newsletter: Newsletter, url: str) -> None:
    answer = newsletter("accounts", "add", "Office", "--smtp", url, "--from", "a@example.org")
    assert answer.status == 2
    assert "secret" not in answer.err
    assert "fault" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_the_practice_account_can_be_tried(newsletter: Newsletter, sample: Path) -> None:
    answer = newsletter("accounts", "test", "Practice mailbox", "--json")
    assert answer.status == 0, answer.err
    (tested,) = answer.json["accounts"]
    assert tested["ok"]


def test_an_account_that_is_not_reached_needs_attention(newsletter: Newsletter) -> None:
    added = newsletter("accounts", "add", "Nowhere", "--smtp", "smtp://127.0.0.1:9", "--from", "a@example.org")
    assert added.status == 0, added.err
    answer = newsletter("accounts", "test", "Nowhere", "--json")
    (tested,) = answer.json["accounts"]
    assert (answer.status, tested["ok"]) == (1, False)
    assert tested["message"]


def test_an_account_nobody_knows(newsletter: Newsletter) -> None:
    answer = newsletter("accounts", "test", "Office")
    assert answer.status == 2
    assert "Office" in answer.err


def test_an_empty_password_is_none(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    call = ("accounts", "add", "Office", "--smtp", "smtp://a@mail.example.org", "--from", "a@example.org", "--password-stdin")
    answer = newsletter(*call)
    assert answer.status == 2
    assert "password is empty" in answer.err
    assert [row["name"] for row in newsletter("accounts", "list", "--json").json["accounts"]] == ["Practice mailbox"]


def test_where_no_keyring_keeps_the_password_it_is_said_where_it_may_come_from(
    newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    call = ("accounts", "add", "My Office", "--smtp", "smtp://a@mail.example.org", "--from", "a@example.org", "--password-stdin")
    answer = newsletter(*call)
    assert answer.status == 0
    assert "NEWSLETTER_PASSWORD_MY_OFFICE" in answer.err
    assert "hunter2" not in answer.err
