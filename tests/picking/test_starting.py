"""A new issue starts from the last one's frame, under the next month's name."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from composer.blocks.article import Article
from composer.blocks.button import Button
from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.blocks.image import ImageBlock
from composer.blocks.quote import Quote
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.picking.starting import default_issue_name, new_issue

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NEWSLETTER = Newsletter(
    id="n",
    name="The Tide Table",
    template="letter",
    greeting="Hello {{first_name|friend}},",
    brand=Brand(organisation="Harbour Friends"),
)
LAST = Issue(
    newsletter="n",
    number=11,
    name="November newsletter",
    subject="Boats out of the water",
    preheader="and four dates",
    template="broadsheet",
    blocks=(
        ImageBlock(caption="Banner"),
        TextBlock(text="Dear all, November is here."),
        Heading(text="News"),
        Article(title_text="Boats"),
        Quote(text="Cold."),
        ImageBlock(caption="A boat in November"),
        Events(entries=(EventEntry(title="Swim"),)),
        Tender(title_text="Pier"),
        Report(title_text="Our year"),
        Button(label_text="Give"),
        TextBlock(text="With thanks, Anna"),
        Footer(text="Printed on no paper."),
    ),
)


def test_the_first_issue_has_a_greeting_and_a_footer() -> None:
    issue = new_issue(NEWSLETTER, previous=None, number=1, now=NOW)
    assert [block.plain_text() for block in issue.blocks] == ["Hello {{first_name|friend}},", ""]
    assert isinstance(issue.blocks[-1], Footer)
    assert (issue.newsletter, issue.number, issue.name, issue.template, issue.brand, issue.subject) == (
        "n", 1, "December newsletter", "letter", NEWSLETTER.brand, "",
    )  # fmt: skip
    bare = new_issue(Newsletter(), previous=None, number=1, now=NOW)
    assert "{{first_name|friend}}" in bare.blocks[0].plain_text()


def test_the_frame_of_the_last_issue_stays_and_its_content_goes() -> None:
    issue = new_issue(NEWSLETTER, previous=LAST, number=12, now=NOW)
    assert [block.title() for block in issue.blocks] == [
        "Banner", "Dear all, November is here.", "News", "Give", "With thanks, Anna", "Footer",
    ]  # fmt: skip
    assert (issue.name, issue.number, issue.template, issue.brand) == ("December newsletter", 12, "broadsheet", NEWSLETTER.brand)
    assert (issue.subject, issue.preheader, issue.planned) == ("", "", None)
    assert issue.id != LAST.id
    assert issue.items() == frozenset()


def test_a_frame_without_greeting_or_footer_gets_them() -> None:
    for blocks in ((), (ImageBlock(caption="Banner"),), (Article(title_text="x"),)):
        issue = new_issue(NEWSLETTER, previous=Issue(blocks=blocks), number=2, now=NOW)
        assert any(isinstance(block, TextBlock) for block in issue.blocks)
        assert isinstance(issue.blocks[-1], Footer)
        assert sum(block.locked for block in issue.blocks) == 1
    banner = new_issue(NEWSLETTER, previous=Issue(blocks=(ImageBlock(caption="Banner"),)), number=2, now=NOW)
    assert isinstance(banner.blocks[0], ImageBlock)


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("November newsletter", 11, "December newsletter"),
        ("NOVEMBER news", 11, "December news"),
        ("The Tide Table, no. 11, November 2026", 11, "The Tide Table, no. 12, December 2026"),
        ("Issue 11", 11, "Issue 12"),
        ("Harbour news 2026/11", 11, "Harbour news 2026/12"),
        ("December newsletter", 11, "January newsletter"),
        ("December 2026", 11, "January 2027"),
        ("Summer special", 0, "December newsletter"),
        ("", 11, "December newsletter"),
        ("Our 111 volunteers in November", 11, "Our 111 volunteers in December"),
    ],
)
def test_names_go_on(name: str, number: int, expected: str) -> None:
    previous = msgspec.structs.replace(LAST, name=name, number=number)
    assert new_issue(NEWSLETTER, previous=previous, number=number + 1, now=NOW).name == expected


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), "November newsletter"),
        (datetime(2026, 11, 15, tzinfo=UTC), "November newsletter"),
        (datetime(2026, 11, 16, tzinfo=UTC), "December newsletter"),
        (datetime(2026, 12, 31, tzinfo=UTC), "January newsletter"),
    ],
)
def test_late_in_a_month_the_next_one_is_meant(now: datetime, name: str) -> None:
    assert default_issue_name(now) == name
