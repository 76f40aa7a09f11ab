"""message.eml: the letter as the mail server would get it, for one reader."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from composer.delivery.accounts import practice_account
from composer.delivery.frozen import freeze
from composer.delivery.message import Addressee, LetterMaker
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.rendering.rendered import Rendered


def letter_bytes(
    issue: Issue,
    rendered: Rendered,
    pictures: Mapping[str, tuple[str, bytes]],
    address: str,
    values: Mapping[str, str],
    now: datetime,
) -> bytes:
    """The letter's bytes. It comes from the organisation by name and the practice sender by address: a file is not sent."""
    newsletter = Newsletter(
        id=issue.newsletter or "newsletter",
        name=issue.brand.organisation,
        sender_name=issue.brand.organisation,
        brand=issue.brand,
    )
    frozen = freeze(issue=issue, rendered=rendered, pictures=pictures, newsletter=newsletter, account=practice_account(port=25))
    maker = LetterMaker(frozen, f"file{secrets.token_hex(10)}")
    return maker.make(Addressee(address, secrets.token_urlsafe(24), values), now).content
