"""A door with a certificate in front of a server on this machine, as hosting companies put one before their websites."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from pathlib import Path


class HttpsDoor:
    """``localhost`` over TLS; what comes in goes to a port of this machine unchanged, and back."""

    def __init__(self, certificate: Path, key: Path, port: int) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._behind = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"https://localhost:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._open, daemon=True).start()

    def stop(self) -> None:
        self._listener.close()

    def _open(self) -> None:
        while True:
            try:
                plain, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with (
            contextlib.suppress(OSError),
            self._context.wrap_socket(plain, server_side=True) as guest,
            socket.create_connection(("127.0.0.1", self._behind)) as site,
        ):
            back = threading.Thread(target=_carry, args=(site, guest), daemon=True)
            back.start()
            _carry(guest, site)
            back.join()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
