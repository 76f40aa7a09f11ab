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
from composer.delivery.server_refusals import not_reached, refused
from composer.delivery.transports.transport import Transport
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
_STAGES: tuple[Stage, ...] = ("mail_from", "rcpt_to", "data")
_WANTED = (2, 2, 3)  # first digits of the answers that let us go on
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
        self._stage: Stage = "mail_from"
        self._next: Envelope | None = None  # will most likely be the next letter
        self._told: Envelope | None = None  # its envelope is with the server, which waits for the letter

    def description(self) -> str:
        """The server's greeting and abilities, for whoever looks after the computers."""
        features = sorted(self._smtp.esmtp_features) if self._smtp else []
        return f"{self._greeting}; {', '.join(features)}"

    @property
    def ready(self) -> bool:
        """True where a line stands that was used a moment ago and is not yet to be renewed."""
        fresh = time.monotonic() - self._last_used < IDLE_SECONDS
        return self._smtp is not None and self._letters < LETTERS_PER_CONNECTION and fresh

    @property
    def looks_ahead(self) -> bool:
        """True where the server takes commands together (PIPELINING)."""
        return self._smtp is not None and "pipelining" in self._smtp.esmtp_features

    def open(self) -> None:
        """Connect, encrypt and sign in; a line that has been idle is tried first and replaced where it is dead."""
        if self.ready or (self._told is None and self._letters < LETTERS_PER_CONNECTION and self._answers()):
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
            raise refused(self._account, error.smtp_code, _text(error.smtp_error)) from error
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            smtp.close()
            raise not_reached(self._account, error) from error
        self._smtp = smtp
        self._letters = 0
        self._last_used = time.monotonic()

    def expect(self, envelope: Envelope | None) -> None:
        """The envelope travels with the end of the letter before (RFC 2920 section 3.1), where the server allows it. A server
        that waits for a letter which does not come is left: there is no other way back (RFC 5321 section 4.1.1.4)."""
        self._next = envelope
        if envelope is None and self._told is not None:
            self._drop()

    def deliver(self, envelope: Envelope) -> Reply:
        """MAIL, RCPT, DATA and the letter; one after the other, or together where the server takes them together."""
        following, self._next = self._next, None
        if self._told is not None and self._told is not envelope:
            self._drop()
        smtp = self._smtp
        if smtp is None or smtp.sock is None:
            return Reply("mail_from", 0, "not connected")
        if refusal := self._too_large(smtp, envelope):
            return refusal
        self._last_used = time.monotonic()
        self._letters += 1
        self._stage = "mail_from"
        try:
            together = "pipelining" in smtp.esmtp_features
            if together and self._told is None:
                smtp.sock.sendall(self._commands(smtp, envelope))
            self._told = None
            refusal = self._answers_together(smtp) if together else self._one_by_one(smtp, envelope)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(self._stage, 0, _broken(error))
        if refusal is None:
            return self._hand_over(smtp, envelope.content, following if together else None)
        if refusal.code == 421:
            self._drop()
        elif self._smtp is not None:
            self._reset(smtp)
        return refusal

    def _too_large(self, smtp: smtplib.SMTP, envelope: Envelope) -> Reply | None:
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(envelope.content):
            return Reply("mail_from", 552, f"5.3.4 message size {len(envelope.content)} exceeds the announced maximum {limit}")
        return None

    def _commands(self, smtp: smtplib.SMTP, envelope: Envelope) -> bytes:
        size = f" SIZE={len(envelope.content)}" if "size" in smtp.esmtp_features else ""
        return f"MAIL FROM:<{envelope.mail_from}>{size}\r\nRCPT TO:<{envelope.rcpt_to}>\r\nDATA\r\n".encode("ascii")

    def _one_by_one(self, smtp: smtplib.SMTP, envelope: Envelope) -> Reply | None:
        """The three commands, each after the answer to the one before; the first refusal, or None."""
        commands = self._commands(smtp, envelope).decode("ascii").splitlines()
        for self._stage, wanted, command in zip(_STAGES, _WANTED, commands, strict=True):
            code, text = smtp.docmd(command)
            if code // 100 != wanted:
                return Reply(self._stage, code, _text(text))
        return None

    def _answers_together(self, smtp: smtplib.SMTP) -> Reply | None:
        """The answers to three commands that were sent at once; the first refusal, or None. Where the server waits for a letter
        although it refusal the person, it gets an empty one, to nobody (RFC 2920 section 3.1)."""
        refusal: Reply | None = None
        code = 0
        try:
            for stage, wanted in zip(_STAGES, _WANTED, strict=True):
                self._stage = stage
                code, text = smtp.getreply()
                if code // 100 != wanted and refusal is None:
                    refusal = Reply(stage, code, _text(text))
            if refusal is not None and code == 354:
                smtp.send(b".\r\n")
                smtp.getreply()
        except (OSError, smtplib.SMTPException):
            if refusal is None:
                raise
            self._drop()
        return refusal

    def close(self) -> None:
        """QUIT, where the line still stands and the server does not wait for a letter."""
        smtp, self._smtp = self._smtp, None
        told, self._told = self._told, None
        if smtp is None:
            return
        if told is not None:
            smtp.close()
            return
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if smtp.sock is not None:
                smtp.sock.settimeout(5.0)
            smtp.quit()
        smtp.close()

    def _hand_over(self, smtp: smtplib.SMTP, content: bytes, following: Envelope | None) -> Reply:
        """The letter itself. Until its last bytes are on their way the server cannot have taken it; after that it may have."""
        body = _LINE_DOT.sub(b"..", content) if content.startswith(b".") or b"\n." in content else content
        end = b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"
        if following is not None and (self._letters >= LETTERS_PER_CONNECTION or self._too_large(smtp, following)):
            following = None
        self._stage = "body"
        try:
            smtp.send(body)
            self._stage = "after_body"
            if smtp.sock is not None:
                smtp.sock.settimeout(FINAL_ANSWER_SECONDS)
            smtp.send(end if following is None else end + self._commands(smtp, following))
            self._told = following
            code, text = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(ANSWER_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(self._stage, 0, _broken(error))
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
            raise not_reached(self._account, error) from error
        self._greeting = f"{code} {_text(text)}"
        if code != 220:
            smtp.close()
            raise refused(self._account, code, _text(text))
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
                raise refused(self._account, code, _text(text))
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
            raise refused(self._account, code, _text(text))

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
        self._told = None
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _is_this_machine(connected: socket.socket) -> bool:
    address = str(connected.getpeername()[0])
    return address.startswith("127.") or address in ("::1", "::ffff:127.0.0.1")


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _broken(error: Exception) -> str:
    return f"the line broke: {type(error).__name__} {error}".strip()
