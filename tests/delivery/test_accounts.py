"""Accounts: what may be typed, what is kept, and a trial that says how it went."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from composer.delivery import accounts
from composer.delivery.accounts import Account, AccountStore, account_from_url, practice_account
from composer.errors import InputError, NotFoundError


def test_an_address_with_tls() -> None:
    account = account_from_url(
        "Office", "smtps://jo%40harbour.example@mail.harbour.example", "Harbour Friends <news@harbour.example>"
    )
    assert (account.smtp_host, account.smtp_port, account.security) == ("mail.harbour.example", 465, "tls")
    assert account.username == "jo@harbour.example"
    assert (account.from_name, account.from_email) == ("Harbour Friends", "news@harbour.example")


def test_without_tls_in_the_scheme_starttls_is_demanded() -> None:
    account = account_from_url("Office", "smtp://jo@mail.harbour.example", "news@harbour.example")
    assert (account.smtp_port, account.security) == (587, "starttls")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.2.1", "[::1]"])
def test_plain_text_only_to_this_computer(host: str) -> None:
    assert account_from_url("Here", f"smtp://{host}:2525", "news@harbour.example").security == "none"
    assert account_from_url("Here", f"smtp+starttls://{host}:2525", "news@harbour.example").security == "starttls"


@pytest.mark.parametrize(
    "host", ["mail.harbour.example", "192.168.1.5", "10.0.0.1", "localhost.harbour.example", "127.0.0.1.nip.example"]
)
def test_plain_text_to_another_computer_is_refused(host: str) -> None:
    with pytest.raises(InputError, match="only encrypted"):
        Account(name="Office", smtp_host=host, smtp_port=25, security="none")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://host:99999",
        "smtp://host:x",
        "smtps://[::1",
        "smtp://\udcff.example",
    ],
)
def test_what_is_no_server_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        account_from_url("Office", url, "news@harbour.example")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(InputError, match="password") as refusal:
        account_from_url("Office", "smtps://jo:geheim@mail.harbour.example", "news@harbour.example")
    assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize("sender", ["", "Jo", "Jo <>", "Jo <jo>", "jo@@harbour.example"])
def test_what_is_no_sender_is_refused(sender: str) -> None:
    with pytest.raises(InputError):
        account_from_url("Office", "smtps://mail.harbour.example", sender)


def test_a_known_provider_brings_its_limits() -> None:
    account = account_from_url("Google", "smtps://jo@smtp.gmail.com", "jo@harbour.example")
    assert (account.per_minute, account.per_day) == (20, 1500)
    assert account_from_url("Google", "smtps://jo@smtp.gmail.com", "jo@harbour.example", per_day=50).per_day == 50


def test_kept_changed_and_removed(engine: Any, clock: Any) -> None:
    store = AccountStore(engine, clock)
    office = Account(name="Office", smtp_host="mail.harbour.example", smtp_port=465, from_email="news@harbour.example")
    store.save(office)
    store.save(practice_account(2525))
    store.save(msgspec.structs.replace(office, per_day=100))
    assert [account.name for account in store.all()] == ["Office", accounts.PRACTICE_NAME]
    assert store.get("Office").per_day == 100
    assert not store.worked("Office")
    store.record_trial("Office", True)
    assert store.worked("Office")
    store.remove("Office")
    with pytest.raises(NotFoundError, match="no mail account “Office”"):
        store.get("Office")


def test_a_practice_account_does_not_turn_into_a_real_one(engine: Any, clock: Any) -> None:
    store = AccountStore(engine, clock)
    store.save(practice_account(2525))
    with pytest.raises(InputError, match="another kind"):
        store.save(Account(name=accounts.PRACTICE_NAME, smtp_host="mail.harbour.example", smtp_port=465))
    with pytest.raises(InputError, match="practice"):
        Account(name="x", smtp_host="mail.harbour.example", smtp_port=465, practice=True)


@pytest.mark.parametrize(
    "headers", [{"Bcc": "x@example.org"}, {"X-A": "b\r\nBcc: c"}, {"List-Unsubscribe": "x"}, {"X-A": "é"}, {"X-A": ""}]
)
def test_a_header_that_could_do_harm_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(InputError, match="cannot stand in a letter"):
        Account(name="Office", smtp_host="mail.harbour.example", smtp_port=465, headers=headers)
