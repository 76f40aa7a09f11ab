"""Links open what they promise: asked of the pages themselves, where that was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from composer.checks.check import Check, CheckContext, Finding, Severity
from composer.checks.links import not_public
from composer.checks.reading import Link, links
from composer.document.issue import Issue
from composer.i18n import N_, _
from composer.rendering.addresses import is_web_address, safe_address
from composer.rendering.merge_tags import find_tags

MANY = 3
"""From so many pages without an answer on, the fault is likely to be nearer than the pages: they are told of in one line."""
_SAID: dict[str, tuple[str, Severity, str, str]] = {
    "gone": (
        "dead",
        "warning",
        N_("The link “{words}” does not open: {reason}"),
        N_("Correct the address, or take the link out."),
    ),
    "home": (
        "home",
        "warning",
        N_("The link “{words}” leads to the front page of {host}: the page it meant seems to be gone."),
        N_("Look for where the page lies now, and link that."),
    ),
    "sign_in": (
        "sign_in",
        "warning",
        N_("The link “{words}” asks its readers to sign in."),
        N_("Use an address that everybody can open, or say so beside it."),
    ),
    "no_file": (
        "no_file",
        "warning",
        N_("The link “{words}” should open a file, but {host} shows a page there."),
        N_("Open it once: the file may have been taken down."),
    ),
    "away": (
        "unreachable",
        "advice",
        N_("The link “{words}” could not be tried: {reason}"),
        N_("Open it once to see whether it works."),
    ),
}


class DeadLinks(Check):
    """What visiting the links showed."""

    name: ClassVar[str] = "dead_links"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if not context.visits:
            return
        places = _first_places(context.issue)
        silent = [address for address in places if address in context.visits and context.visits[address].standing == "away"]
        if len(silent) >= MANY:
            yield self.finding(
                "unreachable",
                "advice",
                _("{count} links could not be tried, “{words}” among them: {reason}").format(
                    count=len(silent), words=places[silent[0]].words.strip()[:80], reason=context.visits[silent[0]].words
                ),
                _("If you are online, open a few of them to see whether they work."),
                at=places[silent[0]],
            )
        for address, link in places.items():
            visit = context.visits.get(address)
            if visit is None or visit.standing not in _SAID or (visit.standing == "away" and len(silent) >= MANY):
                continue
            what, severity, message, remedy = _SAID[visit.standing]
            host = address.split("/")[2]
            words = link.words.strip()[:80] or address
            yield self.finding(what, severity, _(message).format(words=words, host=host, reason=visit.words), _(remedy), at=link)


def addresses_to_visit(issue: Issue) -> tuple[str, ...]:
    """Every public web page the issue links to, once, in the order of the letter."""
    return tuple(_first_places(issue))


def _first_places(issue: Issue) -> dict[str, Link]:
    first: dict[str, Link] = {}
    for link in links(issue):
        address = safe_address(link.address).partition("#")[0]
        if is_web_address(address) and not find_tags(address) and not not_public(address) and not _made_up(address):
            first.setdefault(address, link)
    return first


def _made_up(address: str) -> bool:
    """True for names nobody can ever have (RFC 2606, section 2): a made-up organisation's letter is full of them."""
    return (urlsplit(address).hostname or "").endswith((".example", ".invalid", ".test"))
