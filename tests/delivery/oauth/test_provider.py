"""Where people sign in, and what is asked for there: no more than mail needs."""

from __future__ import annotations

import pytest

from composer.delivery.oauth.provider import google, microsoft
from composer.errors import InputError


def test_microsoft_in_general_and_of_one_organisation() -> None:
    assert "/organizations/oauth2/v2.0/" in microsoft("client-0001").authorise
    own = microsoft(" client-0001 ", "harbour.example")
    assert own.token == "https://login.microsoftonline.com/harbour.example/oauth2/v2.0/token"
    assert own.client_id == "client-0001"
    assert set(own.scopes) == {
        "https://outlook.office.com/SMTP.Send", "https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access",
    }  # fmt: skip


def test_google_keeps_its_secret_to_itself() -> None:
    assert "shh" not in repr(google("client-0001", "shh"))
    assert google("client-0001").scopes == ("https://mail.google.com/",)


@pytest.mark.parametrize("client", ["", "  ", "a b", "x&redirect_uri=evil", "short"])
def test_an_id_that_is_none(client: str) -> None:
    for provider in (microsoft, google):
        with pytest.raises(InputError):
            provider(client)


@pytest.mark.parametrize("tenant", ["../evil", "a/b", "a b", "x?y"])
def test_a_directory_that_is_none(tenant: str) -> None:
    with pytest.raises(InputError):
        microsoft("client-0001", tenant)
