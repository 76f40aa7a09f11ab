"""Speaks SMTP (RFC 5321) to the account's server: the only place that does.

TLS is always verified. Plain text goes to this machine's own address only, and only where the account says so. The name given
in EHLO is an address literal: this computer's own name is nobody's business.
"""

from __future__ import annotations

import base64
import contextlib
import hmac
import re
import smtplib
import socket
import ssl
import time
from typing import TYPE_CHECKING

from composer.delivery.replies import Reply, Stage
from composer.delivery.transports.transport import Transport, TryAgainError
from composer.errors import AccountError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.delivery.envelope import Envelope

HELLO_NAME = "[127.0.0.1]"
LETTERS_PER_CONNECTION = 100  # providers close busy connections at some number of their own; this stays below
IDLE_SECONDS = 20.0  # after such a pause the line is tried before a letter is trusted to it
CONNECT_SECONDS = 30.0
ANSWER_SECONDS = 300.0  # for MAIL, RCPT and the like, RFC 5321 section 4.5.3.2
FINAL_ANSWER_SECONDS = 600.0  # after the final dot
PRACTICE_GREETING = "Newsletter Composer practice mailbox"
_LINE_DOT = re.compile(rb"^\.", re.MULTILINE)


class _PromptSMTP(smtplib.SMTP):
    """``smtplib`` leaves Nagle's algorithm on, which costs 40 ms a letter once TLS cuts it into records."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return _prompt(super()._get_socket(host, port, timeout))  # type: ignore[misc]  # the stubs do not know it


class _PromptSMTPTLS(smtplib.SMTP_SSL):
    """TLS from the first byte; the plain socket is made here so that it can be set up before it is wrapped."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = _prompt(socket.create_connection((host, port), timeout))
        return self.context.wrap_socket(plain, server_hostname=host)


def _prompt(connected: socket.socket) -> socket.socket:
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected


