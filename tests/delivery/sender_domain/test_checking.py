"""The check of the sender's domain, against a DNS server on this computer: what is good, what is not, and what to ask IT for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from name_server import NameServer
from published_keys import key_record

from composer.delivery.accounts import Account, practice_account
from composer.delivery.name_service import NoAnswerError
from composer.delivery.sender_domain.checking import DomainReport, check_domain
from composer.errors import InputError


@pytest.fixture
def server() -> Iterator[NameServer]:
    with NameServer() as started:
        yield started


@pytest.fixture(scope="module")
def long_key() -> str:
    return key_record(2048)


def _check(server: NameServer, host: str = "smtp.office365.com", email: str = "news@harbour.example") -> DomainReport:
    account = Account(name="Office", smtp_host=host, smtp_port=587, security="starttls", from_email=email)
    return check_domain(account, server.names)


def _all_good(server: NameServer, key: str) -> None:
    server.records["harbour.example", "MX"] = ["10 mx.harbour.example."]
    server.txt("harbour.example", "v=spf1 include:spf.protection.outlook.com -all")
    server.txt("spf.protection.outlook.com", "v=spf1 ip4:192.0.2.0/24 -all")
    server.txt("selector1._domainkey.harbour.example", key)
    server.txt("_dmarc.harbour.example", "v=DMARC1; p=quarantine; rua=mailto:dmarc@harbour.example")


def _states(report: DomainReport) -> dict[str, str]:
    return {finding.topic: finding.state for finding in report.findings}


def test_a_domain_that_is_set_up_asks_for_nothing(server: NameServer, long_key: str) -> None:
    _all_good(server, long_key)
    report = _check(server)
    assert set(_states(report).values()) == {"good"}
    assert report.state == "good"
    assert report.request() == ""


def test_a_bare_domain_gets_a_list_for_it(server: NameServer) -> None:
    server.records["harbour.example", "A"] = ["192.0.2.1"]
    report = _check(server)
    assert _states(report) == {"mx": "advice", "spf": "bad", "dkim": "bad", "dmarc": "bad", "alignment": "unknown"}
    asked = report.request()
    assert "v=spf1 include:spf.protection.outlook.com ~all" in asked
    assert "_dmarc.harbour.example the TXT record: v=DMARC1; p=none" in asked
    assert "Switch on DKIM signing for harbour.example (Microsoft 365" in asked
    assert asked.splitlines()[2].startswith("1. ")


@pytest.mark.parametrize(
    ("record", "words", "ask"),
    [
        ("v=spf1 include:_spf.google.com ~all", "is not among those who may send", "add: include:spf.protection.outlook.com"),
        ("v=spf1 include:spf.protection.outlook.com +all", "lets anybody in the world", "with ~all"),
        ("v=spf1 ip4:1.2.3 include:spf.protection.outlook.com ~all", "has a mistake: “ip4:1.2.3”", "Correct “ip4:1.2.3”"),
        ("v=spf1 " + "a:h.harbour.example " * 11 + "~all", "asks for 11 look-ups", "Shorten"),
    ],
)
def test_spf_that_does_not_do(server: NameServer, long_key: str, record: str, words: str, ask: str) -> None:
    _all_good(server, long_key)
    server.txt("_spf.google.com", "v=spf1 -all")
    server.txt("harbour.example", record)
    finding = _check(server).findings[1]
    assert finding.state == "bad"
    assert words in finding.words
    assert ask in finding.ask


def test_two_spf_records_are_none(server: NameServer, long_key: str) -> None:
    _all_good(server, long_key)
    server.txt("harbour.example", "v=spf1 -all", "v=spf1 ~all")
    assert "2 SPF records" in _check(server).findings[1].words


def test_a_server_of_ones_own_is_looked_for_among_the_numbers(server: NameServer, long_key: str) -> None:
    _all_good(server, long_key)
    server.txt("harbour.example", "v=spf1 mx -all")
    server.records["mx.harbour.example", "A"] = ["203.0.113.5"]
    server.txt("mail._domainkey.harbour.example", key_record(1024))
    del server.records["selector1._domainkey.harbour.example", "TXT"]
    report = _check(server, "mx.harbour.example")
    assert _states(report) == {"mx": "good", "spf": "good", "dkim": "advice", "dmarc": "good", "alignment": "good"}
    assert "1024 bits" in report.findings[2].words
    elsewhere = _check(server, "mail.elsewhere.example")
    assert _states(elsewhere)["spf"] == "unknown"


def test_keys_under_unusual_names_are_not_called_missing(server: NameServer, long_key: str) -> None:
    _all_good(server, long_key)
    server.txt("x2026._domainkey.harbour.example", long_key)
    del server.records["selector1._domainkey.harbour.example", "TXT"]
    assert _states(_check(server, "mail.harbour.example"))["dkim"] == "unknown"


def test_a_domain_nobody_can_answer(server: NameServer, long_key: str) -> None:
    _all_good(server, long_key)
    server.records["harbour.example", "MX"] = ["0 ."]
    assert _states(_check(server))["mx"] == "bad"


def test_the_address_of_a_free_provider_through_another_server(server: NameServer) -> None:
    report = _check(server, "mail.harbour.example", "harbour@gmail.com")
    assert report.state == "bad"
    assert "belong to Google" in report.findings[0].words
    assert "own domain" in report.request()
    assert _check(server, "smtp.gmail.com", "harbour@gmail.com").state == "advice"


def test_a_silent_dns_is_neither_yes_nor_no(server: NameServer) -> None:
    server.records["harbour.example", "MX"] = "SERVFAIL"
    with pytest.raises(NoAnswerError):
        _check(server)


def test_there_is_nothing_to_look_at_for_a_rehearsal(server: NameServer) -> None:
    with pytest.raises(InputError):
        check_domain(practice_account(25), server.names)
