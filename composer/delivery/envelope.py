"""Envelope: what a mail server is told about a letter, and the letter's bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter to one person: there is no field that could hold two.

    Attributes:
        mail_from: where a returned letter goes; plain ASCII.
        rcpt_to: the one recipient; plain ASCII.
        content: the whole letter, CRLF line ends, not dot-stuffed.
        has_dots: False where it is known that no line begins with a dot, and nobody has to look.
    """

    mail_from: str
    rcpt_to: str
    content: bytes
    has_dots: bool = True

    def __post_init__(self) -> None:
        for address in (self.mail_from, self.rcpt_to):
            if not address.isascii() or not address.isprintable() or any(mark in address for mark in " <>,;"):
                raise ValueError(f"not an envelope address: {address!r}")
