"""Who may be here twice: the same mailbox spelt in different ways, and the same name at different addresses.

Nothing is decided here: two Anna Bells may be two people. Each group says why it was found; somebody looks, and merges or not.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import msgspec
from sqlalchemy import Engine, select

from composer.contacts.contact import fold
from composer.database.tables import contacts

Why = Literal["address", "name"]

_ONE_MAILBOX = {"googlemail.com": "gmail.com"}
"""Domains that are two names for one."""
_DOTS_DO_NOT_COUNT = frozenset({"gmail.com"})


class DuplicateGroup(msgspec.Struct, frozen=True):
    """People who may be one: why that seems so, and their ids, the one kept longest first."""

    why: Why
    contact_ids: tuple[str, ...]


def mailbox_of(key: str) -> str:
    """The mailbox a normalised address most likely ends in: without ``+something``, and without what Gmail does not look at."""
    local, _at, domain = key.rpartition("@")
    domain = _ONE_MAILBOX.get(domain, domain)
    bare = local.partition("+")[0] or local
    if domain in _DOTS_DO_NOT_COUNT:
        bare = bare.replace(".", "")
    return f"{bare}@{domain}"


def name_key(first: str, last: str) -> str:
    """A whole name for comparing, whichever part stands first; empty where there is no first or no family name."""
    if not first or not last:
        return ""
    words = sorted(fold(f"{first} {last}").replace(".", " ").replace("-", " ").split())
    return " ".join(words) if len(words) > 1 else ""


def find_duplicates(engine: Engine) -> list[DuplicateGroup]:
    """Every group of people who may be one: same mailbox first, then same name; nobody stands in two groups of one kind."""
    by_mailbox: dict[str, list[str]] = defaultdict(list)
    by_name: dict[str, list[str]] = defaultdict(list)
    columns = (contacts.c.id, contacts.c.email_key, contacts.c.first_name, contacts.c.last_name)
    with engine.connect() as connection:
        for contact, key, first, last in connection.execute(select(*columns).order_by(contacts.c.added, contacts.c.id)):
            by_mailbox[mailbox_of(key)].append(contact)
            name = name_key(first, last)
            if name:
                by_name[name].append(contact)
    found = [DuplicateGroup("address", tuple(ids)) for ids in by_mailbox.values() if len(ids) > 1]
    told = {group.contact_ids for group in found}
    found += [DuplicateGroup("name", tuple(ids)) for ids in by_name.values() if len(ids) > 1 and tuple(ids) not in told]
    return found
