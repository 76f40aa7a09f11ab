"""Who must not be written to. A mark outlives the contact, the list and every import.

A mark knows its address only as a keyed hash, so it still works after the person asked to be erased. It is only ever lifted,
with evidence; the row stays.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, delete, insert, or_, select, update

from composer.clock import Clock
from composer.contacts.addresses import domain_of, normalise_address, read_domain
from composer.contacts.contact import clean_text, fold
from composer.contacts.former_addresses import linked_to
from composer.contacts.person_events import add_events
from composer.database.engine import meta_value
from composer.database.prepared import any_of
from composer.database.tables import contacts, list_members, meta, suppressions
from composer.errors import InputError
from composer.i18n import N_, _

REASONS: dict[str, str] = {
    "erased": N_("asked to be erased"),
    "complained": N_("reported a letter as unwanted"),
    "unsubscribed": N_("unsubscribed"),
    "by_hand": N_("left out by hand"),
    "bounced": N_("the address does not exist"),
    "domain": N_("the whole domain is left out"),
}
"""Reasons, the weightiest first: where several hold, the first is shown."""

LIST_MARK = "list:"
IMPORT_NOTE = "import:"
ERASED_KEY = "erased:"
"""Begins the ``email_key`` of a delivery whose person was erased."""

_SALT = "suppression_salt"
_CHUNK = 2000


class Suppression(msgspec.Struct, frozen=True, kw_only=True):
    """One mark.

    Attributes:
        shown: the address or ``@domain``; empty after an erasure.
        newsletter: id of the only newsletter it counts for, or a list's mark (:func:`list_mark`); empty: everything.
        reason: a key of :data:`REASONS`.
        lifted, lift_note: when the person asked to come back, and the evidence.
    """

    id: str
    shown: str
    newsletter: str
    reason: str
    note: str
    at: datetime
    lifted: datetime | None
    lift_note: str


OF_THE_ADDRESS = frozenset({"bounced", "domain"})
"""Reasons that belong to an address and not to the person."""
EVERYTHING_ONLY = frozenset({"erased", "complained", "bounced", "domain"})
"""Reasons that stop every letter, never those of one newsletter alone."""


class Suppressions:
    """The marks of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, address: str, reason: str, *, newsletter: str = "", note: str = "") -> None:
        """Never write to ``address`` (or, where it is ``@example.org``, to anyone there) again; twice is as good as once.

        Args:
            reason: a key of :data:`REASONS`.
            newsletter: id of the only newsletter it counts for; empty means every one (as for :data:`EVERYTHING_ONLY` always).

        Raises:
            InputError: the address is not usable.
        """
        if reason not in REASONS:
            raise ValueError(f"unknown reason {reason!r}")
        key = normalise_mark(address)
        with self._engine.begin() as connection:
            add_mark(
                connection, key, "domain" if key.startswith("@") else reason, newsletter=newsletter, note=note, at=self._clock()
            )

    def lift(self, address: str, evidence: str) -> int:
        """A person asked to come back: lift every mark on the address, and those on their earlier ones. They are on no list until
        they are added to one.

        This, and :meth:`lift_import`, are the only ways back there are.

        Args:
            evidence: what shows that they asked ("e-mail of 3 March, kept by Jo").

        Returns:
            How many marks were lifted.

        Raises:
            InputError: no evidence, or the address is not usable.
        """
        evidence = _some_evidence(evidence)
        key = normalise_mark(address)
        with self._engine.begin() as connection:
            digest = address_hash(read_salt(connection), key)
            others = [other for other, _address in linked_to(connection, (digest,)).get(digest, ())]
            of_others = and_(suppressions.c.address_hash.in_(others), suppressions.c.reason.not_in(OF_THE_ADDRESS))
            found = connection.execute(
                update(suppressions)
                .where(or_(suppressions.c.address_hash == digest, of_others), suppressions.c.lifted.is_(None))
                .values(lifted=self._clock(), lift_note=evidence)
            )
            person = connection.scalar(select(contacts.c.id).where(contacts.c.email_key == key))
            if person:
                left = and_(list_members.c.contact == person, list_members.c.state == "unsubscribed")
                connection.execute(delete(list_members).where(left))
                words = _("Asked to come back: {evidence}").format(evidence=evidence)
                add_events(connection, (person,), "came_back", words, self._clock())
            return found.rowcount

    def lift_import(self, import_id: str, evidence: str) -> int:
        """What a file said against people was wrong (its columns were taken for something else): lift the marks it brought.

        Nothing anybody said otherwise is touched. Undoing an import does not do this.

        Args:
            evidence: how it is known that these people did not say no.

        Returns:
            How many marks were lifted.

        Raises:
            InputError: no evidence.
        """
        evidence = _some_evidence(evidence)
        with self._engine.begin() as connection:
            found = connection.execute(
                update(suppressions)
                .where(suppressions.c.note == f"{IMPORT_NOTE}{import_id}", suppressions.c.lifted.is_(None))
                .values(lifted=self._clock(), lift_note=evidence)
            )
            return found.rowcount

    def blocked(self, address: str, newsletter: str = "") -> str:
        """The reason why ``address`` must not get ``newsletter`` (empty: anything at all); empty where it may.

        Raises:
            InputError: the address is not usable.
        """
        key = normalise_mark(address)
        with self._engine.connect() as connection:
            return self.blocked_keys(connection, (key,), newsletter).get(key, "")

    def blocked_keys(self, connection: Connection, keys: Collection[str], newsletter: str = "") -> dict[str, str]:
        """The reason for each normalised address that must not be written to; those that may are not in it.

        Reads through ``connection``, so a sender may ask within its own transaction.
        """
        return marks_for(connection, keys, in_force(newsletter))

    def all(self, *, lifted: bool = False) -> list[Suppression]:
        """Every mark, newest first; with ``lifted`` also those no longer in force."""
        statement = select(suppressions).order_by(suppressions.c.at.desc(), suppressions.c.id)
        if not lifted:
            statement = statement.where(suppressions.c.lifted.is_(None))
        with self._engine.connect() as connection:
            return [_suppression(row) for row in connection.execute(statement).mappings()]

    def of(self, address: str) -> list[Suppression]:
        """Every mark on one address, lifted ones too, oldest first.

        Raises:
            InputError: the address is not usable.
        """
        key = normalise_mark(address)
        with self._engine.connect() as connection:
            digest = address_hash(find_salt(connection), key)
            statement = select(suppressions).where(suppressions.c.address_hash == digest).order_by(suppressions.c.at)
            return [_suppression(row) for row in connection.execute(statement).mappings()]


