"""The letter as one file for those who are to agree to it: with its version, who gets it, and what the checks say."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

from composer.i18n import _, ngettext
from composer.publishing.own_page import own_page
from composer.publishing.whole_file import write_whole
from composer.rendering.merge_tags import complete_values, cut_html, cut_text, fill

if TYPE_CHECKING:
    from composer.publishing.review import ReviewFacts

PAGE = "review.html.j2"
_CID = re.compile(r"\bsrc=\"cid:([0-9a-zA-Z]+)\"")


def review_copy(facts: ReviewFacts) -> str:
    """The whole page. No reader's name or address stands in it; pictures that travel inside the letter are inside it too."""
    rendered, nobody = facts.letter.rendered, complete_values({})
    pictures = {
        key: f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"
        for key, (media_type, content) in facts.letter.pictures.items()
    }
    html = fill(cut_html(rendered.html, rendered.tokens), nobody)
    return own_page(
        PAGE,
        title=_("To agree to: {name}").format(name=facts.letter.issue.name or rendered.subject),
        version=facts.agreement.shown,
        facts=_facts(facts),
        findings=[finding.message for finding in facts.findings if not finding.accepted],
        accepted=[(finding.message, finding.accepted) for finding in facts.findings if finding.accepted],
        letter=_CID.sub(lambda found: f'src="{pictures.get(found[1], "")}"', html),
        text=fill(cut_text(rendered.text, rendered.tokens), nobody),
    )


def write_review_copy(facts: ReviewFacts, path: Path) -> Path:
    """Write it.

    Raises:
        InputError: it cannot be written there.
    """
    return write_whole(path, review_copy(facts).encode())


def _facts(facts: ReviewFacts) -> list[tuple[str, str]]:
    rendered, nobody = facts.letter.rendered, complete_values({})
    subject = " ".join(fill(cut_text(rendered.subject, rendered.tokens), nobody).split())
    preheader = " ".join(fill(cut_text(rendered.preheader, rendered.tokens), nobody).split())
    people = ngettext("{count} person", "{count} people", facts.total).format(count=f"{facts.total:,}")
    lists = ", ".join(facts.choice.lists or ())
    told = [
        (_("Subject"), subject),
        (_("After the subject"), preheader),
        (_("From"), facts.sender),
        (_("Answers to"), facts.reply_to),
        (_("To"), f"{people} ({lists})" if lists else people),
    ]
    return [(name, words) for name, words in told if words]
