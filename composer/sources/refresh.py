"""Reads the user's sources again, side by side: each for itself, so that one that fails or dawdles never hides the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from composer.blocks.dates_in_words import day_in_words
from composer.errors import ComposerError
from composer.i18n import _, ngettext
from composer.library.back_off import pause_after, rests_until
from composer.library.shelf import Kept, Shelf
from composer.library.source_list import SourceList, SourceRow
from composer.sources.failures import PassingError
from composer.sources.file_asking import ask_about_files
from composer.sources.reader import read
from composer.sources.source import FetchContext, Fetched, Problem, source_types

AT_ONCE = 24
"""They mostly wait for their servers: as many as anybody has are asked side by side, so that the slowest alone counts."""
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
    """What came of one source: ``kept`` is None where nothing could be read; ``problems`` say why, or what was amiss beside.

    ``rests_until``: it was not asked, because it failed lately or its server wants to be left alone until then.
    """

    source_id: str
    kept: Kept | None
    problems: tuple[Problem, ...] = ()
    rests_until: datetime | None = None


def _nobody(_progress: SourceProgress) -> None:
    """Nobody wants to know."""


def refresh(
    source_list: SourceList,
    shelf: Shelf,
    context: FetchContext,
    *,
    ids: Collection[str] | None = None,
    by_hand: bool = True,
    on_progress: Callable[[SourceProgress], None] = _nobody,
) -> list[SourceOutcome]:
    """Read sources and keep what they hold.

    Args:
        ids: these sources, paused or not; None: all that are not paused.
        by_hand: the user asked for it just now; else sources that failed lately are left alone (``composer.library.back_off``).
        on_progress: told after each source, in the caller's thread.

    Returns:
        One outcome for each source, in the order of the list. Where the user asked to stop, those not read say so.
    """
    rows = [row for row in source_list.all() if (row.id in ids if ids is not None else not row.paused)]
    read_ids: list[str] = []
    outcomes = {
        row.id: _resting(row, until, context) for row in rows if (until := rests_until(row, context.clock(), by_hand=by_hand))
    }
    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="source") as pool:
        waiting: dict[Future[Fetched], SourceRow] = {
            pool.submit(_read, row, context): row for row in rows if row.id not in outcomes
        }
        for future in as_completed(waiting):
            row = waiting[future]
            outcomes[row.id] = _kept(row, future, source_list, shelf, context)
            if outcomes[row.id].kept is not None:
                read_ids += [item.id for item in future.result().items]
            on_progress(SourceProgress(row.id, row.title, len(outcomes), len(rows)))
    ask_about_files(shelf, read_ids, context)
    return [outcomes[row.id] for row in rows]


def _resting(row: SourceRow, until: datetime, context: FetchContext) -> SourceOutcome:
    """One that is not asked now, and why."""
    moment = until.astimezone(context.zone)
    words = _("{title} is left alone until {time} on {day}.")
    sentence = words.format(title=row.title, time=f"{moment:%H:%M}", day=day_in_words(moment))
    return SourceOutcome(row.id, None, (Problem(row.location, sentence, row.last_problem),), until)


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
            wait = error.wait if isinstance(error, PassingError) else None
            _failed(row, str(error), wait, source_list, context)
        return SourceOutcome(row.id, None, (problem,))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one source must not cost the user the others
        _log.exception("reading %s failed", row.location)
        problem = Problem(
            row.location, _("{title} could not be read.").format(title=row.title), _("Tell the makers of this program.")
        )
        _failed(row, f"{problem.message} ({type(error).__name__})", None, source_list, context)
        return SourceOutcome(row.id, None, (problem,))
    if kept.empty:
        words = ngettext("{count} empty entry was left out.", "{count} empty entries were left out.", kept.empty)
        problem = Problem(row.location, words.format(count=kept.empty))
        fetched = replace(fetched, problems=(*fetched.problems, problem))
    if fetched.offline is not None:
        _failed(row, fetched.offline.sentence, fetched.offline.wait, source_list, context)
        return SourceOutcome(row.id, kept, fetched.problems)
    source_list.record_read(row.id, now, fetched.moved_to)
    if fetched.problems:
        source_list.record_problem(row.id, now, _sentence(fetched.problems))
    return SourceOutcome(row.id, kept, fetched.problems)


def _failed(row: SourceRow, sentence: str, wait: timedelta | None, source_list: SourceList, context: FetchContext) -> None:
    """Write down that a source could not be read, and until when it is left alone."""
    now = context.clock()
    asked = wait is not None and wait > timedelta(0)
    until = now + pause_after(row.failures + 1, wait if asked else None)
    source_list.record_failure(row.id, now, sentence, until, asked)


def _sentence(problems: Sequence[Problem]) -> str:
    return f"{problems[0].message} {problems[0].remedy}".strip()
