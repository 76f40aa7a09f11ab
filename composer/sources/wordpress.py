"""WordPress sites through their own interface (REST, ``/wp/v2/posts`` and post types of the site's own).

Also files saved from it, holding a list of posts or a single one. Sites without speaking addresses answer at ``?rest_route=``.
Where the user connected an account of the site, drafts and what is scheduled, private or waits for review come as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec.structs import replace as with_fields

from composer.errors import ComposerError, FormatError, SourceError
from composer.i18n import N_, ngettext
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.sources.address import host_of, is_web_address, web_address
from composer.sources.download import Download
from composer.sources.json_reading import is_json
from composer.sources.look_up import after_refusal, by_reading_again, each, with_document
from composer.sources.post_making import make_post, within
from composer.sources.site_account import SiteAccount
from composer.sources.source import FetchContext, Fetched, Offline, Problem, Source
from composer.sources.wordpress_posts import posts_in, raw_post
from composer.sources.wordpress_sign_in import why_no_drafts

PER_PAGE = 50
MOST_PAGES = 20
PAGES_WITHOUT_WINDOW = 2
"""How many pages are read where nobody says how far back to go: the newest hundred posts."""
_INTERFACE = re.compile(r"/wp-json/wp/v2/(?P<what>[\w-]+)|[?&]rest_route=/?wp/v2/(?P<route>[\w-]+)", re.IGNORECASE)
_OURS = frozenset({"page", "per_page", "_embed"})
_HIDDEN = (("status", "draft,pending,future,private"), ("context", "edit"), ("orderby", "modified"))


class WordPress(Source):
    """The posts of a WordPress site."""

    type: ClassVar[str] = "wordpress"
    label: ClassVar[str] = N_("WordPress site")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if is_web_address(location) and _INTERFACE.search(location.replace("%2F", "/")):
            return 95
        if head is None or not is_json(head):
            return 0
        opening = head.content[:60_000]
        if b'"rendered"' in opening and (b'"slug"' in opening or b'"title"' in opening):
            return 85
        return 20 if b'"wp/v2"' in opening else 0

    def fetch(self, location: str, context: FetchContext) -> Fetched:
        """The posts, page by page; a plain address of a site is asked for its interface first."""
        if not is_web_address(location):
            return super().fetch(location, context)
        address = _interface(location)
        public = self._public(address, context)
        try:
            account = context.account_for(address)
        except ComposerError as error:  # the keyring is locked: what everybody can read was read
            return replace(public, problems=(*public.problems, Problem(location, error.message, error.remedy)))
        if account is None:
            return public
        hidden = self._hidden(address, account, context)
        items = {item.id: item for item in (*public.items, *hidden.items)}
        return replace(public, items=tuple(items.values()), problems=(*public.problems, *hidden.problems))

    def _public(self, address: str, context: FetchContext) -> Fetched:
        """What every visitor may read, the newest first."""
        items: dict[str, Item] = {}
        problems: list[Problem] = []
        moved = ""
        offline: Offline | None = None
        seen: set[str] = set()
        most = MOST_PAGES if context.since is not None else PAGES_WITHOUT_WINDOW
        for page in range(1, most + 1):
            context.stop_if_cancelled()
            try:
                download = context.open(_asking(address, page, context))
                posts = posts_in(download)
            except (SourceError, FormatError) as error:
                if page == 1:
                    raise
                if "HTTP 400" not in error.details:  # 400 is how WordPress says that there is no such page
                    problems.append(_broken_off(address, error, len(items)))
                break
            if page == 1 and download.moved_to:
                moved = _without_ours(download.moved_to)
            fetched = self.read_noting_age(download, context)
            items.update((item.id, item) for item in fetched.items if item.id not in items)
            problems += fetched.problems
            offline = offline or fetched.offline
            keys = {raw_post(post, download.location).key for post in posts}
            total = download.headers.get("x-wp-totalpages", "")
            if keys <= seen or (len(posts) < PER_PAGE if not total.isdecimal() else page >= int(total[:6])):
                break
            seen |= keys
        return Fetched(tuple(items.values()), tuple(problems), host_of(address), moved, offline)

    def _hidden(self, address: str, account: SiteAccount, context: FetchContext) -> Fetched:
        """Drafts, and what is scheduled, private or waits for review: the newest hundred, as the account may see them."""
        items: dict[str, Item] = {}
        for page in range(1, PAGES_WITHOUT_WINDOW + 1):
            context.stop_if_cancelled()
            try:
                download = context.open(_asking(address, page, None, _HIDDEN), account=account)
                posts = posts_in(download)
            except SourceError as error:
                if page > 1 and "HTTP 400" in error.details:
                    break
                return Fetched(tuple(items.values()), (why_no_drafts(address, account, error, context),))
            except FormatError as error:
                return Fetched(tuple(items.values()), (Problem(address, error.message, error.remedy),))
            for post in posts:
                item = make_post(raw_post(post, download.location), download.location, context)
                if item.state:
                    items.setdefault(item.id, item)
            if len(posts) < PER_PAGE:
                break
        return Fetched(tuple(items.values()))

    def read(self, download: Download, context: FetchContext) -> Fetched:
        items: dict[str, Item] = {}
        for post in posts_in(download):
            context.stop_if_cancelled()
            item = make_post(raw_post(post, download.location), download.location, context)
            if item.state or within(item, context.since, context.until):
                items.setdefault(item.id, item)
        return Fetched(tuple(items.values()))

    def look_up(self, items: Sequence[Item], location: str, context: FetchContext) -> Mapping[str, LookedUp]:
        """All at once by their numbers; what is not among the answers is asked for alone, so that the site says why."""
        numbered = [item for item in items if item.number.isdecimal()] if is_web_address(location) else []
        rest = [item for item in items if item not in numbered]
        found = by_reading_again(self, rest, location, context) if rest else {}
        if not numbered:
            return found
        address = _interface(location)
        posts: dict[str, Item] = {}
        for start in range(0, len(numbered), PER_PAGE):
            numbers = ",".join(item.number for item in numbered[start : start + PER_PAGE])
            try:
                download = context.open(_asking(address, 1, None, (("include", numbers),)))
                posts.update((item.number, item) for item in self.read(download, replace(context, since=None, until=None)).items)
            except (SourceError, FormatError) as error:
                if (answer := after_refusal(error)).standing == "unknown":
                    return {**found, **dict.fromkeys([item.id for item in numbered], answer)}
        account = context.account_for(address)

        def ask(item: Item) -> LookedUp:
            context.stop_if_cancelled()
            now = posts.get(item.number) or self._alone(address, item.number, account, context)
            now = with_fields(now, id=item.id)
            if now.state:
                return LookedUp("unpublished", now, next(iter(now.notes), ""))
            return with_document(item, LookedUp(item=now), address, context)

        return {**found, **each(ask, numbered)}

    def _alone(self, address: str, number: str, account: SiteAccount | None, context: FetchContext) -> Item:
        """One post, also one that only the account may see.

        Raises:
            SourceError: the site does not give it; the answer says why.
        """
        try:
            download = context.open(_one(address, number))
        except SourceError as error:
            if account is None or after_refusal(error).standing != "unpublished":
                raise
            download = context.open(_one(address, number), account=account)
        (item, *_more) = self.read(download, replace(context, since=None, until=None)).items
        return item


def _interface(location: str) -> str:
    """The address the site's posts are asked at."""
    address = web_address(location)
    return address if _INTERFACE.search(address.replace("%2F", "/")) else address.rstrip("/") + "/wp-json/wp/v2/posts"


