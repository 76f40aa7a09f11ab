"""Asks a provider's token service (RFC 6749 section 5, RFC 8628 section 3.4), and says in words why it refused.

Only ever https, but for a service on this very computer; no redirect is followed, little is read, nothing of it is logged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from composer.clock import Clock
from composer.delivery.addresses import without_controls
from composer.delivery.oauth.consent import ConsentRequest, consent_request
from composer.delivery.oauth.provider import Provider
from composer.delivery.transports.transport import TryAgainError
from composer.delivery.web_call import call
from composer.errors import AccountError
from composer.i18n import _

LARGEST_ANSWER = 200_000  # octets
LONGEST_TOKEN = 20_000
_ADMIN_WORDS = (
    "aadsts65001",
    "aadsts90094",
    "aadsts90008",
    "aadsts650",
    "consent_required",
    "admin_policy_enforced",
    "admin approval",
)


class ConsentNeededError(AccountError):
    """An administrator must allow the program first; ``request`` is what to send them."""

    def __init__(self, message: str, remedy: str, *, request: ConsentRequest, details: str = "") -> None:
        super().__init__(message, remedy, details=details)
        self.request = request


class GrantEndedError(AccountError):
    """The sign-in no longer holds: somebody has to sign in again."""


class Tokens(msgspec.Struct, frozen=True):
    """What a sign-in gives.

    Attributes:
        access: shown to the mail server.
        until: when it ends.
        refresh: makes new ones; empty where the provider gave none.
    """

    access: str
    until: datetime
    refresh: str = ""

    def __repr__(self) -> str:
        return f"<Tokens until {self.until:%H:%M}>"


def ask_for_tokens(provider: Provider, form: Mapping[str, str], clock: Clock, *, address: str = "") -> Tokens:
    """Exchange a code or a refresh token.

    Args:
        form: what the grant needs; the client is added.
        address: the mailbox, for the letter to an administrator.

    Raises:
        ConsentNeededError: an administrator must allow it first.
        GrantEndedError: the code or token no longer holds.
        AccountError: it was refused for another reason. TryAgainError: it was not reached.
    """
    fields = {**form, "client_id": provider.client_id}
    if provider.client_secret:
        fields["client_secret"] = provider.client_secret
    status, answer = post_form(provider.token, fields)
    if status != 200 or "access_token" not in answer:
        raise refusal(provider, answer, address=address, status=status)
    access, refresh = answer.get("access_token"), answer.get("refresh_token", "")
    if not isinstance(access, str) or not _is_token(access) or (refresh and not _is_token(refresh)):
        raise AccountError(_("{title} gave an answer we do not understand.").format(title=provider.title), _("Try again."))
    seconds = answer.get("expires_in", 3600)
    lasts = int(seconds) if isinstance(seconds, int | str) and str(seconds).isdigit() and len(str(seconds)) < 8 else 3600
    return Tokens(access, clock() + timedelta(seconds=lasts), refresh or form.get("refresh_token", ""))


def post_form(url: str, fields: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Send a form; the status and the JSON object of the answer (empty where it is none).

    Raises:
        TryAgainError: the service was not reached.
    """
    answer = call("POST", url, fields, largest=LARGEST_ANSWER)
    try:
        read = json.loads(answer.content)
    except (ValueError, RecursionError):
        read = None
    return answer.status, read if isinstance(read, dict) else {}


def refusal(provider: Provider, answer: Mapping[str, Any], *, address: str = "", status: int = 0) -> AccountError:
    """Why the provider said no (RFC 6749 sections 4.1.2.1 and 5.2), as an error to raise."""
    code = _plain(answer.get("error"))
    words = _plain(answer.get("error_description"))
    details = f"{status or ''} {code} {words}".strip()
    told = f"{code} {words}".lower()
    title = provider.title
    if any(mark in told for mark in _ADMIN_WORDS):
        return ConsentNeededError(
            _("An administrator of your {title} must allow this program first.").format(title=title),
            _("Send them the letter below; then sign in again."),
            request=consent_request(provider, address),
            details=details,
        )
    if code == "access_denied":
        return AccountError(
            _("The sign-in was stopped in the browser."), _("Start it again when you are ready."), details=details
        )
    if code in ("invalid_grant", "expired_token", "interaction_required"):
        return GrantEndedError(
            _("The sign-in at {title} no longer holds.").format(title=title), _("Sign in again in the browser."), details=details
        )
    if code in ("invalid_client", "unauthorized_client") or "aadsts700016" in told or "aadsts7000218" in told:
        return AccountError(
            _("{title} does not know this program by the client id in Settings.").format(title=title),
            _("Ask whoever registered it: it must be a desktop (public) program, with http://{host} as redirect.").format(
                host=provider.loopback_host
            ),
            details=details,
        )
    if code == "invalid_scope" or "aadsts70011" in told:
        return AccountError(
            _("{title} does not let this program send mail.").format(title=title),
            _("Whoever registered it must add the permissions: {scopes}").format(scopes=", ".join(provider.scopes)),
            details=details,
        )
    if code in ("temporarily_unavailable", "server_error") or status >= 500:
        return TryAgainError(
            _("{title} cannot sign anybody in at the moment.").format(title=title), _("Try again later."), details=details
        )
    return AccountError(
        _("{title} refused the sign-in.").format(title=title),
        _("Show the details to whoever looks after your e-mail."),
        details=details,
    )


def _is_token(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TOKEN and value.isascii() and value.isprintable()


def _plain(value: object) -> str:
    return " ".join(without_controls(value).split())[:500] if isinstance(value, str) else ""
