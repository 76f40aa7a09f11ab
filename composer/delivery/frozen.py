"""FrozenIssue: all that every letter of a campaign is made from, fixed when the campaign is made and never changed after."""

from __future__ import annotations

import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from composer.database.stored_text import storable
from composer.delivery.addresses import ascii_address, without_controls
from composer.delivery.unsubscribe import check_endpoint
from composer.errors import DeliveryError
from composer.i18n import _
from composer.rendering.merge_tags import Token, complete_values, cut_text, fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from composer.delivery.accounts import Account
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.rendering.rendered import Rendered

VARIANT = "variant"
"""Beside a person's merge values: which of an issue's bodies they get; not there for the one of everybody."""
LARGEST = 200_000_000  # octets unpacked; more is a damaged row


class FrozenPicture(msgspec.Struct, frozen=True):
    """A picture that travels inside the letter, shown there as ``cid:<hash>``."""

    hash: str
    media_type: str
    content: bytes


class AcceptedNote(msgspec.Struct, frozen=True):
    """What a check found and somebody let stand, with the reason given."""

    message: str
    reason: str


class FrozenBody(msgspec.Struct, frozen=True, kw_only=True):
    """The bodies of those who see other parts of the issue than most; ``pictures`` by hash, out of the issue's own."""

    subject: str
    html: str
    text: str
    tokens: tuple[Token, ...]
    pictures: tuple[str, ...] = ()


class FrozenIssue(msgspec.Struct, frozen=True, kw_only=True):
    """The bodies with their tokens, and everything that stands in the headers.

    Attributes:
        from_email, reply_to, mail_from, unsubscribe_address: plain ASCII; ``reply_to`` may be empty.
        unsubscribe_endpoint: https address on the organisation's own site that takes people off; empty where there is none.
        list_id: what stands in the angle brackets of List-Id.
        headers: what the mail provider wants in every letter.
        items: ids of the library items the issue tells of.
        again_reason: why people who had this issue get it again; empty where they do not.
        accepted: what the checks found and somebody let stand.
        variants: bodies for those who see parts that not everybody sees, by the key each of them carries; ``more_pictures`` are
            those that only stand in them.
    """

    issue_id: str
    issue_name: str
    fingerprint: str
    subject: str
    preheader: str
    html: str
    text: str
    tokens: tuple[Token, ...]
    pictures: tuple[FrozenPicture, ...] = ()
    newsletter_name: str = ""
    from_name: str = ""
    from_email: str
    reply_to: str = ""
    mail_from: str
    list_id: str
    unsubscribe_address: str
    unsubscribe_endpoint: str = ""
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    items: tuple[str, ...] = ()
    again_reason: str = ""
    accepted: tuple[AcceptedNote, ...] = ()
    variants: dict[str, FrozenBody] = msgspec.field(default_factory=dict)
    more_pictures: tuple[FrozenPicture, ...] = ()

    def variant(self, key: str) -> FrozenIssue:
        """The letter as those with this key get it; empty: as everybody else does.

        Raises:
            DeliveryError: there is no such letter. Nobody gets another one instead: it might show what is not meant for them.
        """
        if not key:
            return self
        body = self.variants.get(key)
        if body is None:
            raise DeliveryError(
                _("A letter of this sending is missing."), _("Send the issue again to those who have not had it.")
            )
        return msgspec.structs.replace(
            self,
            subject=body.subject,
            html=body.html,
            text=body.text,
            tokens=body.tokens,
            pictures=tuple(one for one in (*self.pictures, *self.more_pictures) if one.hash in body.pictures),
            variants={},
            more_pictures=(),
        )

    @property
    def sender(self) -> str:
        """Name and address, for showing."""
        return f"{self.from_name} <{self.from_email}>".strip() if self.from_name else self.from_email

    def subject_for_nobody(self) -> str:
        """The subject for showing: where a person's name goes stands what somebody without one reads, never a token."""
        return " ".join(fill(cut_text(self.subject, self.tokens), complete_values({})).split())

    @property
    def from_domain(self) -> str:
        """The domain letters come from; identifiers are made in it."""
        return self.from_email.rpartition("@")[2]


