"""The kind is guessed from words, and the reason can be shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import escape

import pytest
from told_kinds import TOLD, Told

from composer.library.item import FoundDate, Item
from composer.sources.kinds import guess_kind, names_a_big_day
from composer.sources.post_making import RawPost, make_post
from composer.sources.source import FetchContext

WHEN = (FoundDate(starts=date(2019, 6, 5), ends=date(2019, 6, 5), day=5, month=6, time="10:00"),)
CLOSES = (FoundDate(starts=date(2019, 6, 5), ends=date(2019, 6, 5), day=5, month=6, role="closes"),)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (Item(title="Invitation to tender: new website"), "tender"),
        (Item(title="Help us evaluate", text="We publish this request for proposals.", dates=CLOSES), "tender"),
        (Item(title="Carers Week 2019"), "awareness"),
        (Item(title="World Kindness Day is coming"), "awareness"),
        (Item(title="National charity launches helpline this week"), "news"),
        (Item(title="Open day at the allotment", text="Book your place now.", dates=WHEN), "event"),
        (Item(title="Spring conference in Leeds", text="Tickets cost nothing.", dates=WHEN), "event"),
        (Item(title="Conference hall sold"), "news"),
        (Item(title="Guest blog: a winter by the sea"), "blog"),
        (Item(title="A winter by the sea", text="In this blog, Asha tells how."), "blog"),
        (Item(title="A winter by the sea", author="Asha Lee", author_role="midwife"), "blog"),
        (Item(title="A winter by the sea", author="admin"), "news"),
        (Item(title="New survey of carers", text="62% said yes, 30% said no, 8% did not know."), "report"),
        (Item(title="Survey ship returns"), "news"),
        (Item(title="Minutes of May", categories=("Training and events",)), "event"),
        (Item(title="Reading list", categories=("Publications",)), "report"),
        (Item(title="Anything", text="Join us on Monday.\n\nDoors open early.", dates=WHEN), "event"),
    ],
)
def test_kinds(item: Item, kind: str) -> None:
    found, reason = guess_kind(item)
    assert found == kind
    assert reason.endswith((".", ".”"))


def test_a_day_that_the_text_keeps_naming_makes_it_awareness() -> None:
    text = "\n".join(["On World Tea Day we drink tea.", "World Tea Day began in 2001.", "Come to World Tea Day."])
    assert guess_kind(Item(title="Neighbours put the kettle on", text=text))[0] == "awareness"


def test_reasons_quote_what_they_go_by() -> None:
    assert guess_kind(Item(title="Invitation to tender: new website"))[1] == "Its title says “Invitation to tender”."
    assert guess_kind(Item(title="x", categories=("Members’ blog",)))[1] == "The site files it under “Members’ blog”."


@pytest.mark.parametrize(
    ("title", "is_one"),
    [("World Tea Day", True), ("Mental Health Awareness Week", True), ("Study day", False), ("Board meeting", False)],
)
def test_big_days(title: str, is_one: bool) -> None:
    assert names_a_big_day(title) is is_one


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.title[:40])
def test_what_charities_write_is_told_apart(told: Told, new_context: Callable[..., FetchContext]) -> None:
    html = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in told.text.split("\n\n") if paragraph)
    raw = RawPost(
        "key",
        title=told.title,
        html=html,
        link="https://a.example/post",
        published=datetime(2026, 6, 10, tzinfo=UTC),
        author="admin",
        categories=told.categories,
    )
    item = make_post(raw, "https://a.example/feed", new_context())
    assert (item.kind, bool(item.kind_reason)) == (told.kind, True), item.kind_reason


def test_every_kind_is_tried_often_enough() -> None:
    counts = {kind: sum(told.kind == kind for told in TOLD) for kind in {told.kind for told in TOLD}}
    assert len(TOLD) >= 80
    assert min(counts.values()) >= 10
