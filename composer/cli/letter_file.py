"""A letter in files: both bodies and message.eml, made out to one reader as the mail server would get them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.frozen import FrozenIssue
    from composer.document.issue import Issue
    from composer.rendering.rendered import Rendered


@dataclass(frozen=True)
class LetterFiles:
    """Where the letter was written to."""

    html: Path
    text: Path
    eml: Path


def write_letter(
    out: Path, frozen: FrozenIssue, rendered: Rendered, address: str, values: Mapping[str, str], now: datetime
) -> LetterFiles:
    """Write body.html, body.txt and message.eml into ``out``, made where it is missing.

    Raises:
        InputError: the folder cannot be written.
    """
    from composer.delivery.message import Addressee, LetterMaker
    from composer.rendering.merge_tags import personalise

    maker = LetterMaker(frozen, f"file{secrets.token_hex(10)}")
    addressee = Addressee(address, secrets.token_hex(16), values)
    personal = personalise(rendered, maker.values(addressee))
    files = LetterFiles(out / "body.html", out / "body.txt", out / "message.eml")
    try:
        out.mkdir(parents=True, exist_ok=True)
        files.html.write_text(personal.html, encoding="utf-8")
        files.text.write_text(personal.text, encoding="utf-8")
        files.eml.write_bytes(maker.make(addressee, now).content)
    except OSError as error:
        raise InputError(
            _("“{folder}” cannot be written: {reason}.").format(folder=out, reason=error.strerror or error),
            _("Choose another folder with --out."),
        ) from error
    return files


def frozen_for_a_file(issue: Issue, rendered: Rendered, pictures: Mapping[str, tuple[str, bytes]]) -> FrozenIssue:
    """The issue as letters are made from it. It comes from the organisation by name and the practice sender by address: where
    there is only a file, nobody knows the account it will go out through."""
    from composer.delivery.accounts import practice_account
    from composer.delivery.frozen import freeze
    from composer.document.newsletter import Newsletter

    name = issue.brand.organisation
    newsletter = Newsletter(id=issue.newsletter or "newsletter", name=name, sender_name=name, brand=issue.brand)
    return freeze(issue=issue, rendered=rendered, pictures=pictures, newsletter=newsletter, account=practice_account(port=25))
