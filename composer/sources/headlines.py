"""Which passages begin a post: told from what ends one ("Continue reading TITLE"), from headings, and from a title's shape.

Nothing here knows any site. A title is a short line of its own without a full stop, followed by prose that speaks of the same
thing; a heading inside a post is shorter or more general, ends with a colon or a question mark, or is followed by a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from composer.sources.bylines import byline, introduction
from composer.sources.passages import Passage
from composer.sources.post_marks import BUTTON, continue_reading, is_date_line, is_furniture, is_kicker, plain_title

_LABEL_WITH_VALUE = re.compile(
    r"^(?:e-?mail|tel(?:ephone)?|phone|mobile|fax|web(?:\s?site)?|url|twitter|facebook|instagram|linkedin|date|time|when|where|venue"
    r"|place|cost|price|location|contact|address|hashtag|speaker|chair|author|source|photo|picture|image|ref(?:erence)?|value|deadline"
    r"|closing\s+date|who|what|how)\s*:",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:[^\s:]+\s+){0,4}[^\s:]+:")
_GENERAL_OPENER = re.compile(
    r"^(?:about|background|key|lead|further|more\s+(?:information|details|about|from)|contacts?|notes?|aims?|objectives?|summary|introduction|conclusions?|results?|findings"
    r"|resources|references|partners|next\s+steps|case\s+study|quotes?|in\s+this|to|and|but|or|also|additional|useful"
    r"|related|other|see\s+also|methodology|recommendations?|acknowledgements?|details|agenda|programme|timetable|eligibility"
    r"|requirements|criteria|benefits)\b",
    re.IGNORECASE,
)
_QUESTION_OPENER = re.compile(r"^(?:how|what|why|who|where|when|which|our|your|is|are|can|do|does)\b", re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"^(?:please|download|visit|join|add|tweet|click|read|follow|sign|register|book|e-?mail|call(?!\s+for)|find|see|watch|share|apply|send|view"
    r"|subscribe|listen|get|take|go|use|try|contact|complete|check|remember)\b",
    re.IGNORECASE,
)
_NEWS_OPENER = re.compile(
    r"^[“\"‘']?(?:today|this\s+(?:week|month|year)|yesterday|last\s+(?:week|month|year)|on\s+\w+day|we\s+are|we’re|we\s+have)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:week|day|month)\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_STOP_WORDS = frozenset(
    {
        *("the", "a", "an", "and", "or", "of", "to", "in", "on", "for", "with", "at", "by", "from", "as", "is", "are", "was"),
        *("were", "be", "been", "it", "its", "this", "that", "these", "those", "our", "your", "their", "his", "her", "we"),
        *("you", "they", "i", "not", "have", "has", "had", "will", "would", "can", "could", "may", "more", "most", "new"),
        *("about", "into", "over", "after", "before", "how", "what", "why", "who", "where", "when", "which", "there", "here"),
        *("all", "any", "one", "two"),
    }
)
ENOUGH = 2.0
"""Points a line needs to be taken for a title where nothing names it as one."""


@dataclass(frozen=True)
class Span:
    """Where one post stands: passages ``start`` to ``end`` (exclusive); ``title`` is the passage that names it, or None."""

    start: int
    end: int
    title: int | None
    cut_off: bool = False


def find_posts(passages: Sequence[Passage]) -> list[Span]:
    """Where the posts are. Always at least one where there are passages; every passage belongs to exactly one."""
    if not passages:
        return []
    titles = frozenset(plain_title(passage.words) for passage in passages if _may_be_named(passage))
    ends = [continue_reading(passage.words, titles) for passage in passages]
    named: dict[int, int] = {}
    starts: set[int] = {0}
    previous_end = 0
    cut: set[int] = set()
    for place, end in enumerate(ends):
        if end is None:
            if _is_break(passages, place):
                starts.add(place + 1)
                previous_end = place + 1
            continue
        title = _named_above(passages, place, end[1], previous_end)
        if title is not None:
            starts.add(_with_lines_above(passages, title, previous_end))
            named[title] = place
        cut.add(place)
        after = _after_furniture(passages, place + 1)
        if after < len(passages):
            starts.add(after)
        previous_end = after
    covered = {inside for title, end in named.items() for inside in range(title + 1, end + 1)}
    level = _title_level(passages, bool(cut))
    usual_gap = _usual_gap(passages)
    last = 0
    title = _title_of(passages, 0)
    text_since = said_since = False
    for place, passage in enumerate(passages):
        if place in starts:
            last, title, text_since, said_since = place, _title_of(passages, place), False, False
        if place not in covered and place not in named and place > last and place != title:
            if level:
                begins = 0 < passage.level <= level
            else:
                told = text_since or (said_since and _dated_beside(passages, place))
                begins = told and _points(passages, place, usual_gap) >= ENOUGH
            if begins:
                last = _with_lines_above(passages, place, last + 1)
                starts.add(last)
                title, text_since, said_since = place, False, False
        if place != title and (passage.bullet or _is_prose(passage)):
            text_since = True
        if place != title and is_sentence(passage):
            said_since = True
    return _spans(passages, sorted(starts), cut, bool(level))


def _is_break(passages: Sequence[Passage], place: int) -> bool:
    """True for a rule or a "Find out more" button between two posts: something like a title and its text must follow."""
    return (
        BUTTON.fullmatch(passages[place].words) is not None
        and place + 2 < len(passages)
        and short_line(passages[place + 1])
        and (_is_prose(passages[place + 2]) or is_sentence(passages[place + 2]) or _belongs_to_title(passages[place + 2].words))
    )


def _spans(passages: Sequence[Passage], starts: list[int], cut: set[int], headed: bool) -> list[Span]:
    spans = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(passages)
        title = _title_of(passages, start)
        if title is not None and headed and not passages[title].level:
            title = None
        spans.append(
            Span(
                start, end, title if title is not None and title < end else None, any(place in cut for place in range(start, end))
            )
        )
    return spans


def _title_of(passages: Sequence[Passage], start: int) -> int | None:
    """The passage that names a post beginning at ``start``: the first, or the one after date and kicker; None for prose."""
    for place in range(start, min(start + 3, len(passages))):
        passage = passages[place]
        if passage.level or short_line(passage):
            if place + 1 < len(passages) and (
                is_date_line(passage.words) or (is_kicker(passage.words) and short_line(passages[place + 1]))
            ):
                continue
            return place
        return None
    return None


def _with_lines_above(passages: Sequence[Passage], title: int, floor: int) -> int:
    """A date or a kicker right above a title belongs to it."""
    place = title
    while place - 1 >= max(floor, title - 2) and passages[place - 1].gap >= 1 and is_date_line(passages[place - 1].words):
        place -= 1
    return place


def _named_above(passages: Sequence[Passage], place: int, title: str, floor: int) -> int | None:
    """The nearest passage above that says exactly ``title`` (or begins with it, where the site shortens it)."""
    wanted = plain_title(title)
    if not wanted:
        return None
    for candidate in range(place - 1, floor - 1, -1):
        if not _may_be_named(passages[candidate]):
            continue
        said = plain_title(passages[candidate].words)
        if said == wanted or (len(wanted) >= 20 and said.startswith(wanted)):
            return candidate
    return None


def _may_be_named(passage: Passage) -> bool:
    return bool(passage.words) and len(passage.words) <= 220 and not passage.bullet and "\n" not in passage.words


def _after_furniture(passages: Sequence[Passage], place: int) -> int:
    while place < len(passages) and is_furniture(passages[place].words):
        place += 1
    return place


def short_line(passage: Passage) -> bool:
    """True for a line that could be a title by its looks alone."""
    words = passage.words.strip()
    if not words or passage.bullet or "\n" in words or len(words) > 160 or len(words.split()) > 26:
        return False
    first = words.lstrip("“\"‘'([")[:1]
    if not (first.isupper() or first.isdigit() or not first.isascii()):
        return False
    if words.endswith((".", ",", ";", ":", "-", "–", "—", "(", "/")) and not words.endswith(
        ("...", "…", "a.m.", "p.m.", "Inc.", "Ltd.")
    ):
        return False
    breaks = len(re.findall(r"[.!?…][\"”’')\]]*\s+[\"“‘'(]?[A-Z]", words))
    if breaks > 1 or (breaks and words.endswith((".", "!", "?"))):  # sentences
        return False
    if re.search(r"https?://|www\.|\S@\S", words) or _LABEL_WITH_VALUE.match(words) or is_furniture(words):
        return False
    return byline(words) is None and not (words[0] in '“"‘' and words[-1] in '”"’' and len(words) > 80)


def _is_prose(passage: Passage) -> bool:
    words = passage.words.strip()
    sentence = re.search(r"[.!?…][\"”’')\]]*(\s|$)", words) is not None
    return not passage.bullet and not passage.level and ((len(words) >= 60 and sentence) or len(words) >= 140)


def is_sentence(passage: Passage) -> bool:
    """True for a text however short: three words or more that end as a sentence does."""
    words = passage.words.strip()
    ended = re.search(r"[.!?…][\"”’')\]]*$", words) is not None
    return ended and not passage.level and not passage.bullet and len(words.split()) >= 3


def _dated_beside(passages: Sequence[Passage], place: int) -> bool:
    """True where a date stands right above or below what may be a title, on a line of its own."""
    below = place + 1 < len(passages) and is_date_line(passages[place + 1].words)
    return below or (place > 0 and is_date_line(passages[place - 1].words))


def _points(passages: Sequence[Passage], place: int, usual_gap: int) -> float:
    """How much a passage looks like the title of a post; below zero where it cannot be one."""
    passage = passages[place]
    if not short_line(passage) or is_date_line(passage.words) or is_kicker(passage.words):
        return -10
    body = place + 1
    beside = 0
    while body < len(passages) and body <= place + 3 and _belongs_to_title(passages[body].words):
        body += 1
        beside += 1
    if body >= len(passages):
        return -10
    if not _is_prose(passages[body]) and not (is_sentence(passages[body]) and _dated_beside(passages, place)):
        return -10
    words = passage.words.split()
    points = (len(words) >= 5) + (len(words) >= 8) + 2.0 * bool(beside)
    points += bool(_DATED.search(passage.words))
    points += passage.gap >= 2 and usual_gap < 2
    points += _shared(passage.words, passages[body].words) >= 2
    points += 0.5 * bool(_NEWS_OPENER.match(passages[body].words))
    if place and is_date_line(passages[place - 1].words):
        points += 2
    points -= 3.0 * passage.words.rstrip().endswith("?")
    points -= 2.0 * bool(_GENERAL_OPENER.match(passage.words))
    points -= (2.0 if len(words) < 7 else 1.0) * bool(_IMPERATIVE.match(passage.words))
    points -= 1.0 * bool(_QUESTION_OPENER.match(passage.words))
    if place and _LABEL.fullmatch(passages[place - 1].words.strip()):  # more likely what the label announces
        points -= 1.5
    return points


def _belongs_to_title(words: str) -> bool:
    return byline(words) is not None or is_date_line(words) or is_kicker(words) or introduction(words) is not None


def _usual_gap(passages: Sequence[Passage]) -> int:
    gaps = Counter(passage.gap for passage in passages[1:])
    return gaps.most_common(1)[0][0] if gaps else 1


def _shared(title: str, body: str) -> int:
    """How many telling words a title shares with the paragraph below it."""
    said = {_stem(word) for word in re.findall(r"\w+", body.lower()[:600])}
    return len({_stem(word) for word in re.findall(r"\w+", title.lower()) if word not in _STOP_WORDS} & said)


def _stem(word: str) -> str:
    return word[:6] if len(word) > 6 else word.rstrip("s")


def _title_level(passages: Sequence[Passage], cut: bool) -> int:
    """The heading level of posts' titles, where headings are marked; 0 where they are not, or where all of it is one post."""
    levels = sorted({passage.level for passage in passages if passage.level})
    for level in levels:
        places = [place for place, passage in enumerate(passages) if passage.level == level]
        followed = [place for place in places if _prose_before_next(passages, place, level)]
        top = level == levels[0]
        if len(followed) < 2:
            if top and not cut and _is_prose_right_after(passages, places[0]):  # one title, its text, headings inside it
                return 0
            continue
        linked = sum(bool(passages[place].link) for place in followed)
        dated = sum(place + 1 < len(passages) and _belongs_to_title(passages[place + 1].words) for place in followed)
        telling = sum(is_telling(passages[place].words) for place in followed)
        # With text before the first heading, headings part one text; without, they part texts.
        fresh = not any(_is_prose(passage) for passage in passages[: places[0]])
        if level == 1 or cut or 2 * max(linked, dated) >= len(followed) or (top and fresh and 2 * telling >= len(followed)):
            return level
    return 0


def is_telling(words: str) -> bool:
    """True for a heading particular enough to name a post."""
    general = _GENERAL_OPENER.match(words) or _IMPERATIVE.match(words)
    return len(words.split()) >= 3 and not general and not words.endswith((":", "?"))


def _prose_before_next(passages: Sequence[Passage], place: int, level: int) -> bool:
    for later in range(place + 1, len(passages)):
        if passages[later].level and passages[later].level <= level:
            return False
        if _is_prose(passages[later]) or is_sentence(passages[later]):
            return True
    return False


def _is_prose_right_after(passages: Sequence[Passage], place: int) -> bool:
    return place + 1 < len(passages) and (_is_prose(passages[place + 1]) or is_sentence(passages[place + 1]))
