"""Signing a mail account in: the ids of Settings, the grant in the keyring, everything gone with the account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from composer.credentials import Credentials
from composer.delivery.accounts import Account
from composer.delivery.oauth.provider import microsoft
from composer.delivery.oauth.token_service import Tokens
from composer.errors import InputError
from composer.publishing.mail_sign_in import GOOGLE_SECRET, forget_account, provider_for, signed_in
from composer.workspace import Workspace, open_workspace

OFFICE = Account(
    name="Office", smtp_host="smtp.office365.com", smtp_port=587, security="starttls", username="news@harbour.example",
    from_email="news@harbour.example",
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "w"), clock=clock, credentials=Credentials(backend={}))
    yield made
    made.close()


def test_the_ids_come_from_settings_and_a_missing_one_is_said(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="client id is missing"):
        provider_for(workspace, "microsoft")
    workspace.save_settings(
        msgspec.structs.replace(
            workspace.settings, microsoft_client="client-0001", microsoft_directory="d.example", google_client="g-000001"
        )
    )
    workspace.credentials.set(GOOGLE_SECRET, "shh")
    assert provider_for(workspace, "microsoft").tenant == "d.example"
    assert provider_for(workspace, "google").client_secret == "shh"
    with pytest.raises(InputError, match="password"):
        provider_for(workspace, "password")


def test_after_the_sign_in_the_account_shows_its_token_and_forgetting_it_leaves_nothing(workspace: Workspace) -> None:
    tokens = Tokens("token-1", workspace.clock() + timedelta(hours=1), "refresh-1")
    account, sentence = signed_in(workspace, OFFICE, microsoft("client-0001"), tokens)
    assert account.sign_in == "microsoft"
    assert "signed in at Microsoft 365" in sentence
    assert workspace.secret(workspace.accounts.get("Office")) == "token-1"
    way_in = workspace.way_in(account)
    assert callable(way_in)
    assert way_in(False) == "token-1"
    forget_account(workspace, "Office")
    assert workspace.credentials.get("sign-in: Office") is None
    assert "Office" not in [account.name for account in workspace.accounts.all()]
