"""What a site offers to be read, and what to say beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


@dataclass(frozen=True)
class Category:
    """One of a site's categories: ``key`` is what its interface knows it by, ``posts`` how many there are in it."""

    key: str
    name: str
    posts: int = 0


@dataclass(frozen=True)
class Offer:
    """A source a site offers.

    Attributes:
        type, location, title: which kind it is, where it lies, and what to call it.
        count: how many entries it holds; None where nobody says.
        links: where its newest entries lie, to tell the same content in two wrappings.
        same_as: the location of a better offer with the same content; empty where there is none.
        categories: what it can be narrowed to, see :func:`narrowed`.
    """

    type: str
    location: str
    title: str
    count: int | None = None
    links: frozenset[str] = frozenset()
    same_as: str = ""
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True)
class Found:
    """What was found at an address.

    Attributes:
        site: what the site calls itself.
        offers: what is worth reading, the best first.
        alternatives: the same content in other wrappings (``same_as`` says of which offer).
        notes: sentences that say what else there is to know, or why there is nothing.
    """

    site: str
    offers: tuple[Offer, ...] = ()
    alternatives: tuple[Offer, ...] = ()
    notes: tuple[str, ...] = ()


def narrowed(location: str, keys: Iterable[str]) -> str:
    """The address of a WordPress source with posts of some categories only; all of them for no key."""
    parts = urlsplit(location)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "categories"]
    wanted = ",".join(keys)
    if wanted:
        kept.append(("categories", wanted))
    return urlunsplit(parts._replace(query=urlencode(kept, safe="/,")))
