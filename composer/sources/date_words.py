"""The words dates are made of: patterns for days, spans and times as written in Britain, and the words that make a deadline."""

from __future__ import annotations

import re

from composer.sources.spoken_times import HOUR_IN_WORDS, SPOKEN, spoken_time

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)(?![^\W\d_])\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes|s)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![^\W\d_])\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?(?!\d|[.,:]\d|\s?%)"
_HOURS_IN_FIGURES = r"(?:[01]\d|2[0-3])(?:00|15|30|45)"
_YEAR = rf"(?!{_HOURS_IN_FIGURES}\s?[-‐‑‒–—]\s?{_HOURS_IN_FIGURES}(?!\d))(?:19|20)\d\d(?![\d%])"
_SHORT_YEAR = r"2\d(?=\s*(?:$|[\n,;()|]|\.(?:\s|$)|at\b|from\b|by\b)|\s+[-–—]|\s+\d{1,2}[.:]\d\d)"
_DASH = r"\s*[-‐‑‒–—]\s*"
_TO = rf"(?:{_DASH}|\s+(?:to|until|till|through|and)\s+)"
_CLOCK = (
    rf"(?:{SPOKEN}"
    r"|12(?:[.:]00)?\s*(?:noon|midday|midnight)|noon|midday|midnight|\d{1,2}(?:[.:]\d{2})?\s?[ap]\.?m\b\.?"
    r"|(?:[01]?\d|2[0-3])[:h][0-5]\d(?:\s?(?:hrs?|hours))?|(?:[01]\d|2[0-3])\.?[0-5]\d(?=\s?(?:hrs?|hours)\b)(?:\s?(?:hrs?|hours))"
    rf"|(?:[01]\d|2[0-3])(?:\.[0-5]\d|[0-5]\d)(?={_DASH}(?:[01]\d|2[0-3])\.?[0-5]\d\s?(?:hrs?|hours)\b)"
    rf"|(?:[01]?\d|2[0-3])\.[0-5]\d(?={_DASH}(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d.]))"
    r"|(?<=[-‐‑‒–—\s])(?:[01]?\d|2[0-3])\.[0-5]\d(?=\s+(?:on\s|,|$|\n)|[,;)]|\.?$)"
    rf"|{_HOURS_IN_FIGURES}(?={_DASH}{_HOURS_IN_FIGURES}(?!\d))|(?<=[-‐‑‒–—]){_HOURS_IN_FIGURES}(?!\d)"
    rf"|(?:(?<=at\s)|(?<=@\s)){_HOURS_IN_FIGURES}(?=\s+on\s|\s*(?:[,;)]|\.?\s*$|\.\s)))"
)
_BARE_START = rf"\d{{1,2}}(?:[.:]\d{{2}})?(?=(?:{_DASH}|\s+to\s+)\d{{1,2}}(?:[.:]\d{{2}})?\s?[ap]\.?m\b)"
_BARE_WORD = rf"{HOUR_IN_WORDS}(?=(?:{_DASH}|\s+(?:to|til|till|until)\s+){SPOKEN})"
_HOURS = rf"(?P<clock>{_CLOCK}|{_BARE_START}|{_BARE_WORD})(?:(?:{_DASH}|\s+(?:to|until|and)\s+)(?P<until>{_CLOCK}))?"
_MAYBE_TIME = rf"(?:,?\s+(?:at\s+|from\s+|@\s*)?{_CLOCK})?"
_START = r"(?<![\w£$€.#@-])(?<![\d/]/)(?<!\d:)"


def _day_month(number: str, *, month_needed: bool) -> str:
    """``Monday 5th of June 2017`` as named groups with ``number`` appended; a span's first half may lack the month."""
    month = rf"(?:\s+of)?\s+(?P<month{number}>{_MONTH})(?:,?\s+(?P<year{number}>{_YEAR}|['’]\d\d\b|{_SHORT_YEAR}))?"
    tail = month if month_needed else rf"(?:{month})?"
    return rf"(?:(?P<weekday{number}>{_WEEKDAY}),?\s+)?(?:the\s+)?(?P<day{number}>{_DAY}){tail}"


