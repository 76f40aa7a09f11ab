"""Marks against writing to somebody, exchanged with sister organisations without addresses.

The file is text (UTF-8), one JSON object on its first line and one mark on each line after it::

    {"format": "newsletter-suppressions", "version": 1, "organisation": "Harbour Friends", "made": "2026-11-23T09:00:00+00:00",
     "key": {"scrypt": {"n": 16384, "r": 8, "p": 1, "salt": "<32 hex digits>"}}, "check": "<64 hex digits>", "marks": 2}
    <64 hex digits> complained
    <64 hex digits> domain

Both organisations know one shared word (a few words are better), which is in no file. The key is ``scrypt(word, salt, n, r, p, 32
bytes)``; a mark is ``HMAC-SHA-256(key, address)`` in hex, of the address in small letters with its domain in ASCII form (as
:func:`composer.contacts.addresses.normalise_address` makes it), or of ``@`` and a whole domain; ``check`` is the same of the text
``newsletter-suppressions``, so that a wrong word is told from a right one. Reasons: complained, unsubscribed, bounced, by_hand,
domain. Whoever holds the file can ask whether an address they know already is in it, and only with the word; nobody can read
addresses out of it. Those who were erased are not in it: of them nothing is left that could be hashed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, delete, func, insert, select

from composer.clock import Clock
from composer.contacts.addresses import domain_of
from composer.contacts.bulk_rows import insert_rows
from composer.contacts.contact import clean_text, fold
from composer.contacts.suppressions import REASONS, add_mark
from composer.database.tables import contacts, sister_files, sister_marks, suppressions
from composer.errors import InputError
from composer.i18n import _
from composer.whole_file import whole_file

FORMAT = "newsletter-suppressions"
VERSION = 1
TOLD = ("complained", "unsubscribed", "bounced", "by_hand", "domain")
"""Reasons that are exchanged; marks for one newsletter alone are the organisation's own matter."""
SHORTEST_WORD = 8
LARGEST_FILE = 200_000_000
_SCRYPT = {"n": 16384, "r": 8, "p": 1}
_HEX = frozenset("0123456789abcdef")


