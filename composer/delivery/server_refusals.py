"""Why no letter could be handed over, in words: the server was not reached, or would not have us."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from composer.delivery.transports.transport import TryAgainError
from composer.errors import AccountError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account


def not_reached(account: Account, error: Exception) -> AccountError:
    """The server was not reached, or the line broke before it took anything."""
    host, port, details = account.smtp_host, account.smtp_port, f"{type(error).__name__}: {error}"
    if account.practice:
        return TryAgainError(_("The practice mailbox is not running."), _("Start the program again."), details=details)
    if isinstance(error, ssl.SSLCertVerificationError):
        return AccountError(
            _("The certificate of {host} cannot be trusted ({reason}), so nothing was sent.").format(
                host=host, reason=error.verify_message or error.reason
            ),
            _certificate_remedy(host, error),
            details=details,
        )
    if isinstance(error, ssl.SSLError):
        return AccountError(
            _("No encrypted line to {host} could be agreed on.").format(host=host),
            _("Port 465 wants smtps://, port 587 wants smtp://; check which it is."),
            details=details,
        )
    if isinstance(error, socket.gaierror):
        return TryAgainError(
            _("There is no mail server named {host}, or this computer is offline.").format(host=host),
            _("Check the name and the connection."),
            details=details,
        )
    if isinstance(error, TimeoutError):
        sentence = _("{host} did not answer on port {port}.")
    elif isinstance(error, ConnectionRefusedError):
        sentence = _("{host} does not listen on port {port}.")
    else:
        sentence = _("The line to {host}, port {port}, broke.")
    return TryAgainError(
        sentence.format(host=host, port=port),
        _("Check the connection and the port, then try again; some networks block the ports of mail servers.")
        if isinstance(error, TimeoutError)
        else _("Check the connection and the port, then try again."),
        details=details,
    )


_EXPIRED, _OTHER_NAME = 10, (62, 64)  # X509_V_ERR_CERT_HAS_EXPIRED, _HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH


def _certificate_remedy(host: str, error: ssl.SSLCertVerificationError) -> str:
    if error.verify_code in _OTHER_NAME:
        return _("The server’s real name differs from {host}: ask your provider which name to use; do not go round this.").format(
            host=host
        )
    if error.verify_code == _EXPIRED:
        return _("It has run out: check this computer’s date, then tell whoever looks after your e-mail.")
    return _("Check the server’s name, or ask whoever looks after your e-mail; do not go round this.")


def token_refused(account: Account, code: int, text: str) -> AccountError:
    """The server did not take what the browser sign-in gave us."""
    if code // 100 == 4:
        return refused(account, code, text)
    return AccountError(
        _("The mail server refused the sign-in of “{name}” that was made in the browser.").format(name=account.name),
        _("Sign in once more as {user}. At Microsoft 365, “Authenticated SMTP” must also be allowed for this mailbox.").format(
            user=account.username
        )
        if account.sign_in == "microsoft"
        else _("Sign in once more as {user}.").format(user=account.username),
        details=f"{code} {text}",
    )


def refused(account: Account, code: int, text: str) -> AccountError:
    """The server answered, and would not have us."""
    details = f"{code} {text}"
    if "5.7.30" in text or "5.7.139" in text or "basic authentication" in text.lower():
        return AccountError(
            _("The mail server no longer takes passwords from this account (“basic authentication” is switched off)."),
            _("Ask whoever looks after your e-mail to allow “Authenticated SMTP” for it, or use another account."),
            details=details,
        )
    if code == 534 or "application-specific" in text.lower() or "app password" in text.lower():
        return AccountError(
            _("The mail server wants an app password here, not the usual one."),
            _("Make one in the security settings of the mail account, and use it as the password."),
            details=details,
        )
    if code == 535:
        return AccountError(
            _("The mail server refused the user name or the password of “{name}”.").format(name=account.name),
            _("Type the password again; some providers want an app password or a key instead."),
            details=details,
        )
    if code in (530, 538):
        return AccountError(
            _("The mail server wants a sign-in, or encryption first."),
            _("Give a user name, and check the port."),
            details=details,
        )
    if code // 100 == 4:
        return TryAgainError(
            _("The mail server cannot take letters at the moment."), _("Try again in a few minutes."), details=details
        )
    return AccountError(
        _("The mail server turned us away."), _("Show the details to whoever looks after your e-mail."), details=details
    )