class SmtpTransport(Transport):
    """One connection at a time, renewed every hundred letters."""

    def __init__(self, account: Account, password: str = "", *, connect_seconds: float = CONNECT_SECONDS) -> None:
        self._account = account
        self._password = password
        self._connect_seconds = connect_seconds
        self._smtp: smtplib.SMTP | None = None
        self._letters = 0
        self._last_used = 0.0
        self._greeting = ""

    def description(self) -> str:
        """The server's greeting and abilities, for whoever looks after the computers."""
        features = sorted(self._smtp.esmtp_features) if self._smtp else []
        return f"{self._greeting}; {', '.join(features)}"

    @property
    def ready(self) -> bool:
        """True where a line stands that was used a moment ago and is not yet to be renewed."""
        fresh = time.monotonic() - self._last_used < IDLE_SECONDS
        return self._smtp is not None and self._letters < LETTERS_PER_CONNECTION and fresh

    def open(self) -> None:
        """Connect, encrypt and sign in; a line that has been idle is tried first and replaced where it is dead."""
        if self.ready or (self._letters < LETTERS_PER_CONNECTION and self._answers()):
            return
        self.close()
        smtp = self._connect()
        try:
            self._encrypt(smtp)
            self._sign_in(smtp)
        except AccountError:
            smtp.close()
            raise
        except smtplib.SMTPResponseException as error:
            smtp.close()
            raise self._refused(error.smtp_code, _text(error.smtp_error)) from error
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            smtp.close()
            raise self._not_reached(error) from error
        self._smtp = smtp
        self._letters = 0
        self._last_used = time.monotonic()

    def deliver(self, envelope: Envelope) -> Reply:
        """MAIL, RCPT, DATA and the letter, one after the other."""
        smtp = self._smtp
        if smtp is None:
            return Reply("mail_from", 0, "not connected")
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(envelope.content):
            return Reply("mail_from", 552, f"5.3.4 message size {len(envelope.content)} exceeds the announced maximum {limit}")
        stage: Stage = "mail_from"
        self._last_used = time.monotonic()
        self._letters += 1
        try:
            size = f" SIZE={len(envelope.content)}" if "size" in smtp.esmtp_features else ""
            code, text = smtp.docmd("MAIL", f"FROM:<{envelope.mail_from}>{size}")
            if code // 100 == 2:
                stage = "rcpt_to"
                code, text = smtp.docmd("RCPT", f"TO:<{envelope.rcpt_to}>")
                if code // 100 == 2:
                    stage = "data"
                    code, text = smtp.docmd("DATA")
                    if code == 354:
                        stage = "body"
                        return self._hand_over(smtp, envelope.content)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(stage, 0, _broken(error))
        reply = Reply(stage, code, _text(text))
        if code == 421:
            self._drop()
        else:
            self._reset(smtp)
        return reply

    def close(self) -> None:
        """QUIT, where the line still stands."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if smtp.sock is not None:
                smtp.sock.settimeout(5.0)
            smtp.quit()
        smtp.close()

    def _hand_over(self, smtp: smtplib.SMTP, content: bytes) -> Reply:
        """The letter itself. Until its last bytes are on their way the server cannot have taken it; after that it may have."""
        body = _LINE_DOT.sub(b"..", content) if content.startswith(b".") or b"\n." in content else content
        if not body.endswith(b"\r\n"):
            body += b"\r\n"
        stage: Stage = "body"
        try:
            smtp.send(body)
            stage = "after_body"
            if smtp.sock is not None:
                smtp.sock.settimeout(FINAL_ANSWER_SECONDS)
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(ANSWER_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(stage, 0, _broken(error))
        if code == 421:
            self._drop()
        self._last_used = time.monotonic()
        return Reply("after_body", code, _text(text))

    def _connect(self) -> smtplib.SMTP:
        account = self._account
        try:
            if account.security == "tls":
                smtp: smtplib.SMTP = _PromptSMTPTLS(
                    local_hostname=HELLO_NAME, timeout=self._connect_seconds, context=ssl.create_default_context()
                )
            else:
                smtp = _PromptSMTP(local_hostname=HELLO_NAME, timeout=self._connect_seconds)
            smtp._host = account.smtp_host  # type: ignore[attr-defined]  # the name starttls() holds the certificate against
            code, text = smtp.connect(account.smtp_host, account.smtp_port)
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            raise self._not_reached(error) from error
        self._greeting = f"{code} {_text(text)}"
        if code != 220:
            smtp.close()
            raise self._refused(code, _text(text))
        if account.practice and PRACTICE_GREETING not in self._greeting:
            smtp.close()
            raise AccountError(
                _("What answers on this computer is not the practice mailbox, so nothing was sent."),
                _("Start the program again."),
            )
        if account.security == "none" and smtp.sock is not None and not _is_this_machine(smtp.sock):
            smtp.close()
            raise AccountError(
                _("{host} is another computer, and letters go there only encrypted.").format(host=account.smtp_host),
                _("Use smtps:// (port 465), or smtp:// with STARTTLS (port 587)."),
            )
        return smtp

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self._account.security == "starttls":
            if not smtp.has_extn("starttls"):
                raise AccountError(
                    _("{host} offers no encryption, so nothing was sent.").format(host=self._account.smtp_host),
                    _("Check the port (usually 587 or 465), or ask whoever looks after your e-mail."),
                    details=self._greeting,
                )
            code, text = smtp.starttls(context=ssl.create_default_context())
            if code != 220:
                raise self._refused(code, _text(text))
            smtp.ehlo_or_helo_if_needed()
        if smtp.sock is not None:
            smtp.sock.settimeout(ANSWER_SECONDS)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        """AUTH (RFC 4954), passwords as UTF-8, which ``smtplib`` cannot do."""
        user, password = self._account.username, self._password
        if not user:
            return
        if not password:
            raise AccountError(
                _("The password for “{name}” is not known.").format(name=self._account.name),
                _("Type it in the account’s settings."),
            )
        offered = set(smtp.esmtp_features.get("auth", "").upper().split())
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
                _("{host} does not take a user name and password.").format(host=self._account.smtp_host),
                _("Leave the user name empty if it needs none, or ask whoever looks after your e-mail for another way."),
                details=f"{self._greeting}; AUTH {' '.join(sorted(offered))}",
            )
        if code != 235:
            raise self._refused(code, _text(text))

    def _answers(self) -> bool:
        """True where the line still stands."""
        if self._smtp is None:
            return False
        try:
            return self._smtp.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _reset(self, smtp: smtplib.SMTP) -> None:
        try:
            if smtp.rset()[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _not_reached(self, error: Exception) -> AccountError:
        host, port, details = self._account.smtp_host, self._account.smtp_port, f"{type(error).__name__}: {error}"
        if self._account.practice:
            return TryAgainError(_("The practice mailbox is not running."), _("Start the program again."), details=details)
        if isinstance(error, ssl.SSLCertVerificationError):
            return AccountError(
                _("The certificate of {host} cannot be trusted ({reason}), so nothing was sent.").format(
                    host=host, reason=error.verify_message or error.reason
                ),
                _("Check the server’s name, or ask whoever looks after your e-mail; do not go round this."),
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
            sentence.format(host=host, port=port), _("Check the connection and the port, then try again."), details=details
        )

    def _refused(self, code: int, text: str) -> AccountError:
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
                _("The mail server refused the user name or the password of “{name}”.").format(name=self._account.name),
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


def _is_this_machine(connected: socket.socket) -> bool:
    address = str(connected.getpeername()[0])
    return address.startswith("127.") or address in ("::1", "::ffff:127.0.0.1")


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _broken(error: Exception) -> str:
    return f"the line broke: {type(error).__name__} {error}".strip()