def _one(address: str, number: str) -> str:
    """The address of one post."""
    parts = urlsplit(address)
    own = dict(parse_qsl(parts.query))
    if "rest_route" in own:
        query = {"rest_route": f"{own['rest_route'].rstrip('/')}/{number}", "_embed": "1"}
        return urlunsplit(parts._replace(query=urlencode(query, safe="/")))
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{number}", query="_embed=1"))


def _broken_off(address: str, error: ComposerError, count: int) -> Problem:
    """A later page failed: what came before it is kept, and said."""
    words = ngettext("{reason} {count} post was read before that.", "{reason} {count} posts were read before that.", count)
    return Problem(address, words.format(reason=error.message, count=count), error.remedy)


def _asking(address: str, page: int, context: FetchContext | None, more: tuple[tuple[str, str], ...] = ()) -> str:
    """The address of one page of posts, newest first, with pictures, categories and authors embedded."""
    parts = urlsplit(address)
    given = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _OURS]
    own = [pair for pair in given if pair[0] not in dict(more)]
    own += [("per_page", str(PER_PAGE)), ("page", str(page)), ("_embed", "1"), *more]
    names = {name for name, _value in own}
    if context is not None and context.since is not None and "after" not in names:
        own.append(("after", f"{context.since.isoformat()}T00:00:00"))
    if context is not None and context.until is not None and "before" not in names:
        own.append(("before", f"{context.until.isoformat()}T00:00:00"))
    return urlunsplit(parts._replace(query=urlencode(own, safe="/")))


def _without_ours(address: str) -> str:
    """The address without what only one question needs."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _OURS | {"after", "before"}]
    return urlunsplit(parts._replace(query=urlencode(kept, safe="/")))
