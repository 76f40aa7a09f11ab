"""What kind of item something is, guessed from its words, with the reason a person is shown."""

from __future__ import annotations

import re

from composer.i18n import _
from composer.library.item import Item, Kind

_TENDER = re.compile(
    r"\b(invitations?\s+to\s+(tender|quote|bid)|ITT|requests?\s+for\s+(proposals?|quotations?|tenders?|quotes?)|RF[PQT]"
    r"|calls?\s+for\s+(tenders?|bids|proposals|quotations)|expressions?\s+of\s+interest|tenders?|tendering|procurement|commissioning\s+brief)\b",
    re.IGNORECASE,
)
_TENDER_BODY = re.compile(
    r"\b(invitation\s+to\s+tender|tender\s+(process|documents?|pack)|requests?\s+for\s+(proposals|quotations)|submit\s+(a\s+)?(bid|tender|quote))",
    re.IGNORECASE,
)
_BIG_DAY = re.compile(
    r"\b((?:awareness|world|national|international|global|european|uk|british)"
    r"(?:\s+(?!(?:this|last|next|a|per|every|each|one|the|to|of)\b)[\w’'&-]+){0,6}?\s+(?:day|week|weekend|fortnight|month)"
    r"|awareness\s+(?:day|week|weekend|fortnight|month|campaign)|(?:week|month|day)\s+of\s+action)\b",
    re.IGNORECASE,
)
_NAMED_WEEK = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+|of|for|and|the|against)){0,6}\s+(?:Week|Month|Fortnight|Day)\b")
_NOT_A_BIG_DAY = re.compile(
    r"\b(open|study|training|away|sports?|fun|information|family|action|volunteer|birth|work(ing)?)\s+days?\b", re.IGNORECASE
)
_EVENT = re.compile(
    r"\b(conferences?|webinars?|workshops?|seminars?|symposium|training(\s+(day|course|session))?|masterclass|AGM|annual\s+general\s+meeting"
    r"|open\s+(day|evening|morning)|coffee\s+(morning|afternoon)|drop-?in|roadshow|festival|fair|launch\s+event|study\s+day|meet-?up"
    r"|concert|exhibition|walk|picnic|quiz|lecture|talk|panel|networking|forum|summit|fun\s+day|reception|screening|meeting)\b",
    re.IGNORECASE,
)
_BOOKING = re.compile(
    r"\b(book\s+(your|a|now|here|online|tickets?)|tickets?\b|register\s+(here|now|online|for|your)|places\s+are\s+limited|join\s+us\s+(on|for|at)"
    r"|doors\s+open|venue\s*:|RSVP|eventbrite|free\s+to\s+attend|to\s+attend)",
    re.IGNORECASE,
)
_BLOG = re.compile(
    r"\b(guest\s+)?blog(s|ger|post|\s+post)?\b|\bguest\s+(post|column|article)\b|\bvlog\b|\bmy\s+story\b", re.IGNORECASE
)
_BLOG_BODY = re.compile(
    r"\b((in|for)\s+(this|her|his|their|our|my)\s+(latest\s+|guest\s+)?blog|guest\s+blog|(s?he|they|here,?\s+\w+)\s+blogs?\b|blogs?\s+about|writes\s+for\s+us)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(reports?|surveys?|studies|study\s+(finds|shows|reveals)|research|findings|evaluations?|inquiry|review|white\s+paper|briefings?"
    r"|statistics|figures|toolkits?|guidance|guidelines?|guides?|handbook|publications?|strategy|case\s+stud(y|ies)|annual\s+review)\b",
    re.IGNORECASE,
)
_REPORT_BODY = re.compile(
    r"\b(download\s+(a\s+copy\s+of\s+)?(the|our|this)\s+(full\s+)?(report|survey|study|toolkit|guide|guidance|summary|findings|publication)"
    r"|read\s+the\s+(full\s+)?(report|survey|study)|copies\s+of\s+the\s+(full\s+)?report|\.pdf\b|executive\s+summary|respondents|surveyed"
    r"|(publish(es|ed)|launch(es|ed)|releas(es|ed))\s+(a|its|the|our|their)\s+(\w+\s+){0,3}(report|survey|study|toolkit|guide|guidance|review|findings))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b\d{1,3}\s?(%|per\s?cent)")


