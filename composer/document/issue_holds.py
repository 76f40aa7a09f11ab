"""Who has an issue open, so that two people cannot overwrite each other's words.

A window holds the issue it writes; for how long, the database's clock says, since computers fall asleep and their clocks differ.
Somebody else can read it, or take it over knowingly: then the first window can no longer write to it, and is told so the next
time it tries, whatever it was doing meanwhile.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, select, update

from composer.clock import Clock
from composer.database.server_clock import SecondsNow
from composer.database.tables import issue_holds, issues
from composer.database.upsert import insert_or_update
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

LEASE_SECONDS = 90.0
"""How long an issue stays theirs without a sign of life."""
RENEW_SECONDS = 20.0
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Holder:
    """A window, or the command line, on one computer.

    Attributes:
        id: the same after a crash, so that one's own issue is not found closed.
        shown: who that is, in words.
    """

    id: str
    shown: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody has an issue open.

    Attributes:
        shown: who, in words.
        since: since when.
    """

    issue: str
    shown: str
    since: datetime


class HeldError(InputError):
    """Somebody else has the issue open."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(
            _("{who} has this issue open.").format(who=hold.shown),
            _("Ask them to close it, or take it over in the composer."),
        )
        self.hold = hold


class TakenOverError(InputError):
    """It was ours, and somebody else has taken it over; nothing of what was to be written now is in it.

    Attributes:
        hold: who has it now; None where they have closed it again.
    """

    def __init__(self, hold: Hold | None) -> None:
        who = hold.shown if hold is not None else _("Somebody else")
        super().__init__(
            _("{who} has taken this issue over.").format(who=who), _("What you wrote since is not in it. Keep it as a copy.")
        )
        self.hold = hold


def this_computer(folder: Path) -> Holder:
    """Who writes here: the user of this computer, with what the workspace keeps on it in ``folder``."""
    import getpass
    import platform

    machine = platform.node() or "?"
    try:
        person = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list, as in some containers
        person = ""
    shown = _("{person} on {computer}").format(person=person, computer=machine) if person else machine
    told = hashlib.sha256("\0".join((machine, person, str(folder.absolute()))).encode("utf-8", "surrogatepass"))
    return Holder(told.hexdigest()[:32], shown[:LONGEST_SHOWN])


class IssueHolds:
    """Takes, keeps and gives back. Usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock, holder: Holder) -> None:
        self._engine = engine
        self._clock = clock
        self._holder = holder
        self._guard = threading.Lock()
        self._ours: set[str] = set()

    def take(self, issue_id: str, *, over: bool = False) -> Hold | None:
        """Have the issue for writing; None where it is ours now (or not there at all), else who has it.

        Args:
            over: take it from whoever has it.
        """
        with self._engine.begin() as connection:
            # One after the other: nobody may write to the issue between the question and the answer.
            if connection.execute(select(issues.c.id).where(issues.c.id == issue_id).with_for_update()).first() is None:
                return None
            held = self._live(connection, issue_id)
            if held is not None and held.holder != self._holder.id and not over:
                return _hold(held)
            row = {
                "issue": issue_id,
                "holder": self._holder.id,
                "shown": self._holder.shown,
                "since": self._clock(),
                "lease": connection.execute(select(SecondsNow())).scalar_one() + LEASE_SECONDS,
            }
            insert_or_update(connection, issue_holds, [row], ["issue"])
        with self._guard:
            self._ours.add(issue_id)
        return None

    def renew(self, issue_id: str) -> bool:
        """A sign of life; False where it is not ours any more."""
        mine = (issue_holds.c.issue == issue_id, issue_holds.c.holder == self._holder.id)
        with self._engine.begin() as connection:
            kept = update(issue_holds).where(*mine).values(lease=SecondsNow() + LEASE_SECONDS)
            return connection.execute(kept).rowcount == 1

    def give_back(self, issue_id: str) -> None:
        """It is closed here. What another took over stays theirs."""
        with self._guard:
            self._ours.discard(issue_id)
        with self._engine.begin() as connection:
            mine = (issue_holds.c.issue == issue_id, issue_holds.c.holder == self._holder.id)
            connection.execute(delete(issue_holds).where(*mine))

    def give_all_back(self) -> None:
        """The program ends."""
        with self._guard:
            ours = list(self._ours)
        for issue_id in ours:
            self.give_back(issue_id)

    def who(self, issue_id: str, *, but_us: bool = True) -> Hold | None:
        """Who has the issue open; None where nobody has.

        Args:
            but_us: a window of this computer does not count.
        """
        with self._engine.connect() as connection:
            held = self._live(connection, issue_id)
        return None if held is None or (but_us and held.holder == self._holder.id) else _hold(held)

    def held(self) -> dict[str, Hold]:
        """What others have open, by the issue's id."""
        query = select(issue_holds).where(issue_holds.c.lease > SecondsNow(), issue_holds.c.holder != self._holder.id)
        with self._engine.connect() as connection:
            return {row.issue: _hold(row) for row in connection.execute(query)}

    def must_be_writable(self, connection: Connection, issue_id: str) -> None:
        """To be asked in the transaction that writes to the issue, after its row was touched.

        Raises:
            TakenOverError: it was ours, and somebody took it. HeldError: somebody else has it open.
        """
        with self._guard:
            ours = issue_id in self._ours
        row = connection.execute(select(issue_holds).where(issue_holds.c.issue == issue_id)).one_or_none()
        if ours and (row is None or row.holder != self._holder.id):
            raise TakenOverError(_hold(row) if row is not None else None)
        if not ours and row is not None and row.holder != self._holder.id:
            held = self._live(connection, issue_id)
            if held is not None:
                raise HeldError(_hold(held))

    def _live(self, connection: Connection, issue_id: str) -> Row[Any] | None:
        query = select(issue_holds).where(issue_holds.c.issue == issue_id, issue_holds.c.lease > SecondsNow())
        return connection.execute(query).one_or_none()


def _hold(row: Row[Any]) -> Hold:
    return Hold(row.issue, row.shown, row.since)
