"""What kind of item something is, guessed from its words, with the reason a person is shown."""

from __future__ import annotations

import re

from composer.i18n import _
from composer.library.item import Item, Kind
from composer.sources import kind_words as words

_OPENING = 12
"""Signs before a day that is what a text begins with."""


def guess_kind(item: Item) -> tuple[Kind, str]:
    """The likeliest kind of ``item`` by title, categories, author, file and text, and why, as a short sentence."""
    title, body = item.title, item.text[:20_000]
    low = body.lower()
    closes = any(found.role == "closes" for found in item.dates)
    if (match := words.TENDER.search(title)) and (closes or not words.TENDER_WON.search(title)):
        return "tender", _in_title(match)
    if (job := _job(item, body)) and not words.BLOG.search(title):
        return "news", _("It is about a job (“{words}”).").format(words=job)
    named = _category(item)
    if named is not None:
        return named
    to_come = _to_come(item)
    if match := _big_day(title):
        return "awareness", _in_title(match)
    if closes and (match := words.TENDER_BODY.search(f"{title}\n{body[:3000]}")):
        return "tender", _("It invites bids and has a closing date (“{words}”).").format(words=_short(match))
    if match := words.BLOG.search(title) or _found(words.BLOG_BODY, body[:4000], low):
        return "blog", _("It calls itself a blog (“{words}”).").format(words=_short(match))
    if item.author and item.author_role:
        return "blog", _("It is signed by {author}, {role}.").format(author=item.author, role=item.author_role[:80])
    report = _report(item, title, body, low)
    if report is not None:
        return report
    timed = any(found.time for found in item.dates)
    over = words.OVER.search(title) is not None
    if (match := words.EVENT.search(title)) and to_come and not over and (_found(words.BOOKING, body, low) or timed):
        return "event", _in_title(match)
    if body.count("\n") and (often := _often_named(body)):
        return "awareness", _("Its text is about “{words}”.").format(words=often)
    if (
        to_come
        and not over
        and any(found.time and found.role == "when" for found in item.dates)
        and _found(words.BOOKING, body, low)
    ):
        return "event", _("It names a day, a time and how to take part.")
    if to_come and not over and not closes and _begins_with_an_hour(item, body):
        return "event", _("It begins with a day and a time.")
    return "news", _("Nothing in it points to another kind.")


def _found(pattern: re.Pattern[str], body: str, low: str) -> re.Match[str] | None:
    """What ``pattern`` finds in the body; ``low`` is the body in small letters."""
    return pattern.search(body) if words.may_hold(pattern, low) else None


def _begins_with_an_hour(item: Item, body: str) -> bool:
    """Whether the first words are a day to come with a time of day, as on a notice."""
    opening = " ".join(body[:160].split())
    first = next((found for found in item.dates if found.words and found.time and found.day and found.role == "when"), None)
    place = opening.find(first.words) if first is not None else -1
    if first is None or not 0 <= place < _OPENING or opening[:place].casefold().startswith(("from", "until", "since", "by ")):
        return False
    published = item.published.date() if item.published is not None else None
    return published is None or first.ends is None or first.ends >= published


def _to_come(item: Item) -> bool:
    """Whether its text names a day that was not over when it was published."""
    published = item.published.date() if item.published is not None else None
    return any(
        found.role == "when" and found.day and (found.time or found.starts)
        for found in item.dates
        if published is None or found.ends is None or found.ends >= published
    )


def _job(item: Item, body: str) -> str:
    """The words by which it is an advertisement for a job; empty where it is none."""
    match = words.JOB.search(item.title)
    filed = next((category for category in item.categories if words.JOB_CATEGORY.search(category)), "")
    if match or filed:
        return _short(match) if match else filed[:60]
    return ""


def _report(item: Item, title: str, body: str, low: str) -> tuple[Kind, str] | None:
    named = words.REPORT.search(title)
    figures = words.may_hold(words.PERCENT, low) and len(words.PERCENT.findall(body)) >= 3
    researched = _found(words.REPORT_BODY, body, low) or item.file_type or figures
    if named and researched:
        return "report", _in_title(named)
    offered = _found(words.REPORT_OFFERED, body, low)
    if offered and (figures or words.REPORT_OF_OURS.search(body[:1500])):
        return "report", _("It offers something to read (“{words}”).").format(words=_short(offered))
    return None


def _category(item: Item) -> tuple[Kind, str] | None:
    """The kind that the site's own categories name, if one does."""
    for category in item.categories:
        for kind, pattern in words.CATEGORIES:
            if pattern.search(category):
                return kind, _("The site files it under “{category}”.").format(category=category[:60])
    return None


def names_a_big_day(title: str) -> bool:
    """True for what is plainly the name of an awareness day or week."""
    return words.BIG_DAY.search(title) is not None and words.NOT_A_BIG_DAY.search(title) is None


def _big_day(title: str) -> re.Match[str] | None:
    """A day or week with a name of its own, in a title."""
    if words.NOT_A_BIG_DAY.search(title):
        return None
    return words.BIG_DAY.search(title) or words.NAMED_WEEK.search(title)


def _often_named(body: str) -> str:
    """An awareness day or week that the text names three times or more; empty where there is none."""
    if sum(body.count(word) for word in ("Week", "Month", "Fortnight", "Day")) < 3:
        return ""
    found = (words.BIG_DAY.search(match.group()) for match in words.NAMED_WEEK.finditer(body))
    big = [" ".join(match.group().split()) for match in found if match is not None]
    for name in dict.fromkeys(big):
        if big.count(name) >= 3:
            return name
    return ""


def _in_title(match: re.Match[str]) -> str:
    return _("Its title says “{words}”.").format(words=_short(match))


def _short(match: re.Match[str]) -> str:
    return " ".join(match.group().split())[:60]
