"""Segments: groups of people by rules, reckoned anew each time they are asked for. Nobody is put on one or taken off it."""

from __future__ import annotations

import secrets

import msgspec
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from composer.clock import Clock
from composer.contacts.contact import clean_text, fold
from composer.contacts.segment_rules import Rules, check_rule, condition, rules_in_words
from composer.contacts.states import has_state, left_out_domains
from composer.database.tables import contacts, segments
from composer.errors import InputError, NotFoundError
from composer.i18n import _

LONGEST_SEGMENT_NAME = 100


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A kept segment."""

    id: str
    name: str
    rules: Rules

    @property
    def words(self) -> str:
        """The rules as one sentence."""
        return rules_in_words(self.rules)


class SegmentCount(msgspec.Struct, frozen=True):
    """How many people rules pick, and how many of these may be written to."""

    contacts: int = 0
    mailable: int = 0


class SegmentStore:
    """The segments of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock

    def all(self) -> list[Segment]:
        """Every kept segment, by name."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(segments.c.id, segments.c.name, segments.c.body)).all()
        found = [Segment(id=row.id, name=row.name, rules=read_rules(row.body)) for row in rows]
        return sorted(found, key=lambda segment: (fold(segment.name), segment.name))

    def get(self, name: str) -> Segment:
        """The segment of this name (capitals do not matter).

        Raises:
            NotFoundError: there is none.
        """
        with self.engine.connect() as connection:
            return require_segment(connection, name)

    def save(self, name: str, rules: Rules, *, segment_id: str = "") -> Segment:
        """Keep rules under a name: a new segment, or ``segment_id`` changed.

        Raises:
            InputError: the name is empty or taken, or a rule cannot be asked. NotFoundError: the segment is gone.
        """
        name = clean_text(name, LONGEST_SEGMENT_NAME)
        if not name:
            raise InputError(_("A segment needs a name."), _("Type one, such as “Came this year”."))
        rules = checked(rules)
        with self.engine.begin() as connection:
            taken = find_segment(connection, name)
            if taken is not None and taken.id != segment_id:
                raise InputError(_("There is a segment called “{name}” already.").format(name=name), _("Choose another name."))
            condition(connection, rules, self.clock())  # what cannot be asked is not kept
            values = {"name": name, "body": msgspec.json.encode(rules).decode(), "changed": self.clock()}
            if segment_id:
                if not connection.execute(update(segments).where(segments.c.id == segment_id).values(**values)).rowcount:
                    raise NotFoundError(_("This segment is not kept here any more."))
                return Segment(id=segment_id, name=name, rules=rules)
            made = secrets.token_hex(8)
            connection.execute(insert(segments).values(id=made, made=self.clock(), **values))
            return Segment(id=made, name=name, rules=rules)

    def remove(self, name: str) -> None:
        """Drop a segment; the people stay.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self.engine.begin() as connection:
            connection.execute(delete(segments).where(segments.c.id == require_segment(connection, name).id))

    def count(self, rules: Rules) -> SegmentCount:
        """How many people rules pick now.

        Raises:
            InputError: a rule cannot be asked.
        """
        with self.engine.connect() as connection:
            picked = condition(connection, checked(rules), self.clock())
            active = has_state("active", left_out_domains(connection))
            everyone = connection.scalar(select(func.count()).select_from(contacts).where(picked)) or 0
            mailable = connection.scalar(select(func.count()).select_from(contacts).where(picked, active)) or 0
        return SegmentCount(everyone, mailable)

    def ids(self, rules: Rules) -> list[str]:
        """The ids of those whom rules pick now.

        Raises:
            InputError: a rule cannot be asked.
        """
        with self.engine.connect() as connection:
            picked = condition(connection, checked(rules), self.clock())
            return list(connection.scalars(select(contacts.c.id).where(picked).order_by(contacts.c.sort_name, contacts.c.id)))


def checked(rules: Rules) -> Rules:
    """Rules with every value as it is kept.

    Raises:
        InputError: one of them cannot be asked.
    """
    return Rules(rules.match, tuple(map(check_rule, rules.rules)), tuple(map(check_rule, rules.but_not)))


def read_rules(body: str) -> Rules:
    """The rules in the column ``body``."""
    return msgspec.json.decode(body, type=Rules)


def find_segment(connection: Connection, name: str) -> Segment | None:
    """The segment of this name (capitals do not matter), or None."""
    wanted = fold(clean_text(name))
    rows = connection.execute(select(segments.c.id, segments.c.name, segments.c.body))
    return next((Segment(id=row.id, name=row.name, rules=read_rules(row.body)) for row in rows if fold(row.name) == wanted), None)


def require_segment(connection: Connection, name: str) -> Segment:
    """The segment of this name.

    Raises:
        NotFoundError: there is none.
    """
    found = find_segment(connection, name)
    if found is None:
        raise NotFoundError(
            _("There is no segment called “{name}”.").format(name=name), _("Choose one of the segments, or make it first.")
        )
    return found
