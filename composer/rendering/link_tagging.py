"""Tags put on a finished letter's links to the organisation's own site, the same in HTML and in text.

Pictures, the way off the list, the letter's own web page, mail and telephone addresses stay as they are, and so does a link that
says already where its visitors come from, or that has something of the reader's in it: it may be signed, or serve once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

import msgspec

from composer.document.issue import Issue
from composer.document.link_tags import parameters
from composer.i18n import _
from composer.rendering.addresses import is_web_address, safe_address
from composer.rendering.merge_tags import MARKS_BEGIN

_LINK = re.compile(r"(<a\b[^>]*?\shref=\")([^\"]*)(\")", re.IGNORECASE)
_GOES_ON = re.compile(r"[\w/?&=#%~+@:;,!$*'-]|\.(?=\w)")


def own_host(issue: Issue) -> str:
    """The site whose links are tagged: that of the brand, without ``www.``; empty where none is known."""
    try:
        host = urlsplit(safe_address(issue.brand.website)).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def in_words(issue: Issue) -> str:
    """That links are tagged, and with what; empty where they are not."""
    tags, host = parameters(issue), own_host(issue)
    if not tags or not host:
        return ""
    told = "&".join(f"{name}={value}" for name, value in tags.items())
    return _("Links to {site} are tagged for its statistics: {tags}").format(site=host, tags=told)


def tagged_address(address: str, tags: Mapping[str, str], host: str) -> str:
    """The address with the tags behind its query, before its fragment; as it was where it must be left alone."""
    if not host or not is_web_address(address) or MARKS_BEGIN in address:
        return address
    parts = urlsplit(address)
    try:
        there = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return address
    if there != host and not there.endswith(f".{host}"):
        return address
    if any(name.lower().startswith("utm_") for name, _value in parse_qsl(parts.query, keep_blank_values=True)):
        return address
    added = "&".join(f"{name}={quote(value)}" for name, value in tags.items())
    path = parts.path or "/"
    return urlunsplit(parts._replace(path=path, query=f"{parts.query}&{added}" if parts.query else added))


class Tagging(msgspec.Struct, frozen=True):
    """What an issue's links are tagged with: names and values, on which host, and the letter's own page, which is left out."""

    tags: tuple[tuple[str, str], ...]
    host: str
    page: str

    def of(self, html: str) -> tuple[str, dict[str, str]]:
        """A letter or a piece of one with tagged links, and which addresses were changed into what."""
        changed: dict[str, str] = {}

        def replaced(found: re.Match[str]) -> str:
            address = unescape(found[2])
            if address == self.page:
                return found[0]
            tagged = tagged_address(address, dict(self.tags), self.host)
            if tagged == address:
                return found[0]
            changed[address] = tagged
            return f"{found[1]}{escape(tagged)}{found[3]}"

        return _LINK.sub(replaced, html), changed


def tagging_of(issue: Issue) -> Tagging | None:
    """What the issue's links are tagged with; None where nobody wants that, or the own site is not known."""
    tags, host = parameters(issue), own_host(issue)
    return Tagging(tuple(tags.items()), host, issue.web_page.address) if tags and host else None


def tagged_text(text: str, changed: Mapping[str, str]) -> str:
    """The text part with the addresses that were changed in the HTML.

    Whole addresses only: ``/roof`` is not the beginning of ``/roof-two``.
    """
    if not changed:
        return text
    known = re.compile("|".join(re.escape(address) for address in sorted(changed, key=len, reverse=True)))

    def replaced(found: re.Match[str]) -> str:
        goes_on = _GOES_ON.match(text, found.end())
        # What ends a sentence is no part of an address, unless more of the address follows it.
        if goes_on and not (goes_on[0] in ",;:!'" and not _GOES_ON.match(text, found.end() + 1)):
            return found[0]
        return changed[found[0]]

    return known.sub(replaced, text)
