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


def test_a_known_providers_servers_need_no_asking(newsletter: Newsletter) -> None:
    answer = newsletter("accounts", "find", "jo@gmail.com", "--json")
    assert answer.status == 0, answer.err
    (row,) = answer.json["servers"]
    assert (row["smtp"], row["imap"], row["sign_in"]) == ("smtps://smtp.gmail.com:465", "imaps://imap.gmail.com:993", "google")


def test_an_account_is_added_from_its_address_alone(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    answer = newsletter("accounts", "add", "Office", "--from", "Jo <jo@fastmail.com>", "--password-stdin", "--json")
    assert answer.status == 0, answer.err
    (account,) = [account for account in answer.json["accounts"] if account["name"] == "Office"]
    assert account["smtp"] == "smtps://jo@fastmail.com@smtp.fastmail.com:465"
    assert "our own table" in answer.err


def test_an_address_nobody_knows_anything_about(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    from composer.delivery.set_up import finding

    nothing = finding.Finding("jo@harbour.example", (), (finding.Asked("the DNS", "nothing"),))
    monkeypatch.setattr(finding, "find_servers", lambda _address: nothing)
    assert newsletter("accounts", "find", "jo@harbour.example", "--json").json["servers"] == []
    answer = newsletter("accounts", "add", "Office", "--from", "jo@harbour.example")
    assert answer.status == 2
    assert "--smtp" in answer.err


def test_signing_in_in_the_browser(newsletter: Newsletter, location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading
    import webbrowser
    from dataclasses import replace

    from composer.delivery.oauth import provider as providers

    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[1] / "delivery" / "oauth"))
    from identity_server import IdentityServer

    elsewhere = newsletter(
        "accounts", "add", "Else", "--smtp", "smtp://jo@mail.harbour.example", "--from", "jo@harbour.example", "--browser"
    )
    assert elsewhere.status == 2
    call = ("--smtp", "smtp://jo%40harbour.example@smtp.office365.com", "--from", "jo@harbour.example", "--browser")
    assert newsletter("accounts", "add", "Office", *call).status == 0
    refused = newsletter("accounts", "sign-in", "Office")
    assert refused.status == 2
    assert "client id is missing" in refused.err
    shown = newsletter("accounts", "clients", "--microsoft", "client-0001", "--json")
    assert shown.json["microsoft_client"] == "client-0001"
    assert newsletter("accounts", "clients", "--google", "not an id").status == 2
    with IdentityServer() as identity:
        real = providers.microsoft
        monkeypatch.setattr("composer.publishing.mail_sign_in.microsoft", lambda *ids: identity.provider(real(*ids)))
        monkeypatch.setattr(webbrowser, "open", lambda page: threading.Thread(target=identity.approve, args=(page,)).start())
        answer = newsletter("accounts", "sign-in", "Office", "--json")
        assert answer.status == 0, answer.err
        assert "signed in at Microsoft 365" in answer.err
        token = next(iter(identity.access_tokens))
        assert token not in answer.out + answer.err
        monkeypatch.setattr(
            "composer.publishing.mail_sign_in.microsoft",
            lambda *ids: replace(identity.provider(real(*ids)), device=f"{identity.url}/device"),
        )
        monkeypatch.setattr("composer.delivery.oauth.device._number", lambda *_values: 1)
        with_code = newsletter("accounts", "sign-in", "Office", "--device")
        assert with_code.status == 0, with_code.err
        assert "ABCD-EFGH" in with_code.err
        identity.error = "AADSTS90094"
        monkeypatch.setattr(webbrowser, "open", lambda page: threading.Thread(target=identity.approve, args=(page,)).start())
        needs_it = newsletter("accounts", "sign-in", "Office")
        assert needs_it.status == 2
        assert "adminconsent" in needs_it.err


def test_the_senders_domain(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    from composer.delivery.sender_domain import checking
    from composer.delivery.sender_domain.checking import DomainFinding, DomainReport

    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    newsletter("accounts", "add", "Office", "--smtp", "smtps://a@mail.example.org", "--from", "a@example.org", "--password-stdin")
    found = DomainReport("example.org", (DomainFinding("spf", "bad", "No SPF record.", "Publish one."),))
    monkeypatch.setattr(checking, "check_domain", lambda _account, _names: found)
    answer = newsletter("accounts", "domain", "Office", "--json")
    assert answer.status == 1
    assert answer.json["findings"] == [{"topic": "spf", "state": "bad", "words": "No SPF record.", "ask": "Publish one."}]
    assert "1. Publish one." in newsletter("accounts", "domain", "Office").out


def test_a_dns_server_that_is_not_there(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    newsletter("accounts", "add", "Office", "--smtp", "smtps://a@mail.example.org", "--from", "a@example.org", "--password-stdin")
    assert newsletter("accounts", "domain", "Office", "--name-server", "127.0.0.1:nonsense").status == 2


def test_a_letter_to_oneself_wants_a_mailbox(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    newsletter("accounts", "add", "Office", "--smtp", "smtps://a@mail.example.org", "--from", "a@example.org", "--password-stdin")
    answer = newsletter("accounts", "letter-to-self", "Office")
    assert answer.status == 2
    assert "cannot be read from here" in answer.err


def test_signatures(newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    newsletter("accounts", "add", "Office", "--smtp", "smtps://a@mail.example.org", "--from", "a@example.org", "--password-stdin")
    assert newsletter("accounts", "signature", "show", "Office", "--json").json == {"signs": False, "name": None, "record": None}
    made = newsletter("accounts", "signature", "make", "Office", "--selector", "k1", "--json")
    assert made.json["name"] == "k1._domainkey.example.org"
    assert made.json["record"].startswith("v=DKIM1; k=rsa; p=")
    assert "PRIVATE" not in made.out + made.err
    assert newsletter("accounts", "signature", "on", "Office", "--name-server", "127.0.0.1:1").status == 2
