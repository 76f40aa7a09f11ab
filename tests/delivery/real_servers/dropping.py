"""A line between us and a real mail server that breaks where it is told to."""

from __future__ import annotations

import contextlib
import socket
import threading


class DroppingLine:
    """Hands everything on, and hangs up before it hands on a command (or, for ``answer``, the answer to the letter).

    Args:
        before: what our side begins to say when the line is to break (``MAIL``, ``RCPT``, ``DATA``, ``.``); ``greeting`` at once;
            ``answer``: the letter arrives whole, and what the server says to it is lost.
    """

    def __init__(self, port: int, before: str) -> None:
        self._to = port
        self._before = before
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                ours, _peer = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._between, args=(ours,), daemon=True).start()

    def _between(self, ours: socket.socket) -> None:
        with ours, socket.create_connection(("127.0.0.1", self._to)) as theirs, contextlib.suppress(OSError):
            if self._before == "greeting":
                return
            letter = threading.Event()
            back = threading.Thread(target=self._back, args=(theirs, ours, letter), daemon=True)
            back.start()
            told = b""
            while part := ours.recv(65536):
                known, told = len(told), told + part
                if self._before == "." and (end := told.find(b"\r\n.\r\n")) >= 0:
                    theirs.sendall(told[known:end])  # the end of the letter never arrives
                    return
                if self._before not in (".", "answer") and f"\r\n{self._before}".encode() in b"\r\n" + told.upper():
                    return
                if b"\r\n.\r\n" in told:
                    letter.set()
                theirs.sendall(part)
            back.join(5)

    def _back(self, theirs: socket.socket, ours: socket.socket, letter: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while part := theirs.recv(65536):
                if self._before == "answer" and letter.is_set():
                    ours.shutdown(socket.SHUT_RDWR)
                    return
                ours.sendall(part)
