"""Picking: an item becomes a block in its place. Also what each new issue starts from, and subjects made of its headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time

import msgspec

from composer.blocks.article import Article
from composer.blocks.block import Block, new_id
from composer.blocks.dates_in_words import month_name, when_in_words
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.footer import Footer
from composer.blocks.markdown_text import words_of
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.document.edits import Edit, InsertBlock, RemoveBlock, Several, UpdateBlock
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.i18n import _, ngettext
from composer.library.item import Item

EXCERPT_WORDS = 50
SUBJECT_LENGTH = 60
"""Characters: what most inboxes show of a subject."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[A-Z0-9“\"‘'(\[À-Þ])")
_ABBREVIATION = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|etc|e\.g|i\.e|approx)|\b[A-Z])\.$")
_PLAIN = re.compile(r"^(?![#>*\-+|!]|\d+[.)]\s|```)")


def excerpt(markdown: str, words: int = EXCERPT_WORDS) -> str:
    """The beginning of a text: whole sentences of its plain paragraphs, about ``words`` words; links stay whole.

    Headings, lists, quotations and pictures are passed over, unless there is nothing else.
    """
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", markdown) if part.strip()]
    plain = [part for part in paragraphs if _PLAIN.match(part)] or paragraphs
    taken: list[str] = []
    count = 0
    for paragraph in plain:
        sentences: list[str] = []
        for sentence in _sentences(paragraph):
            length = len(words_of(sentence).split())
            if count and count + length > words * 1.3:
                break
            sentences.append(sentence)
            count += length
            if count >= words:
                break
        else:
            taken.append(" ".join(sentences))
            continue
        if sentences:
            taken.append(" ".join(sentences))
        break
    return "\n\n".join(part for part in taken if part)


def _sentences(paragraph: str) -> list[str]:
    text = " ".join(paragraph.split())
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        piece = text[start : end.start()].strip()
        inside_link = piece.count("[") > piece.count("]") or piece.count("(") > piece.count(")")
        if _ABBREVIATION.search(piece) or inside_link:
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def block_from_item(item: Item, *, lead: bool = False, picture: Picture = NO_PICTURE) -> Block:
    """The block an item becomes.

    Args:
        lead: the first post of an issue, with its picture above.
    """
    words = _words_of_item(item)
    if item.kind == "event":
        return Events(entries=(_entry(item),))
    if item.kind == "tender":
        value, contact = item.value, item.contact
        day_only = item.deadline is None or item.deadline.time() == time()
        return Tender(
            title_text=item.title,
            closes=_wall(item.deadline),
            day_only=day_only,
            text=words,
            value=value,
            contact=contact,
            link=item.link,
            button=_("Read the invitation to tender"),
            item=item.id,
        )
    if item.kind == "report":
        return Report(
            title_text=item.title,
            text=words,
            file_info=_file_info(item),
            link=item.link,
            button=_("Download the report") if item.file_type else _("Read the report"),
            picture=picture,
            item=item.id,
        )
    if item.kind == "awareness" and item.starts is not None:
        when = when_in_words(_wall(item.starts), _wall(item.ends), item.all_day)
        words = f"**{when}.** {words}" if words else f"**{when}**"
    return Article(
        title_text=item.title,
        text=words,
        byline=_byline(item),
        link=item.link,
        button=_("Read the full story"),
        picture=picture,
        layout="above" if lead and picture else ("left" if picture else "none"),
        item=item.id,
    )


def _words_of_item(item: Item) -> str:
    """A few sentences: the site's own summary where it is whole, else the beginning of the text."""
    if item.text:
        return excerpt(item.text)
    return excerpt(item.summary)


def _byline(item: Item) -> str:
    if item.kind != "blog" or not item.author:
        return ""
    return (
        _("By {author}, {role}").format(author=item.author, role=item.author_role)
        if item.author_role
        else _("By {author}").format(author=item.author)
    )


