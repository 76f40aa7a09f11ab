"""Visiting the pages a letter links to, once each, to see whether readers would find there what they were promised."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from composer.errors import SourceError
from composer.sources.download import Downloader
from composer.sources.failures import refuse_sign_in_page

MOST_VISITS, VISITORS = 120, 6
"""Addresses looked at, and how many at a time."""
OPENING = 2_048
"""Bytes read of each: enough to see that something is there."""

Standing = Literal["fine", "gone", "home", "sign_in", "no_file", "away", "unasked"]
"""``gone``: the server says there is no such page; ``home``: it leads to the site's front page now; ``sign_in``: to a page for
signing in; ``no_file``: a page stands where a file was promised; ``away``: no answer, or one that may be better tomorrow;
``unasked``: there was no time."""

_FILE = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|odt|ods|zip|epub|mp3|mp4|ics)$", re.IGNORECASE)
_HOME = re.compile(r"/?(?:index\.\w+|home(?:page)?/?|[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """What was found at an address; ``words`` is the server's trouble as a sentence, empty where there is none."""

    address: str
    standing: Standing
    words: str = ""


def visit_links(
    addresses: Iterable[str],
    downloader: Downloader,
    *,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancel: threading.Event | None = None,
) -> dict[str, Visit]:
    """Visit every address once, several at a time. Never raises for a page; blocks, for a worker.

    Args:
        addresses: web addresses; more than :data:`MOST_VISITS` are not asked.
        on_progress: gets how many are done, and of how many; called from several threads.
    """
    asked = list(dict.fromkeys(addresses))[:MOST_VISITS]
    done = 0
    counting = threading.Lock()

    def one(address: str) -> Visit:
        nonlocal done
        found = visit(address, downloader, cancel) if cancel is None or not cancel.is_set() else Visit(address, "unasked")
        with counting:
            done += 1
            now = done
        on_progress(now, len(asked))
        return found

    on_progress(0, len(asked))
    with ThreadPoolExecutor(VISITORS, thread_name_prefix="links") as visitors:
        return {found.address: found for found in visitors.map(one, asked)}


def visit(address: str, downloader: Downloader, cancel: threading.Event | None = None) -> Visit:
    """Visit one address."""
    try:
        part = downloader.part(address, most=OPENING, cancel=cancel)
    except SourceError as error:
        return Visit(address, _standing(error, address, cancel), error.message)
    asked, found = urlsplit(address), urlsplit(part.location)
    if _FILE.search(asked.path) and part.media_type in ("text/html", "application/xhtml+xml"):
        return Visit(address, "no_file")
    if not _HOME.fullmatch(asked.path) and _HOME.fullmatch(found.path) and not found.query:
        return Visit(address, "home")
    return Visit(address, "fine")


def _standing(error: SourceError, address: str, cancel: threading.Event | None) -> Standing:
    if cancel is not None and cancel.is_set():
        return "unasked"
    if any(f"HTTP {status}" in error.details for status in (404, 410)):
        return "gone"
    try:
        refuse_sign_in_page(address, error.details)
    except SourceError:
        return "sign_in"
    return "away"