def _some_evidence(text: str) -> str:
    evidence = clean_text(text)
    if not evidence:
        raise InputError(
            _("Without a note of how they asked to come back, this person stays out."),
            _("Write down when and how they asked."),
        )
    return evidence


def _suppression(row: RowMapping) -> Suppression:
    return Suppression(**{name: row[name] for name in Suppression.__struct_fields__})


def normalise_mark(address: str) -> str:
    """The key of an address, or of a whole domain written ``@example.org``, as marks know it.

    Raises:
        InputError: it is not usable.
    """
    return read_domain(address) if address.strip().startswith("@") else normalise_address(address)


def read_salt(connection: Connection) -> str:
    """The workspace's own salt; made at first use, so ``connection`` must be a writing one (``engine.begin()``)."""
    return meta_value(connection, _SALT, lambda: secrets.token_hex(32))


def find_salt(connection: Connection) -> str:
    """The workspace's own salt, through any connection; empty before there is one (then there is no mark either)."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == _SALT)) or ""


def address_hash(salt: str, key: str) -> str:
    """SHA-256 of salt and normalised address (or ``@domain``), in hex."""
    return hashlib.sha256(f"{salt}{key}".encode("utf-8", "surrogatepass")).hexdigest()


def list_mark(list_name: str) -> str:
    """What stands in ``newsletter`` of a mark that counts for one list: it follows the name, so it outlives the list."""
    return LIST_MARK + hashlib.sha256(fold(clean_text(list_name)).encode()).hexdigest()[: 32 - len(LIST_MARK)]


def in_force(newsletter: str = "") -> ColumnElement[bool]:
    """The condition for marks that stop a letter of ``newsletter``."""
    scopes = ("", newsletter) if newsletter else ("",)
    return and_(suppressions.c.lifted.is_(None), any_of(suppressions.c.newsletter, scopes))


def in_force_for_list(list_name: str, newsletter: str = "") -> ColumnElement[bool]:
    """The condition for marks that keep a person out of a list: those on everything, on the list, and on ``newsletter``.

    Where the newsletter is not known, a "no" to any of them counts.
    """
    scope = suppressions.c.newsletter
    newsletters = scope == newsletter if newsletter else ~scope.startswith(LIST_MARK)
    return and_(suppressions.c.lifted.is_(None), or_(scope == "", scope == list_mark(list_name), newsletters))


class Marks:
    """The marks that meet a condition, read once: for asking about many addresses.

    Args:
        hashes: only the marks on these; None means all of them.
    """

    def __init__(self, connection: Connection, condition: ColumnElement[bool], hashes: Sequence[str] | None = None) -> None:
        self._salt = find_salt(connection)
        self._reasons: dict[str, str] = {}
        domains = select(suppressions.c.address_hash).where(condition, suppressions.c.reason == "domain")
        self._domains = set(connection.scalars(domains))
        weight = list(REASONS).index
        marks = select(suppressions.c.address_hash, suppressions.c.reason).where(condition)
        asked = [marks] if hashes is None else [marks.where(suppressions.c.address_hash.in_(part)) for part in _parts(hashes)]
        for statement in asked:
            for digest, reason in connection.execute(statement):
                self._reasons[digest] = min(reason, self._reasons.get(digest, reason), key=weight)

    def reason(self, key: str) -> str:
        """The weightiest reason why a normalised address must not be written to; empty where it may."""
        if key.startswith(ERASED_KEY):
            return "erased"
        reason = self._reasons.get(address_hash(self._salt, key), "") if self._reasons else ""
        if not reason and self._domains and address_hash(self._salt, domain_of(key)) in self._domains:
            return "domain"
        return reason


def marks_for(connection: Connection, keys: Collection[str], condition: ColumnElement[bool]) -> dict[str, str]:
    """The weightiest reason for each of ``keys`` with a mark that meets ``condition``."""
    salt = find_salt(connection)
    few = len(keys) <= 5 * _CHUNK  # for more, reading every mark once is quicker than asking for each
    marks = Marks(connection, condition, [address_hash(salt, key) for key in keys] if few else None)
    return {key: reason for key in keys if (reason := marks.reason(key))}


def _parts(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    return (hashes[start : start + _CHUNK] for start in range(0, len(hashes), _CHUNK))


def add_mark(
    connection: Connection, key: str, reason: str, *, newsletter: str = "", note: str = "", at: datetime, shown: str | None = None
) -> str:
    """Write a mark in the caller's transaction unless the same one is in force; an import's own mark does not count as the same,
    for undoing that import takes it away.

    It is written for every address the same person has or had (:mod:`composer.contacts.former_addresses`); only that an address
    does not exist says nothing of the others.

    Returns:
        The new mark's id, or empty.
    """
    newsletter = "" if reason in EVERYTHING_ONLY else newsletter
    digest = address_hash(read_salt(connection), key)
    of_the_person = reason not in OF_THE_ADDRESS
    for other, address in linked_to(connection, (digest,)).get(digest, ()) if of_the_person else ():
        _write_mark(connection, other, reason, newsletter, note, at, "" if shown == "" else address)
    return _write_mark(connection, digest, reason, newsletter, note, at, key if shown is None else shown)


def _write_mark(connection: Connection, digest: str, reason: str, newsletter: str, note: str, at: datetime, shown: str) -> str:
    same = connection.execute(
        select(suppressions.c.id)
        .where(
            suppressions.c.address_hash == digest,
            suppressions.c.newsletter == newsletter,
            suppressions.c.reason == reason,
            suppressions.c.lifted.is_(None),
            ~suppressions.c.note.startswith(IMPORT_NOTE),
        )
        .limit(1)
    ).first()
    if same:
        return ""
    mark = secrets.token_hex(8)
    connection.execute(
        insert(suppressions).values(
            id=mark,
            address_hash=digest,
            shown=shown,
            newsletter=newsletter,
            reason=reason,
            note=clean_text(note),
            at=at,
            lifted=None,
            lift_note="",
        )
    )
    return mark


def for_all_addresses(connection: Connection, marks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``suppressions`` about to be written, with those for the other addresses of the same people."""
    linked = linked_to(connection, [mark["address_hash"] for mark in marks if mark["reason"] not in OF_THE_ADDRESS])
    more = [
        {**mark, "id": secrets.token_hex(8), "address_hash": other, "shown": address}
        for mark in marks
        if mark["reason"] not in OF_THE_ADDRESS
        for other, address in linked.get(mark["address_hash"], ())
    ]
    return [*map(dict, marks), *more]


