"""The letter: MIME bytes for one person, put together from bodies that were encoded once.

multipart/alternative of text and HTML; with pictures inside, the HTML becomes multipart/related. Both texts are
quoted-printable, every line is short and ends with CRLF. Never an attachment, never a second recipient.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache

from composer.delivery import headers, unsubscribe
from composer.delivery.addresses import ascii_address
from composer.delivery.envelope import Envelope
from composer.delivery.frozen import VARIANT, FrozenIssue
from composer.delivery.quoted_printable import encode, encode_value, fence
from composer.errors import DeliveryError
from composer.i18n import _
from composer.rendering.merge_tags import Slot, complete_values, cut_html, cut_text, value_for

LEFT_OVERS = ("{{", "{%", "NLTTOK")
"""What a template leaves behind where something went wrong. None of these ever leaves."""

_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}


class LeftOverError(DeliveryError):
    """A merge tag or a template's mark would be seen by readers."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """The one person a letter is for.

    Attributes:
        email: as written.
        token: this delivery's own mark, in Message-ID, List-Unsubscribe and X-Recipient-Id; opaque.
        values: what the merge tags become (``first_name`` ...).
    """

    email: str
    token: str
    values: Mapping[str, str]


class LetterMaker:
    """Makes the letters of one campaign. Everything that is the same in all of them is encoded here, once.

    Raises:
        LeftOverError: a tag that nothing fills is left in the bodies.
    """

    def __init__(self, frozen: FrozenIssue, campaign_id: str, *, before_subject: str = "") -> None:
        self._frozen = frozen
        # Those who see other parts of the issue have a maker of their own: made now, so that none fails when its turn comes.
        self._others = {
            key: LetterMaker(frozen.variant(key), campaign_id, before_subject=before_subject) for key in frozen.variants
        }
        self._campaign = campaign_id
        self._before_subject = before_subject
        self._subject = cut_text(frozen.subject, frozen.tokens)
        text = cut_text(frozen.text, frozen.tokens)
        html = cut_html(frozen.html, frozen.tokens)
        for body in (self._subject, text, html):
            _refuse_left_overs((piece for piece in body if isinstance(piece, str)), _("Correct it in the issue."))
        self._pieces = self._encoded(text, html)
        self._same_for_all = self._common_headers()
        # Quoted-printable begins no line with a dot, whatever fills its slots; looked at once for thousands of letters.
        steady = (self._same_for_all.encode("ascii"), *(piece for piece in self._pieces if isinstance(piece, bytes)))
        self._has_dots = any(b"\n." in piece or piece.startswith(b".") for piece in steady)
        self._steady_subject = "" if _has_slots(self._subject) else self._subject_field({})

    def values(self, addressee: Addressee) -> dict[str, str]:
        """What stands for each tag in this person's letter, with the letter's own addresses."""
        frozen = self._frozen
        values = complete_values({"email": addressee.email, **addressee.values})
        values["unsubscribe_url"] = (
            unsubscribe.web_address(frozen.unsubscribe_endpoint, addressee.token)
            if frozen.unsubscribe_endpoint
            else unsubscribe.mail_address(frozen.unsubscribe_address, addressee.token)
        )
        return values

    def make(self, addressee: Addressee, now: datetime) -> Envelope:
        """The letter for one person.

        Raises:
            InputError: the address is not usable.
            LeftOverError: one of the person's own values is a left-over tag.
            DeliveryError: the letter meant for this person is missing.
        """
        if key := addressee.values.get(VARIANT, ""):
            own = {name: value for name, value in addressee.values.items() if name != VARIANT}
            maker = self._others.get(key)
            if maker is None:
                self._frozen.variant(key)  # says so
                raise AssertionError("a variant without its maker")
            return maker.make(Addressee(addressee.email, addressee.token, own), now)
        values = self.values(addressee)
        _refuse_left_overs(values.values(), _("Correct the person’s entry; the letter was not sent."))
        address = ascii_address(addressee.email)
        top = self._own_headers(addressee, address, values, now)
        parts = [top.encode("ascii")]
        parts += [piece if isinstance(piece, bytes) else encode_value(value_for(piece, values)) for piece in self._pieces]
        return Envelope(self._frozen.mail_from, address, b"".join(parts), has_dots=self._has_dots or "\n." in top)

    def _own_headers(self, addressee: Addressee, address: str, values: Mapping[str, str], now: datetime) -> str:
        frozen, token = self._frozen, addressee.token
        if not token.isalnum():
            raise ValueError("a delivery's mark is letters and digits")
        web = unsubscribe.web_address(frozen.unsubscribe_endpoint, token) if frozen.unsubscribe_endpoint else ""
        return "".join(
            (
                f"Date: {_date(now.replace(microsecond=0))}\r\n",
                headers.mailbox("To", values["full_name"], address),
                self._steady_subject or self._subject_field(values),
                f"Message-ID: <{token}@{frozen.from_domain}>\r\n",
                unsubscribe.headers(unsubscribe.mail_address(frozen.unsubscribe_address, token), web),
                f"X-Recipient-Id: {token}\r\n",
                self._same_for_all,
            )
        )

    def _subject_field(self, values: Mapping[str, str]) -> str:
        filled = "".join(piece if isinstance(piece, str) else value_for(piece, values) for piece in self._subject)
        return headers.words("Subject", f"{self._before_subject}{' '.join(filled.split())}")

    def _common_headers(self) -> str:
        frozen = self._frozen
        lines = [headers.mailbox("From", frozen.from_name, frozen.from_email)]
        if frozen.reply_to:
            lines.append(headers.mailbox("Reply-To", "", frozen.reply_to))
        lines += [
            headers.raw("List-Id", f"<{frozen.list_id}>"),
            headers.raw("Auto-Submitted", "auto-generated"),  # RFC 3834: please no holiday answers
            headers.raw("Precedence", "bulk"),
            headers.raw("X-Campaign-Id", self._campaign),
            *(headers.raw(name, value) for name, value in frozen.headers.items()),
            "MIME-Version: 1.0\r\n",
        ]
        return "".join(lines)

    def _encoded(self, text: tuple[str | Slot, ...], html: tuple[str | Slot, ...]) -> list[bytes | Slot]:
        """The whole body, cut at its slots. ``=_`` cannot occur in quoted-printable, so no value can end a part."""
        outer, inner = f"=_{secrets.token_hex(12)}", f"=_{secrets.token_hex(12)}"
        pieces: list[bytes | Slot] = [_ascii(f'Content-Type: multipart/alternative; boundary="{outer}"\r\n\r\n--{outer}\r\n')]
        pieces += [_part_head("plain"), *_cut_and_fenced(text), _ascii(f"\r\n--{outer}\r\n")]
        if self._frozen.pictures:
            pieces.append(_ascii(f'Content-Type: multipart/related; type="text/html"; boundary="{inner}"\r\n\r\n--{inner}\r\n'))
        pieces += [_part_head("html"), *_cut_and_fenced(html)]
        for number, picture in enumerate(self._frozen.pictures, 1):
            if picture.media_type not in _EXTENSIONS:
                raise DeliveryError(_("A picture of this issue is of a kind mail programs do not show."), _("Put it in again."))
            name = f"picture-{number}.{_EXTENSIONS[picture.media_type]}"
            pieces.append(
                _ascii(
                    f"\r\n--{inner}\r\nContent-Type: {picture.media_type}\r\nContent-Transfer-Encoding: base64\r\n"
                    f'Content-ID: <{picture.hash}>\r\nContent-Disposition: inline; filename="{name}"\r\n\r\n'
                )
                + base64.encodebytes(picture.content).replace(b"\n", b"\r\n")
            )
        if self._frozen.pictures:
            pieces.append(_ascii(f"\r\n--{inner}--\r\n"))
        pieces.append(_ascii(f"\r\n--{outer}--\r\n"))
        return _joined(pieces)


def _cut_and_fenced(body: tuple[str | Slot, ...]) -> list[bytes | Slot]:
    """Pieces of a body, encoded; a slot always begins and ends at column 0."""
    return [piece if isinstance(piece, Slot) else fence(encode(piece)) for piece in body]


def _part_head(subtype: str) -> bytes:
    return _ascii(f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n')


@lru_cache(maxsize=16)
def _date(now: datetime) -> str:
    """As letters spell it; many go in one second."""
    return format_datetime(now)


def _ascii(text: str) -> bytes:
    return text.encode("ascii")


def _has_slots(body: tuple[str | Slot, ...]) -> bool:
    return any(isinstance(piece, Slot) for piece in body)


def _joined(pieces: list[bytes | Slot]) -> list[bytes | Slot]:
    joined: list[bytes | Slot] = []
    for piece in pieces:
        if isinstance(piece, bytes) and joined and isinstance(joined[-1], bytes):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _refuse_left_overs(texts: Iterable[str], remedy: str) -> None:
    for text in texts:
        for left_over in LEFT_OVERS:
            if left_over in text:
                at = text.index(left_over)
                shown = text[max(0, at - 20) : at + 40].strip()
                raise LeftOverError(
                    _("A merge tag would have been seen by readers: “{shown}”.").format(shown=" ".join(shown.split())),
                    remedy,
                )
