"""Pages of very short posts, of a sentence or two each, which give no other sign than that one looks like the other.

Careful on purpose: only where all of a text has that shape from its first line to its last, it is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.sources.bylines import byline
from composer.sources.headlines import Span, is_sentence, is_telling, short_line
from composer.sources.passages import Passage, passage_of
from composer.sources.post_marks import BUTTON, continue_reading, is_date_line, is_furniture

ENOUGH = 3
"""Posts, where nothing but their shape tells them apart; two where wider gaps or capitals do as well."""
MOST_PARAGRAPHS = 3
LONGEST = 400
"""Characters of one such post."""
_ADDRESS = re.compile(r"<?https?://\S+>?", re.IGNORECASE)


def laid_apart(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages; those that hold a whole post on lines below one another (title, date, text, "Read more") taken apart."""
    apart: list[Passage] = []
    for passage in passages:
        lines = passage.words.split("\n")
        if passage.level or passage.bullet or not 2 <= len(lines) <= 8:
            apart.append(passage)
        elif _is_post_in_lines(lines):
            apart += [passage_of(lines[0], passage.gap), *_by_marks(lines[1:], 0)]
        elif passage.gap == 0 and apart and short_line(apart[-1]):  # its title was taken off already
            apart += _by_marks(lines, 0)
        else:
            apart.append(passage)
    return tuple(apart)


def _by_marks(lines: Sequence[str], gap: int) -> list[Passage]:
    """Dates, bylines, buttons and addresses each for itself; the lines between them together."""
    apart: list[Passage] = []
    text: list[str] = []
    for line in [*lines, ""]:
        if line and not _is_mark(line):
            text.append(line)
            continue
        if text:
            apart.append(passage_of("\n".join(text), gap))
            text = []
        if line:
            apart.append(passage_of(line, gap))
    return apart


def _is_post_in_lines(lines: Sequence[str]) -> bool:
    """True where the first line could be a title, and one of the others is a date, a byline, or what ends a post."""
    if not short_line(passage_of(lines[0], 0)) or is_date_line(lines[0]):
        return False
    if _is_mark(lines[-1]) or continue_reading(lines[-1]) is not None:
        return len(lines[0].split()) > 1
    return len(lines) > 2 and (is_date_line(lines[1]) or byline(lines[1]) is not None)


def _is_mark(line: str) -> bool:
    alone = continue_reading(line)
    return (
        is_date_line(line)
        or byline(line) is not None
        or is_furniture(line)
        or (alone is not None and not alone[0])
        or BUTTON.fullmatch(line) is not None
        or _ADDRESS.fullmatch(line) is not None
    )


def short_posts(passages: Sequence[Passage]) -> list[Span]:
    """The posts, where all of the passages are short posts one after another; else none."""
    titles: list[int] = []
    for place, passage in enumerate(passages):
        if _names_a_post(passage):
            titles.append(place)
        elif not (is_sentence(passage) or _ADDRESS.fullmatch(passage.words)):
            return []
    if len(titles) < 2 or titles[0] != 0:
        return []
    posts = [Span(start, end, start) for start, end in zip(titles, [*titles[1:], len(passages)], strict=True)]
    if not all(_is_short(passages[post.start + 1 : post.end]) for post in posts):
        return []
    return posts if len(posts) >= ENOUGH or _set_apart(passages, posts) else []


def _names_a_post(passage: Passage) -> bool:
    telling = is_telling(passage.words) or (passage.words.isupper() and passage.words[-1] not in ":?")
    return short_line(passage) and telling and not is_sentence(passage) and not is_date_line(passage.words)


def _is_short(text: Sequence[Passage]) -> bool:
    words = sum(len(passage.words) for passage in text)
    return 0 < len(text) <= MOST_PARAGRAPHS and words <= LONGEST and is_sentence(text[0])


def _set_apart(passages: Sequence[Passage], posts: Sequence[Span]) -> bool:
    """True where there is more room between the posts than within them, or their titles are in capitals."""
    between = min(passages[post.start].gap for post in posts[1:])
    within = max(passage.gap for post in posts for passage in passages[post.start + 1 : post.end])
    capitals = all(passages[post.start].words.isupper() for post in posts)
    return capitals or (between > within and between >= 2)


def with_address_as_link(body: Sequence[Passage]) -> tuple[list[Passage], str]:
    """The text without an address that stands alone at its end, and that address."""
    if len(body) > 1 and _ADDRESS.fullmatch(body[-1].words):
        return list(body[:-1]), body[-1].words.strip("<>")
    return list(body), ""
