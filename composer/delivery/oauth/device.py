"""The sign-in on another device: a short code to type on the provider's page (RFC 8628), where no browser can come back here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from composer.clock import Clock
from composer.delivery.addresses import without_controls
from composer.delivery.oauth.provider import Provider
from composer.delivery.oauth.token_service import Tokens, ask_for_tokens, post_form, refusal
from composer.delivery.transports.transport import TryAgainError
from composer.errors import AccountError
from composer.i18n import _

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_LONGEST_WAIT = 1800


@dataclass(frozen=True)
class DeviceCode:
    """What to type where.

    Attributes:
        code: for the person, short.
        page: where to type it.
        interval, seconds: how often to ask, and how long it holds.
    """

    code: str
    page: str
    interval: int
    seconds: int
    secret: str

    def __repr__(self) -> str:
        return f"<DeviceCode {self.code}>"


def ask_for_code(provider: Provider, *, address: str = "") -> DeviceCode:
    """A code to show.

    Raises:
        AccountError: the provider gives none. TryAgainError: it was not reached.
    """
    if not provider.device:
        raise AccountError(
            _("{title} gives no code for mail on another device.").format(title=provider.title), _("Sign in in the browser here.")
        )
    status, answer = post_form(provider.device, {"client_id": provider.client_id, "scope": " ".join(provider.scopes)})
    secret, code = answer.get("device_code"), answer.get("user_code")
    page = answer.get("verification_uri") or answer.get("verification_url")
    if status != 200 or not (isinstance(secret, str) and isinstance(code, str) and isinstance(page, str)):
        raise refusal(provider, answer, address=address, status=status)
    if urlsplit(page).scheme != "https" or not page.isprintable():
        raise AccountError(_("{title} gave an answer we do not understand.").format(title=provider.title), _("Try again."))
    return DeviceCode(
        code=without_controls(code)[:40],
        page=page[:300],
        interval=_number(answer.get("interval"), 5, 1, 60),
        seconds=_number(answer.get("expires_in"), 900, 60, _LONGEST_WAIT),
        secret=secret,
    )


def wait_for_device(
    provider: Provider,
    given: DeviceCode,
    clock: Clock,
    *,
    stop: threading.Event | None = None,
    address: str = "",
    wait: Callable[[threading.Event, float], bool] = threading.Event.wait,
) -> Tokens:
    """What the sign-in gave; blocks until the code was typed.

    Args:
        wait: how to wait; True where the event was set.

    Raises:
        AccountError: it was refused, stopped, or the code was not typed in time.
    """
    stop = stop or threading.Event()
    interval, left = given.interval, float(given.seconds)
    while left > 0:
        if wait(stop, interval):
            raise AccountError(_("The sign-in was stopped."), _("Start it again when you are ready."))
        left -= interval
        try:
            return ask_for_tokens(provider, {"grant_type": GRANT, "device_code": given.secret}, clock, address=address)
        except TryAgainError:
            continue
        except AccountError as error:
            if "slow_down" in error.details:
                interval += 5
            elif "authorization_pending" not in error.details:
                raise
    raise AccountError(_("The code was not typed in time."), _("Start the sign-in again; there will be another code."))


def _number(value: object, usual: int, least: int, most: int) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9:
        value = int(value)
    return max(least, min(most, value)) if isinstance(value, int) and not isinstance(value, bool) else usual
