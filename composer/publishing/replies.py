"""Everything that can say who wants no more letters, read together: the organisation's website and the accounts' mailboxes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from composer.delivery import letters_in
from composer.delivery.bounces import ReplyEntry, read_reply
from composer.delivery.mailbox.position import Position, position_of
from composer.delivery.mailbox.reading import MailboxRead, ReadLetter, read_mailbox
from composer.delivery.unheard import SITE
from composer.delivery.unsubscribe_site.collecting import proof_of
from composer.errors import ComposerError, InputError, NotFoundError
from composer.i18n import _
from composer.publishing.unsubscribe_site import read_list

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.workspace import Workspace

LARGEST_FILE = 25_000_000  # octets of one letter in a file
MOST_FILES = 20_000


@dataclass(frozen=True)
class Silent:
    """A place that could say who unsubscribed, and did not.

    Attributes:
        place: :data:`composer.delivery.unheard.SITE`, or ``mailbox:`` and the account's name.
    """

    place: str
    error: ComposerError

    @property
    def shown(self) -> str:
        """What it is, for people."""
        if self.place == SITE:
            return _("your website")
        return _("the mailbox of “{name}”").format(name=self.place.partition(":")[2])


@dataclass(frozen=True)
class Heard:
    """What reading everything came to.

    Attributes:
        places: how many places there were to read.
        letters: how many new letters lay in the mailboxes.
        stopped: how many people get no more letters from now on.
        silent: what did not answer; everything else was read all the same.
    """

    at: datetime
    places: int = 0
    letters: int = 0
    stopped: int = 0
    silent: tuple[Silent, ...] = ()


@dataclass(frozen=True)
class MailboxState:
    """An account with a mailbox, and how far it was read."""

    account: Account
    position: Position


def mailboxes(workspace: Workspace) -> list[MailboxState]:
    """The accounts whose mailboxes can be read."""
    return [
        MailboxState(account, position_of(workspace.engine, account))
        for account in workspace.accounts.all()
        if account.imap_host and not account.practice
    ]


def hear(workspace: Workspace, newsletters: Iterable[str], *, stop: threading.Event | None = None) -> Heard:
    """Read the pages of these newsletters and every mailbox. What does not answer is told, and hides nothing else.

    Blocks for as long as the servers take: call it in a worker.
    """
    places = letters = stopped = 0
    silent: list[Silent] = []
    for newsletter in newsletters:
        if proof_of(workspace.engine, newsletter) is None:
            continue
        places += 1
        try:
            stopped += read_list(workspace, newsletter).people
        except ComposerError as error:
            silent.append(Silent(SITE, error))
    for box in mailboxes(workspace):
        places += 1
        try:
            read = read_account(workspace, box.account, stop=stop)
        except ComposerError as error:
            silent.append(Silent(f"mailbox:{box.account.name}", error))
            continue
        letters += read.letters
        stopped += read.stopped
        if read.left:
            rest = ComposerError(
                _("{count} letters are still to be read.").format(count=f"{read.left:,}"), _("Reading goes on where it left off.")
            )
            silent.append(Silent(f"mailbox:{box.account.name}", rest))
    return Heard(workspace.clock(), places, letters, stopped, tuple(silent))


def read_account(
    workspace: Workspace,
    account: Account,
    *,
    stop: threading.Event | None = None,
    on_letter: Callable[[ReadLetter], None] = lambda _letter: None,
) -> MailboxRead:
    """Read one account's mailbox, and do what is asked for there.

    Raises:
        AccountError: it was not read to its end. CredentialsError: the keyring is locked.
    """
    return read_mailbox(workspace.engine, workspace.clock, account, workspace.way_in(account), stop=stop, on_letter=on_letter)


@dataclass(frozen=True)
class FileRead:
    """What one file said.

    Attributes:
        addresses: who gets no more letters from now on.
        known: it was read before, so nothing was done.
    """

    path: Path
    entries: tuple[ReplyEntry, ...]
    addresses: tuple[str, ...] = ()
    known: bool = False


def letter_files(paths: Iterable[Path]) -> list[Path]:
    """The files, and those in the folders, each once.

    Raises:
        NotFoundError: there is no such file. InputError: there are too many.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        elif path.is_file():
            found.append(path)
        else:
            raise NotFoundError(_("There is no file “{name}”.").format(name=path), _("Check its name and folder."))
    if len(found) > MOST_FILES:
        raise InputError(
            _("There are {count} files, and {most} can be read at once.").format(count=f"{len(found):,}", most=f"{MOST_FILES:,}"),
            _("Read them folder by folder."),
        )
    return found


def read_file(path: Path) -> tuple[bytes, list[ReplyEntry]]:
    """The letter in a file, and what it says.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE)
    except OSError as error:
        raise InputError(
            _("“{name}” could not be read.").format(name=path.name), _("Check that it may be read."), details=str(error)
        ) from error
    return content, read_reply(content)


def heed_files(workspace: Workspace, paths: Iterable[Path]) -> list[FileRead]:
    """Read letters from files and do what they ask for; what was read before changes nothing.

    Raises:
        NotFoundError, InputError: a file is not there or cannot be read; then nothing was done.
    """
    read = [(path, *read_file(path)) for path in letter_files(paths)]
    done = []
    for path, content, entries in read:
        key = letters_in.fingerprint(content)
        with workspace.engine.begin() as connection:
            heeded = letters_in.take_in(connection, key, entries, workspace.clock())
        addresses = tuple(one.address for one in heeded if one.suppressed)
        done.append(FileRead(path, tuple(entries), addresses, not heeded))
    return done