def freeze(
    *,
    issue: Issue,
    rendered: Rendered,
    pictures: Mapping[str, tuple[str, bytes]],
    newsletter: Newsletter,
    account: Account,
    again_reason: str = "",
    accepted: Sequence[AcceptedNote] = (),
    variants: Mapping[str, Rendered] = MappingProxyType({}),
) -> FrozenIssue:
    """Everything the letters need, taken together once.

    The newsletter's own sender address is used where the account may send as it (same domain, or the practice mailbox);
    otherwise letters come from the account's address and answers go to the newsletter's.

    Raises:
        DeliveryError: the bodies are of another version of the issue, a picture is missing, or no sender is known.
        InputError: an address is not usable.
    """
    if rendered.fingerprint != issue.fingerprint():
        raise DeliveryError(_("The issue changed after the letter was made."), _("Look at it once more, then send."))
    wanted = ascii_address(newsletter.sender_email) if newsletter.sender_email else ""
    own = ascii_address(account.from_email) if account.from_email else ""
    if not (wanted or own):
        raise DeliveryError(_("No sender address is known."), _("Give one in the newsletter’s settings or in the account’s."))
    may_send_as = bool(wanted) and (account.practice or not own or _domain(wanted) == _domain(own))
    from_email = wanted if may_send_as else own
    reply_to = ascii_address(newsletter.reply_to) if newsletter.reply_to else "" if may_send_as else wanted
    if any(other.fingerprint != rendered.fingerprint for other in variants.values()):
        raise DeliveryError(_("The issue changed after the letter was made."), _("Look at it once more, then send."))
    more = tuple(
        dict.fromkeys(found for other in variants.values() for found in other.pictures if found not in rendered.pictures)
    )
    missing = [found for found in (*rendered.pictures, *more) if found not in pictures]
    if missing:
        raise DeliveryError(
            _("A picture of this issue is missing."), _("Put it in again, or remove it."), details=", ".join(missing)
        )
    return FrozenIssue(
        issue_id=issue.id,
        issue_name=storable(issue.name),
        fingerprint=rendered.fingerprint,
        subject=storable(rendered.subject),
        preheader=storable(rendered.preheader),
        html=storable(rendered.html),
        text=storable(rendered.text),
        tokens=rendered.tokens,
        pictures=tuple(FrozenPicture(found, *pictures[found]) for found in rendered.pictures),
        newsletter_name=without_controls(newsletter.name),
        from_name=without_controls(newsletter.sender_name or newsletter.name or account.from_name),
        from_email=from_email,
        reply_to="" if reply_to == from_email else reply_to,
        mail_from=own if own and not account.practice else from_email,
        list_id=f"{newsletter.id}.{_domain(from_email)}",
        unsubscribe_address=reply_to or from_email,
        unsubscribe_endpoint=check_endpoint(newsletter.unsubscribe_endpoint),
        headers=dict(account.headers),
        items=tuple(sorted(issue.items())),
        again_reason=again_reason,
        accepted=tuple(AcceptedNote(storable(note.message), storable(note.reason)) for note in accepted),
        more_pictures=tuple(FrozenPicture(found, *pictures[found]) for found in more),
        variants={
            key: FrozenBody(
                subject=storable(other.subject),
                html=storable(other.html),
                text=storable(other.text),
                tokens=other.tokens,
                pictures=other.pictures,
            )
            for key, other in variants.items()
        },
    )


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def pack(frozen: FrozenIssue) -> bytes:
    """For keeping in the database."""
    return zlib.compress(msgspec.msgpack.encode(frozen), 6)


def unpack(packed: bytes) -> FrozenIssue:
    """What :func:`pack` packed.

    Raises:
        DeliveryError: it is damaged.
    """
    try:
        inflater = zlib.decompressobj()
        raw = inflater.decompress(packed, LARGEST)
        return msgspec.msgpack.decode(raw, type=FrozenIssue)
    except (zlib.error, msgspec.DecodeError) as error:
        raise DeliveryError(
            _("What was kept of this sending is damaged."), _("Restore the workspace from a copy."), details=str(error)
        ) from error
