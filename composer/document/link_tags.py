"""Tags on links to the organisation's own site, by which its statistics tell visitors from the newsletter: a choice, never more.

They say which newsletter a visit came from, not who came: every reader's links are the same.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

from composer.document.edits import Edit
from composer.document.issue import Issue, LinkTags
from composer.i18n import _

LONGEST = 60
MEDIUM = "email"
_UNFIT = re.compile(r"[^a-z0-9]+")


def tag_word(text: str) -> str:
    """Words as they stand in an address: ``December newsletter`` becomes ``december-newsletter``."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _UNFIT.sub("-", plain).strip("-")[:LONGEST].strip("-")


def parameters(issue: Issue) -> dict[str, str]:
    """The parameters links get, by their names; nothing where tags were not chosen."""
    tags = issue.link_tags
    if tags is None:
        return {}
    found = {
        "utm_source": tag_word(tags.source) or "newsletter",
        "utm_medium": tag_word(tags.medium) or MEDIUM,
        "utm_campaign": tag_word(tags.campaign) or tag_word(issue.name) or tag_word(issue.subject),
    }
    return {name: value for name, value in found.items() if value}


class SetLinkTags(Edit, frozen=True):
    """Tag the links to the own site like this, or (None) not at all."""

    tags: LinkTags | None

    def apply(self, issue: Issue) -> Issue:
        return msgspec.structs.replace(issue, link_tags=self.tags)

    def label(self, issue: Issue) -> str:
        return _("Tag links for statistics") if self.tags is not None else _("Tag links no more")
