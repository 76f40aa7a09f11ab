"""Issues nobody wrote: every block with something in it, with difficult words, with nothing. What a template is tried on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType

import msgspec

from composer.blocks.article import Article
from composer.blocks.articles import ArticleEntry, Articles
from composer.blocks.block import Block, block_types
from composer.blocks.button import Button
from composer.blocks.callout import Callout
from composer.blocks.columns import Columns
from composer.blocks.contents import Contents
from composer.blocks.divider import Divider
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.footer import Footer
from composer.blocks.gallery import Gallery, Logo
from composer.blocks.header import Header
from composer.blocks.heading import Heading
from composer.blocks.html import MarkupBlock
from composer.blocks.image import ImageBlock
from composer.blocks.people import People, Person
from composer.blocks.quote import Quote
from composer.blocks.report import Report
from composer.blocks.social import Profile, Social
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue

_WORDS = "The roof is on, and the kettle has not been off since."
_LONG = "Schiffsausrüstungsgegenstandsliste" * 6
_HEBREW = "שלום לכולם, זה מכתב ארוך."
_PHOTO = Picture(hash="1" * 64, alt="A roof with a flag on it", width=1200, height=800)
_COVER = Picture(hash="2" * 64, alt="Cover", width=600, height=800)


def specimens(template: str) -> Mapping[str, Issue]:
    """Issues in this template, by what is special about them."""
    made = {
        "every block": _whole(_WORDS),
        "long words": _whole(f"{_WORDS} {_LONG}"),
        "right to left": _whole(_HEBREW, right_to_left=True),
        "markup in the text": _whole('<b>bold</b> & "quoted" {{ 7 * 7 }} 🎉'),
        "empty blocks": Issue(id="e", subject="s", blocks=tuple(kind(id=name) for name, kind in block_types().items())),
        "nothing": Issue(id="n"),
    }
    return MappingProxyType({name: msgspec.structs.replace(issue, template=template) for name, issue in made.items()})


def _whole(words: str, *, right_to_left: bool = False) -> Issue:
    link = "https://example.org/news/roof"
    blocks: tuple[Block, ...] = (
        Header(id="header", title_text=words, strapline=words, picture=_PHOTO),
        TextBlock(id="greeting", text=f"Dear {{{{first_name|friend}}}},\n\n{words}\n\n- [one]({link})\n- two\n\n> {words}"),
        Contents(id="contents"),
        Heading(id="section", text=words, level="section"),
        Article(id="lead", title_text=words, text=words, byline=words, link=link, picture=_PHOTO, layout="above"),
        Article(id="left", title_text=words, text=words, link=link, picture=_PHOTO, layout="left"),
        Article(id="right", title_text=words, text=words, link=link, picture=_PHOTO, layout="right"),
        Article(id="plain", title_text=words, text=words, layout="none"),
        Heading(id="smaller", text=words, level="smaller"),
        Events(
            id="events",
            title_text=words,
            entries=(
                EventEntry(id="e1", title=words, starts=_moment(5, 10), place=words, text=words, link=link),
                EventEntry(id="e2", title=words, starts=_moment(28), ends=_moment(31), all_day=True),
                EventEntry(id="e3", title=words),
            ),
        ),
        Tender(id="tender", title_text=words, closes=_moment(18, 12), day_only=False, text=words, contact=words, link=link),
        Report(id="report", title_text=words, text=words, link=link, picture=_COVER),
        Articles(
            id="articles",
            title_text=words,
            entries=(
                ArticleEntry(id="a1", title=words, text=words, link=link, picture=_PHOTO),
                ArticleEntry(id="a2", title=words),
            ),
            show="pictures",
        ),
        Quote(id="quote", text=words, who=words, link=link),
        Callout(id="box", title_text=words, text=words, link=link, button=words[:60]),
        Callout(id="urgent", text=words, tone="urgent"),
        People(
            id="people",
            title_text=words,
            entries=(
                Person(id="p1", name=words, role=words, text=words, picture=_COVER, link="mailto:anna@example.org"),
                Person(id="p2", name=words, link=link),
            ),
        ),
        Gallery(
            id="gallery",
            title_text=words,
            entries=tuple(Logo(id=f"l{n}", name=words, picture=_PHOTO if n % 2 else NO_PICTURE, link=link) for n in range(5)),
        ),
        MarkupBlock(id="own", markup=f'<p style="color:#123456">{words} <a href="{link}">{words}</a></p>'),
        Social(
            id="social",
            title_text=words,
            entries=(Profile(id="s1", link="https://www.facebook.com/roof"), Profile(id="s2", link=link)),
        ),
        Divider(id="divider"),
        ImageBlock(id="image", picture=_PHOTO, caption=words, link=link),
        Columns(id="columns", left=words, right=words, left_picture=_PHOTO, right_picture=_PHOTO),
        Button(id="button", label_text=words[:60], link=link),
        Footer(id="footer", text=words),
    )  # fmt: skip
    brand = Brand(
        organisation="Roof Friends", website="example.org", postal_address="1 Gable Road\nTown AB1 2CD", charity_number="1234567",
        reason="You asked for our news.", language="he" if right_to_left else "en-GB", right_to_left=right_to_left,
        logo=Picture(hash="3" * 64, alt="Roof Friends", width=400, height=160),
    )  # fmt: skip
    return Issue(
        id="specimen", number=7, name=words, subject=words, preheader=words, planned=date(2026, 12, 1), brand=brand, blocks=blocks
    )


def _moment(day: int, hour: int = 0) -> datetime:
    """A wall time in December 2026; events say theirs where they take place."""
    return datetime.combine(date(2026, 12, day), time(hour))
