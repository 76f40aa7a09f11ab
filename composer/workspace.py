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
from composer.document.pictures import PictureStore
from composer.document.store import DocumentStore
from composer.errors import WorkspaceError
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

    from composer.delivery.sender import Sender
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
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(HOME_ZONE))
    look_ups: LookUps = field(default_factory=LookUps)

    @property
    def practice_folder(self) -> Path:
        """Where letters to the practice mailbox land."""
        return self.folder / "practice mailbox"

    @property
    def settings_file(self) -> Path:
        """The settings, as TOML, for people and IT to read and edit."""
        return self.folder / "settings.toml"

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

    def secret(self, account: Account) -> str:
        """The account's password; empty where none is known."""
        return self.credentials.get(account.name) or ""

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

        return Sender(self.engine, self.clock, secret=self.secret)

    def close(self) -> None:
        """Let go of the database."""
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
    engine = open_engine(location)
    migrate(engine, location)
    accounts = AccountStore(engine, now)
    if not any(account.practice for account in accounts.all()):
        accounts.save(practice_account(PORT_OF_NOBODY))
    return Workspace(
        location=location,
        folder=folder,
        engine=engine,
        clock=now,
        documents=DocumentStore(engine, now),
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
        credentials=credentials or Credentials(),
        campaigns=CampaignStore(engine, now),
    )
