"""The letter to an administrator has everything they need."""

from __future__ import annotations

from composer.delivery.oauth.consent import admin_consent_address, consent_request
from composer.delivery.oauth.provider import google, microsoft


def test_for_microsoft() -> None:
    request = consent_request(microsoft("client-0001"), "news@harbour.example")
    assert "news@harbour.example" in request.subject
    assert "https://login.microsoftonline.com/harbour.example/adminconsent?client_id=client-0001" in request.text
    assert "SMTP.Send" in request.text
    assert "Authenticated SMTP" in request.text


def test_an_organisations_own_directory_is_named() -> None:
    assert "/0000-1111/adminconsent" in admin_consent_address(microsoft("client-0001", "0000-1111"), "a@b.example")


def test_for_google() -> None:
    text = consent_request(google("client-0001", "shh"), "news@harbour.example").text
    assert "Admin console" in text
    assert "client-0001" in text
    assert "shh" not in text
