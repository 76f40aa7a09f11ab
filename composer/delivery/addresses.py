"""Mail addresses as they stand in envelopes and headers: plain ASCII, nothing in them that could break a line.

What is an address at all, and when two are the same, is decided in ``composer.contacts.addresses``.
"""

from __future__ import annotations

import re
from email.utils import parseaddr

from composer.contacts.addresses import read_address
from composer.errors import InputError
from composer.i18n import _

_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def without_controls(text: str) -> str:
    """The text on one line: control characters and line ends become one space, lone surrogates go."""
    return _BREAKING.sub(" ", text).encode("utf-8", "ignore").decode("utf-8").strip()


def ascii_address(address: str) -> str:
    """The address as an envelope carries it: the domain in IDNA form and lower case, the part before the @ as it is written.

    Raises:
        InputError: it is no address, or the part before the @ is not ASCII (few servers take those, RFC 6531).
    """
    if address.isascii() and len(address) < 255 and _PLAIN.fullmatch(address):
        local, _at, domain = address.rpartition("@")
        return f"{local}@{domain.lower()}"
    found = read_address(address)
    local = found.email.rpartition("@")[0]
    if not local.isascii():
        raise InputError(
            _("The address “{address}” has letters before the @ that mail servers do not take.").format(address=found.email),
            _("Ask for another address of this person."),
        )
    return f"{local}@{found.key.rpartition('@')[2]}"


_PLAIN = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9]+\.)+[A-Za-z]{2,}")
"""The everyday shape, for which nothing more need be asked."""


def name_and_address(text: str) -> tuple[str, str]:
    """``Name <address>`` or a bare address, as (name, ASCII address).

    Raises:
        InputError: there is no usable address in it.
    """
    name, address = parseaddr(without_controls(text))
    if not address:
        raise InputError(
            _("“{text}” names no sender.").format(text=without_controls(text)), _("Write it like Jo Bloggs <jo@example.org>.")
        )
    return without_controls(name), ascii_address(address)
