"""Writes each letter as a file, for looking at or for another program to send."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from composer.delivery.envelope import Envelope
from composer.delivery.replies import Reply
from composer.delivery.transports.transport import MayGo, Transport, always
from composer.errors import AccountError
from composer.i18n import _

_UNSAFE = re.compile(r"[^A-Za-z0-9@._+-]+")


class EmlFolderTransport(Transport):
    """One ``<number> <address>.eml`` for each letter; a file is there whole or not at all, and none is written over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    def open(self) -> None:
        """Make the folder."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise AccountError(
                _("Letters cannot be written to “{folder}”.").format(folder=self._folder),
                _("Choose another folder."),
                details=str(error),
            ) from error

    def deliver(self, envelope: Envelope, may_go: MayGo = always) -> Reply:
        """Write the letter."""
        if not may_go():
            return Reply("held_back", 0)
        address = _UNSAFE.sub("_", envelope.rcpt_to)[:120]
        waiting = self._folder / f".{secrets.token_hex(8)}.part"
        try:
            waiting.write_bytes(envelope.content)
            while True:
                self._number += 1
                final = self._folder / f"{self._number:05} {address}.eml"
                try:
                    os.close(os.open(final, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                except FileExistsError:
                    continue
                os.replace(waiting, final)
                return Reply("after_body", 250, f"2.0.0 {final.name}")
        except OSError as error:
            waiting.unlink(missing_ok=True)
            return Reply("body", 452, f"4.3.1 {error.strerror}")

    def close(self) -> None:
        """Nothing is open."""
