"""Newsletter: the publication, from which every new issue starts."""

from __future__ import annotations

import msgspec

from composer.blocks.block import new_id
from composer.document.brand import Brand, NamedBrand


class Newsletter(msgspec.Struct, frozen=True, kw_only=True):
    """A publication with its sender, its brand and its usual readers.

    Attributes:
        sender_name, sender_email: what readers see in From.
        reply_to: where answers go; empty means to the sender.
        usual_list: name of the list most issues go to; "new" on the shelf is counted against it.
        account: name of the mail account issues are sent from.
        brand, brand_name: the one in force, which new issues start with, and what it is called; other_brands: the others
            (:mod:`composer.document.brands`).
        template, look: what new issues look like (see :class:`composer.document.issue.Issue`).
        greeting: Markdown each new issue starts with.
        house_words: the organisation's own list of words, as somebody wrote it (:mod:`composer.document.house_words`).
        unsubscribe_endpoint: https address on the organisation's own site that takes people off (``{token}`` may stand in it);
            set only once it has proved to work. Empty: people unsubscribe by letter.
    """

    id: str = msgspec.field(default_factory=new_id)
    name: str = ""
    sender_name: str = ""
    sender_email: str = ""
    reply_to: str = ""
    brand: Brand = Brand()
    brand_name: str = ""
    other_brands: tuple[NamedBrand, ...] = ()
    template: str = "letter"
    look: dict[str, str | bool] = msgspec.field(default_factory=dict)
    usual_list: str = ""
    account: str = ""
    greeting: str = ""
    house_words: str = ""
    unsubscribe_endpoint: str = ""
