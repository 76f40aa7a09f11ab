"""Which version of an issue a test letter was last sent of. Tied to the content: any change since shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import msgspec
from sqlalchemy import select

from composer.clock import Clock
from composer.database.tables import meta
from composer.database.upsert import insert_or_update

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Tested(msgspec.Struct, frozen=True):
    """The last test of an issue: of which content, to whom, when."""

    __test__: ClassVar[bool] = False  # no test case for pytest

    fingerprint: str
    addresses: tuple[str, ...]
    at: datetime


class TestRecord:
    """Remembers the last test of each issue."""

    __test__ = False  # no test case for pytest

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def note(self, issue_id: str, fingerprint: str, addresses: Sequence[str]) -> Tested:
        """A test letter of this content arrived at the mail server."""
        tested = Tested(fingerprint, tuple(addresses), self._clock())
        row = {"key": _key(issue_id), "value": msgspec.json.encode(tested).decode()}
        with self._engine.begin() as connection:
            insert_or_update(connection, meta, [row], ["key"])
        return tested

    def last(self, issue_id: str) -> Tested | None:
        """The last test of an issue; None where there was none."""
        query = select(meta.c.value).where(meta.c.key == _key(issue_id))
        with self._engine.connect() as connection:
            value = connection.execute(query).scalar_one_or_none()
        return None if value is None else msgspec.json.decode(value, type=Tested)


def _key(issue_id: str) -> str:
    return f"tested:{issue_id}"
