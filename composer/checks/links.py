"""Links lead somewhere, somewhere public, and say where."""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import Link, Passage, links, passages, without_links
from composer.i18n import _
from composer.rendering.addresses import is_web_address, safe_address
from composer.rendering.merge_tags import find_tags

VAGUE = frozenset({"click here", "click", "here", "this", "this link", "link", "this page", "press here", "tap here", "go"})
DULL = frozenset(
    {"read more", "more", "learn more", "find out more", "continue reading", "see more", "more info", "details", "read on"}
)
_REHEARSAL = re.compile(
    r"(?:^|[.-])(?:staging|stage|stg|dev|test|testing|preview|sandbox|beta|draft|uat|local)(?:[.-]|$)", re.IGNORECASE
)
_BACKSTAGE = re.compile(
    r"/(?:wp-admin|wp-login\.php|admin|administrator|user/login|edit)(?:/|$|\?)|/sites/[^/]+/edit", re.IGNORECASE
)
_HERE = re.compile(
    r"(?:can be (?:found|read|seen|viewed|downloaded|booked)|(?:is|are) available|click|(?:find out|read|learn|see) more"
    r"|(?:more|further) (?:information|details)(?: is| are)?|download(?: it)?|register|book(?: your place)?|apply|sign up"
    r"|watch(?: it)?|donate)(?:\s+[\w’'-]+){0,6}?\s+here\b",
    re.IGNORECASE,
)


class Links(Check):
    """Every link, in blocks and in texts."""

    name: ClassVar[str] = "links"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        found = list(links(context.issue))
        for link in found:
            yield from self._address(link)
            yield from self._words(link)
        yield from self._same_words(found)
        for passage in passages(context.issue):
            yield from self._lost(passage)

    def _address(self, link: Link) -> Iterator[Finding]:
        address, words = link.address.strip(), link.words or link.address
        if not address or address == "#":
            yield self.finding(
                "empty",
                "error",
                _("The link “{words}” leads nowhere.").format(words=words),
                _("Add its address, or take it out."),
                at=link,
            )
        elif not safe_address(_without_tags(address)):
            yield self.finding(
                "malformed",
                "error",
                _("“{address}” is not an address a letter can link to.").format(address=address[:80]),
                _("Write it like https://example.org/page."),
                at=link,
            )
        elif reason := not_public(safe_address(_without_tags(address))):
            yield self.finding("unpublished", "error", reason, _("Use the address readers would open."), at=link)
        elif address.lower().startswith("http://"):
            yield self.finding(
                "insecure",
                "advice",
                _("The link to {host} is not secure (http).").format(host=urlsplit(address).hostname or address),
                _("Try it with https:// and keep that if it opens."),
                at=link,
            )

    def _words(self, link: Link) -> Iterator[Finding]:
        words = " ".join(link.words.split()).casefold().strip(" .…»›>!")
        if words in VAGUE:
            yield self.finding(
                "vague",
                "warning",
                _("The link “{words}” does not say where it leads.").format(words=link.words),
                _("Name what the reader will find: screen readers read links out by themselves."),
                at=link,
            )
        elif words in DULL:
            yield self.finding(
                "dull",
                "advice",
                _("The link “{words}” could say what it leads to.").format(words=link.words),
                _("For instance: “Read how the bridge was built”."),
                at=link,
            )
        elif not words and not link.own:
            yield self.finding(
                "no_words",
                "warning",
                _("A link to {address} has no words.").format(address=link.address[:80]),
                _("Write what it leads to between the square brackets."),
                at=link,
            )
        elif not link.own and len(link.words) > 40 and is_web_address(link.words):
            yield self.finding(
                "bare_address",
                "advice",
                _("A long web address stands in the text."),
                _("Put it behind a few words: screen readers spell it out."),
                at=link,
            )

    def _same_words(self, found: list[Link]) -> Iterator[Finding]:
        """The same words leading to different places. A block's own link stands under its title, so only links in texts count."""
        places: dict[str, list[Link]] = defaultdict(list)
        for link in found:
            if not link.own and link.words:
                places[" ".join(link.words.split()).casefold()].append(link)
        for same in places.values():
            if len({link.address.strip() for link in same}) > 1:
                yield self.finding(
                    "same_words",
                    "advice",
                    _("{count} links say “{words}” and lead to different places.").format(count=len(same), words=same[0].words),
                    _("Let each say where it leads."),
                    block=same[-1].block,
                    field=same[-1].field,
                )

    def _lost(self, passage: Passage) -> Iterator[Finding]:
        """Words that point at a link which is not there: copying a page keeps “can be found here” and loses where “here” is."""
        if not passage.block or "here" not in passage.text.lower():
            return
        lost = _HERE.search(without_links(passage.text) if passage.rich else passage.text)
        if lost:
            yield self.finding(
                "lost",
                "warning",
                _("“{words}” has no link.").format(words=" ".join(lost[0].split())),
                _("Add the link, or say where it is found."),
                block=passage.block,
                field=passage.field,
            )


def _without_tags(address: str) -> str:
    """The address with something harmless where a person's values go."""
    for tag in reversed(find_tags(address)):
        address = address[: tag.start] + "x" + address[tag.end :]
    return address


def not_public(address: str) -> str:
    """Why readers cannot open an address that the writer can; empty where they can."""
    if not is_web_address(address):
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost" or "." not in host or host.endswith((".local", ".localhost", ".internal", ".lan", ".home.arpa")):
            return _("A link leads to “{host}”, which only this network knows.").format(host=host)
    else:
        if not number.is_global:
            return _("A link leads to “{host}”, which only this network knows.").format(host=host)
    if _REHEARSAL.search(host.rpartition(".")[0].rpartition(".")[0]):
        return _("A link leads to “{host}”, which looks like a site for trying things out.").format(host=host)
    if _BACKSTAGE.search(parts.path):
        return _("A link leads behind the scenes of {host}, where readers cannot go.").format(host=host)
    asked = parse_qs(parts.query)
    if asked.get("preview") == ["true"] or "preview_id" in asked or "preview_nonce" in asked:
        return _("A link leads to the preview of an unpublished page on {host}.").format(host=host)
    return ""