def _file_info(item: Item) -> str:
    parts = [item.file_type.upper()] if item.file_type else []
    if item.file_size:
        size = item.file_size
        parts.append(f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB")
    if item.file_pages:
        parts.append(ngettext("{count} page", "{count} pages", item.file_pages).format(count=item.file_pages))
    return ", ".join(parts)


def _wall(moment: datetime | None) -> datetime | None:
    """The time as people there see it; blocks hold wall times."""
    return moment.replace(tzinfo=None) if moment is not None else None


def _entry(item: Item) -> EventEntry:
    return EventEntry(
        id=new_id(),
        title=item.title,
        starts=_wall(item.starts),
        ends=_wall(item.ends),
        all_day=item.all_day,
        place=item.place,
        text=excerpt(item.summary or item.text, 25),
        link=item.booking_link or item.link or item.online_link,
        item=item.id,
        zone=item.zone,
    )


def place(issue: Issue, rows: Sequence[tuple[Item, Picture]]) -> Edit:
    """One edit that puts items in their places: posts after the last article, events together and sorted by their date, tenders
    and reports below the posts. What is in the issue already is left out. Nothing that stands there is moved.
    """
    there = issue.items()
    edits: list[Edit] = []
    changed = issue
    added = [(item, picture) for item, picture in rows if item.id not in there]
    for item, picture in added:
        edit = _place_one(changed, item, picture)
        edits.append(edit)
        changed = edit.apply(changed)
    if len(added) == 1:
        words = _("Add “{title}”").format(title=added[0][0].title)
    else:
        words = ngettext("Add {count} item", "Add {count} items", len(added)).format(count=len(added))
    return Several(tuple(edits), words)


def _place_one(issue: Issue, item: Item, picture: Picture) -> Edit:
    if item.kind == "event":
        for block in issue.blocks:
            if isinstance(block, Events):
                return UpdateBlock(block.id, {"entries": _sorted((*block.entries, _entry(item)))})
    lead = not any(isinstance(block, Article) for block in issue.blocks)
    return InsertBlock(block_from_item(item, lead=lead, picture=picture), _place_for(issue, item))


def _sorted(entries: tuple[EventEntry, ...]) -> tuple[EventEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.starts is None, str(entry.starts), entry.title)))


def _place_for(issue: Issue, item: Item) -> int:
    """After the last block of its own sort, else after the last of those that stand before it."""
    order: dict[type[Block], int] = {TextBlock: 0, Article: 1, Events: 2, Tender: 3, Report: 4}
    mine = {"event": 2, "tender": 3, "report": 4}.get(item.kind, 1)
    at = 0
    for index, block in enumerate(issue.blocks):
        rank = order.get(type(block))
        if rank is None or block.locked:
            continue
        if rank == 0 and index > 0 and at < index:
            continue  # words further down belong to what stands above them, not to the greeting
        if rank <= mine:
            at = index + 1
    return at


def unplace(issue: Issue, item_id: str) -> Edit | None:
    """The edit that takes an item out again; None where it is not in the issue."""
    for block in issue.blocks:
        if getattr(block, "item", "") == item_id:
            return RemoveBlock(block.id)
        if isinstance(block, Events) and any(entry.item == item_id for entry in block.entries):
            left = tuple(entry for entry in block.entries if entry.item != item_id)
            return UpdateBlock(block.id, {"entries": left}) if left else RemoveBlock(block.id)
    return None


def default_issue_name(now: datetime) -> str:
    """What the next issue is called: ``December newsletter``. From the 20th on it is about the month to come."""
    month = now.month % 12 + 1 if now.day >= 20 else now.month
    return _("{month} newsletter").format(month=month_name(month))


def new_issue(newsletter: Newsletter, *, previous: Issue | None, number: int, now: datetime) -> Issue:
    """What an issue starts from: the newsletter's greeting and footer; or the frame of the one before, emptied of its content.

    Blocks made from items go, and with them what only made sense then; words of one's own, buttons and dividers stay.
    """
    blocks: list[Block] = []
    if previous is not None:
        for block in previous.blocks:
            if getattr(block, "item", "") or isinstance(block, Article | Events | Tender | Report):
                continue
            blocks.append(msgspec.structs.replace(block, id=new_id()))
    else:
        blocks = [TextBlock(text=newsletter.greeting or _("Dear {{first_name|friend}},")), Footer()]
    if not any(isinstance(block, Footer) for block in blocks):
        blocks.append(Footer())
    return Issue(
        newsletter=newsletter.id,
        number=number,
        name=default_issue_name(now),
        template=previous.template if previous is not None else newsletter.template,
        brand=newsletter.brand,
        blocks=tuple(blocks),
    )


def subject_suggestions(issue: Issue) -> list[str]:
    """Up to three subjects from the headlines: pure rules, no service."""
    titles = [
        _short(block.title())
        for block in issue.blocks
        if isinstance(block, Article | Report | Tender) and block.title_text.strip()
    ]
    dates = sum(len(block.entries) for block in issue.blocks if isinstance(block, Events))
    dates_words = ngettext("{count} date", "{count} dates", dates).format(count=dates) if dates else ""
    found: list[str] = []
    if titles and dates:
        found.append(_("{title}, and {dates}").format(title=titles[0], dates=dates_words))
    if len(titles) > 1:
        found.append(
            _("{first}, and {second}").format(
                first=titles[0], second=titles[1][:1].lower() + titles[1][1:] if titles[1][1:2].islower() else titles[1]
            )
        )
    if titles:
        found.append(titles[0])
    if issue.brand.organisation and issue.name:
        found.append(f"{issue.brand.organisation}: {issue.name}")
    fitting = [subject for subject in dict.fromkeys(found) if len(subject) <= SUBJECT_LENGTH * 1.5]
    return fitting[:3]


def _short(title: str) -> str:
    """A headline without what stands behind a colon or dash, where that makes it fit."""
    if len(title) <= SUBJECT_LENGTH:
        return title
    return re.split(r"\s[–—-]\s|:\s", title)[0]
