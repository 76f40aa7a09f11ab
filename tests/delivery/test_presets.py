"""What is known of providers."""

from __future__ import annotations

import pytest

from composer.delivery.accounts import account_from_url
from composer.delivery.presets import preset_for, preset_for_host, presets


def test_every_preset_can_become_an_account() -> None:
    for preset in presets():
        assert preset.sources, f"{preset.id} says nothing about where it is from"
        for server in preset.servers:
            host = server.host.replace("{region}", "eu-west-2").replace("{your mail server}", "mail.harbour.example")
            scheme = "smtps" if server.security == "tls" else "smtp"
            account = account_from_url("x", f"{scheme}://jo@{host}:{server.port}", "jo@harbour.example")
            assert account.security == server.security


def test_ids_and_domains_are_unique() -> None:
    assert len({preset.id for preset in presets()}) == len(presets())
    domains = [domain for preset in presets() for domain in preset.domains]
    assert len(set(domains)) == len(domains)


@pytest.mark.parametrize(
    ("address", "found"), [("jo@gmail.com", "google"), ("Jo@HOTMAIL.co.uk", "outlook.com"), ("jo@harbour.example", None)]
)
def test_an_address_tells_its_provider(address: str, found: str | None) -> None:
    preset = preset_for(address)
    assert (preset.id if preset else None) == found


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("SMTP.office365.com", "m365"),
        ("email-smtp.eu-west-2.amazonaws.com", "ses"),
        ("smtp-relay.brevo.com", "brevo"),
        ("mail.harbour.example", None),
    ],
)
def test_a_server_tells_its_provider(host: str, found: str | None) -> None:
    preset = preset_for_host(host)
    assert (preset.id if preset else None) == found


def test_what_a_provider_wants_in_every_letter() -> None:
    assert preset_for_host("smtp.postmarkapp.com").headers == {"X-PM-Message-Stream": "broadcast"}  # type: ignore[union-attr]
