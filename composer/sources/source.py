"""Source: what every source of content is, what it gives, and the walk that finds every source."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import ClassVar
from zoneinfo import ZoneInfo

from composer import sources as _folder
from composer.blocks.dates_in_words import day_in_words
from composer.clock import Clock
from composer.errors import SourceError
from composer.i18n import _
from composer.library.awareness import AwarenessDay
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.sources.address import is_web_address, same_site
from composer.sources.download import Download, Downloader
from composer.sources.local_file import open_file
from composer.sources.site_account import SiteAccount

HOME_ZONE = "Europe/London"


@dataclass(frozen=True)
class Problem:
    """Something that could not be read, while the rest could.

    Attributes:
        location: the address or file it happened at.
        message: one clear sentence; remedy: what to do now, may be empty.
    """

    location: str
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class Offline:
    """A source could not be reached: why, and how long its server asks to be left alone (None: it does not say)."""

    sentence: str
    wait: timedelta | None = None


@dataclass(frozen=True)
class Fetched:
    """What a source gave: items, what went wrong beside them, and the source's own title (plain text, may be empty).

    ``moved_to``: where it now lies for good, where it moved. ``offline``: why copies kept from an earlier visit had to do; None
    where what is given is current.
    """

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
    moved_to: str = ""
    offline: Offline | None = None


def _nobody(_address: str) -> SiteAccount | None:
    """No account anywhere."""
    return None


@dataclass(frozen=True)
class FetchContext:
    """What a source needs to read.

    Attributes:
        since, until: the window ``[since, until)`` in whole days; recurring events are expanded within it, and posts from before
            ``since`` are left out. None: the source's own sensible window.
        zone: the home zone, for "today" and for dates in running text.
        cancel: set from another thread to stop at the next chance.
        columns: what the columns of tables hold where a person said so: location -> heading -> key of
            :data:`composer.sources.column_meanings.FIELDS`.
        keep_picture: keeps a picture that comes out of a file (its bytes, the file's name, what it shows) and gives the address
            it is found by; raises ComposerError for what is no picture. None: such pictures stay behind.
        account_for: the account that signs in at the site of an address, where the user connected one.
        awareness: the days of the user's calendar of awareness days that are wanted.
        current_only: a copy kept from an earlier visit must not stand in for a site that cannot be reached.
    """

    clock: Clock
    downloader: Downloader
    since: date | None = None
    until: date | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(HOME_ZONE))
    cancel: threading.Event | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keep_picture: Callable[[bytes, str, str], str] | None = None
    account_for: Callable[[str], SiteAccount | None] = _nobody
    awareness: Sequence[AwarenessDay] = ()
    current_only: bool = False

    def today(self) -> date:
        """The present day at home."""
        return self.clock().astimezone(self.zone).date()

    def open(self, location: str, *, account: SiteAccount | None = None) -> Download:
        """What lies at ``location``: a web address the user typed or keeps, or the path of a file. ``account`` signs in there.

        Raises:
            SourceError: the address could not be read. InputError: the file could not.
        """
        if is_web_address(location):
            return self._current(self.downloader.get(location, typed=True, cancel=self.cancel, account=account))
        return open_file(location)

    def get(self, address: str, *, near: str) -> Download:
        """Something the page at ``near`` leads to: a private address is only allowed on the very site ``near`` is on.

        Raises:
            SourceError: it could not be read.
        """
        return self._current(self.downloader.get(address, typed=same_site(address, near), cancel=self.cancel))

    def knock(self, address: str, *, near: str) -> tuple[str, bool]:
        """Whether something answers there, without reading it; as :meth:`get` else. Gives where it is, and whether for good.

        Raises:
            SourceError: it could not be reached, or is not there.
        """
        return self.downloader.knock(address, typed=same_site(address, near), cancel=self.cancel)

    def _current(self, download: Download) -> Download:
        if self.current_only and download.offline:
            raise SourceError(download.offline, _("Try again later."))
        return download

    def stop_if_cancelled(self) -> None:
        """Stop here where the user asked to.

        Raises:
            SourceError: the user asked to stop.
        """
        if self.cancel is not None and self.cancel.is_set():
            raise SourceError(_("Reading was stopped before it was finished."))


class Source(ABC):
    """A way to read content. A source is one file in this folder with one subclass.

    ``type`` is its name for scripts and for the workspace (never renamed); ``label`` its name on screen.
    """

    type: ClassVar[str] = ""
    label: ClassVar[str] = ""

    @classmethod
    @abstractmethod
    def matches(cls, location: str, head: Download | None) -> int:
        """How well this source suits: 0 not at all, higher is better. ``head`` is what lies there, where it was read already."""

    @abstractmethod
    def read(self, download: Download, context: FetchContext) -> Fetched:
        """The items in ``download``, and what went wrong beside them.

        Raises:
            SourceError, FormatError: nothing at all could be read.
        """

    def fetch(self, location: str, context: FetchContext) -> Fetched:
        """Everything at ``location`` (see :meth:`FetchContext.open` for what that may be and what is raised)."""
        download = context.open(location)
        return replace(self.read_noting_age(download, context), moved_to=download.moved_to)

    def look_up(self, items: Sequence[Item], location: str, context: FetchContext) -> Mapping[str, LookedUp]:
        """What has become of these items of the source at ``location``, by id. Here: read it again, and look at their pages.

        A source that can ask for one item alone says so in its own file.

        Raises:
            SourceError: the user asked to stop.
        """
        from composer.sources.look_up import by_reading_again

        return by_reading_again(self, items, location, context)

    def read_noting_age(self, download: Download, context: FetchContext) -> Fetched:
        """As :meth:`read`, with a problem that says so where an old copy had to do."""
        fetched = self.read(download, context)
        if not download.offline:
            return fetched
        when = day_in_words(download.fetched.astimezone(context.zone))
        message = _("{reason} This is what was fetched on {day}.").format(reason=download.offline, day=when)
        problems = (Problem(download.location, message), *fetched.problems)
        return replace(fetched, problems=problems, offline=Offline(message, download.wait))


@cache
def source_types() -> Mapping[str, type[Source]]:
    """Every source by type, found by walking this folder with the import machinery (so a frozen build finds them too)."""
    for module in pkgutil.iter_modules(_folder.__path__):
        importlib.import_module(f"{_folder.__name__}.{module.name}")
    found = {source.type: source for source in Source.__subclasses__()}
    return MappingProxyType(dict(sorted(found.items())))
