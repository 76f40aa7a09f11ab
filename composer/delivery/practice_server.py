"""The practice mailbox: a real SMTP server on this computer that keeps every letter as a file and sends none on.

Several windows may start it for the same folder: the first one listens, the others find it and use it.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
from pathlib import Path
from typing import Any

from composer.errors import WorkspaceError
from composer.i18n import _

HOST = "127.0.0.1"
GREETING = "Newsletter Composer practice mailbox"  # the SMTP transport asks for these words before it trusts the port
LARGEST_LETTER = 50_000_000  # octets
_NOTE = ".practice.json"


class PracticeServer:
    """Keeps letters as ``1.eml``, ``2.eml`` ... in ``folder``.

    Args:
        folder: where the letters go; made where it is missing.
        port: 0 takes the port of last time where it is free, else any.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        self._folder = folder
        self._wanted_port = port
        self._controller: Any = None
        self.port = 0

    def start(self) -> int:
        """Listen, unless this very mailbox is being served already; returns the port. Starting twice is as good as once.

        Raises:
            WorkspaceError: the folder cannot be written, or nothing can listen.
        """
        if self.port:
            return self.port
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            port, mark = self._note()
            if port and _greeting_of(port).endswith(mark):
                self.port = port
                return port
            mark = secrets.token_hex(8)
            self._controller, self.port = self._listen(self._wanted_port or port, mark)
            self._write_note(self.port, mark)
        except OSError as error:
            self.stop()
            raise WorkspaceError(
                _("The practice mailbox in “{folder}” cannot be opened.").format(folder=self._folder),
                _("Check that there is room on the disk and that the folder may be written."),
                details=str(error),
            ) from error
        return self.port

    def stop(self) -> None:
        """Stop listening; what another window serves goes on."""
        controller, self._controller, self.port = self._controller, None, 0
        if controller is not None:
            controller.stop()

    def letters(self) -> list[Path]:
        """The letters, in the order they came."""
        found = [path for path in self._folder.glob("*.eml") if path.stem.isdigit()]
        return sorted(found, key=lambda path: int(path.stem))

    def __enter__(self) -> PracticeServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _listen(self, port: int, mark: str) -> tuple[Any, int]:
        """Start the server on ``port``, or any port where that one is taken."""
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import SMTP

        box = _Box(self._folder)

        class Mailbox(Controller):
            def factory(self) -> Any:
                return SMTP(box, hostname="localhost", ident=f"{GREETING} {mark}", data_size_limit=LARGEST_LETTER)

        for candidate in dict.fromkeys((port, 0)):
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
                if os.name == "posix":
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((HOST, candidate))
                except OSError:
                    if candidate == 0:
                        raise
                    continue
                chosen = probe.getsockname()[1]
            controller = Mailbox(box, hostname=HOST, port=chosen)
            try:
                controller.start()
            except OSError:
                if candidate == 0:
                    raise
                continue
            return controller, chosen
        raise OSError("no port is free")

    def _note(self) -> tuple[int, str]:
        """Port and mark of the server that last served this folder; 0 where none did."""
        try:
            note = json.loads((self._folder / _NOTE).read_text(encoding="utf-8"))
            return int(note["port"]), str(note["mark"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, ""

    def _write_note(self, port: int, mark: str) -> None:
        waiting = self._folder / f"{_NOTE}.part"
        waiting.write_text(json.dumps({"port": port, "mark": mark}), encoding="utf-8")
        os.replace(waiting, self._folder / _NOTE)


class _Box:
    """Takes letters from the server's thread and keeps them; a letter is acknowledged only once its file is there, whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._number = max((int(path.stem) for path in folder.glob("*.eml") if path.stem.isdigit()), default=0)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if envelope.rcpt_tos:
            return "452 4.5.3 one letter, one person"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        top = f"Return-Path: <{envelope.mail_from}>\r\nDelivered-To: {envelope.rcpt_tos[0]}\r\n"
        content = top.encode("utf-8", "replace") + (envelope.original_content or b"")
        try:
            name = self._keep(content)
        except OSError as error:
            return f"452 4.3.1 {error.strerror}"
        return f"250 2.0.0 kept as {name}"

    def _keep(self, content: bytes) -> str:
        with self._lock:
            self._number += 1
            name = f"{self._number}.eml"
            waiting = self._folder / f".{name}.part"
            waiting.write_bytes(content)
            os.replace(waiting, self._folder / name)
            return name


def _greeting_of(port: int) -> str:
    """What answers on this computer's ``port``; empty where nothing does within a second."""
    try:
        with socket.create_connection((HOST, port), timeout=1.0) as line:
            return line.recv(512).decode("ascii", "replace").strip()
    except OSError:
        return ""
