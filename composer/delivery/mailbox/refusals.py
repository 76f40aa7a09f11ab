"""Why a mailbox could not be read, in words."""

from __future__ import annotations

import imaplib
import socket
import ssl
from typing import TYPE_CHECKING

from composer.delivery.transports.transport import TryAgainError
from composer.errors import AccountError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account

_OTHER_NAME = (62, 64)  # X509_V_ERR_HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH


def not_reached(account: Account, error: Exception) -> AccountError:
    """The server was not reached, or the line broke."""
    host, port, details = account.imap_host, account.imap_port, f"{type(error).__name__}: {error}"[:500]
    if isinstance(error, ssl.SSLCertVerificationError):
        return AccountError(
            _("The certificate of {host} cannot be trusted ({reason}), so the mailbox was not read.").format(
                host=host, reason=error.verify_message or error.reason
            ),
            _("Ask your provider for the server’s real name; do not go round this.")
            if error.verify_code in _OTHER_NAME
            else _("Check the server’s name and this computer’s date; do not go round this."),
            details=details,
        )
    if isinstance(error, ssl.SSLError):
        return AccountError(
            _("No encrypted line to {host} could be agreed on.").format(host=host),
            _("Port 993 wants imaps://, port 143 wants imap://; check which it is."),
            details=details,
        )
    if isinstance(error, socket.gaierror):
        return TryAgainError(
            _("There is no mail server named {host}, or this computer is offline.").format(host=host),
            _("Check the name and the connection."),
            details=details,
        )
    if isinstance(error, TimeoutError):
        return TryAgainError(
            _("{host} did not answer on port {port}.").format(host=host, port=port),
            _("Check the connection and the port, then try again."),
            details=details,
        )
    if isinstance(error, ConnectionRefusedError):
        return TryAgainError(
            _("{host} does not listen on port {port}.").format(host=host, port=port),
            _("Check the port, then try again."),
            details=details,
        )
    if isinstance(error, imaplib.IMAP4.error) and (
        not isinstance(error, imaplib.IMAP4.abort) or "unexpected response" in str(error)
    ):
        return odd_answer(account, str(error))
    return TryAgainError(
        _("The line to {host}, port {port}, broke.").format(host=host, port=port),
        _("Check the connection, then try again."),
        details=details,
    )


def login_refused(account: Account, said: str, *, browser: bool) -> AccountError:
    """The server answered, and did not let us in.

    Args:
        browser: it takes a sign-in made in the browser.
    """
    low = said.lower()
    if "unavailable" in low or "inuse" in low or "too many" in low or "try again" in low:
        return TryAgainError(
            _("The mailbox of “{name}” is not to be had at the moment.").format(name=account.name),
            _("Try again in a few minutes."),
            details=said,
        )
    if account.sign_in != "password":
        return AccountError(
            _("{host} refused the sign-in of “{name}” that was made in the browser.").format(
                host=account.imap_host, name=account.name
            ),
            _("Sign in once more, and check that IMAP is allowed for this mailbox."),
            details=said,
        )
    if "app password" in low or "application-specific" in low or "web login" in low:
        remedy = _("Make an app password in the security settings of the mail account, and use it as the password.")
    elif browser and ("disabled" in low or "basic" in low):
        remedy = _("Sign in in the browser instead.")
    else:
        remedy = _("Type the password again, and check that IMAP is allowed for this mailbox.")
    return AccountError(
        _("{host} refused the user name or the password of “{name}”.").format(host=account.imap_host, name=account.name),
        remedy,
        details=said,
    )


def not_read(account: Account, said: str) -> AccountError:
    """The server did not do what it was asked for."""
    return AccountError(
        _("The mailbox of “{name}” could not be read.").format(name=account.name),
        _("Show the details to whoever looks after your e-mail."),
        details=said,
    )


def odd_answer(account: Account, said: str) -> AccountError:
    """The answer is none that IMAP knows."""
    return AccountError(
        _("{host} does not answer like a mailbox server.").format(host=account.imap_host),
        _("Check the server’s name and port."),
        details=said[:500],
    )
