"""Pasted text, or one page of many posts, to the posts in it; and putting them right by hand: joining two, splitting one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from composer.i18n import _
from composer.library.item import Item, item_id
from composer.sources.bylines import Byline, byline, introduction
from composer.sources.dates import find_dates
from composer.sources.headlines import Span, find_posts
from composer.sources.html_to_markdown import words_to_markdown
from composer.sources.item_details import Surroundings, summary_of, with_details
from composer.sources.missing_links import missing_links
from composer.sources.missing_years import likeliest_year
from composer.sources.passages import Passage, passages_of_text
from composer.sources.post_marks import BUTTON, continue_reading, is_date_line, is_furniture, is_kicker, plain_title
from composer.sources.short_posts import laid_apart, short_posts, with_address_as_link

HOME_ZONE = ZoneInfo("Europe/London")
LONGEST_TITLE = 200


def split_posts(
    text: str, *, today: date, published: date | None = None, zone: ZoneInfo = HOME_ZONE, source: str = ""
) -> list[Item]:
    """The posts in a plain text, each with title, kind, text, dates, author and notes about links that got lost in copying.

    Args:
        today, zone: for dates without a year, and for moments.
        published: when all of it appeared, if known.
        source: where it came from (a file's name), for the items' ids and ``source``.
    """
    return split_passages(passages_of_text(text), today=today, published=published, zone=zone, source=source, links_lost=True)


def split_passages(
    passages: Sequence[Passage],
    *,
    today: date,
    published: date | None = None,
    zone: ZoneInfo = HOME_ZONE,
    source: str = "",
    links_lost: bool = False,
    whole: bool = False,
) -> list[Item]:
    """The posts in passages. ``links_lost``: the text cannot hold links, so "here" leads nowhere. ``whole``: it is one post."""
    if whole and passages:
        cut_off = any(continue_reading(passage.words) is not None for passage in passages)
        spans = [Span(0, len(passages), 0 if passages[0].level else None, cut_off)]
    else:
        passages = laid_apart(passages) if links_lost else passages
        spans = find_posts(passages)
        if len(spans) == 1 and not spans[0].cut_off:
            spans = short_posts(passages) or spans
    around = Surroundings(today, zone, likeliest_year([passage.words for passage in passages], today))
    titles = frozenset(plain_title(passages[span.title].words) for span in spans if span.title is not None)
    items = [_post(passages, span, titles, around, published, source, links_lost) for span in spans]
    kept = [item for item in items if item.text or item.title]
    return _with_distinct_ids(kept)


def _post(
    passages: Sequence[Passage],
    span: Span,
    titles: frozenset[str],
    around: Surroundings,
    published: date | None,
    source: str,
    links_lost: bool,
) -> Item:
    title = passages[span.title].words if span.title is not None else ""
    link = passages[span.title].link if span.title is not None else ""
    body: list[Passage] = []
    near_title = True
    author: Byline | None = None
    categories: list[str] = []
    moment: datetime | None = datetime.combine(published, time(), around.zone) if published is not None else None
    for place in range(span.start, span.end):
        passage = passages[place]
        if place == span.title or is_furniture(passage.words):
            continue
        if near_title and is_date_line(passage.words) and (stated := _day_of(passage.words, around)) is not None:
            if stated.date() > around.today:  # a day to come is what the post speaks of
                body.append(passage)
            else:
                moment = stated
            continue
        if near_title and author is None and (author := byline(passage.words)) is not None:
            continue
        if near_title and span.title is not None and is_kicker(passage.words):
            categories.append(passage.words)
            continue
        if near_title and author is None and len(body) < 2:
            author = introduction(passage.words) if _guest(passages, span, categories) else None
        if place and place == span.end - 1 and BUTTON.fullmatch(passage.words):
            link = link or passage.link
            continue
        ended = continue_reading(passage.words, titles)
        if ended is not None:
            link = link or passage.link or _last_address(passage.markdown)
            if not ended[0]:
                continue
            passage = _shortened(passage, ended[0])
        body.append(passage)
        near_title = near_title and not _is_text(passage)
    if not body and span.title is not None and not passages[span.title].level:  # one line alone is a text rather than a title
        body, title = [passages[span.title]], ""
    if links_lost:
        body, address = with_address_as_link(body)
        link = link or address
    words = "\n\n".join(passage.words for passage in body)
    item = Item(
        title=_title(title, words),
        link=link,
        published=moment,
        author=author.author if author else "",
        author_role=author.role if author else "",
        html="".join(passage.html for passage in body).replace("</ul><ul>", ""),
        text=_joined([passage.markdown for passage in body]),
        summary=summary_of(words),
        categories=tuple(categories),
        source=source,
        cut_off=span.cut_off,
        notes=missing_links([passage.words for passage in body]) if links_lost else (),
    )
    return with_details(item, around)


def _is_text(passage: Passage) -> bool:
    return len(passage.words) > 60 and introduction(passage.words) is None


def _guest(passages: Sequence[Passage], span: Span, categories: Sequence[str]) -> bool:
    """True where something says that a guest writes: a kicker, or the word blog near the beginning."""
    opening = " ".join(passages[place].words for place in range(span.start, min(span.start + 6, span.end)))
    return bool(categories) or re.search(r"\bblogs?\b|\bguest\b|\bwrites\b", opening, re.IGNORECASE) is not None


def _day_of(words: str, around: Surroundings) -> datetime | None:
    found = next(iter(find_dates(words, published=None, today=around.today, year=around.year, most=1)), None)
    if found is None or found.starts is None or not found.day:
        return None
    return datetime.combine(found.starts, time.fromisoformat(found.time or "00:00"), around.zone)


def _shortened(passage: Passage, words: str) -> Passage:
    """The passage with only ``words``, the beginning of its own words."""
    from html import escape

    cut = len(words)
    if passage.markdown.startswith(passage.words[:cut]) or passage.markdown == words_to_markdown(passage.words):
        return Passage(words, words_to_markdown(words), f"<p>{escape(words, quote=False)}</p>", gap=passage.gap)
    markdown = re.sub(r"\[?\W*(?:continue|keep|read)\b[^\n]*$", "", passage.markdown, flags=re.IGNORECASE).rstrip(" [(…")
    return Passage(words, markdown or words_to_markdown(words), f"<p>{escape(words, quote=False)}</p>", gap=passage.gap)


def _last_address(markdown: str) -> str:
    found = re.findall(r"\]\((https?://[^)\s]+)\)", markdown)
    return found[-1] if found else ""


def _title(title: str, words: str) -> str:
    """The title on one line; where there is none, the first words of the text."""
    line = " ".join((title or "").split())
    if not line:
        line = " ".join(words.split("\n\n")[0].split())
        first = re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0].rstrip(".")
        line = first if re.search(r"\w", first) else line
        if len(line) > 90:
            line = line[:90].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return line[:LONGEST_TITLE]


def _joined(blocks: Sequence[str]) -> str:
    """Blocks of Markdown under one another; entries of one list without an empty line between."""
    text = ""
    for number, block in enumerate(blocks):
        if number:
            text += "\n" if block.startswith("- ") and blocks[number - 1].startswith("- ") else "\n\n"
        text += block
    return text


def _with_distinct_ids(items: Sequence[Item]) -> list[Item]:
    """Ids from source and title; a second post of the same title is told apart by its text."""
    seen: set[str] = set()
    result = []
    for item in items:
        identity = item_id("post", item.source, item.link or plain_title(item.title))
        if identity in seen:
            identity = item_id("post", item.source, plain_title(item.title), item.text)
        seen.add(identity)
        result.append(replace(item, id=identity))
    return result


def paragraphs_of(item: Item) -> list[str]:
    """The paragraphs of an item's text, in the numbering :func:`split_at` uses."""
    return [paragraph for paragraph in item.text.split("\n\n") if paragraph.strip()]


def join(items: Sequence[Item]) -> Item:
    """One post from several: the first's title and identity, the others' titles as headings inside.

    Raises:
        ValueError: there is nothing to join.
    """
    if not items:
        raise ValueError("nothing to join")
    first, *others = items
    if not others:
        return first
    text = first.text
    html = first.html
    for other in others:
        text = f"{text}\n\n### {words_to_markdown(other.title)}\n\n{other.text}".strip()
        html += f"<h3>{_escape(other.title)}</h3>{other.html}"
    return replace(
        first,
        text=text,
        html=html,
        author=next((item.author for item in items if item.author), ""),
        author_role=next((item.author_role for item in items if item.author), ""),
        link=next((item.link for item in items if item.link), ""),
        cut_off=items[-1].cut_off,
        dates=tuple(dict.fromkeys(found for item in items for found in item.dates)),
        notes=tuple(dict.fromkeys(note for item in items for note in item.notes)),
        categories=tuple(dict.fromkeys(category for item in items for category in item.categories)),
    )


def split_at(item: Item, paragraph_index: int) -> tuple[Item, Item]:
    """Two posts from one: the second begins with paragraph ``paragraph_index`` (see :func:`paragraphs_of`), which becomes its
    title where it is short enough for one.

    Raises:
        ValueError: there is no such paragraph, or nothing would be left of the first.
    """
    paragraphs = paragraphs_of(item)
    if not 0 < paragraph_index < len(paragraphs):
        raise ValueError(f"no paragraph {paragraph_index} to split at")
    first_text, rest = "\n\n".join(paragraphs[:paragraph_index]), paragraphs[paragraph_index:]
    heading = _words_of_heading(rest[0])
    named = (
        heading if len(heading) <= 160 and "\n" not in heading and len(rest) > 1 and not rest[0].startswith(("- ", "> ")) else ""
    )
    second_text = "\n\n".join(rest[1:] if named else rest)
    title = named or _title("", heading)
    first_words, second_words = _bare(first_text), f"{title} {_bare(second_text)}"
    first = replace(
        item,
        text=first_text,
        html=_plain_html(first_text),
        summary=summary_of(first_text),
        cut_off=False,
        dates=tuple(found for found in item.dates if _bare(found.sentence) in f"{_bare(item.title)} {first_words}"),
        notes=tuple(note for note in item.notes if not _said_in(note, second_words) or _said_in(note, first_words)),
    )
    second = replace(
        item,
        id=item_id("split", item.id, title, second_text),
        title=title,
        link="",
        author="",
        author_role="",
        text=second_text,
        html=_plain_html(second_text),
        summary=summary_of(second_text),
        dates=tuple(found for found in item.dates if _bare(found.sentence) in second_words),
        notes=tuple(note for note in item.notes if _said_in(note, second_words)),
    )
    return first, second


def _said_in(note: str, words: str) -> bool:
    quoted = re.search(r"“(.+)”", note)
    return quoted is not None and _bare(quoted.group(1).rstrip("…")) in words


def _words_of_heading(markdown: str) -> str:
    text = re.sub(r"^#{1,6}\s+", "", markdown.strip())
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!>])", r"\1", text).strip("* ")


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[\\*#>]", " ", text).split())


def _plain_html(markdown: str) -> str:
    """HTML of Markdown as this module writes it: paragraphs and flat lists."""
    parts = []
    for block in markdown.split("\n\n"):
        lines = block.split("\n")
        if all(line.startswith("- ") for line in lines):
            parts.append("<ul>" + "".join(f"<li>{_escape(_words_of_heading(line[2:]))}</li>" for line in lines) + "</ul>")
        else:
            parts.append("<p>" + "<br>".join(_escape(_words_of_heading(line)) for line in lines) + "</p>")
    return "".join(parts)


def _escape(text: str) -> str:
    from html import escape

    return escape(text, quote=False)


def nothing_found() -> str:
    """What to say where a text holds no post at all."""
    return _("There is nothing to read in it.")
