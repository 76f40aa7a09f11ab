"""Names of one's own for the program under test: a site and a mail server that only this computer's hosts file knows.

The program is started where ``/etc/hosts`` is another file (a mount of its own, Linux), and trusts one more certificate, as in an
office with its own authority. Nothing in the program knows of it.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SITE, MAIL = "www.harbourfriends.org", "mail.harbourfriends.org"


def prefix(scratch: Path) -> list[str]:
    """What stands before a command that is to know these names; empty where this system does not allow it."""
    hosts = scratch / "hosts"
    hosts.write_text(f"127.0.0.1 localhost {SITE} {MAIL}\n")
    command = ["unshare", "-rm", "sh", "-c", f'mount --bind "{hosts}" /etc/hosts && exec "$@"', "sh"]
    if shutil.which("unshare") is None:
        return []
    look = "import socket, sys; sys.exit(socket.gethostbyname(sys.argv[1]) != '127.0.0.1')"
    done = subprocess.run([*command, "python3", "-c", look, SITE], capture_output=True, check=False)
    return command if done.returncode == 0 else []


def certificate(scratch: Path) -> tuple[Path, Path]:
    """A certificate for the mail server, and its key."""
    cert, key = scratch / "mail.pem", scratch / "mail.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    names = ["-subj", f"/CN={MAIL}", "-addext", f"subjectAltName=DNS:{MAIL}"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(cert), *names], check=True, capture_output=True)
    return cert, key
