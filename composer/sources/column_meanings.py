"""What the columns of a table of posts and events hold: guessed from their headings and from what stands below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from composer.i18n import N_
from composer.sources.cell_moments import day_in_cell, is_time_cell

FIELDS: Mapping[str, str] = {
    "title": N_("Title"),
    "kind": N_("Kind (news, event …)"),
    "date": N_("Date, or first day"),
    "time": N_("Time it starts"),
    "end_date": N_("Last day"),
    "end_time": N_("Time it ends"),
    "all_day": N_("All day (yes or no)"),
    "published": N_("Published on"),
    "deadline": N_("Closing date"),
    "deadline_time": N_("Closing time"),
    "summary": N_("Summary"),
    "text": N_("Text"),
    "place": N_("Place"),
    "link": N_("Link"),
    "booking_link": N_("Booking link"),
    "online_link": N_("Link to join online"),
    "author": N_("Author"),
    "author_role": N_("Author’s role"),
    "category": N_("Category"),
    "value": N_("Price or value"),
    "contact": N_("Contact"),
    "image": N_("Picture’s address"),
    "image_alt": N_("What the picture shows"),
    "cancelled": N_("Cancelled, or its state"),
}
DAY_ORDER = ""
"""Stands among the choices of a person where a heading would: ``day_first`` or ``month_first``, for days like 3/12/2026."""
DAY_COLUMNS = ("date", "end_date", "published", "deadline")
SEVERAL = frozenset({"place", "category", "text", "contact"})
"""What may stand in several columns (hall, street, town), which are put together in their order."""

_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp)(?:\?\S*)?\s*$", re.IGNORECASE)
_MAIL = re.compile(r"\s*[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+\s*")
# The first that suits wins. Headings are lower case, without brackets, signs and "event", "post" and their like before them.
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("all_day", r"all ?day(?: event)?|whole day"),
    ("deadline_time", r"(?:closing|deadline|submission|response) time|time of (?:closing|deadline)"),
    (
        "deadline",
        r"deadlines?(?: date)?|(?:closes|closing)(?: (?:on|date|day|at|for \w+))*|apply by"
        r"|applications? (?:close|deadline|due|by)\w*"
        r"|(?:submission|return|response|tender|bid|application)s? (?:deadline|date|due|by)|submit by"
        r"|respond by|due(?: (?:date|by|on))?"
        r"|(?:latest )?date (?:due|for (?:returns?|submissions?))|last date for \w+|expir(?:y|es)(?: (?:date|on))?",
    ),
    (
        "published",
        r"(?:date )?(?:published|post(?:ed)?|issued|created|released?|publication|publish|posting|issue)(?: (?:on"
        r"|at|date|day|time))*|pub ?date"
        r"|date (?:of )?(?:publication|issue|release|added)|go(?:es)? live(?: date)?|live (?:from|date)",
    ),
    (
        "end_time",
        r"(?:end|finish|stop|closing|close)s?(?:ing)? ?(?:time|at)|time (?:to|until|ends?|finish(?:es)?)"
        r"|(?:until|to) time|doors close",
    ),
    (
        "end_date",
        r"(?:end|finish|last)s?(?:ing)? ?(?:date|day|on)?|(?:date )?(?:to|until|till|through|ends?"
        r"|finish(?:es)?)|to date|date end",
    ),
    (
        "time",
        r"(?:start|begin|opening|open)(?:s|ning|ing)? ?(?:time|at)|times?(?: (?:from|starts?|of day|of))?"
        r"|from time|hours?|doors(?: open)?|when at",
    ),
    (
        "date",
        r"(?:start|begin|first|takes place|held)s?(?:ning|ing)? ?(?:date|day|on)?|(?:date )?from"
        r"|dates?(?: ?(?:and|&|/) ?times?)?|day|when|date time"
        r"|starts? date time|date (?:start|from|of \w+)|scheduled(?: for)?|takes place|date s|what day"
        r"|week(?: (?:commencing|beginning))?|w c",
    ),
    ("image_alt", r"(?:image|picture|photo) (?:alt|alternative|description|caption)(?: text)?|alt(?:ernative)?(?: text)?"),
    ("image", r"(?:featured |main |hero )?(?:image|picture|photo|thumbnail|poster|banner)(?: (?:url|link|address|file))?"),
    (
        "online_link",
        r"(?:zoom|teams|webinar|online|virtual|joining|meeting|join|stream|video)(?: (?:meeting|call"
        r"|event))?(?: (?:url|link|address|details))?",
    ),
    (
        "booking_link",
        r"(?:book|booking|tickets?|registration|register|sign ?up|rsvp|eventbrite|enrol\w*)(?: (?:url|link"
        r"|page|address|here|at|online|via|info))?"
        r"|(?:link|url|how) to (?:book|register|sign up)|where to book",
    ),
    (
        "link",
        r"(?:web ?)?(?:link|url|address|site|page|permalink|href)s?|web ?(?:site|page|link|address)(?: (?:url"
        r"|link|address))?|more (?:info(?:rmation)?|details)"
        r"(?: (?:url|link|at))?|(?:article|page|source|full|read more|external|canonical|site) (?:url|link)"
        r"|permalink|read more|read it at|find out more|slug",
    ),
    ("author_role", r"(?:author|writer|speaker)(?: s)? (?:role|title|job|position)|job title|role|byline title"),
    (
        "author",
        r"(?:guest )?authors?(?: name)?|(?:written )?by(?: ?line)?|writers?|blogger|contributors?|posted by"
        r"|from whom|speakers?",
    ),
    ("kind", r"(?:item |content |record )?(?:kind|type|format)(?: of (?:item|content|event|post|entry))?|what kind"),
    (
        "category",
        r"categor(?:y|ies)|tags?|topics?|themes?|subjects? areas?|areas?|section|keywords?|department|audience"
        r"|stream|programme|group",
    ),
    ("cancelled", r"status|cancell?ed|state"),
    (
        "value",
        r"(?:contract |estimated |total |ticket |max(?:imum)? )?(?:value|budget|price|prices|cost|costs|fee"
        r"|fees|amount|admission|entry)(?: \w+)?",
    ),
    (
        "contact",
        r"contacts?(?: (?:name|person|details|e ?mail|information|info))?|enquir(?:y|ies)(?: to)?"
        r"|e ?mail(?: address)?|organi[sz]ers?(?: (?:name|e ?mail))?"
        r"|(?:contact )?(?:tele)?phone(?: number)?|tel|for more information|host(?:ed by)?|lead(?: contact)?",
    ),
    (
        "place",
        r"(?:venue|location|place|where|room|hall|building|street|address|city|town|county|postcode|post code"
        r"|zip(?: code)?|region|country)s?"
        r"(?: (?:name|address|details|line ?\d?|\d|or link))*|(?:full |street |postal )address"
        r"|address ?(?:line ?)?\d|held at|site name|meeting point",
    ),
    (
        "summary",
        r"summary|excerpt|teaser|intro(?:duction)?|standfirst|abstract|short (?:description|summary|text"
        r"|version)|blurb|lede?|strap ?line|sub ?(?:title|heading)"
        r"|brief(?: (?:description|summary))?|(?:one|1) liner|meta description|snippet|tag ?line",
    ),
    (
        "text",
        r"(?:full |long |main |body )?(?:text|description|desc|content|body|details?|copy|story|article|post"
        r"|message|notes?|info(?:rmation)?|about)"
        r"(?: (?:text|copy|html|body))?|comments?|what happens|agenda|programme details",
    ),
    (
        "title",
        r"(?:title|name|headline|heading|subject|what|item|topic title|activity|course|session|workshop"
        r"|webinar|conference|opportunity|contract|tender"
        r"|occasion|observance|awareness (?:day|week|month|date)s?(?: (?:or|/) \w+)?|campaign|news(?: (?:item"
        r"|title|headline))?|story title|report|publication"
        r"|events?|posts?|blogs?|articles?)(?: (?:title|name|headline))?|(?:title|name) of \w+|day or week"
        r"|what s on|project(?: (?:title|name))?",
    ),
)
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _HEADINGS)
_BEFORE = re.compile(
    r"^(?:the|events?|posts?|articles?|news|items?|blogs?|course|session|training|meeting|activity|record|wp|your|our)\s+(?=\S)"
)
_SHARE = 0.5


def field_of_heading(heading: str) -> str:
    """What a column with this heading holds, as a key of :data:`FIELDS`; empty where the heading says nothing known."""
    plain = _plain(heading)
    while plain:
        for field, pattern in _PATTERNS:
            if pattern.fullmatch(plain):
                return field
        shorter = _BEFORE.sub("", plain)
        if shorter == plain:
            return ""
        plain = shorter
    return ""


def _plain(heading: str) -> str:
    """A heading in lower case, without signs or brackets and what stands in them: ``Start_Date (dd/mm/yy)*`` is a start date."""
    text = re.sub(r"[(\[{][^()\[\]{}]{0,80}[)\]}]", " ", heading[:200])
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^\w]|_", " ", text).split())


def guess_columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """What each column holds: heading -> key of :data:`FIELDS`; columns that are not in it are left out.

    Args:
        headings: each there once.
        rows: some of the rows, each as wide as the headings.
    """
    columns = [[row[at].strip() for row in rows if row[at].strip()] for at in range(len(headings))]
    guessed: dict[str, str] = {}
    for at, heading in enumerate(headings):
        field = _by_what_stands_there(field_of_heading(heading), columns[at])
        if field and (field in SEVERAL or field not in guessed.values()):
            guessed[heading] = field
        elif field in ("summary", "title") and "text" not in guessed.values():
            guessed[heading] = "text"
    _settle(guessed)
    left = [at for at, heading in enumerate(headings) if heading not in guessed]
    _without_headings(guessed, headings, columns, left)
    return {heading: guessed[heading] for heading in headings if heading in guessed}


def _by_what_stands_there(field: str, cells: Sequence[str]) -> str:
    """The meaning, put right where the cells say that the heading means something else."""
    if not cells:
        return field
    days = _share(cells, lambda cell: day_in_cell(cell) is not None)
    addresses = _share(cells, lambda cell: _ADDRESS.fullmatch(cell) is not None)
    if field == "title" and addresses >= _SHARE:
        return "link"
    if field in ("place", "summary", "text", "contact") and addresses >= _SHARE:
        return "link"
    if (
        field in ("link", "booking_link", "online_link")
        and addresses < 0.2
        and not _share(cells, lambda cell: "." in cell) >= _SHARE
    ):
        return "place" if field == "link" and days == 0 else "text"
    if field == "image" and not addresses:
        return ""
    if field in ("date", "end_date") and not days and _share(cells, is_time_cell) >= _SHARE:
        return {"date": "time", "end_date": "end_time"}[field]
    if field in ("date", "end_date", "published") and not days:
        return "date" if field == "date" else ""
    return field


def _settle(guessed: dict[str, str]) -> None:
    """What two headings mean together: a lone "published" beside times is the day it happens; a summary alone is the text."""
    fields = set(guessed.values())
    if "title" not in fields:
        for other in ("summary", "kind"):
            heading = next((name for name, field in guessed.items() if field == other), None)
            if heading is not None and "text" in fields and other == "summary":
                guessed[heading] = "title"
                break
    if "date" not in fields and "end_date" in fields and "time" in fields:
        guessed[next(name for name, field in guessed.items() if field == "end_date")] = "date"


def _without_headings(
    guessed: dict[str, str], headings: Sequence[str], columns: Sequence[Sequence[str]], left: Sequence[int]
) -> None:
    """Title, day and link where no heading names them: by what stands in the columns."""
    if not {"date", "published", "deadline"} & set(guessed.values()):
        at = next((at for at in left if _share(columns[at], lambda cell: day_in_cell(cell) is not None) > _SHARE), -1)
        if at >= 0:
            guessed[headings[at]] = "date"
    if not {"link", "booking_link"} & set(guessed.values()):
        at = next((at for at in left if _share(columns[at], lambda cell: _ADDRESS.fullmatch(cell) is not None) > _SHARE), -1)
        if at >= 0:
            pictures = _share(columns[at], lambda cell: _PICTURE.search(cell) is not None)
            guessed[headings[at]] = "image" if pictures > _SHARE else "link"
    if "title" in guessed.values():
        return
    at = next((at for at in left if headings[at] not in guessed and _share(columns[at], _is_words) > _SHARE), -1)
    if at >= 0:
        guessed[headings[at]] = "title"


def _is_words(cell: str) -> bool:
    return sum(character.isalpha() for character in cell) > 3 and not _ADDRESS.fullmatch(cell) and not _MAIL.fullmatch(cell)


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    """Which part of the filled cells passes a test."""
    return sum(test(cell) for cell in cells) / len(cells) if cells else 0.0


def lists_people(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """True for a table of people: a column of e-mail addresses, and neither titles nor days."""
    fields = {field_of_heading(heading) for heading in headings}
    if fields & {"date", "published", "deadline", "text", "summary"}:
        return False
    for at in range(len(headings)):
        cells = [row[at] for row in rows if row[at].strip()]
        if cells and _share(cells, lambda cell: _MAIL.fullmatch(cell) is not None) > _SHARE:
            return True
    return False
