"""The letter to oneself: sent as a newsletter is, read back over IMAP, and what the receiving server thought of it explained."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING

from composer.clock import Clock
from composer.delivery import headers, unsubscribe
from composer.delivery.addresses import ascii_address
from composer.delivery.authentication_results import ReceivedLetter, read_results
from composer.delivery.envelope import Envelope
from composer.delivery.mailbox.folder_names import INBOX, junk_folder
from composer.delivery.mailbox.line import MailboxLine
from composer.delivery.quoted_printable import encode
from composer.delivery.replies import judge
from composer.delivery.sender_domain.checking import DomainFinding, DomainReport
from composer.errors import AccountError, DeliveryError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.delivery.mailbox.line import PasswordOrToken
    from composer.delivery.transports.transport import Transport

PATIENCE = 120.0
"""Seconds a letter to oneself may take."""
EVERY = 4.0
_READ = 64_000


@dataclass(frozen=True)
class Arrived:
    """The letter as it lies in the mailbox."""

    folder: str
    in_junk: bool
    letter: ReceivedLetter


def seed_letter(account: Account, to: str, clock: Clock) -> tuple[Envelope, str]:
    """A small letter with all the headers a newsletter has, and the mark it is found by.

    It names an unsubscribe page whether there is one or not: only so can be seen what a signature covers, and it goes to oneself.
    """
    own, to = ascii_address(account.from_email), ascii_address(to)
    domain, token = own.rpartition("@")[2], f"seed{secrets.token_hex(12)}"
    words = _("This letter was sent by the newsletter program to see how letters arrive. You can delete it.")
    top = "".join(
        (
            f"Date: {format_datetime(clock())}\r\n",
            headers.mailbox("To", "", to),
            headers.mailbox("From", account.from_name, own),
            headers.words("Subject", _("A letter to yourself")),
            f"Message-ID: <{token}@{domain}>\r\n",
            unsubscribe.headers(unsubscribe.mail_address(own, token), f"https://{domain}/unsubscribe/{token}"),
            headers.raw("List-Id", f"<seed.{domain}>"),
            f"X-Recipient-Id: {token}\r\n",
            "MIME-Version: 1.0\r\n",
            'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n',
        )
    )
    return Envelope(own, to, top.encode("ascii") + encode(words) + b"\r\n"), token


def send_seed(transport: Transport, envelope: Envelope) -> None:
    """Hand it over.

    Raises:
        AccountError: the server was not reached. DeliveryError: it did not take the letter.
    """
    transport.open()
    try:
        reply = transport.deliver(envelope)
    finally:
        transport.close()
    if judge(reply).outcome != "accepted":
        raise DeliveryError(
            _("The mail server did not take the letter. It said: “{words}”").format(words=reply.shown()),
            _("Try the account first."),
        )


def await_seed(
    account: Account,
    secret: PasswordOrToken,
    token: str,
    *,
    patience: float = PATIENCE,
    every: float = EVERY,
    stop: threading.Event | None = None,
    line: Callable[[Account, PasswordOrToken], MailboxLine] = MailboxLine,
) -> Arrived:
    """Wait until it lies in the mailbox, in the inbox or among spam.

    Raises:
        AccountError: the mailbox cannot be read. DeliveryError: it did not come in time, or was stopped.
    """
    until, stop = time.monotonic() + patience, stop or threading.Event()
    with line(account, secret) as reading:
        junk = junk_folder(reading.folders())
        while True:
            for folder in filter(None, (INBOX, junk)):
                reading.examine(folder)
                for found in reading.letters(reading.uids_with_header("X-Recipient-Id", token)[:1], most=_READ):
                    return Arrived(folder, folder == junk, read_results(found.content))
            if stop.wait(min(every, max(0.0, until - time.monotonic()))) or time.monotonic() >= until:
                break
    raise DeliveryError(
        _("The letter is with the mail server, and has not come to “{name}” yet.").format(name=account.name),
        _("Look into that mailbox in a while; some servers hold letters of strangers back for some minutes."),
    )


def explain(arrived: Arrived) -> DomainReport:
    """What it means for a newsletter, in words, with what to ask IT for."""
    letter = arrived.letter
    findings = [_where(arrived)]
    if not letter.server:
        words = _("The server of that mailbox does not write down what it thought of the letter. Try one at another provider.")
        findings.append(DomainFinding("alignment", "unknown", words))
    else:
        findings += [_proof(letter, "spf"), _proof(letter, "dkim"), _dmarc(letter)]
    findings.append(_one_click(letter))
    return DomainReport(letter.from_domain, tuple(findings))


def _where(arrived: Arrived) -> DomainFinding:
    if arrived.in_junk:
        return DomainFinding("arrival", "bad", _("The letter arrived among spam (“{name}”).").format(name=arrived.folder))
    return DomainFinding("arrival", "good", _("The letter arrived in the inbox."))


_NAMES = {"spf": "SPF", "dkim": "DKIM"}
_WHAT = {
    "spf": "SPF: let the mail server that sends our newsletter be named in the SPF record of {domain}.",
    "dkim": "DKIM: let letters from {domain} be signed with a key of {domain}.",
}


def _proof(letter: ReceivedLetter, method: str) -> DomainFinding:
    found, domain, name = letter.result(method), letter.from_domain, _NAMES[method]
    ask = _(_WHAT[method]).format(domain=domain)
    if found is None or found.result in ("none", "neutral"):
        words = _("{server} found no proof by {name} in the letter.").format(server=letter.server, name=name)
        return DomainFinding(method, "bad" if method == "dkim" else "advice", words, ask)
    if found.result != "pass":
        words = _("{server} did not believe the proof by {name} ({result}).").format(
            server=letter.server, name=name, result=found.result
        )
        return DomainFinding(method, "bad", words, ask)
    if found.domain and not _same(found.domain, domain):
        words = _("The proof by {name} is one of {other}, not of {domain}; for DMARC it does not count.").format(
            name=name, other=found.domain, domain=domain
        )
        return DomainFinding(method, "advice", words, ask)
    return DomainFinding(method, "good", _("{server} believed the proof by {name}.").format(server=letter.server, name=name))


def _dmarc(letter: ReceivedLetter) -> DomainFinding:
    found, domain = letter.result("dmarc"), letter.from_domain
    if found is not None and found.result == "pass":
        return DomainFinding("dmarc", "good", _("It is certain for {server} that the letter is from {domain} (DMARC).").format(
            server=letter.server, domain=domain
        ))  # fmt: skip
    if found is None or found.result in ("none", "bestguesspass"):
        words = _("{server} found no DMARC record of {domain}.").format(server=letter.server, domain=domain)
        ask = _("Publish at _dmarc.{domain} the TXT record: v=DMARC1; p=none; rua=mailto:dmarc@{domain}").format(domain=domain)
        return DomainFinding("dmarc", "bad", words, ask)
    words = _("For {server} the letter does not prove to be from {domain} (DMARC: {result}).").format(
        server=letter.server, domain=domain, result=found.result
    )
    return DomainFinding(
        "dmarc", "bad", words, _("Let SPF or DKIM prove {domain} itself (DMARC alignment).").format(domain=domain)
    )


def _one_click(letter: ReceivedLetter) -> DomainFinding:
    if len(letter.covered) == 2:
        return DomainFinding("headers", "good", _("The signature protects the unsubscribe button (RFC 8058)."))
    words = _(
        "No signature protects the unsubscribe headers, so Gmail and others may not show their button. Links in the letter work."
    )
    ask = _("Let the DKIM signature cover the headers List-Unsubscribe and List-Unsubscribe-Post.") if letter.signers else ""
    return DomainFinding("headers", "advice", words, ask)


def _same(one: str, other: str) -> bool:
    """Relaxed alignment, as far as it can be told without a list of all public suffixes: one is the other, or stands under it."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def need_mailbox(account: Account) -> None:
    """Raises AccountError where an account's mailbox cannot be read."""
    if account.practice or not account.imap_host:
        raise AccountError(
            _("The mailbox of “{name}” cannot be read from here.").format(name=account.name),
            _("Give its IMAP server in the account’s settings, or send the letter to another account."),
        )