def guess_kind(item: Item) -> tuple[Kind, str]:
    """The likeliest kind of ``item`` by title, categories, author and text, and why, as a short sentence."""
    title, body = item.title, item.text[:20_000]
    if match := _TENDER.search(title):
        return "tender", _in_title(match)
    named = _category(item)
    if named is not None:
        return named
    if match := _big_day(title):
        return "awareness", _in_title(match)
    closes = any(found.role == "closes" for found in item.dates)
    if closes and (match := _TENDER_BODY.search(body[:1500])):
        return "tender", _("It invites bids and has a closing date (“{words}”).").format(words=_short(match))
    if match := _BLOG.search(title) or _BLOG_BODY.search(body[:4000]):
        return "blog", _("It calls itself a blog (“{words}”).").format(words=_short(match))
    if item.author and item.author_role:
        return "blog", _("It is signed by {author}, {role}.").format(author=item.author, role=item.author_role[:80])
    researched = _REPORT_BODY.search(body) or len(_PERCENT.findall(body)) >= 3 or item.file_type
    if researched and (match := _REPORT.search(title)):
        return "report", _in_title(match)
    dated = any(found.role == "when" and found.day and (found.time or found.starts) for found in item.dates)
    if (match := _EVENT.search(title)) and dated and (_BOOKING.search(body) or any(found.time for found in item.dates)):
        return "event", _in_title(match)
    if body.count("\n") and (often := _often_named(body)):
        return "awareness", _("Its text is about “{words}”.").format(words=often)
    if any(found.time and found.role == "when" for found in item.dates) and _BOOKING.search(body):
        return "event", _("It names a day, a time and how to take part.")
    return "news", _("Nothing in it points to another kind.")


def _category(item: Item) -> tuple[Kind, str] | None:
    """The kind that the site's own categories name, if one does."""
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("blog", _BLOG),
        ("tender", _TENDER),
        ("event", re.compile(r"\b(events?|training|webinars?|workshops?|conferences?)\b", re.IGNORECASE)),
        ("awareness", re.compile(r"\bawareness\s+(days?|weeks?|months?|campaigns?)\b", re.IGNORECASE)),
        ("report", re.compile(r"\b(reports?|publications?|research|resources?|toolkits?)\b", re.IGNORECASE)),
    )
    for category in item.categories:
        for kind, pattern in patterns:
            if pattern.search(category):
                return kind, _("The site files it under “{category}”.").format(category=category[:60])
    return None


def names_a_big_day(title: str) -> bool:
    """True for what is plainly the name of an awareness day or week."""
    return _BIG_DAY.search(title) is not None and _NOT_A_BIG_DAY.search(title) is None


def _big_day(title: str) -> re.Match[str] | None:
    """A day or week with a name of its own, in a title."""
    if _NOT_A_BIG_DAY.search(title):
        return None
    return _BIG_DAY.search(title) or _NAMED_WEEK.search(title)


def _often_named(body: str) -> str:
    """An awareness day or week that the text names three times or more; empty where there is none."""
    found = (_BIG_DAY.search(match.group()) for match in _NAMED_WEEK.finditer(body))
    big = [" ".join(match.group().split()) for match in found if match is not None]
    for name in dict.fromkeys(big):
        if big.count(name) >= 3:
            return name
    return ""


def _in_title(match: re.Match[str]) -> str:
    return _("Its title says “{words}”.").format(words=_short(match))


def _short(match: re.Match[str]) -> str:
    return " ".join(match.group().split())[:60]
