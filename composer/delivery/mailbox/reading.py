"""Reads what came to an account's mailbox since the last time, and does what it asks for. Nothing there is changed.

The inbox and the folder for spam (returned letters end there as well). Twenty letters at a time: what they ask for, the record
of it and the position are written in one transaction, so an end at any moment loses nothing and does nothing twice.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from composer.clock import Clock
from composer.delivery.bounces import ReplyEntry, read_reply
from composer.delivery.letters_in import fingerprint, take_in
from composer.delivery.mailbox.folder_names import INBOX, junk_folder
from composer.delivery.mailbox.line import AT_ONCE, FetchedLetter, MailboxLine, Opened
from composer.delivery.mailbox.position import Position, held_position, keep_position
from composer.delivery.policy_pause import pause_where_refused
from composer.delivery.reply_intake import Heeded
from composer.errors import AccountError, ComposerError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from composer.delivery.accounts import Account
    from composer.delivery.mailbox.line import PasswordOrToken

FIRST_TIME = timedelta(days=90)
"""How far a mailbox is read back that was never read before."""
MOST_LETTERS = 20_000
"""Letters read in one go."""
READ_OF_EACH = 128_000
"""Octets of each letter: reports stand at the beginning, and so do the headers of the letter they bring back."""


@dataclass(frozen=True)
class ReadLetter:
    """One letter, and what it says of whom.

    Attributes:
        place: where it lies: folder and number.
        heeded: what was done; nothing for a letter that had been read before.
    """

    place: str
    entries: Sequence[ReplyEntry]
    heeded: Sequence[Heeded]


@dataclass
class MailboxRead:
    """What a reading came to.

    Attributes:
        letters: how many were looked at.
        kinds: what they were, by :data:`composer.delivery.bounces.Kind`; one letter may speak of several people.
        stopped: how many people get no more letters from now on.
        left: how many are still to be read.
        paused: ids of campaigns that were paused because of what came back.
    """

    letters: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    stopped: int = 0
    left: int = 0
    paused: list[str] = field(default_factory=list)


def read_mailbox(
    engine: Engine,
    clock: Clock,
    account: Account,
    secret: PasswordOrToken,
    *,
    stop: threading.Event | None = None,
    on_letter: Callable[[ReadLetter], None] = lambda _letter: None,
    most: int = MOST_LETTERS,
) -> MailboxRead:
    """Read what is new. Blocks: call it in a thread.

    Args:
        stop: ends it between two steps; the next reading goes on there.
        on_letter: told of each letter, in this thread.

    Raises:
        AccountError: the mailbox was not read to its end; what was read before that is done.
    """
    reading = _Reading(engine, clock, account, on_letter, stop or threading.Event(), most)
    try:
        with MailboxLine(account, secret) as line:
            reading.go(line)
    except ComposerError as error:
        reading.note(problem=str(error))
        raise
    reading.note()
    return reading.outcome


class _Reading:
    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        account: Account,
        on_letter: Callable[[ReadLetter], None],
        stop: threading.Event,
        most: int,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._account = account
        self._on_letter = on_letter
        self._stop = stop
        self._most = most
        self.outcome = MailboxRead()

    def go(self, line: MailboxLine) -> None:
        for name in _folders(line):
            opened = line.examine(name)
            # Asked before the letters are: what comes in meanwhile is read the next time.
            end = opened.next_uid or max(line.uids_from(1), default=0) + 1
            uids = self._new_in(line, opened)
            room = max(0, self._most - self.outcome.letters)
            self.outcome.left += max(0, len(uids) - room)
            for start in range(0, min(len(uids), room), AT_ONCE):
                if self._stop.is_set():
                    self.outcome.left += len(uids) - start
                    return
                wanted = uids[start : min(start + AT_ONCE, room)]
                self._take(opened, list(line.letters(wanted, most=READ_OF_EACH)), wanted[-1] + 1)
            if len(uids) <= room:
                self._at(opened, end)

    def note(self, problem: str = "") -> None:
        """Remember how it went."""
        now, outcome = self._clock(), self.outcome
        with self._engine.begin() as connection:
            position = held_position(connection, self._account)
            position = msgspec.structs.replace(position, tried=now, problem=problem)
            if not problem and not outcome.left:
                people = outcome.kinds["other"]
                position = msgspec.structs.replace(position, at=now, letters=outcome.letters, for_people=people)
            keep_position(connection, self._account, position)

    def _new_in(self, line: MailboxLine, opened: Opened) -> list[int]:
        with self._engine.begin() as connection:
            validity, following = held_position(connection, self._account).folders.get(opened.name, (0, 0))
        if validity and validity == opened.uid_validity:
            return [] if opened.next_uid and opened.next_uid <= following else line.uids_from(following)
        return line.uids_since((self._clock() - FIRST_TIME).date())

    def _take(self, opened: Opened, found: list[FetchedLetter], following: int) -> None:
        read = [(letter, fingerprint(letter.content), self._entries(opened, letter)) for letter in found]
        done = []
        with self._engine.begin() as connection:
            position = held_position(connection, self._account)
            now = self._clock()
            for letter, key, entries in read:
                heeded = take_in(connection, key, entries, now, account=self._account.name, received=letter.received)
                done.append(ReadLetter(f"{opened.name}/{letter.uid}", entries, heeded))
            refused = {one.campaign for letter in done for one in letter.heeded if one.entry.class_ == "policy" and one.campaign}
            self.outcome.paused += pause_where_refused(connection, refused)
            keep_position(connection, self._account, _moved(position, opened, following))
        for one in done:
            self.outcome.letters += 1
            self.outcome.kinds.update(heeded.entry.kind for heeded in one.heeded)
            self.outcome.stopped += sum(1 for heeded in one.heeded if heeded.suppressed)
            self._on_letter(one)

    def _entries(self, opened: Opened, letter: FetchedLetter) -> list[ReplyEntry]:
        entries = read_reply(letter.content)
        if opened.name == INBOX:
            return entries
        # Anybody can write into the folder for spam; there only our own mark shows that a letter answers one of ours.
        return [entry if entry.token else ReplyEntry("other", entry.recipient) for entry in entries]

    def _at(self, opened: Opened, following: int) -> None:
        """Everything before that was read: whatever comes next is new, however long nothing comes."""
        with self._engine.begin() as connection:
            keep_position(connection, self._account, _moved(held_position(connection, self._account), opened, following))


def _moved(position: Position, opened: Opened, following: int) -> Position:
    """Never back: another machine may have read further."""
    validity, known = position.folders.get(opened.name, (0, 0))
    if validity == opened.uid_validity:
        following = max(known, following)
    return msgspec.structs.replace(position, folders={**position.folders, opened.name: (opened.uid_validity, following)})


def _folders(line: MailboxLine) -> Iterator[str]:
    yield INBOX
    try:
        junk = junk_folder(line.folders())
    except AccountError:
        return  # a server that does not name its folders has an inbox all the same
    if junk and junk.upper() != INBOX:
        yield junk
