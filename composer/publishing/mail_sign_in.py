"""Signing a mail account in in the browser: with the ids in Settings, the grant to the keyring, the account tried at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from composer.delivery import dkim_signing
from composer.delivery.oauth.grants import grant_of, keep_grant, vault_name
from composer.delivery.oauth.provider import Provider, google, microsoft
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account, SignIn
    from composer.delivery.oauth.token_service import Tokens
    from composer.workspace import Workspace

GOOGLE_SECRET = "client secret at Google"  # noqa: S105 - what it is called in the keyring


def provider_for(workspace: Workspace, sign_in: SignIn) -> Provider:
    """Where an account signs in, with this organisation's client ids.

    Raises:
        InputError: the id is missing in Settings, or the account signs in with a password.
    """
    settings = workspace.settings
    if sign_in == "microsoft":
        return microsoft(settings.microsoft_client, settings.microsoft_directory)
    if sign_in == "google":
        return google(settings.google_client, workspace.credentials.get(GOOGLE_SECRET) or "")
    raise InputError(_("This account signs in with a password."), _("Use it, or choose “in the browser” for the account."))


def signed_in(workspace: Workspace, account: Account, provider: Provider, tokens: Tokens) -> tuple[Account, str]:
    """Keep what a sign-in gave, and the account with it; the account as it is kept, and a sentence that says where the rest is.

    Raises:
        AccountError: the provider did not let this program stay signed in.
    """
    grant = grant_of(provider, tokens)
    account = msgspec.structs.replace(account, sign_in=provider.name)
    workspace.accounts.save(account)
    keep_grant(workspace.credentials, account.name, grant)
    workspace.access_tokens.remember(account.name, tokens)
    kept = workspace.credentials.available()
    if kept.place == "keyring":
        return account, _("“{name}” is signed in at {title}.").format(name=account.name, title=provider.title)
    return account, _("“{name}” is signed in at {title} until you quit: {why}").format(
        name=account.name, title=provider.title, why=kept.sentence
    )


def forget_account(workspace: Workspace, name: str) -> None:
    """Remove an account with its password and its sign-in.

    Raises:
        CredentialsError: the keyring is locked; then nothing is removed.
    """
    workspace.credentials.forget(vault_name(name))
    workspace.credentials.forget(dkim_signing.vault_name(name))
    workspace.credentials.forget(name)
    workspace.accounts.remove(name)