def copy_marks(connection: Connection, from_key: str, to_key: str, *, at: datetime, but: Collection[str] = ()) -> int:
    """Let every mark in force on one address hold for another one of the same person, in the caller's transaction.

    Args:
        at: now.
        but: reasons that belong to the address and not to the person.

    Returns:
        How many marks are new.
    """
    if from_key == to_key:
        return 0
    salt = read_salt(connection)
    mine = and_(suppressions.c.address_hash == address_hash(salt, from_key), suppressions.c.lifted.is_(None))
    copied = 0
    for row in connection.execute(select(suppressions).where(mine)).all():
        if row.reason in but:
            continue
        shown = "" if row.reason == "erased" else to_key
        copied += bool(add_mark(connection, to_key, row.reason, newsletter=row.newsletter, note=row.note, at=row.at, shown=shown))
    domain = domain_of(from_key)
    if domain != domain_of(to_key) and "domain" not in but:
        whole = and_(suppressions.c.address_hash == address_hash(salt, domain), in_force())
        if connection.execute(select(suppressions.c.id).where(whole).limit(1)).first():
            note = _("Another address of theirs is at {domain}.").format(domain=domain)
            copied += bool(add_mark(connection, to_key, "by_hand", note=note, at=at))
    return copied


def left_list(connection: Connection, key: str, list_name: str) -> bool:
    """Whether a mark says that the owner of a normalised address left the list of this name."""
    mine = and_(
        suppressions.c.address_hash == address_hash(find_salt(connection), key),
        suppressions.c.newsletter == list_mark(list_name),
        suppressions.c.lifted.is_(None),
    )
    return connection.execute(select(suppressions.c.id).where(mine).limit(1)).first() is not None
