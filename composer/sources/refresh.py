"""Reads the user's sources again, side by side: each for itself, so that one that fails or dawdles never hides the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from composer.errors import ComposerError
from composer.i18n import _
from composer.library.shelf import Kept, Shelf
from composer.library.source_list import SourceList, SourceRow
from composer.sources.file_asking import ask_about_files
from composer.sources.reader import read
from composer.sources.source import FetchContext, Fetched, Problem, source_types

AT_ONCE = 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SourceProgress:
    """How far it has come: ``done`` of ``total`` sources are finished, this one just now."""

    source_id: str
    title: str
    done: int
    total: int


@dataclass(frozen=True)
class SourceOutcome:
    """What came of one source: ``kept`` is None where nothing could be read; ``problems`` say why, or what was amiss beside."""

    source_id: str
    kept: Kept | None
    problems: tuple[Problem, ...] = ()


def _nobody(_progress: SourceProgress) -> None:
    """Nobody wants to know."""


def refresh(
    source_list: SourceList,
    shelf: Shelf,
    context: FetchContext,
    *,
    ids: Collection[str] | None = None,
    on_progress: Callable[[SourceProgress], None] = _nobody,
) -> list[SourceOutcome]:
    """Read sources and keep what they hold.

    Args:
        ids: these sources, paused or not; None: all that are not paused.
        on_progress: told after each source, in the caller's thread.

    Returns:
        One outcome for each source, in the order of the list. Where the user asked to stop, those not read say so.
    """
    rows = [row for row in source_list.all() if (row.id in ids if ids is not None else not row.paused)]
    outcomes: dict[str, SourceOutcome] = {}
    read_ids: list[str] = []
    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="source") as pool:
        waiting: dict[Future[Fetched], SourceRow] = {pool.submit(_read, row, context): row for row in rows}
        for future in as_completed(waiting):
            row = waiting[future]
            outcomes[row.id] = _kept(row, future, source_list, shelf, context)
            if outcomes[row.id].kept is not None:
                read_ids += [item.id for item in future.result().items]
            on_progress(SourceProgress(row.id, row.title, len(outcomes), len(rows)))
    ask_about_files(shelf, read_ids, context)
    return [outcomes[row.id] for row in rows]


def _read(row: SourceRow, context: FetchContext) -> Fetched:
    context.stop_if_cancelled()
    if row.since is not None and (context.since is None or context.since < row.since):
        context = replace(context, since=row.since)
    return read(row.location, context, type=row.type if row.type in source_types() else "")


def _kept(row: SourceRow, future: Future[Fetched], source_list: SourceList, shelf: Shelf, context: FetchContext) -> SourceOutcome:
    """Keep what one source gave, and write down how it went."""
    now = context.clock()
    try:
        fetched = future.result()
        kept = shelf.keep(fetched.items, row.id)
    except ComposerError as error:
        problem = Problem(row.location, error.message, error.remedy)
        if context.cancel is None or not context.cancel.is_set():
            source_list.record_problem(row.id, now, str(error))
        return SourceOutcome(row.id, None, (problem,))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one source must not cost the user the others
        _log.exception("reading %s failed", row.location)
        problem = Problem(
            row.location, _("{title} could not be read.").format(title=row.title), _("Tell the makers of this program.")
        )
        source_list.record_problem(row.id, now, f"{problem.message} ({type(error).__name__})")
        return SourceOutcome(row.id, None, (problem,))
    source_list.record_read(row.id, now, fetched.moved_to)
    if fetched.problems:
        source_list.record_problem(row.id, now, _sentence(fetched.problems))
    return SourceOutcome(row.id, kept, fetched.problems)


def _sentence(problems: Sequence[Problem]) -> str:
    return f"{problems[0].message} {problems[0].remedy}".strip()
