"""Looks picked items up again at their sources: side by side, politely, and never taking silence for an answer."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from composer.errors import ComposerError
from composer.i18n import _
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.library.source_list import SourceRow
from composer.sources.address import is_web_address
from composer.sources.look_up import at_its_page, each, with_document
from composer.sources.source import FetchContext, source_types

SOURCES_AT_ONCE = 6
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DriftProgress:
    """``done`` of ``total`` items are looked up; ``title`` names the source heard last."""

    title: str
    done: int
    total: int


def _nobody(_progress: DriftProgress) -> None:
    """Nobody wants to know."""


def look_up(
    items: Sequence[Item],
    sources: Mapping[str, SourceRow],
    context: FetchContext,
    on_progress: Callable[[DriftProgress], None] = _nobody,
) -> dict[str, LookedUp]:
    """What became of each item.

    Args:
        sources: the user's sources by id; an item of another source is looked for at its own page.
        on_progress: told after each source, in the caller's thread.

    Returns:
        By item id. Where the user asked to stop, those not reached are ``unknown`` and say so; a fault of ours in one source
        costs only its own items.
    """
    context = replace(context, current_only=True)
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        row = sources.get(item.source)
        groups[item.source if row is not None and row.type in source_types() else ""].append(item)
    found: dict[str, LookedUp] = {}
    with ThreadPoolExecutor(SOURCES_AT_ONCE, thread_name_prefix="drift") as pool:
        asked: dict[Future[dict[str, LookedUp]], str] = {
            pool.submit(_group, sources.get(source), group, context): source for source, group in groups.items()
        }
        for future in as_completed(asked):
            group = groups[asked[future]]
            found.update(_answers(future, group))
            row = sources.get(asked[future])
            on_progress(DriftProgress(row.title if row is not None else _("the web"), len(found), len(items)))
    now = context.clock()
    return {item.id: replace(found[item.id], at=now) for item in items}


def _group(row: SourceRow | None, items: Sequence[Item], context: FetchContext) -> dict[str, LookedUp]:
    context.stop_if_cancelled()
    if row is not None:
        return dict(source_types()[row.type]().look_up(items, row.location, context))

    def ask(item: Item) -> LookedUp:
        if not is_web_address(item.link):
            return LookedUp()  # written by hand: nobody else says anything about it
        return with_document(item, at_its_page(item, "", context), "", context)

    return each(ask, items)


def _answers(future: Future[dict[str, LookedUp]], items: Sequence[Item]) -> dict[str, LookedUp]:
    silent = LookedUp("unknown", reason=_("It could not be looked up."))
    try:
        found = future.result()
    except ComposerError as error:
        return dict.fromkeys([item.id for item in items], replace(silent, reason=str(error)))
    except Exception:  # noqa: BLE001 - a fault of ours in one source must not hide what the others answer
        _log.exception("looking up %d items failed", len(items))
        return dict.fromkeys([item.id for item in items], silent)
    return {item.id: found.get(item.id, silent) for item in items}
