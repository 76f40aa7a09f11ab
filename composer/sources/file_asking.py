"""Asks the servers of reports what their files are, once each, beside everything else: never in the way of what was read."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from composer.errors import ComposerError
from composer.library.item import Item
from composer.library.shelf import Shelf
from composer.sources.address import same_site
from composer.sources.report_file import FileFacts, file_facts
from composer.sources.source import FetchContext

AT_ONCE = 4
MOST = 40
PATIENCE = 20.0
"""Seconds after which the rest is left for the next time."""
_log = logging.getLogger(__name__)


def ask_about_files(shelf: Shelf, item_ids: Iterable[str], context: FetchContext) -> int:
    """Note type, size and pages of those of these items that are reports with a file nobody asked about yet.

    A file that cannot be had costs nothing: its report stays as it is, and is asked about again next time.

    Returns:
        How many were learned.
    """
    items = [row.item for row in shelf.rows(item_ids) if _unknown(row.item)][:MOST]
    if not items or (context.cancel is not None and context.cancel.is_set()):
        return 0
    stop, learned, until = threading.Event(), 0, time.monotonic() + PATIENCE
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="file")
    try:
        waiting = {pool.submit(_ask, item, context, stop): item for item in items}
        while waiting and time.monotonic() < until and not (context.cancel is not None and context.cancel.is_set()):
            done, _rest = wait(waiting, timeout=0.25, return_when=FIRST_COMPLETED)
            for future in done:
                learned += _note(shelf, waiting.pop(future), future)
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return learned


def _unknown(item: Item) -> bool:
    return item.kind == "report" and bool(item.file_link) and not item.file_size and not item.file_pages


def _ask(item: Item, context: FetchContext, stop: threading.Event) -> FileFacts:
    typed = bool(item.link) and same_site(item.file_link, item.link)
    return file_facts(item.file_link, context.downloader, typed=typed, cancel=stop)


def _note(shelf: Shelf, item: Item, future: Future[FileFacts]) -> int:
    try:
        facts = future.result()
        shelf.corrections.note_file(item.id, facts.file_type, facts.size, facts.pages)
    except ComposerError as error:
        _log.info("the file of %s was not asked about: %s", item.id, error)
        return 0
    return 1
