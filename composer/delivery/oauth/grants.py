"""What is kept of a sign-in, and the tokens made from it: one grant for each account, renewed before it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import msgspec

from composer.clock import Clock
from composer.delivery.oauth.provider import Provider, ProviderName, google, microsoft
from composer.delivery.oauth.token_service import Tokens, ask_for_tokens
from composer.errors import AccountError
from composer.i18n import _

BEFORE_IT_ENDS = timedelta(minutes=5)
"""A token is renewed this long before it ends: a letter may take a while."""


class Vault(Protocol):
    """Where secrets are kept (``composer.credentials``)."""

    def get(self, account_name: str, /) -> str | None: ...
    def set(self, account_name: str, secret: str, /) -> object: ...


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a sign-in, all of it secret."""

    provider: ProviderName
    client_id: str
    client_secret: str = ""
    tenant: str = ""
    refresh_token: str

    def __repr__(self) -> str:
        return f"<Grant, {self.provider}>"

    def at(self) -> Provider:
        """The provider it holds at."""
        if self.provider == "google":
            return google(self.client_id, self.client_secret)
        return microsoft(self.client_id, self.tenant)


def vault_name(account_name: str) -> str:
    """What the grant of an account is called in the keyring."""
    return f"sign-in: {account_name}"


def grant_of(provider: Provider, tokens: Tokens) -> Grant:
    """What to keep of a sign-in that just succeeded.

    Raises:
        AccountError: the provider gave nothing to stay signed in with.
    """
    if not tokens.refresh:
        raise AccountError(
            _("{title} did not let this program stay signed in.").format(title=provider.title),
            _("Sign in again and allow all that is asked for."),
        )
    return Grant(
        provider=provider.name,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        tenant=provider.tenant,
        refresh_token=tokens.refresh,
    )


def keep_grant(vault: Vault, account_name: str, grant: Grant) -> object:
    """Keep a grant; returns what the vault says of it."""
    return vault.set(vault_name(account_name), msgspec.json.encode(grant).decode())


class AccessTokens:
    """Tokens for mail servers, made from the grants in the vault. Safe to use from several threads.

    Args:
        provider_of: the provider of a grant (tests have their own).
    """

    def __init__(self, vault: Vault, clock: Clock, *, provider_of: Callable[[Grant], Provider] = Grant.at) -> None:
        self._vault = vault
        self._clock = clock
        self._provider_of = provider_of
        self._tokens: dict[str, Tokens] = {}
        self._guard = threading.Lock()

    def remember(self, account_name: str, tokens: Tokens) -> None:
        """Use the token of a sign-in that just succeeded."""
        with self._guard:
            self._tokens[account_name] = tokens

    def token(self, account_name: str, *, renew: bool = False) -> str:
        """The token to show the mail server; empty where nobody signed in.

        Args:
            renew: the mail server did not take the last one, so make another.

        Raises:
            GrantEndedError: somebody has to sign in again. ConsentNeededError: an administrator took the permission back.
            TryAgainError: the provider was not reached. CredentialsError: the keyring is locked.
        """
        with self._guard:
            known = self._tokens.get(account_name)
            if known is not None and not renew and self._clock() + BEFORE_IT_ENDS < known.until:
                return known.access
            kept = self._vault.get(vault_name(account_name))
            if not kept:
                return known.access if known is not None else ""
            grant = self._read(account_name, kept)
            form = {"grant_type": "refresh_token", "refresh_token": grant.refresh_token}
            provider = self._provider_of(grant)
            if provider.name == "microsoft":
                form["scope"] = " ".join(provider.scopes)
            tokens = ask_for_tokens(provider, form, self._clock, address=account_name)
            if tokens.refresh and tokens.refresh != grant.refresh_token:
                keep_grant(self._vault, account_name, msgspec.structs.replace(grant, refresh_token=tokens.refresh))
            self._tokens[account_name] = tokens
            return tokens.access

    def _read(self, account_name: str, kept: str) -> Grant:
        try:
            return msgspec.json.decode(kept, type=Grant)
        except msgspec.DecodeError as error:
            raise AccountError(
                _("What was kept of the sign-in of “{name}” is damaged.").format(name=account_name),
                _("Sign in again in the browser."),
            ) from error
