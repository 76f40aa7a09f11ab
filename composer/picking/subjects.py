"""Subject lines to choose from, made from the headlines by plain rules."""

from __future__ import annotations

import re

from composer.blocks.article import Article
from composer.blocks.events import Events
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.document.issue import Issue
from composer.document.letter_words import letter_words
from composer.i18n import _, ngettext

LONGEST = 60
"""Characters a phone's inbox shows of a subject, roughly."""


def subject_suggestions(issue: Issue) -> list[str]:
    """Up to three subject lines, the best first, none longer than an inbox shows. Empty where nothing is known yet."""
    with letter_words(issue.brand):
        return _suggestions(issue)


def _suggestions(issue: Issue) -> list[str]:
    headlines = _headlines(issue)
    dates = sum(len(block.entries) for block in issue.blocks if isinstance(block, Events))
    and_dates = ngettext("and {count} date", "and {count} dates", dates).format(count=dates) if dates else ""
    found: list[str] = []

    def offer(line: str) -> None:
        line = " ".join(line.split())
        if line and len(line) <= LONGEST and line.casefold() not in {known.casefold() for known in found}:
            found.append(line)

    lead = headlines[0] if headlines else ""
    if lead and and_dates:
        offer(f"{_shortened(lead, LONGEST - len(and_dates) - 3)} – {and_dates}")
    if len(headlines) > 1:
        offer(_("{first}, and {second}").format(first=_open_ended(lead), second=headlines[1]))
    offer(_shortened(lead, LONGEST))
    if issue.name and lead:
        offer(f"{issue.name}: {_shortened(lead, LONGEST - len(issue.name) - 2)}")
    for headline in headlines[1:]:
        offer(_shortened(headline, LONGEST))
    organisation = issue.brand.organisation.strip()
    if organisation and (headlines or dates):
        offer(_("News from {organisation}").format(organisation=organisation))
    if dates and issue.name:
        offer(f"{issue.name} – " + ngettext("{count} date", "{count} dates", dates).format(count=dates))
    return found[:3]


def _headlines(issue: Issue) -> list[str]:
    titles = (block.title_text for block in issue.blocks if isinstance(block, Article | Report | Tender))
    return [title for title in (" ".join(title.split()).rstrip(".") for title in titles) if title]


def _open_ended(headline: str) -> str:
    """A headline that something can follow: without its closing mark."""
    return headline.rstrip("!?. ")


def _shortened(headline: str, most: int) -> str:
    """The headline within ``most`` characters: its main clause, else its first words; empty where that would say nothing."""
    if len(headline) <= most:
        return headline
    clause = re.split(r"\s[–—-]\s|[:;(]\s*|,\s", headline)[0].strip()
    if 12 <= len(clause) <= most:
        return clause
    cut = headline[: max(0, most - 1)].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{cut}…" if len(cut) >= 12 else ""
