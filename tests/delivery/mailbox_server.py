"""A mailbox server on this computer, speaking as much IMAP as is needed to read from it; it answers by rule, for tests."""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

Rule = Callable[[str, str], "str | None"]
"""(command, what follows it) -> the tagged answer (``NO [AUTHENTICATIONFAILED] ...``), DROP, or None for the usual one."""

DROP = "DROP"
RECEIVED = "20-Nov-2026 10:00:00 +0000"


@dataclass
class Stored:
    """One folder."""

    validity: int = 7
    letters: dict[int, bytes] = field(default_factory=dict)
    flags: str = "\\HasNoChildren"
    says_next: bool = True

    def told(self) -> str:
        """What opening it says."""
        told = f"* {len(self.letters)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] ok\r\n"
        return told + (f"* OK [UIDNEXT {max(self.letters, default=0) + 1}] ok\r\n" if self.says_next else "")

    def put(self, content: bytes) -> int:
        """A letter comes in; its number."""
        uid = max(self.letters, default=0) + 1
        self.letters[uid] = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        return uid


@dataclass
class MailboxServer:
    """TLS from the first byte. ``folders`` by their names as the server spells them."""

    context: ssl.SSLContext
    rule: Rule = lambda _command, _rest: None
    password: str = "secret"
    token: str = ""
    capabilities: str = "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2"
    greeting: str = "* OK ready"
    folders: dict[str, Stored] = field(default_factory=lambda: {"INBOX": Stored()})
    asked: list[str] = field(default_factory=list)

    def start(self) -> MailboxServer:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    @property
    def inbox(self) -> Stored:
        return self.folders["INBOX"]

    def _serve(self) -> None:
        while True:
            try:
                raw, _peer = self._listening.accept()
            except OSError:
                return
            with contextlib.suppress(OSError, ValueError), raw, self.context.wrap_socket(raw, server_side=True) as line:
                line.settimeout(10)
                self._speak(line)

    def _speak(self, line: ssl.SSLSocket) -> None:
        reading = line.makefile("rb")
        line.sendall(f"{self.greeting}\r\n".encode())
        opened = Stored()
        while text := reading.readline().decode("utf-8", "replace").rstrip("\r\n"):
            tag, _space, rest = text.partition(" ")
            command, _space, rest = rest.partition(" ")
            command = command.upper()
            self.asked.append(f"{command} {rest}".strip())
            answer = self.rule(command, rest)
            if answer == DROP:
                return
            if answer is None:
                if command == "AUTHENTICATE":
                    answer = self._authenticate(rest, line, reading)
                elif command == "EXAMINE" and (found := self.folders.get(rest.strip('"'))):
                    opened = found
                    line.sendall(opened.told().encode())
                    answer = "OK [READ-ONLY] done"
                else:
                    answer = self._answer(command, rest, opened, line)
            line.sendall(f"{tag} {answer}\r\n".encode())
            if command == "LOGOUT":
                return

    def _authenticate(self, rest: str, line: ssl.SSLSocket, reading: object) -> str:
        line.sendall(b"+ \r\n")
        said = base64.b64decode(reading.readline()).decode()  # type: ignore[attr-defined]  # a file of bytes
        if rest.upper() == "PLAIN":
            return "OK in" if said.split("\0")[2] == self.password else "NO [AUTHENTICATIONFAILED] wrong"
        if f"auth=Bearer {self.token}\x01" in said:
            return "OK in"
        line.sendall(b"+ " + base64.b64encode(b'{"status":"401"}') + b"\r\n")
        reading.readline()  # type: ignore[attr-defined]  # a file of bytes
        return "NO AUTHENTICATE failed."

    def _answer(self, command: str, rest: str, opened: Stored, line: ssl.SSLSocket) -> str:
        if command == "CAPABILITY":
            line.sendall(f"* CAPABILITY {self.capabilities}\r\n".encode())
        elif command == "LOGOUT":
            line.sendall(b"* BYE over\r\n")
        elif command == "LIST":
            for name, folder in self.folders.items():
                line.sendall(f'* LIST ({folder.flags}) "/" "{name}"\r\n'.encode())
        elif command == "UID" and rest.upper().startswith("SEARCH"):
            line.sendall(f"* SEARCH {' '.join(map(str, self._found(rest[7:], opened)))}\r\n".encode())
        elif command == "UID" and rest.upper().startswith("FETCH"):
            most = int(re.search(r"<0\.(\d+)>", rest)[1])  # type: ignore[index]  # it always asks for a part
            for number, uid in enumerate(map(int, rest.split()[1].split(",")), 1):
                if uid not in opened.letters:
                    continue
                whole = opened.letters[uid]
                part = whole[:most]
                head = f'* {number} FETCH (UID {uid} RFC822.SIZE {len(whole)} INTERNALDATE "{RECEIVED}" BODY[]<0> {{{len(part)}}}'
                line.sendall(head.encode() + b"\r\n" + part + b")\r\n")
        else:
            return "NO no such thing"
        return "OK done"

    def _found(self, asked: str, opened: Stored) -> list[int]:
        uids = sorted(opened.letters)
        if match := re.match(r"UID (\d+):\*", asked):
            return [uid for uid in uids if uid >= int(match[1])] or uids[-1:]
        if match := re.match(r"HEADER (\S+) \"?([A-Za-z0-9]+)", asked):
            return [uid for uid in uids if match[2].encode() in opened.letters[uid].partition(b"\r\n\r\n")[0]]
        return uids
