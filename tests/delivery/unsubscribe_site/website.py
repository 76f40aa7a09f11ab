"""The organisation's website on this computer: PHP's own server, or the Python server, each a process of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from composer.delivery.unsubscribe_site.site_files import Kind, site_file
from composer.document.newsletter import Newsletter

NEWSLETTER = Newsletter(id="news", name="Friends’ “news” <b>& more", sender_email="news@harbour.example")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Website:
    """Started with the file for a newsletter's key in its folder. ``endpoint`` is what letters would name."""

    def __init__(self, kind: Kind, folder: Path, key: bytes) -> None:
        self.folder, self.port = folder, free_port()
        file = site_file(kind, NEWSLETTER, key)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file.name).write_bytes(file.content)
        address = f"127.0.0.1:{self.port}"
        if kind == "python":
            command = [sys.executable, file.name, "--port", str(self.port), "--store", "unsubscribed.txt"]
            self.endpoint = f"http://{address}/newsletter-unsubscribe?newsletter-unsubscribe={{token}}"
        else:
            if shutil.which("php") is None:
                pytest.skip("PHP is not installed (Debian: php-cli)")
            command = ["php", "-d", "display_errors=1", "-d", "error_reporting=32767", "-S", address]
            self.endpoint = f"http://{address}/{file.name}?newsletter-unsubscribe={{token}}"
        self._process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def _wait(self) -> None:
        for _try in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)  # the process has not begun to listen yet
        raise AssertionError("the website did not start")