SPAN = re.compile(
    rf"{_START}{_day_month('1', month_needed=False)}{_MAYBE_TIME}{_TO}{_day_month('2', month_needed=True)}", re.IGNORECASE
)
SPAN_MONTH_FIRST = re.compile(
    rf"{_START}(?P<month1>{_MONTH})\s+(?P<day1>{_DAY})(?:,?\s+(?P<year1>{_YEAR}))?{_MAYBE_TIME}{_TO}(?:(?P<month2>{_MONTH})\s+)?(?P<day2>{_DAY})(?!\s?[ap]\.?m\b|:\d)"
    rf"(?:,?\s+(?P<year2>{_YEAR}))?",
    re.IGNORECASE,
)
AFTER_A_DAY = re.compile(r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?$", re.IGNORECASE)
OLD_YEAR = re.compile(r",?\s+1[0-8]\d\d(?!\d|\s?(?:hrs?|hours)\b|\s?[-‐‑‒–—]\s?\d)")
"""A year long ago, right behind a day: history, nothing that happens."""
IN_AN_ADDRESS = re.compile(
    r" +(?:Street|Road|Rd\b|Avenue|Ave\b|Lane|Close|Drive|Gardens|Grove|House|Terrace|Crescent)"
    r"(?![^\W\d_]|\s*:|\s+(?:at|from|on)\b)"
)
"""What makes of a day and a month a house in a street: ``12 March Road``."""
NUMBER_OF = re.compile(
    r"\b(?:version|section|chapter|page|part|room|channel|volume|vol|issue|article|figure|table|unit|phase|level|verse|psalm|route"
    r"|junction|platform|gate|studio|flat|apartment|suite|year|windows|apollo|formula|number|no)\.?\s+$",
    re.IGNORECASE,
)
"""What makes of the number before a month the number of something: ``Channel 4 May show it``."""
SEVERAL = re.compile(
    rf"{_START}(?P<days>(?:(?:{_WEEKDAY},?\s+)?{_DAY}(?:\s*[,/]\s*|\s+(?:and|&|or)\s+)){{1,12}})"
    + _day_month("1", month_needed=True),
    re.IGNORECASE,
)
ONE_DAY = re.compile(rf"{_START}{_day_month('1', month_needed=True)}", re.IGNORECASE)
MONTH_FIRST = re.compile(
    rf"{_START}(?:(?P<weekday1>{_WEEKDAY}),?\s+)?(?P<month1>{_MONTH})\s+(?:the\s+)?(?P<day1>{_DAY})(?:,?\s+(?P<year1>{_YEAR}))?",
    re.IGNORECASE,
)
MONTH_BETWEEN = re.compile(
    rf"{_START}(?:(?P<weekday1>{_WEEKDAY}),?\s+)?(?P<day1>3[01]|[12]\d|0?[1-9])-(?P<month1>{_MONTH[:-3]})-"
    r"(?P<year1>(?:19|20)\d\d|\d\d)(?![\d-])",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    rf"{_START}(?:(?P<weekday1>{_WEEKDAY}),?\s+)?(?:(?P<iso>{_YEAR})(?P<iso_mark>[/.-])(?P<iso_month>\d\d)(?P=iso_mark)(?P<iso_day>\d\d)"
    r"|(?P<day1>\d{1,2})(?P<mark>[/.-])(?P<month1>\d{1,2})(?P=mark)(?P<year1>(?:19|20)\d\d|\d\d(?=\D|$)))(?![\d/-]|\.\d)",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(rf"{_START}(?P<month1>{_MONTH})(?:\s+of)?,?\s+(?P<year1>{_YEAR})", re.IGNORECASE)
DAY_BEFORE = re.compile(r"(?<![\d.,£$€])(?P<day1>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?[.,]\s{0,3}$", re.IGNORECASE)
"""A day that a point or a comma parts from its month: ``16. January 2027``."""
END_OF_MONTH = re.compile(
    rf"{_START}(?:the\s+)?(?:very\s+)?end\s+of\s+(?P<month1>{_MONTH})(?:,?\s+(?P<year1>{_YEAR}))?(?!\s+\d)", re.IGNORECASE
)
_NTH = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_WHOLE_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
NTH_WEEKDAY = re.compile(
    rf"{_START}(?:the\s+)?(?P<nths>{_NTH}(?:(?:\s*,\s*|\s+(?:and|&)\s+)(?:the\s+)?{_NTH}){{0,3}})\s+(?P<weekday1>{_WHOLE_WEEKDAY})s?"
    rf"\s+(?:in|of)\s+(?P<month1>{_MONTH})(?:,?\s+(?P<year1>{_YEAR}))?(?!['’]s)",
    re.IGNORECASE,
)
NTHS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
DAYS_IN_WORDS = (
    *_UNITS,
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth", *(f"twenty-{unit}" for unit in _UNITS), "thirtieth", "thirty-first"),
)
_DAY_IN_WORDS = "|".join(sorted(DAYS_IN_WORDS, key=len, reverse=True)).replace("-", "[ -]")
DAY_IN_WORDS = re.compile(
    rf"{_START}(?:(?P<weekday1>{_WEEKDAY}),?\s+)?the\s+(?P<day1>{_DAY_IN_WORDS})"
    rf"\s+of\s+(?P<month1>{_MONTH})(?:,?\s+(?P<year1>{_YEAR}))?(?!['’]s)",
    re.IGNORECASE,
)
MONTHS_SPAN = re.compile(
    rf"{_START}(?P<lead>(?:from|between|throughout|all\s+through|during)\s+)?(?P<month1>{_MONTH})(?:,?\s+(?P<year1>{_YEAR}))?"
    rf"(?P<to>{_DASH}|\s*/\s*|\s+(?:to|until|till|through|and|&)\s+)(?P<month2>{_MONTH})(?:,?\s+(?P<year2>{_YEAR}))?(?!['’]s|\s+\d|\w)",
    re.IGNORECASE,
)
WHOLE_MONTH = re.compile(
    rf"{_START}(?:throughout|all\s+through|during|(?:all|the\s+whole)\s+of)\s+(?:the\s+(?:whole\s+)?month\s+of\s+)?(?P<month1>{_MONTH})"
    rf"(?:,?\s+(?P<year1>{_YEAR}))?(?!['’]s|\s+\d|\s*[-‐‑‒–—]|\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_STRETCHES = (
    (re.compile(r"\b(?:w/?[cb]|week\s+(?:commencing|beginning|starting|from|of))\s*:?\s*(?:the\s+)?$", re.IGNORECASE), 6),
    (re.compile(r"\b(?:w/?e|week\s+ending)\s*:?\s*(?:the\s+)?$", re.IGNORECASE), -6),
    (re.compile(r"\bfortnight\s+(?:commencing|beginning|starting|from)\s*:?\s*(?:the\s+)?$", re.IGNORECASE), 13),
)
DAY_IN_LIST = re.compile(r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])(?!\d)")

TIME_BEFORE = re.compile(
    rf"(?<![\w.:]){_HOURS}(?:\s*\((?:12\s+)?(?:noon|midday|midnight)\))?"
    r"(?:\s*[-‐‑‒–—]\s*late|\s+(?:to|til|till|until)\s+late)?"
    r"(?:\s*\(?(?:GMT|BST|UTC|UK\s+time)\)?)?,?\s+(?:on\s+|of\s+|this\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
TIME_AFTER = re.compile(
    r"^\s*[,;:|(@/·•‐‑‒–—-]?\s*"
    rf"(?:(?:starting\s+)?(?:at|@|from|by|between)\s+)?(?:about\s+|around\s+)?{_HOURS}",
    re.IGNORECASE,
)
BETWEEN_DAYS = re.compile(rf"{_DASH}|\s+(?:to|until|till|through)\s+", re.IGNORECASE)
"""All that stands between the first and the last day of a span."""
TIME_NEAR = re.compile(rf"\b(?:(?:at|from|between|starts?|begins?)\s+|times?\s*:\s*){_HOURS}", re.IGNORECASE)
END_OF_DAY = re.compile(r"\bmidnight\s+at\s+the\s+end\s+of\s+(?:the\s+day\s+)?(?:on\s+)?(?:the\s+)?$", re.IGNORECASE)
BEGIN_OF_DAY = re.compile(r"\bmidnight\s+at\s+the\s+(?:start|beginning)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
TIME_BELOW = re.compile(
    rf"^[^\S\n]*\n\s*(?:time|times|when|starts?|starting|hours|doors)\b[^\S\n]*[:–-]?\s*{_HOURS}", re.IGNORECASE
)
TIME_INSIDE = re.compile(rf"(?<![\w.:])(?:at\s+|from\s+)?(?P<clock>{_CLOCK})", re.IGNORECASE)

_DEADLINE = re.compile(
    r"\b(deadlines?|closing\s+(date|time|day)|closes?|closing|no(t)?\s+later\s+than|due(?!\s+to\b)|last\s+(date|day|chance)"
    r"|final\s+(date|day)|cut-?off|expir(es?|y)|rsvp|(apply|book|register|reply|respond|return\w*|submit\w*|send\w*|order|enter)\s+by"
    r"|(applications?|entries|submissions?|bids?|tenders?|proposals?|nominations?|responses?|bookings?)\s+(is|are|must|should|by))\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    rf"\b(by|before|until|till|up\s+to)\s+(?:(?:{_CLOCK}(?:\s+at\s+the\s+(?:end|start)\s+of)?"
    r"|(?:the\s+)?end\s+of(?:\s+(?:the\s+day|play|business))?|(?:the\s+)?close\s+of\s+(?:play|business)|cob)\s*,?\s*)?(?:on\s+|of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_TO_BE_DONE = re.compile(
    r"\b(appl(y|ies|ications?)|submit|submissions?|send|return|respond|responses?|register|registrations?|book|bookings?|enter|entries"
    r"|nominat\w+|reply|sign\s+up|complete|tenders?|bids?|order|vote|e-?mail\w*|get\s+in\s+touch|let\s+us\s+know|have\s+your\s+say"
    r"|receiv\w*|reach(es)?\s+us|proposals?|quot(es?|ations?)|expressions?\s+of\s+interest|surveys?|consultations?|questionnaires?"
    r"|cvs?|forms?|comments?|views|feedback|donat\w+|sponsor\w*)\b",
    re.IGNORECASE,
)
_DEADLINE_AFTER = re.compile(
    r"^\W{0,4}(?:is|was|will\s+be)?\s*(?:the\s+|our\s+)?(?:\w+\s+){0,2}?(?:deadline|closing\s+date|last\s+day|final\s+day|last\s+chance)\b",
    re.IGNORECASE,
)


def days_beside(before: str) -> int:
    """How many days belong to a date beside itself, from the words before it: six after it for the week it begins, as many before
    it (below zero) for the week it ends."""
    return next((days for pattern, days in _STRETCHES if pattern.search(before[-40:])), 0)


def is_deadline(before: str, after: str, sentence: str) -> bool:
    """True where the words around a date make it a closing date.

    Args:
        before: what stands before the date, from the start of its sentence or from the date before it.
        after: what stands after it, to the end of the sentence or to the next date.
    """
    if _DEADLINE.search(before) or _DEADLINE_AFTER.search(after):
        return True
    return bool(_UP_TO.search(before) and _TO_BE_DONE.search(sentence))


def time_of_day(words: str, until: str = "") -> str:
    """``HH:MM`` for a time as written; ``until`` is the end of a range, whose am or pm also counts for a bare start (8-9pm).
    Empty where it is no time of day."""
    if spoken := spoken_time(words):
        return spoken
    text = re.sub(r"\s|hrs?$|hours$", "", words.lower())
    if text.endswith(("noon", "midday")):
        return "12:00"
    if text.endswith("midnight"):
        return "00:00"
    if re.fullmatch(r"\d{4}|\d{1,2}h\d\d", text):
        text = f"{text[:-2].rstrip('h')}:{text[-2:]}"
    elif re.fullmatch(r"\d{1,2}\.\d\d", text) and not re.search(r"[ap]\.?m", until.lower()):
        text = text.replace(".", ":")
    match = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?(?:([ap])\.?m\.?)?", text)
    if match is None:
        return ""
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or ""
    if not half and ":" not in text:
        borrowed = re.search(r"([ap])\.?m", until.lower())
        end = re.match(r"(\d{1,2})", until)
        half = borrowed[1] if borrowed else ""
        if half == "p" and end and hour != 12 and hour > int(end[1]) % 12:  # 10-4pm and 11-12pm begin in the morning
            half = "a"
    if half:
        if 13 <= hour <= 23 and half == "p" and match[2]:  # 23:59pm
            return f"{hour}:{minute:02d}" if minute < 60 else ""
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def month_number(words: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return MONTHS.index(words[:3].lower()) + 1


def weekday_number(words: str | None) -> int | None:
    """0 (Monday) to 6 for a weekday's name or abbreviation; None for none."""
    return WEEKDAYS.index(words[:3].lower()) if words else None


def year_number(words: str | None) -> int | None:
    """A year as written, two figures counting from 1970 to 2069; None for none."""
    if not words:
        return None
    figures = words.strip("'’ ")
    year = int(figures)
    return year if len(figures) == 4 else year + (2000 if year < 70 else 1900)
