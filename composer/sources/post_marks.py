"""What stands around posts on a page and tells where they begin and end: dates, kickers, "Continue reading", buttons, counts of
comments."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from composer.sources.dates import find_dates

_CONTINUE = (
    r"(?:continue\s+reading|keep\s+reading|read\s+on|read\s+more(?:\s+about)?|read\s+the\s+(?:full|whole|rest\s+of\s+the)\s+"
    r"(?:post|article|story|blog(?:\s+post)?|news))"
)
_CONTINUE_LINE = re.compile(rf"^\W{{0,4}}{_CONTINUE}\b[\s:–—-]*(?P<title>.*?)[\s→»>…\]]*$", re.IGNORECASE | re.DOTALL)
_CONTINUE_END = re.compile(
    rf"(?<=[\s.!?…\]”’\"'])\W{{0,3}}{_CONTINUE}\b[\s:–—-]*(?P<title>[^\n]{{0,220}}?)[\s→»>…\]]*$", re.IGNORECASE
)
_CLOSING = re.compile(r"(?<=[.!?…])[”’\"')]{1,3}")
_LONGEST_CONTINUE = 340
"""Characters at the end of a passage in which it may say that it goes on, with the title it names."""
_MORE = re.compile(r"\W*\(?\s*more\s*(?:…|\.\.\.|&hellip;)\s*\)?\W*", re.IGNORECASE)
BUTTON = re.compile(r"(?:find\s+out|learn|see|discover)\s+more\W*|details\s*[→»>]+|[\W_]{3,}", re.IGNORECASE)
"""What parts two posts: a button at the end of one, or a rule."""
_FURNITURE = re.compile(
    r"^\W*(?:posted\s+(?:in|under|by)\b.*|filed\s+under\b.*|tagged\b.*|tags?\s*:.*|categor(?:y|ies)\s*:.*"
    r"|share\s+(?:this|on|via)\b.{0,80}|leave\s+a\s+(?:comment|reply)\b.*|(?:no|\d+)\s+comments?|comments?\s+(?:are\s+)?(?:off|closed)\b.*"
    r"|(?:older|newer|next|previous)\s+(?:posts?|page|entries)|permalink|like\s+this\s*:?|print\s+this|related(?:\s+posts?)?\s*:?"
    r"|tweet|facebook|linkedin|email\s+this)\W*$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"\W*(?:(?:last\s+)?(?:posted|published|updated|added|date|written)\b(?:\s+(?:on|at))?\W*)?"
    r"(?:by\s+[^|•·]{2,50}[|•·,–—-]\s*(?:on\s+)?|(?:news|blog|events?|press\s+release)\s*[|•·–—-]\s*)?(?:\d{1,2}[:.]\d\d(?:\s?[ap]m)?\W*(?:on\s+)?)?",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(
    r"\.?(?:\W+(?:at\s+)?\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]m)?)?"
    r"(?:\s*[|•·–—,-]\s*[^.!?]{0,60}|\s+(?:by|in)\s+[^.!?]{2,60})?\W*",
    re.IGNORECASE,
)
_KICKER = re.compile(
    r"^(?:[\w’'&-]+\s+){0,4}(?:blog|news|events?|press\s+release|guest\s+post|opinion|update|story)$", re.IGNORECASE
)
_MARKS = "[]()… "


def continue_reading(words: str, known: frozenset[str] = frozenset()) -> tuple[str, str] | None:
    """The passage without its "Continue reading …", and the title it names (may be empty); None where it has none.

    ``known``: titles (see :func:`plain_title`) that are certain, for ways of saying it that could be part of a sentence.
    """
    text = words.strip()
    if len(text) <= 60 and _MORE.fullmatch(text):
        return "", ""
    own_line = _CONTINUE_LINE.match(text) if len(text) <= 260 else None
    if own_line:
        title = own_line["title"].strip(" “”\"'‘’:")
        sure = text.lower().lstrip(_MARKS).startswith(("continue", "keep")) or not title or plain_title(title) in known
        if sure and not re.search(r"\bhere\b", title):
            return "", title
    for match in _CONTINUE_END.finditer(text, max(0, len(text) - _LONGEST_CONTINUE)):
        title = match["title"].strip(" “”\"'‘’:")
        sure = match.group().lower().lstrip(_MARKS).startswith(("continue", "keep"))
        if (
            (sure and not re.search(r"[.!?]\s", title))
            or plain_title(title) in known
            or (not title and (match.group().strip()[-1] in "→»>…]" or re.search(r"[.!?…][\"”’']?\s*$", text[: match.start()])))
        ):
            closing = _CLOSING.match(text, match.start())
            return text[: closing.end() if closing else match.start()].rstrip(" [(…"), title
    return None


def plain_title(words: str) -> str:
    """A title for comparing: lower case, only letters and figures."""
    return " ".join(re.findall(r"\w+", words.lower()))


def is_furniture(words: str) -> bool:
    """True for what sites put around posts and nobody wants in a newsletter (share buttons, counts of comments, rules)."""
    return len(words) <= 160 and (_FURNITURE.match(words) is not None or not re.search(r"\w", words))


@lru_cache(maxsize=4096)
def is_date_line(words: str) -> bool:
    """True where the passage is nothing but a date, and perhaps who posted it where."""
    text = " ".join(words.split())
    if len(text) > 90 or not re.search(r"\d", text):
        return False
    found = find_dates(text, published=None, today=date(2000, 1, 1), most=2)
    if not found or not found[0].day:
        return False
    before, _date, after = text.partition(found[0].words)
    return _BEFORE_DATE.fullmatch(before) is not None and _AFTER_DATE.fullmatch(after) is not None


def is_kicker(words: str) -> bool:
    """True for the few words above or below a title that say what sort of post it is ("Members' blog")."""
    return len(words) <= 40 and _KICKER.match(words.strip()) is not None
