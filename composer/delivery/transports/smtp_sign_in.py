"""Signing in at a mail server (RFC 4954): with a password, or with a token from a browser sign-in (XOAUTH2).

Only called on an encrypted line, or on one to this very computer.
"""

from __future__ import annotations

import base64
import hmac
import smtplib
from collections.abc import Callable
from typing import TYPE_CHECKING

from composer.delivery.server_refusals import refused, token_refused
from composer.delivery.xoauth2 import initial_response, words_of_refusal
from composer.errors import AccountError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account

PasswordOrToken = str | Callable[[bool], str]
"""A password; or, for a browser sign-in, what gives the current token (and with True a new one in any case)."""


def offered_ways(smtp: smtplib.SMTP) -> tuple[str, ...]:
    """How the server lets people sign in, as it spells them."""
    return tuple(dict.fromkeys(smtp.esmtp_features.get("auth", "").upper().split()))


def sign_in(smtp: smtplib.SMTP, account: Account, secret: PasswordOrToken, greeting: str) -> None:
    """Sign in as the account's user; does nothing where the account names none.

    Raises:
        AccountError: the password or token is not known, or the server refused it, or offers no way we know.
    """
    if not account.username:
        return
    if account.sign_in != "password":
        _with_token(smtp, account, secret, greeting)
        return
    password = secret if isinstance(secret, str) else secret(False)
    if not password:
        raise AccountError(
            _("The password for “{name}” is not known.").format(name=account.name), _("Type it in the account’s settings.")
        )
    _with_password(smtp, account, password, greeting)


def _with_password(smtp: smtplib.SMTP, account: Account, password: str, greeting: str) -> None:
    """PLAIN, LOGIN or CRAM-MD5, passwords as UTF-8, which ``smtplib`` cannot do."""
    user, offered = account.username, offered_ways(smtp)
    if "PLAIN" in offered:
        code, text = smtp.docmd("AUTH", "PLAIN " + _base64(f"\0{user}\0{password}"))
    elif "LOGIN" in offered:
        code, text = smtp.docmd("AUTH", "LOGIN " + _base64(user))
        if code == 334:
            code, text = smtp.docmd(_base64(password))
    elif "CRAM-MD5" in offered:
        code, text = smtp.docmd("AUTH", "CRAM-MD5")
        if code == 334:
            answer = hmac.new(password.encode(), base64.b64decode(text), "md5").hexdigest()
            code, text = smtp.docmd(_base64(f"{user} {answer}"))
    else:
        raise AccountError(
            _("{host} does not take a user name and password.").format(host=account.smtp_host),
            _("Sign in in the browser instead.")
            if "XOAUTH2" in offered
            else _("Leave the user name empty if it needs none, or ask whoever looks after your e-mail for another way."),
            details=f"{greeting}; AUTH {' '.join(offered)}",
        )
    if code != 235:
        raise refused(account, code, _text(text))


def _with_token(smtp: smtplib.SMTP, account: Account, secret: PasswordOrToken, greeting: str) -> None:
    """XOAUTH2; a token the server does not take is renewed once."""
    if "XOAUTH2" not in offered_ways(smtp):
        raise AccountError(
            _("{host} does not take a sign-in made in the browser.").format(host=account.smtp_host),
            _("Check the server’s name, or use a password."),
            details=f"{greeting}; AUTH {' '.join(offered_ways(smtp))}",
        )
    for again in (False, True):
        token = secret if isinstance(secret, str) else secret(again)
        if not token:
            raise AccountError(
                _("“{name}” is not signed in.").format(name=account.name), _("Sign in in the browser, in the account’s settings.")
            )
        code, text = smtp.docmd("AUTH", "XOAUTH2 " + initial_response(account.username, token))
        reason = ""
        if code == 334:  # the reason why not; it wants an empty line before it says no
            reason = words_of_refusal(_text(text))
            code, text = smtp.docmd("")
        if code == 235:
            return
        if isinstance(secret, str) or code // 100 == 4:
            break
    raise token_refused(account, code, f"{_text(text)} {reason}".strip())


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
