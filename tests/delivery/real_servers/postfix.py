"""A real Postfix (Debian's package ``postfix``) on this computer alone, with its own settings and queue, while a test runs.

Four doors: ``submission`` takes letters for anywhere and passes them on; ``mx`` is where letters for friends.example end, and
says no to some people; ``plain_mx`` is the same without 8BITMIME; ``small_mx`` takes small letters only.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

REFUSALS = {
    "gone@friends.example": "550 5.1.1 no such person here",
    "closed@friends.example": "550 5.2.1 mailbox disabled",
    "later@friends.example": "450 4.2.1 try again later",
    "full@friends.example": "552 5.2.2 mailbox full",
    "blocked@friends.example": "550 5.7.1 letters from you are not wanted",
    "busy@friends.example": "421 4.7.0 too many letters, slow down",
}
BOXES = ("news", "jo", "grey", *(f"friend{number}" for number in range(10)))
"""Who has a mailbox, at either domain."""
DAEMONS = Path("/usr/lib/postfix/sbin")


def why_not() -> str:
    """Why Postfix cannot be started here; empty where it can."""
    if not (DAEMONS / "master").exists() or shutil.which("postfix") is None:
        return "Postfix is not installed (Debian: apt-get install postfix)"
    return "" if os.geteuid() == 0 else "Postfix starts as root only"


class GreyList:
    """A policy server (SMTPD_POLICY_README) that puts off everybody it meets for the first time."""

    def __init__(self) -> None:
        self._met: set[str] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _peer = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line, line.makefile("rw") as talk:
            asked: dict[str, str] = {}
            for text in talk:
                name, _sign, value = text.strip().partition("=")
                if name:
                    asked[name] = value
                    continue
                new = asked.get("recipient", "").startswith("grey") and asked["recipient"] not in self._met
                self._met.add(asked.get("recipient", ""))
                talk.write("action=450 4.2.0 Greylisted, come back in a while\n\n" if new else "action=DUNNO\n\n")
                talk.flush()
                asked = {}


class Postfix:
    """Started with ``with``; letters that arrived lie in ``mailbox(name)``, one file each."""

    def __init__(self, certificate: tuple[Path, Path]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="postfix-"))
        self.folder.chmod(0o755)
        self.submission, self.mx, self.plain_mx, self.small_mx = _free_ports(4)
        self._certificate = certificate
        self._grey = GreyList()

    def __enter__(self) -> Postfix:
        for name in ("etc", "queue", "data", "mail"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix")
        (self.folder / "mail").chmod(0o777)
        for file, name in zip(self._certificate, ("cert.pem", "key.pem"), strict=True):
            shutil.copy(file, self.folder / "etc" / name)
        (self.folder / "etc" / "main.cf").write_text(self._main(), encoding="ascii")
        (self.folder / "etc" / "master.cf").write_text(self._master(), encoding="ascii")
        self._command("start")
        return self

    def __exit__(self, *_: object) -> None:
        self._command("stop")
        self._grey.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def mailbox(self, name: str) -> list[Path]:
        """The letters of name@friends.example (or name@harbour.example)."""
        folder = self.folder / "mail" / name / "new"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def log(self) -> str:
        """What Postfix says about itself."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _command(self, what: str) -> None:
        done = subprocess.run(
            ["postfix", "-c", str(self.folder / "etc"), what], capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode and what == "start":
            raise AssertionError(f"Postfix does not start: {done.stderr} {self.log()}")

    def _main(self) -> str:
        return f"""
compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
daemon_directory = {DAEMONS}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {self.folder}/log
maillog_file_prefixes = {self.folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.harbour.example
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = harbour.example, friends.example
virtual_mailbox_base = {self.folder}/mail
virtual_mailbox_maps = texthash:{self.folder}/etc/boxes
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
transport_maps = inline:{{ friends.example=smtp:[127.0.0.1]:{self.mx} }}
smtpd_peername_lookup = no
smtp_dns_support_level = disabled
smtpd_tls_cert_file = {self.folder}/etc/cert.pem
smtpd_tls_key_file = {self.folder}/etc/key.pem
smtpd_tls_security_level = may
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
alias_maps =
alias_database =
"""

    def _master(self) -> str:
        (self.folder / "etc" / "boxes").write_text(
            "".join(f"{name}@{domain} {name}/\n" for domain in ("harbour.example", "friends.example") for name in BOXES),
            encoding="ascii",
        )
        (self.folder / "etc" / "no").write_text(
            "".join(f"{who} {answer}\n" for who, answer in REFUSALS.items()), encoding="ascii"
        )
        mx = (
            " -o myhostname=mx.friends.example -o content_filter=virtual:"  # arrived: not passed on once more
            f" -o smtpd_recipient_restrictions=check_recipient_access,texthash:{self.folder}/etc/no,"
            f"check_policy_service,inet:127.0.0.1:{self._grey.port},permit"
        )
        return f"""
127.0.0.1:{self.submission} inet n - n - - smtpd
127.0.0.1:{self.mx} inet n - n - - smtpd{mx}
127.0.0.1:{self.plain_mx} inet n - n - - smtpd{mx} -o smtpd_discard_ehlo_keywords=8bitmime,pipelining
127.0.0.1:{self.small_mx} inet n - n - - smtpd{mx} -o message_size_limit=2000
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _number in range(count)]
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports
