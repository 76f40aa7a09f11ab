"""A real Dovecot (Debian's package ``dovecot-imapd``) on this computer alone: IMAP over TLS to the mailboxes a Postfix filled."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "a-good-password"


def why_not() -> str:
    """Why Dovecot cannot be started here; empty where it can."""
    if shutil.which("dovecot") is None or not Path("/usr/lib/dovecot/imap").exists():
        return "Dovecot is not installed (Debian: apt-get install dovecot-imapd)"
    return "" if os.geteuid() == 0 else "Dovecot starts as root only"


class Dovecot:
    """Started with ``with``; ``mail`` holds one Maildir for each name."""

    def __init__(self, mail: Path, certificate: tuple[Path, Path]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.folder.chmod(0o755)
        self._mail = mail
        self._certificate = certificate
        with socket.create_server(("127.0.0.1", 0)) as held:
            self.port = int(held.getsockname()[1])

    def __enter__(self) -> Dovecot:
        for file, name in zip(self._certificate, ("cert.pem", "key.pem"), strict=True):
            shutil.copy(file, self.folder / name)
        settings = self.folder / "dovecot.conf"
        settings.write_text(self._settings(), encoding="ascii")
        self._process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.02)
        raise AssertionError(f"Dovecot does not start: {self.log()}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        if self._process.stderr is not None:
            self._process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """What Dovecot says about itself."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _settings(self) -> str:
        return f"""
base_dir = {self.folder}/run
state_dir = {self.folder}/state
log_path = {self.folder}/log
protocols = imap
ssl = required
ssl_cert = <{self.folder}/cert.pem
ssl_key = <{self.folder}/key.pem
mail_location = maildir:{self._mail}/%n
first_valid_uid = 1
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={self._mail}/%n
}}
namespace inbox {{
  inbox = yes
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {self.port}
    ssl = yes
  }}
}}
"""
