"""What a new issue starts from: the last one's frame without its content, or the newsletter's own greeting."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from composer.blocks.article import Article
from composer.blocks.articles import Articles
from composer.blocks.block import Block
from composer.blocks.dates_in_words import month_name
from composer.blocks.events import Events
from composer.blocks.footer import Footer
from composer.blocks.image import ImageBlock
from composer.blocks.quote import Quote
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.document.issue import Issue
from composer.document.letter_words import letter_words
from composer.document.newsletter import Newsletter
from composer.i18n import _

_CONTENT = (Article, Articles, Events, Report, Tender, Quote)
LAST_DAY_FOR_THIS_MONTH = 15
"""Who starts later in the month than this writes for the next one."""


def new_issue(newsletter: Newsletter, *, previous: Issue | None, number: int, now: datetime) -> Issue:
    """A new issue of ``newsletter``.

    With ``previous``, its frame stays (greeting, headings, buttons, footer, a banner on top) and its content goes; the name takes
    the next month and number. Subject and preheader are always written anew. Its words are in the newsletter's language.
    """
    with letter_words(newsletter.brand):
        return _new_issue(newsletter, previous, number, now)


def _new_issue(newsletter: Newsletter, previous: Issue | None, number: int, now: datetime) -> Issue:
    if previous is None:
        return Issue(
            newsletter=newsletter.id,
            number=number,
            name=default_issue_name(now),
            template=newsletter.template,
            look=newsletter.look,
            brand=newsletter.brand,
            blocks=(_greeting(newsletter), Footer()),
        )
    blocks = [block for index, block in enumerate(previous.blocks) if _stays(previous, index)]
    if not any(isinstance(block, TextBlock) for block in blocks):
        blocks.insert(1 if blocks and isinstance(blocks[0], ImageBlock) else 0, _greeting(newsletter))
    if not blocks[-1].locked:
        blocks.append(Footer())
    return Issue(
        newsletter=newsletter.id,
        number=number,
        name=next_issue_name(previous.name, now, number=number, previous_number=previous.number),
        template=previous.template,
        look=previous.look,
        brand=newsletter.brand,
        link_tags=None if previous.link_tags is None else msgspec.structs.replace(previous.link_tags, campaign=""),
        blocks=tuple(blocks),
    )


def default_issue_name(now: datetime) -> str:
    """What the office would call an issue begun now: ``December newsletter``."""
    return _("{month} newsletter").format(month=month_name(_month_meant(now)[0]))


def _greeting(newsletter: Newsletter) -> Block:
    return TextBlock(text=newsletter.greeting.strip() or _("Dear {{first_name|friend}},"))


def _stays(issue: Issue, index: int) -> bool:
    block = issue.blocks[index]
    if isinstance(block, _CONTENT) or bool(getattr(block, "item", "")):
        return False
    if isinstance(block, ImageBlock):  # a banner stands before everything that was written for that month
        return not any(isinstance(earlier, _CONTENT) for earlier in issue.blocks[:index])
    return True


def _month_meant(now: datetime) -> tuple[int, int]:
    """Month and year that an issue begun now is for."""
    if now.day <= LAST_DAY_FOR_THIS_MONTH:
        return now.month, now.year
    return _after(now.month, now.year)


def _after(month: int, year: int) -> tuple[int, int]:
    return (1, year + 1) if month == 12 else (month + 1, year)


def next_issue_name(previous: str, now: datetime, *, number: int = 0, previous_number: int = 0) -> str:
    """The last issue's name with the next month, year and number in it; the usual name where it holds none of them."""
    month, year = _month_meant(now)
    names = {month_name(index).casefold(): index for index in range(1, 13)}
    pattern = re.compile(r"\b(" + "|".join(re.escape(name) for name in names) + r")\b", re.IGNORECASE)
    name = previous.strip()
    found = pattern.search(name)
    if found:
        if names[found.group().casefold()] == month:  # the second one begun in this month
            month, year = _after(month, year)
        name = name[: found.start()] + month_name(month) + name[found.end() :]
    name = re.sub(r"\b20\d\d\b", str(year), name)
    if previous_number > 0 and number > 0:
        name = re.sub(rf"(?<![\d.]){previous_number}(?![\d.]*\d)", str(number), name)
    return name if name and name != previous.strip() else default_issue_name(now)
