"""A workspace with people in it, a letter, and a mail server that does as it is told: for tests and measurements of sending."""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.delivery.accounts import Account, AccountStore
from composer.delivery.audience import audience
from composer.delivery.campaign import Campaign, CampaignStore
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.rendering.merge_tags import Token
from composer.rendering.rendered import Rendered

TOKENS = (Token("NLTTOKTESTN0X", "first_name", "friend"), Token("NLTTOKTESTN1X", "unsubscribe_url", ""))
HTML = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Letter</title></head><body style="margin:0">
<p>Dear NLTTOKTESTN0X, the harbour café opens.</p>
<p><a href="NLTTOKTESTN1X">Unsubscribe</a></p>
</body></html>
"""
TEXT = "Dear NLTTOKTESTN0X,\n\nthe harbour café opens.\n\nUnsubscribe: NLTTOKTESTN1X\n"

Rule = Callable[[str, str], "str | None"]
"""(stage, argument) -> the answer, DROP, or None for the usual answer. Stages: connect, mail, rcpt, data, body, quit."""

DROP = "DROP"


@dataclass
class ScriptedServer:
    """A mail server on this computer. It answers by rule and remembers the letters it said 250 to, and those it swallowed."""

    rule: Rule = lambda _stage, _argument: None
    extensions: tuple[str, ...] = ("SIZE 10000000", "8BITMIME")
    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    password: str = ""
    letters: list[tuple[str, bytes]] = field(default_factory=list)
    swallowed: list[tuple[str, bytes]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def start(self) -> ScriptedServer:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._lines: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def addresses(self) -> list[str]:
        return [address for address, _letter in self.letters]

    def _accept(self) -> None:
        while True:
            try:
                line, _peer = self._listener.accept()
            except OSError:
                return
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for the one before
            self._lines.append(line)
            self.connections += 1
            thread = threading.Thread(target=self._serve_safely, args=(line,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve_safely(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError, ConnectionError), line:
            self._serve(line)

    def _serve(self, plain: socket.socket) -> None:
        line = self.tls.wrap_socket(plain, server_side=True) if self.tls and self.implicit_tls else plain
        reader = line.makefile("rb")
        greeting = self.rule("connect", "") or "220 test.example ready"
        if greeting == DROP:
            return
        line.sendall(f"{greeting}\r\n".encode())
        rcpt, refused, encrypted, signed_in = "", False, line is not plain, False
        while raw := reader.readline():
            command = raw.decode("latin-1").strip()
            self.commands.append(command)
            verb, _space, rest = command.partition(" ")
            verb = verb.upper()
            stage = {"MAIL": "mail", "RCPT": "rcpt", "DATA": "data", "QUIT": "quit"}.get(verb, verb.lower())
            answer = self.rule(stage, rest)
            if answer == DROP:
                return
            if answer is None and self.password and verb in ("MAIL", "RCPT") and not signed_in:
                answer = "530 5.7.0 Authentication required"
            if verb in ("EHLO", "HELO") and answer is None:
                offered = list(self.extensions)
                if self.tls and not encrypted:
                    offered.append("STARTTLS")
                if self.password:
                    offered.append("AUTH PLAIN LOGIN")
                lines = ["test.example", *offered]
                answer = "\r\n".join(f"250{'-' if i < len(lines) - 1 else ' '}{text}" for i, text in enumerate(lines))
            elif verb == "STARTTLS" and answer is None and self.tls:
                line.sendall(b"220 go on\r\n")
                line = self.tls.wrap_socket(line, server_side=True)
                reader, encrypted = line.makefile("rb"), True
                continue
            elif verb == "AUTH" and answer is None:
                given = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")[-1]
                signed_in = given == self.password
                answer = "235 2.7.0 welcome" if signed_in else "535 5.7.8 Username and Password not accepted"
            elif verb == "MAIL":
                refused = bool(answer and answer[0] != "2")
            elif verb == "RCPT":
                rcpt = "" if refused or (answer and answer[0] != "2") else rest.partition(":")[2].partition(" ")[0].strip("<>")
            elif verb == "DATA" and answer is None:
                line.sendall(b"354 go on\r\n")
                content = bytearray()
                while (part := reader.readline()) not in (b".\r\n", b""):
                    content += part[1:] if part.startswith(b".") else part
                    if self.rule("in body", rcpt) == DROP:
                        return
                if not part:
                    return
                answer = (self.rule("body", rcpt) or "250 2.0.0 taken") if rcpt else "554 5.5.1 no valid recipients"
                if answer == DROP:
                    self.swallowed.append((rcpt, bytes(content)))
                    return
                if answer.startswith("2"):
                    self.letters.append((rcpt, bytes(content)))
            elif verb == "QUIT":
                line.sendall(b"221 2.0.0 bye\r\n")
                return
            line.sendall(f"{answer or '250 2.0.0 OK'}\r\n".encode())


@dataclass
class Office:
    """A workspace with people on the list Friends, ready to send one issue."""

    engine: Any
    clock: Any
    newsletter: Newsletter
    issue: Issue
    rendered: Rendered
    account: Account

    @property
    def campaigns(self) -> CampaignStore:
        return CampaignStore(self.engine, self.clock)

    def people(self, count: int, list_name: str = "Friends", *, sample: bool = False, first_name: str = "Anna") -> list[str]:
        """Adds people to a list (made where it is missing) and returns their addresses."""
        contacts, lists = ContactStore(self.engine, self.clock), ListStore(self.engine, self.clock)
        if list_name not in [row.name for row in lists.all()]:
            lists.create(list_name, sample)
        stem = list_name.lower().replace(" ", "-")
        addresses = [f"{stem}{number:03}@example.org" for number in range(count)]
        ids = [
            contacts.save(Contact(email=address, first_name=first_name, last_name=f"Lind {number:03}")).id
            for number, address in enumerate(addresses)
        ]
        lists.add(list_name, ids)
        return addresses

    def send_through(self, port: int, **changes: Any) -> Account:
        """Makes the office's account one on this computer's port."""
        self.account = Account(
            **{
                "name": "Office",
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "security": "none",
                "from_email": "news@harbour.example",
            }
            | changes
        )
        AccountStore(self.engine, self.clock).save(self.account)
        return self.account

    def campaign(self, *lists: str, again_reason: str = "", **options: Any) -> Campaign:
        names = lists or ("Friends",)
        found = audience(
            self.engine,
            self.clock,
            newsletter_id=self.newsletter.id,
            lists=names,
            issue_id=self.issue.id,
            again_reason=again_reason,
            account=self.account,
        )
        return self.campaigns.create(
            issue=self.issue,
            rendered=self.rendered,
            pictures={},
            newsletter=self.newsletter,
            account=self.account,
            audience=found,
            lists=names,
            **options,
        )

    def write_letter(self, **bodies: str) -> None:
        """Gives the issue another body."""
        self.rendered = rendered_letter(self.issue, **bodies)

    def states(self, campaign: Campaign) -> dict[str, str]:
        """What became of each person's letter."""
        return {row.email: row.state for row in self.campaigns.deliveries(campaign.id, limit=10_000)}


def rendered_letter(issue: Issue, *, html: str = HTML, text: str = TEXT, subject: str = "News for NLTTOKTESTN0X") -> Rendered:
    """What rendering the issue would give, made by hand."""
    return Rendered(
        issue_id=issue.id,
        fingerprint=issue.fingerprint(),
        subject=subject,
        preheader="",
        html=html,
        text=text,
        tokens=TOKENS,
        pictures=(),
        html_bytes=len(html.encode()),
        style_bytes=0,
        block_bytes={},
    )


def new_office(engine: Any, clock: Any) -> Office:
    """An office with a newsletter, an issue and an account, and nobody to write to yet."""
    newsletter = Newsletter(name="Harbour news", sender_name="Harbour Friends", sender_email="news@harbour.example")
    issue = Issue(newsletter=newsletter.id, name="December newsletter", subject="News")
    office = Office(
        engine, clock, newsletter, issue, rendered_letter(issue), Account(name="Office", smtp_host="127.0.0.1", smtp_port=1)
    )
    office.send_through(1)
    return office
