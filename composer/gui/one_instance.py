"""One program per workspace: who starts it again gets the window that is there, with the file they wanted to open.

The second start talks to the first through a local socket that only this user may use, and ends. What arrives there is hostile
until it is shown to be a path: a program of the same user can write anything.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1_500
"""Milliseconds a second start waits for the first to answer; a program that hangs must not keep another from starting."""
MAX_BYTES = 20_000
HEARD = b"ok"


class OneInstance(QObject):
    """``asked(path)`` when somebody started the program again; the path is empty, or a ``.newsletter`` file that is there."""

    asked = Signal(str)

    def __init__(self, location: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(location)
        self._server: QLocalServer | None = None

    def hand_over(self, path: str = "") -> bool:
        """Tell the one that runs already; True where there is one and it has heard.

        Qt's network module is loaded only where one may be there: the first window waits for this answer.
        """
        if os.name == "posix" and not (Path(QDir.tempPath()) / self._name).exists():
            return False
        import json

        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE):
            return False
        socket.write(json.dumps({"open": path}).encode() + b"\n")
        socket.waitForBytesWritten(PATIENCE)
        heard = b""
        while len(heard) < len(HEARD) and socket.waitForReadyRead(PATIENCE):
            heard += bytes(socket.readAll().data())
        socket.disconnectFromServer()
        return heard.startswith(HEARD)

    def listen(self) -> bool:
        """Be the one. False where the system does not allow it (then there may be two)."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is None:
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._on_connected)
        # What a killed program left behind would refuse us for ever; nobody answered there just now.
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Be it no longer."""
        if self._server is not None:
            self._server.close()

    def _on_connected(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda talking=socket: self._on_heard(talking))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._on_heard(socket)

    def _on_heard(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > MAX_BYTES:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        path = wanted_path(bytes(socket.readLine().data()))
        socket.write(HEARD)
        socket.flush()
        self.asked.emit(path)


def wanted_path(said: bytes) -> str:
    """The file that is to be opened; empty where none is named, or what is named is no issue on this computer."""
    import json

    try:
        data = json.loads(said)
    except (ValueError, RecursionError):
        return ""
    path = data.get("open") if isinstance(data, dict) else None
    return path if isinstance(path, str) and is_issue_file(path) else ""


def is_issue_file(path: str) -> bool:
    """Whether this is the path of a ``.newsletter`` file that is there."""
    # Only now: the first window is painted before anything of an issue is loaded.
    from composer.document.issue_file import ENDING

    found = Path(path)
    try:
        return found.suffix.lower() == ENDING and found.is_absolute() and found.is_file()
    except (OSError, ValueError):
        return False


def _name(location: str) -> str:
    """The same for one user and one workspace, whatever it is spelled like; short enough for every system's sockets."""
    import getpass
    import hashlib

    place = location if "://" in location else str(Path(location).expanduser().resolve())
    return "newsletter-" + hashlib.sha256(f"{getpass.getuser()}\0{place}".encode()).hexdigest()[:24]