class Exchanged(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a file.

    Attributes:
        organisation: whose file it is. marks: how many are in it. known: how many people here it stops from now on.
    """

    organisation: str
    marks: int
    known: int = 0


def shared_key(word: str, salt: bytes, n: int = 16384, r: int = 8, p: int = 1) -> bytes:
    """The key both organisations get from the word they share."""
    return hashlib.scrypt(" ".join(word.split()).encode(), salt=salt, n=n, r=r, p=p, dklen=32, maxmem=64 * 1024 * 1024)


def shared_hash(key: bytes, address: str) -> str:
    """What stands in a file for a normalised address or ``@domain``."""
    return hmac.new(key, address.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def write_sister_file(path: Path, word: str, organisation: str, *, engine: Engine, clock: Clock) -> Exchanged:
    """Write our marks for a sister organisation; whole or not at all.

    Raises:
        InputError: the word is too short, or it cannot be written there.
    """
    _check_word(word)
    salt = secrets.token_bytes(16)
    key = shared_key(word, salt)
    with engine.connect() as connection:
        marks = select(suppressions.c.shown, suppressions.c.reason).where(
            suppressions.c.lifted.is_(None),
            suppressions.c.newsletter == "",
            suppressions.c.shown != "",
            suppressions.c.reason.in_(TOLD),
        )
        weightiest: dict[str, str] = {}
        for shown, reason in connection.execute(marks):
            weightiest[shown] = min(reason, weightiest.get(shown, reason), key=list(REASONS).index)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "organisation": clean_text(organisation) or _("A sister organisation"),
        "made": clock().isoformat(),
        "key": {"scrypt": {**_SCRYPT, "salt": salt.hex()}},
        "check": shared_hash(key, FORMAT),
        "marks": len(weightiest),
    }
    lines = sorted(f"{shared_hash(key, shown)} {reason}" for shown, reason in weightiest.items())  # the order tells nothing
    try:
        with whole_file(path) as out:
            out.write(("\n".join([json.dumps(head, ensure_ascii=False), *lines]) + "\n").encode())
    except (OSError, ValueError) as error:
        raise InputError(
            _("“{name}” could not be written.").format(name=path.name),
            _("Check that the folder is there and that you may write in it."),
            details=str(error),
        ) from error
    return Exchanged(organisation=str(head["organisation"]), marks=len(weightiest))


def read_sister_file(path: Path, word: str, *, engine: Engine, clock: Clock) -> Exchanged:
    """Take a sister organisation's marks in, in one transaction: who is here is not written to any more, and who comes later is
    left out then. A newer file of the same organisation takes the place of the older one; what it stopped here stays stopped.

    Raises:
        InputError: it is no such file, or the word is another one.
    """
    head, marks = _read(path)
    key = _key_of(head, word, path.name)
    organisation = clean_text(str(head.get("organisation", ""))) or path.name
    at = clock()
    with engine.begin() as connection:
        same = [row.id for row in connection.execute(select(sister_files)) if fold(row.organisation) == fold(organisation)]
        for old in same:
            connection.execute(delete(sister_marks).where(sister_marks.c.file == old))
            connection.execute(delete(sister_files).where(sister_files.c.id == old))
        made = secrets.token_hex(8)
        values = {"id": made, "organisation": organisation, "key": key.hex(), "made": _moment(head, at), "taken_in": at}
        connection.execute(insert(sister_files).values(values))
        rows = [{"hash": digest, "reason": reason} for digest, reason in marks.items()]
        insert_rows(connection, sister_marks, rows, {"file": made})
        known = _stop_known(connection, key, marks, organisation, at)
    return Exchanged(organisation=organisation, marks=len(marks), known=known)


class SisterMarks:
    """Every mark of sister organisations, read once: whether one of them told us not to write to an address."""

    def __init__(self, connection: Connection) -> None:
        self._files: list[tuple[bytes, dict[str, str]]] = []
        for file in connection.execute(select(sister_files.c.id, sister_files.c.key)).all():
            marks = connection.execute(select(sister_marks.c.hash, sister_marks.c.reason).where(sister_marks.c.file == file.id))
            self._files.append((bytes.fromhex(file.key), {row.hash: row.reason for row in marks}))

    def reason(self, key: str) -> str:
        """The reason for a normalised address, or for its whole domain; empty where there is none."""
        for secret, marks in self._files:
            found = marks.get(shared_hash(secret, key)) or marks.get(shared_hash(secret, domain_of(key)))
            if found:
                return found
        return ""


class SisterRow(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was taken in: whose it is, when they made it, when we took it in, how many marks."""

    organisation: str
    made: datetime
    taken_in: datetime
    marks: int


def sister_rows(engine: Engine) -> list[SisterRow]:
    """Whose marks are known here."""
    with engine.connect() as connection:
        statement = (
            select(sister_files.c.organisation, sister_files.c.made, sister_files.c.taken_in, func.count(sister_marks.c.hash))
            .outerjoin(sister_marks, sister_marks.c.file == sister_files.c.id)
            .group_by(sister_files.c.id, sister_files.c.organisation, sister_files.c.made, sister_files.c.taken_in)
        )
        rows = [SisterRow(organisation=o, made=m, taken_in=t, marks=n) for o, m, t, n in connection.execute(statement)]
    return sorted(rows, key=lambda row: fold(row.organisation))


def _check_word(word: str) -> None:
    if len(" ".join(word.split())) < SHORTEST_WORD:
        raise InputError(
            _("The shared word is too short."),
            _("Agree on at least {count} characters with the other organisation, better four words.").format(count=SHORTEST_WORD),
        )


def _not_one(name: str, details: str = "") -> InputError:
    return InputError(
        _("“{name}” is no file of marks from a sister organisation.").format(name=name),
        _("Ask them for the file their program writes for sister organisations."),
        details=details,
    )


def _read(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _not_one(path.name, "too large")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise _not_one(path.name, str(error)) from error
    try:
        head = json.loads(lines[0]) if lines else None
    except (ValueError, RecursionError) as error:
        raise _not_one(path.name, str(error)) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise _not_one(path.name)
    if head.get("version") != VERSION:
        raise InputError(
            _("“{name}” was written by a newer program.").format(name=path.name), _("Update this program, then read it again.")
        )
    return head, dict(_marks(lines[1:], path.name))


def _marks(lines: Sequence[str], name: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        digest, _blank, reason = line.strip().partition(" ")
        if len(digest) != 64 or not _HEX.issuperset(digest) or reason not in TOLD:
            raise _not_one(name, f"line {number}")
        yield digest, reason


def _key_of(head: dict[str, Any], word: str, name: str) -> bytes:
    try:
        terms = head["key"]["scrypt"]
        n, r, p, salt = int(terms["n"]), int(terms["r"]), int(terms["p"]), bytes.fromhex(terms["salt"])
        if not (n * r <= 16384 * 16 and 0 < p <= 4 and 8 <= len(salt) <= 64):
            raise ValueError("out of bounds")
        key = shared_key(word, salt, n, r, p)
    except (KeyError, TypeError, ValueError, MemoryError) as error:
        raise _not_one(name, str(error)) from error
    if not hmac.compare_digest(shared_hash(key, FORMAT), str(head.get("check", ""))):
        raise InputError(
            _("That is not the word “{name}” was written with.").format(name=name),
            _("Ask the other organisation for the shared word; capitals count."),
        )
    return key


def _moment(head: dict[str, Any], now: datetime) -> datetime:
    try:
        made = datetime.fromisoformat(str(head.get("made", "")))
    except ValueError:
        return now
    return made if made.tzinfo is not None else now


def _stop_known(connection: Connection, key: bytes, marks: dict[str, str], organisation: str, at: datetime) -> int:
    """Write marks of our own for those who are here, so that every check of ours knows them, the last one too."""
    note = _("Told by {organisation}").format(organisation=organisation)
    stopped = 0
    for address in connection.scalars(select(contacts.c.email_key)).all():
        reason = marks.get(shared_hash(key, address))
        if not reason and shared_hash(key, domain_of(address)) in marks:
            reason = "by_hand"
        if reason and reason in REASONS and add_mark(connection, address, reason, note=note, at=at):
            stopped += 1
    return stopped
