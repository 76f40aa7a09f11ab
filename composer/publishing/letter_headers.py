"""The headers of the letter one person gets, before anything is sent: made by what makes the letters, from the usual account."""

from __future__ import annotations

from email.header import decode_header, make_header
from typing import TYPE_CHECKING

import msgspec

from composer.delivery.accounts import practice_account
from composer.delivery.frozen import freeze
from composer.delivery.message import Addressee, LetterMaker
from composer.delivery.unsubscribe_site.collecting import proved
from composer.document.newsletter import Newsletter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from composer.document.issue import Issue
    from composer.rendering.rendered import Rendered
    from composer.workspace import Workspace

MARK = "EachLetterHasItsOwnMarkHere"
"""Stands where every real letter has a mark of its own."""
NOBODY = "reader@example.org"


def letter_headers(
    workspace: Workspace, issue: Issue, rendered: Rendered, newsletter: Newsletter | None, values: Mapping[str, str]
) -> str:
    """The header lines as the mail server gets them, one field a line or folded as in the letter (RFC 5322), ends as ``\\n``.

    Args:
        newsletter: None where the issue belongs to none: its organisation's name and the practice sender stand there.
        values: the reader's merge values, ``email`` among them.

    Raises:
        DeliveryError: the letter cannot be made: no sender is known, or the bodies are of another version of the issue.
        InputError: an address is not usable.
    """
    accounts = workspace.accounts.all()
    name = issue.brand.organisation
    known = newsletter or Newsletter(id=issue.newsletter or "newsletter", name=name, sender_name=name, brand=issue.brand)
    usual = [account for account in accounts if account.name == known.account]
    account = (usual or accounts or [practice_account(port=25)])[0]
    # The pictures weigh megabytes and stand in no header.
    bare = msgspec.structs.replace(rendered, pictures=())
    frozen = freeze(issue=issue, rendered=bare, pictures={}, newsletter=proved(workspace.engine, known), account=account)
    addressee = Addressee(values.get("email", "") or NOBODY, MARK, {**values})
    letter = LetterMaker(frozen, MARK).make(addressee, workspace.clock()).content
    return letter.partition(b"\r\n\r\n")[0].decode("ascii").replace("\r\n", "\n")


def in_words(headers: str) -> dict[str, str]:
    """The fields that stand there encoded (RFC 2047), as a mail program shows them, by name."""
    fields = headers.replace("\n ", " ").replace("\n\t", " ").splitlines()
    found = (field.partition(": ") for field in fields if "=?" in field)
    return {name: str(make_header(decode_header(value))) for name, _colon, value in found}
