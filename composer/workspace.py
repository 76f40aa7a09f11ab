"""Opens everything once and hands it on as one frozen object. There are no globals: whoever needs a room gets it from here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from composer.clock import Clock, clock_from_environment
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.credentials import Credentials
from composer.database.engine import migrate, open_engine
from composer.delivery.accounts import Account, AccountStore, practice_account
from composer.delivery.campaign import CampaignStore
from composer.delivery.oauth.grants import AccessTokens
from composer.delivery.schedule import Schedule
from composer.document.issue_holds import this_computer
from composer.document.pictures import PictureStore
from composer.document.store import DocumentStore
from composer.errors import AccountError, WorkspaceError
from composer.i18n import _
from composer.library.awareness import AwarenessCalendar
from composer.library.download_cache import DownloadCache
from composer.library.ledger import Ledger
from composer.library.look_ups import LookUps
from composer.library.shelf import Shelf
from composer.library.source_columns import SourceColumns
from composer.library.source_list import SourceList
from composer.paths import default_workspace, templates_folder, workspace_folder
from composer.rendering.templates import Templates
from composer.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from composer.backup.restoring import Restored
    from composer.contacts.retention import Retention
    from composer.contacts.segments import SegmentStore
    from composer.contacts.sheet_sources import SheetSources
    from composer.delivery.sender import Sender
    from composer.delivery.transports.smtp_sign_in import PasswordOrToken
    from composer.delivery.transports.transport import Transport
    from composer.sources.download import Downloader
    from composer.sources.site_account import SiteAccount
    from composer.sources.source import FetchContext

HOME_ZONE = "Europe/London"
PORT_OF_NOBODY = 1
"""The practice server has not told its port yet; it does before anything is sent."""


@dataclass(frozen=True)
class Workspace:
    """Everything one organisation keeps, opened.

    Attributes:
        location: the folder or the database URL it was opened by.
        folder: where files beside the database live (settings, practice mailbox, logs).
        restored: a backup that took its place just now.
    """

    location: str
    folder: Path
    engine: Engine
    clock: Clock
    documents: DocumentStore
    pictures: PictureStore
    shelf: Shelf
    ledger: Ledger
    source_list: SourceList
    source_columns: SourceColumns
    awareness: AwarenessCalendar
    downloads: DownloadCache
    templates: Templates
    contacts: ContactStore
    lists: ListStore
    suppressions: Suppressions
    accounts: AccountStore
    credentials: Credentials
    campaigns: CampaignStore
    schedule: Schedule
    access_tokens: AccessTokens
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(HOME_ZONE))
    look_ups: LookUps = field(default_factory=LookUps)
    restored: Restored | None = None

    @property
    def practice_folder(self) -> Path:
        """Where letters to the practice mailbox land."""
        return self.folder / "practice mailbox"

    @property
    def settings_file(self) -> Path:
        """The settings, as TOML, for people and IT to read and edit."""
        return self.folder / "settings.toml"

    @property
    def segments(self) -> SegmentStore:
        """The groups of people by rules."""
        from composer.contacts.segments import SegmentStore

        return SegmentStore(self.engine, self.clock)

    @property
    def sheets(self) -> SheetSources:
        """The sheets people are read from again and again."""
        from composer.contacts.sheet_sources import SheetSources

        return SheetSources(self.engine, self.clock, self.contacts)

    @property
    def retention(self) -> Retention:
        """How long people are kept."""
        from composer.contacts.retention import Retention

        return Retention(self.engine, self.clock)

    @property
    def settings(self) -> Settings:
        """The settings as they stand in the file."""
        return load_settings(self.settings_file)

    def save_settings(self, settings: Settings) -> None:
        """Write the settings (atomically)."""
        save_settings(self.settings_file, settings)

    def downloader(self) -> Downloader:
        """The one HTTP client, with this workspace's cache."""
        from composer.sources.download import Downloader

        return Downloader(self.downloads)

    def fetch_context(
        self, *, since: date | None = None, until: date | None = None, cancel: threading.Event | None = None
    ) -> FetchContext:
        """What a source needs to read: clock, downloader, window, home zone, what was chosen for tables, where pictures go."""
        from composer.sources.source import FetchContext

        return FetchContext(
            clock=self.clock,
            downloader=self.downloader(),
            since=since,
            until=until,
            zone=self.zone,
            cancel=cancel,
            columns=self.source_columns.all(),
            keep_picture=self.pictures.keep,
            account_for=self.site_account,
            awareness=self.awareness.wanted(),
        )

    def secret(self, account: Account, *, renew: bool = False) -> str:
        """The account's password, or the current token of its sign-in in the browser; empty where there is none.

        Args:
            renew: the mail server did not take the last token, so get another.

        Raises:
            CredentialsError: the keyring is locked. AccountError: somebody has to sign in again.
        """
        if account.sign_in != "password":
            return self.access_tokens.token(account.name, renew=renew)
        return self.credentials.get(account.name) or ""

    def way_in(self, account: Account) -> PasswordOrToken:
        """What a mail server is shown: the password, or what gives a token whenever one is needed."""
        if account.sign_in != "password":
            return lambda renew: self.secret(account, renew=renew)
        return self.secret(account)

    def site_account(self, address: str) -> SiteAccount | None:
        """The account that signs in at the site of an address; None where none is connected.

        Raises:
            CredentialsError: one is, but the keyring is locked or does not answer.
        """
        from composer.sources.site_account import SiteAccount, site_of, vault_name

        site = site_of(address)
        names = [row.username for row in self.source_list.all() if row.username and site_of(row.location) == site]
        password = self.credentials.get(vault_name(address)) if names else None
        return SiteAccount(names[0], password) if password else None

    def sender(self) -> Sender:
        """What takes a campaign from the outbox to the mail server."""
        from composer.delivery.sender import Sender

        return Sender(self.engine, self.clock, secret=self.way_in, transport_for=self.transport_for)

    def transport_for(self, account: Account) -> Transport:
        """How letters of an account travel: over SMTP, and signed where the account signs.

        Raises:
            AccountError: it signs, and the key is not there. CredentialsError: the keyring is locked.
        """
        from composer.delivery.transports.smtp import SmtpTransport

        transport = SmtpTransport(account, self.way_in(account) if account.username else "")
        if not account.dkim_selector:
            return transport
        from composer.delivery.dkim_signing import unpacked, vault_name
        from composer.delivery.transports.signing import SigningTransport

        kept = self.credentials.get(vault_name(account.name))
        if not kept:
            raise AccountError(
                _("The key “{name}” signs with is not on this computer.").format(name=account.name),
                _("Make a new one in the account’s settings, or switch signing off."),
            )
        return SigningTransport(transport, unpacked(kept))

    def close(self) -> None:
        """Let go of the issues and of the database."""
        try:
            self.documents.holds.give_all_back()
        finally:
            self.engine.dispose()


