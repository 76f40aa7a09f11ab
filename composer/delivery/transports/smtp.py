"""Speaks SMTP (RFC 5321) to the account's server: the only place that does.

TLS is always verified. Plain text goes to this machine's own address only, and only where the account says so. The name given
in EHLO is an address literal: this computer's own name is nobody's business.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import smtplib
import socket
import ssl
import time
from typing import TYPE_CHECKING

from composer.delivery.replies import Reply, Stage
from composer.delivery.server_refusals import not_reached, refused
from composer.delivery.transports.smtp_sign_in import PasswordOrToken, offered_ways, sign_in
from composer.delivery.transports.transport import AskFirst, MayGo, Transport, always
from composer.delivery.transports.wire import SharedWire, WaitingWire, Wire, at_once
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
GOODBYE_SECONDS = 5.0
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

    def __init__(self, account: Account, secret: PasswordOrToken = "", *, connect_seconds: float = CONNECT_SECONDS) -> None:
        self._account = account
        self._secret = secret
        self._connect_seconds = connect_seconds
        self._smtp: smtplib.SMTP | None = None
        self._wire: Wire | None = None
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
    def ways_to_sign_in(self) -> tuple[str, ...]:
        """What the server offers, as it spells it; empty before :meth:`open`."""
        return offered_ways(self._smtp) if self._smtp is not None else ()

    @property
    def largest_letter(self) -> int:
        """Octets the server says it takes (RFC 1870); 0 where it does not say."""
        said = self._smtp.esmtp_features.get("size", "") if self._smtp is not None else ""
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0

    def would_take(self, mail_from: str, rcpt_to: str) -> Reply:
        """Ask whether a letter from and to these addresses would be taken, and take the question back; :meth:`open` first."""
        smtp = self._smtp
        if smtp is None or smtp.sock is None:
            return Reply("mail_from", 0, "not connected")
        try:
            code, text = smtp.docmd(f"MAIL FROM:<{mail_from}>")
            self._stage = "mail_from"
            if code // 100 == 2:
                self._stage = "rcpt_to"
                code, text = smtp.docmd(f"RCPT TO:<{rcpt_to}>")
            smtp.rset()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(self._stage, 0, _broken(error))
        return Reply(self._stage, code, _text(text))

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
        if not at_once(self._stands()):
            self.close()
            self._take(smtp := self._signed_in(), WaitingWire(smtp))

    async def reach(self) -> None:
        """:meth:`open`, for a line among others: from here on it never keeps them waiting."""
        if not await self._stands():
            await self.leave()
            smtp = await asyncio.get_running_loop().run_in_executor(None, self._signed_in)
            self._take(smtp, SharedWire(smtp))

    async def _stands(self) -> bool:
        return self.ready or (self._told is None and self._letters < LETTERS_PER_CONNECTION and await self._answers())

    def _take(self, smtp: smtplib.SMTP, wire: Wire) -> None:
        self._smtp, self._wire = smtp, wire
        self._letters = 0
        self._last_used = time.monotonic()

    def _signed_in(self) -> smtplib.SMTP:
        """A new connection, ready for letters."""
        smtp = self._connect()
        try:
            self._encrypt(smtp)
            sign_in(smtp, self._account, self._secret, self._greeting)
        except AccountError:
            smtp.close()
            raise
        except smtplib.SMTPResponseException as error:
            smtp.close()
            raise refused(self._account, error.smtp_code, _text(error.smtp_error)) from error
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            smtp.close()
            raise not_reached(self._account, error) from error
        return smtp

    def expect(self, envelope: Envelope | None) -> None:
        """The envelope travels with the end of the letter before (RFC 2920 section 3.1), where the server allows it. A server
        that waits for a letter which does not come is left: there is no other way back (RFC 5321 section 4.1.1.4)."""
        self._next = envelope
        if envelope is None and self._told is not None:
            self._drop()

    def deliver(self, envelope: Envelope, may_go: MayGo = always) -> Reply:
        """MAIL, RCPT, DATA and the letter; one after the other, or together where the server takes them together."""

        async def ask() -> bool:
            return may_go()

        return at_once(self.hand_over(envelope, ask))

    async def hand_over(self, envelope: Envelope, may_go: AskFirst) -> Reply:
        """:meth:`deliver`, for a line among others."""
        following, self._next = self._next, None
        if self._told is not None and self._told is not envelope:
            self._drop()
        smtp, wire = self._smtp, self._wire
        if smtp is None or wire is None or smtp.sock is None:
            return Reply("mail_from", 0, "not connected")
        if refusal := self._too_large(smtp, envelope):
            return refusal
        self._last_used = time.monotonic()
        self._letters += 1
        self._stage = "mail_from"
        try:
            together = "pipelining" in smtp.esmtp_features
            if together and self._told is None:
                await wire.send(self._commands(smtp, envelope))
            self._told = None
            refusal = await (self._answers_together(wire) if together else self._one_by_one(smtp, wire, envelope))
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(self._stage, 0, _broken(error))
        if refusal is None:
            goes = False
            try:
                goes = await may_go()
            finally:
                if not goes:  # the server waits for a letter now: leaving is the only way to give it none
                    self._drop()
            if not goes:
                return Reply("held_back", 0)
            return await self._give(smtp, wire, envelope, following if together else None)
        if refusal.code == 421:
            self._drop()
        elif self._smtp is not None:
            await self._reset(wire)
        return refusal

    def _too_large(self, smtp: smtplib.SMTP, envelope: Envelope) -> Reply | None:
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(envelope.content):
            return Reply("mail_from", 552, f"5.3.4 message size {len(envelope.content)} exceeds the announced maximum {limit}")
        return None

    def _commands(self, smtp: smtplib.SMTP, envelope: Envelope) -> bytes:
        size = f" SIZE={len(envelope.content)}" if "size" in smtp.esmtp_features else ""
        return f"MAIL FROM:<{envelope.mail_from}>{size}\r\nRCPT TO:<{envelope.rcpt_to}>\r\nDATA\r\n".encode("ascii")

    async def _one_by_one(self, smtp: smtplib.SMTP, wire: Wire, envelope: Envelope) -> Reply | None:
        """The three commands, each after the answer to the one before; the first refusal, or None."""
        commands = self._commands(smtp, envelope).splitlines(keepends=True)
        for self._stage, wanted, command in zip(_STAGES, _WANTED, commands, strict=True):
            await wire.send(command)
            code, text = await wire.answer(ANSWER_SECONDS)
            if code // 100 != wanted:
                return Reply(self._stage, code, text)
        return None

    async def _answers_together(self, wire: Wire) -> Reply | None:
        """The answers to three commands that were sent at once; the first refusal, or None. Where the server waits for a letter
        although it refused the person, it gets an empty one, to nobody (RFC 2920 section 3.1)."""
        refusal: Reply | None = None
        code = 0
        try:
            for stage, wanted in zip(_STAGES, _WANTED, strict=True):
                self._stage = stage
                code, text = await wire.answer(ANSWER_SECONDS)
                if code // 100 != wanted and refusal is None:
                    refusal = Reply(stage, code, text)
            if refusal is not None and code == 354:
                await wire.send(b".\r\n")
                await wire.answer(ANSWER_SECONDS)
        except (OSError, smtplib.SMTPException):
            if refusal is None:
                raise
            self._drop()
        return refusal

    def close(self) -> None:
        """QUIT, where the line still stands and the server does not wait for a letter."""
        at_once(self.leave())

    async def leave(self) -> None:
        """:meth:`close`, for a line among others."""
        wire, self._smtp, self._wire = self._wire, None, None
        told, self._told = self._told, None
        if wire is None:
            return
        try:
            if told is None:
                with contextlib.suppress(OSError, smtplib.SMTPException):
                    await wire.send(b"QUIT\r\n")
                    await wire.answer(GOODBYE_SECONDS)
        finally:
            wire.close()

    async def _give(self, smtp: smtplib.SMTP, wire: Wire, letter: Envelope, following: Envelope | None) -> Reply:
        """The letter itself. Until its last bytes are on their way the server cannot have taken it; after that it may have."""
        body = letter.content
        if letter.has_dots and (body.startswith(b".") or b"\n." in body):
            body = _LINE_DOT.sub(b"..", body)
        end = b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"
        if following is not None and (self._letters >= LETTERS_PER_CONNECTION or self._too_large(smtp, following)):
            following = None
        self._stage = "body"
        try:
            try:
                await wire.send(body, end if following is None else end + self._commands(smtp, following))
            finally:
                self._stage = "body" if wire.begun < 2 else "after_body"
            self._told = following
            code, text = await wire.answer(FINAL_ANSWER_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(self._stage, 0, _broken(error))
        if code == 421:
            self._drop()
        self._last_used = time.monotonic()
        return Reply("after_body", code, text)

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

    async def _answers(self) -> bool:
        """True where the line still stands."""
        if self._wire is None:
            return False
        try:
            await self._wire.send(b"NOOP\r\n")
            return (await self._wire.answer(ANSWER_SECONDS))[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    async def _reset(self, wire: Wire) -> None:
        try:
            await wire.send(b"RSET\r\n")
            if (await wire.answer(ANSWER_SECONDS))[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        self._told = None
        wire, self._smtp, self._wire = self._wire, None, None
        if wire is not None:
            wire.close()


def _is_this_machine(connected: socket.socket) -> bool:
    address = str(connected.getpeername()[0])
    return address.startswith("127.") or address in ("::1", "::ffff:127.0.0.1")


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _broken(error: Exception) -> str:
    return f"the line broke: {type(error).__name__} {error}".strip()
