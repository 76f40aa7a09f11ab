"""Looking items up again, one by one or with what is left of their list: the parts that every source's answer is made of.

Nothing here takes silence for an answer: a site that cannot be reached, or has a fault of its own, leaves an item ``unknown``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from composer.errors import ComposerError, SourceError
from composer.i18n import _
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.sources.address import host_of, is_web_address, web_address
from composer.sources.source import FetchContext, Fetched, Source

AT_ONCE = 4
"""Questions to one site at a time."""
PATIENCE = 2
"""Questions a site may leave without any answer before it is asked no more."""
DAYS_AHEAD = 731
_DOCUMENT = re.compile(r"\.(pdf|docx?|odt|xlsx?|ods|pptx?|epub)$", re.IGNORECASE)


def after_refusal(error: ComposerError, *, plain_page: bool = False) -> LookedUp:
    """What a failed question says of the item that was asked for.

    ``plain_page``: a web page was asked for, whose guard (403) may only dislike programs.
    """
    code = re.match(r"HTTP (\d{3})", error.details)
    status = int(code.group(1)) if code else 0
    sentence = f"{error.message} {error.remedy}".strip() if not status else error.message
    if status in (404, 410):
        return LookedUp("gone", reason=error.message)
    if status in (401, 407) or (status == 403 and not plain_page) or _asks_to_sign_in(error):
        return LookedUp("unpublished", reason=error.message)
    return LookedUp("unknown", reason=sentence, away=not status)


def _asks_to_sign_in(error: ComposerError) -> bool:
    return isinstance(error, SourceError) and error.details.startswith(("http://", "https://"))


def at_its_page(item: Item, near: str, context: FetchContext) -> LookedUp:
    """Whether the item's own page still answers, and where it leads now. What the page says is not compared."""
    if not is_web_address(item.link):
        return LookedUp("unknown", reason=_("It has no address of its own to look at."))
    try:
        context.stop_if_cancelled()
        reached, for_good = context.knock(item.link, near=near or item.link)
    except ComposerError as error:
        return after_refusal(error, plain_page=True)
    if is_front_page(reached) and not is_front_page(item.link):
        reason = _("Its address leads to the front page of {host} now.").format(host=host_of(reached))
        return LookedUp("front_page", reason=reason)
    return LookedUp(link=reached if for_good and differs(item.link, reached) else "")


def is_front_page(address: str) -> bool:
    """True for the address of a site itself, also of one of its languages (``/en/``)."""
    try:
        parts = urlsplit(web_address(address))
    except ValueError:
        return False
    return (
        not parts.query and re.fullmatch(r"(?:/|/[a-z]{2}(?:-[a-z]{2})?/?|/(?:index|home)(?:\.\w+)?/?)?", parts.path) is not None
    )


def differs(one: str, other: str) -> bool:
    """True where two addresses are more than spellings of one: http or https, with or without www. and a slash at the end."""

    def plain(address: str) -> str:
        return re.sub(r"^https?://(www\.)?", "", web_address(address), flags=re.IGNORECASE).rstrip("/")

    return plain(one) != plain(other)


def with_document(item: Item, found: LookedUp, near: str, context: FetchContext) -> LookedUp:
    """The result, with whether the item's document is still there."""
    said = found.item or item
    address = said.file_link or (said.link if _DOCUMENT.search(urlsplit(said.link).path) else "")
    if found.standing != "there" or not is_web_address(address):
        return found
    try:
        context.knock(address, near=near or address)
    except ComposerError as error:
        answer = after_refusal(error, plain_page=True)
        gone = answer.standing in ("gone", "unpublished")
        return replace(found, file_gone=True, reason=error.message) if gone else found
    return found


def each(ask: Callable[[Item], LookedUp], items: Sequence[Item]) -> dict[str, LookedUp]:
    """Ask for each item, a few at a time; a question that fails says so for its own item.

    A site that did not answer at all twice is not asked for the rest: each question would wait as long again.
    """
    away: dict[str, list[LookedUp]] = defaultdict(list)

    def one(item: Item) -> LookedUp:
        site = host_of(item.link) if is_web_address(item.link) else ""
        if site and len(away[site]) >= PATIENCE:
            return away[site][0]
        try:
            found = ask(item)
        except ComposerError as error:
            found = after_refusal(error)
        if found.away:
            away[site].append(found)
        return found

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="look up") as pool:
        return dict(zip([item.id for item in items], pool.map(one, items), strict=True))


def by_reading_again(
    source: Source, items: Sequence[Item], location: str, context: FetchContext, *, upcoming: bool = False
) -> dict[str, LookedUp]:
    """Read the whole source again and find the items in it; what is missing is looked for at its own page.

    Args:
        upcoming: the source is a calendar: it names everything that is still to come, so what it no longer names is off.
    """
    try:
        fetched = source.fetch(location, _reaching(items, context))
    except ComposerError as error:
        answer = after_refusal(error)
        if answer.standing != "gone" or not is_web_address(location):
            return dict.fromkeys([item.id for item in items], LookedUp("unknown", reason=str(error)))
        fetched = Fetched()  # the feed itself is gone; its posts may well be there
    by_id = {item.id: item for item in fetched.items}
    by_link = {item.link: item for item in fetched.items if item.link}
    several = len(by_link) < sum(1 for item in fetched.items if item.link)

    def ask(item: Item) -> LookedUp:
        now = by_id.get(item.id) or (by_link.get(item.link) if not several else None)
        if now is not None:
            now = _named(now, item)
            page = at_its_page(now, location, context) if now.link and not upcoming else LookedUp()
            found = page if page.standing in ("gone", "unpublished", "front_page") else replace(page, standing="there", reason="")
            return with_document(item, replace(found, item=now), location, context)
        if upcoming and _still_to_come(item, context):
            return LookedUp("gone", reason=_("The calendar no longer names it."))
        return _missing(item, fetched, location, context)

    return each(ask, items)


def _named(now: Item, item: Item) -> Item:
    """What the source says now, under the id the item is known by."""
    from msgspec.structs import replace as with_fields

    return with_fields(now, id=item.id)


def _missing(item: Item, fetched: Fetched, location: str, context: FetchContext) -> LookedUp:
    """The source does not name the item any more: because it ends before it, or because it was taken out?"""
    reaches = _reaches(item, fetched)
    if is_web_address(item.link) and item.link != location:
        page = at_its_page(item, location, context)
        if page.standing == "there" and reaches:
            return replace(page, standing="unlisted", reason=_("Its source no longer names it, though its page still opens."))
        return with_document(item, page, location, context)
    if reaches:
        return LookedUp("gone", reason=_("Its source no longer names it."))
    return LookedUp("unknown", reason=_("Its source does not reach back so far any more."))


def _reaches(item: Item, fetched: Fetched) -> bool:
    """True where a list of posts, the newest first, still holds older ones than this."""
    if item.published is None:
        return False
    stamps = [other.published for other in fetched.items if other.published is not None]
    return bool(stamps) and min(map(_utc, stamps)) <= _utc(item.published)


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _still_to_come(item: Item, context: FetchContext) -> bool:
    return item.starts is not None and item.starts.date() >= context.today()


def _reaching(items: Sequence[Item], context: FetchContext) -> FetchContext:
    """The context with a window wide enough for events that moved; posts need none."""
    days = [item.starts.date() for item in items if item.starts is not None]
    if not days:
        return replace(context, since=None, until=None)
    today = context.today()
    first, last = min([*days, today]), max([*days, today])
    return replace(context, since=_shifted(first, -62), until=_shifted(last, DAYS_AHEAD))


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