def open_workspace(
    location: str = "",
    *,
    clock: Clock | None = None,
    credentials: Credentials | None = None,
    templates: Callable[[], Path] = templates_folder,
) -> Workspace:
    """Open (and where new, make) the workspace at ``location``: a folder, or a database URL; empty means the user's own.

    Raises:
        WorkspaceError: it cannot be opened, written or brought up to date.
    """
    location = location or default_workspace()
    folder = workspace_folder(location)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            _("The folder for your work, “{folder}”, cannot be used.").format(folder=folder),
            _("Choose another place, or ask whoever looks after this computer."),
            details=str(error),
        ) from error
    now = clock or clock_from_environment()
    restored = _take_up_backup(folder, now) if "://" not in location else None
    engine = open_engine(location)
    migrate(engine, location)
    vault = credentials or Credentials(folder=folder / "sealed")
    accounts = AccountStore(engine, now)
    if not any(account.practice for account in accounts.all()):
        accounts.save(practice_account(PORT_OF_NOBODY))
    return Workspace(
        location=location,
        folder=folder,
        engine=engine,
        clock=now,
        documents=DocumentStore(engine, now, this_computer(folder)),
        pictures=PictureStore(engine, now),
        shelf=Shelf(engine, now),
        ledger=Ledger(engine),
        source_list=SourceList(engine, now),
        source_columns=SourceColumns(engine, now),
        awareness=AwarenessCalendar(engine, now),
        downloads=DownloadCache(engine, now),
        templates=Templates((folder / "templates", templates())),
        contacts=ContactStore(engine, now),
        lists=ListStore(engine, now),
        suppressions=Suppressions(engine, now),
        accounts=accounts,
        credentials=vault,
        campaigns=CampaignStore(engine, now),
        schedule=Schedule(engine, now),
        access_tokens=AccessTokens(vault, now),
        restored=restored,
    )


def _take_up_backup(folder: Path, clock: Clock) -> Restored | None:
    """Put a backup that waits for it in the place of the work in ``folder``; None where none waits, as nearly always."""
    if not (folder / "restoring").is_dir():
        return None
    from composer.backup.restoring import finish

    return finish(folder, clock)
