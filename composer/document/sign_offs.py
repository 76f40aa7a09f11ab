"""Who agreed to which version of an issue. Bound to the letter itself: after any change nobody has agreed to what it is now."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, insert, select

from composer.clock import Clock
from composer.database.tables import sign_offs
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

LONGEST_NAME, LONGEST_NOTE = 100, 500


class SignOff(msgspec.Struct, frozen=True, kw_only=True):
    """One person's word.

    Attributes:
        version: of exactly what was agreed to, see :func:`version_of`.
    """

    id: str
    issue: str
    version: str
    by: str
    note: str
    at: datetime


def version_of(fingerprint: str, subject: str, html: str, text: str) -> str:
    """The version of a letter: SHA-256, in hex, of the issue's fingerprint (who sees which part is in it), subject and bodies."""
    told = hashlib.sha256()
    for part in (fingerprint, subject, html, text):
        content = part.encode("utf-8", "surrogatepass")
        told.update(len(content).to_bytes(8, "big") + content)
    return told.hexdigest()


def short_version(version: str) -> str:
    """What can be read out over the telephone: ``4F2A-91C0``."""
    return f"{version[:4]}-{version[4:8]}".upper()


class SignOffs:
    """The sign-offs of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, issue_id: str, version: str, by: str, note: str = "") -> SignOff:
        """Somebody agreed to this version.

        Args:
            by: who, in words; note: how they said so ("by e-mail, Tuesday").

        Raises:
            InputError: nobody was named.
        """
        by, note = " ".join(by.split())[:LONGEST_NAME], " ".join(note.split())[:LONGEST_NOTE]
        if not by:
            raise InputError(_("Nobody was named who agreed."), _("Write the name of the person."))
        made = SignOff(id=secrets.token_hex(12), issue=issue_id, version=version, by=by, note=note, at=self._clock())
        with self._engine.begin() as connection:
            values = {**msgspec.structs.asdict(made), "fingerprint": made.version}
            del values["version"]
            connection.execute(insert(sign_offs).values(**values))
        return made

    def withdraw(self, sign_off_id: str) -> None:
        """It was a mistake, or they think otherwise now."""
        with self._engine.begin() as connection:
            connection.execute(delete(sign_offs).where(sign_offs.c.id == sign_off_id))

    def of(self, issue_id: str) -> list[SignOff]:
        """Everyone's word on an issue, whatever its version, newest first."""
        statement = select(sign_offs).where(sign_offs.c.issue == issue_id).order_by(sign_offs.c.at.desc(), sign_offs.c.id)
        with self._engine.connect() as connection:
            return [
                SignOff(id=row.id, issue=row.issue, version=row.fingerprint, by=row.by, note=row.note, at=row.at)
                for row in connection.execute(statement)
            ]
