"""A trial of a mail account that explains itself: connect, encrypt, sign in, ask whether it takes letters. Nothing is sent."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from composer.delivery.addresses import ascii_address
from composer.delivery.reasons import OUR_FAULT, reason_of
from composer.delivery.replies import Reply, explain
from composer.errors import AccountError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.delivery.transports.smtp import SmtpTransport
    from composer.delivery.transports.smtp_sign_in import PasswordOrToken

SMALLEST_LETTERS = 1_000_000
"""Octets; a server that takes less cannot take pictures inside a letter."""
_OTHER_PORTS = {465: 587, 587: 465, 25: 587, 2525: 587}
_KNOCK_SECONDS = 5.0


@dataclass(frozen=True)
class AccountTest:
    """How a trial ended.

    Attributes:
        message: one clear sentence, with what to do where it failed.
        said: what the server can do and what it said, one plain sentence each.
        details: the technical side for whoever looks after the computers.
    """

    __test__ = False  # no test case for pytest

    ok: bool
    message: str
    details: str = ""
    said: tuple[str, ...] = ()


def try_account(account: Account, secret: PasswordOrToken, *, knock: Callable[[str, int], bool] | None = None) -> AccountTest:
    """Connect, sign in and ask, without sending anything, and say in words how it went. Takes up to half a minute.

    Args:
        secret: the password, or what gives the token of a browser sign-in.
        knock: whether a port of a host answers.
    """
    from composer.delivery.transports.smtp import SmtpTransport

    transport = SmtpTransport(account, secret)
    try:
        transport.open()
    except AccountError as error:
        return AccountTest(False, str(error), error.details, _other_port(account, error, knock or _knock))
    try:
        return _look_round(account, transport)
    finally:
        transport.close()


def _look_round(account: Account, transport: SmtpTransport) -> AccountTest:
    host, details = account.smtp_host, transport.description()
    said = [*_line(account), *_ways(transport.ways_to_sign_in), *_size(transport.largest_letter)]
    if not account.from_email or account.practice:
        return AccountTest(True, _("{host} accepts letters from this account.").format(host=host), details, tuple(said))
    own = ascii_address(account.from_email)
    reply = transport.would_take(own, own)
    if reply.code // 100 == 2:
        said.append(_("A letter from {address} would be taken.").format(address=own))
        return AccountTest(True, _("{host} accepts letters from this account.").format(host=host), details, tuple(said))
    if reply.code // 100 == 4:
        said.append(
            _("Asked about a letter it said “{words}”. Many servers put off strangers; such letters are tried again.").format(
                words=reply.shown()
            )
        )
        return AccountTest(True, _("{host} accepts letters from this account.").format(host=host), details, tuple(said))
    return _refused(account, reply, details, said)


def _refused(account: Account, reply: Reply, details: str, said: list[str]) -> AccountTest:
    """The sign-in worked, and yet no letter would be taken."""
    reason = reason_of(reply.status, reply.text)
    if reply.stage == "mail_from" and reason not in OUR_FAULT:
        reason = "sender"
    if reply.lost or (reply.stage == "rcpt_to" and reason not in OUR_FAULT):
        said.append(
            _("Asked about a letter to {address} it said “{words}”.").format(address=account.from_email, words=reply.shown())
        )
        message = _("{host} accepts letters from this account.").format(host=account.smtp_host)
        return AccountTest(
            not reply.lost, message if not reply.lost else _("The line to the mail server broke."), details, tuple(said)
        )
    return AccountTest(False, explain(reply, reason), details, tuple(said))


def _line(account: Account) -> list[str]:
    if account.security == "none":
        return [_("The line stays on this computer, so it is not encrypted.")]
    return [_("The line is encrypted, and the certificate is the one of {host}.").format(host=account.smtp_host)]


def _ways(offered: tuple[str, ...]) -> list[str]:
    if not offered:
        return [_("It asks for no sign-in.")]
    ways = []
    if {"PLAIN", "LOGIN", "CRAM-MD5"} & set(offered):
        ways.append(_("with a password"))
    if {"XOAUTH2", "OAUTHBEARER"} & set(offered):
        ways.append(_("in the browser"))
    names = ", ".join(offered)
    if not ways:
        return [_("It lets people sign in by {names} only, which this program does not know.").format(names=names)]
    return [_("It lets people sign in {ways} ({names}).").format(ways=_(" or ").join(ways), names=names)]


def _size(octets: int) -> list[str]:
    if not octets:
        return []
    size = (
        _("{count} MB").format(count=octets // 1_000_000)
        if octets >= SMALLEST_LETTERS
        else _("{count} KB").format(count=octets // 1000)
    )
    if octets < SMALLEST_LETTERS:
        return [_("It takes letters of up to {size}: leave pictures out of the letter and link to them.").format(size=size)]
    return [_("It takes letters of up to {size}.").format(size=size)]


def _other_port(account: Account, error: AccountError, knock: Callable[[str, int], bool]) -> tuple[str, ...]:
    """Where nobody answered at one port, whether somebody does at the other usual one."""
    other = _OTHER_PORTS.get(account.smtp_port)
    if other is None or not isinstance(error.__cause__, TimeoutError | ConnectionRefusedError):
        return ()
    if not knock(account.smtp_host, other):
        return (
            _("Port {other} does not answer either. Many networks block mail ports; try from another network.").format(
                other=other
            ),
        )
    return (_("Port {other} of {host} answers: try that one.").format(other=other, host=account.smtp_host),)


def _knock(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), _KNOCK_SECONDS):
            return True
    except (OSError, ValueError):
        return False
