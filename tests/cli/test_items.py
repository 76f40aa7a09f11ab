"""items: the shelf, narrowed from a script as it is in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from composer.document.newsletter import Newsletter as Publication
from composer.library.item import Item
from composer.library.saved_filters import SavedFilters
from composer.library.shelf_filter import ShelfFilter
from composer.workspace import open_workspace

Newsletter = Callable[..., Any]


@pytest.fixture
def shelf(newsletter: Newsletter, location: Path) -> None:
    """Five things, one of them sent to Friends and changed since."""
    opened = open_workspace(str(location))
    opened.documents.save_newsletter(Publication(name="Harbour News", usual_list="Friends"))
    site = opened.source_list.add("feed", "https://harbour.example/feed", "Harbour site")
    partner = opened.source_list.add("feed", "https://partner.example/feed", "Partner")
    walk = Item(id="walk", title="Lantern walk", published=datetime(2026, 10, 28, 9, tzinfo=UTC), author="Anna Lind")
    roof = Item(
        id="roof",
        title="The boathouse roof",
        published=datetime(2026, 11, 18, 9, tzinfo=UTC),
        categories=("Buildings",),
        link="https://harbour.example/roof",
        text="It is dry again.",
    )
    swim = Item(id="swim", kind="event", title="Winter swim", starts=datetime(2026, 12, 13, 10, tzinfo=UTC))
    far = Item(id="far", kind="event", title="Spring swim", starts=datetime(2027, 1, 10, 10, tzinfo=UTC))
    closing = datetime(2026, 12, 1, 12, tzinfo=UTC)
    tender = Item(id="tender", kind="tender", title="Paint the pier", deadline=closing, published=closing.replace(month=11))
    opened.shelf.keep([walk, roof, swim, far, tender], site.id)
    again = Item(id="again", title="The boathouse roof", link="https://harbour.example/roof", published=roof.published)
    opened.shelf.keep([again], partner.id)
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    opened.ledger.record([walk], campaign="c", issue_id="i", issue_name="November newsletter", lists=["Friends"], at=at)
    opened.shelf.keep([Item(id="walk", title="Lantern walk, a day later", published=walk.published, author="Anna Lind")], site.id)
    SavedFilters(opened.engine, opened.clock).save("Dates", ShelfFilter(kinds=frozenset({"event"})))
    opened.close()


def ids(newsletter: Newsletter, *arguments: str) -> list[str]:
    answer = newsletter("items", *arguments, "--json")
    assert answer.status == 0, answer.err
    found = [item["id"] for item in answer.json["items"]]
    assert answer.json["count"] == len(found)
    return found


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["roof", "walk", "swim", "far", "tender"]),
        (("--new",), ["roof", "swim", "far", "tender"]),
        (("swi",), ["swim", "far"]),
        (("swim", "wint"), ["swim"]),
        (("--kind", "event", "--kind", "tender"), ["swim", "far", "tender"]),
        (("--source", "partner"), ["roof"]),
        (("--category", "Buildings"), ["roof"]),
        (("--author", "Anna Lind"), ["walk"]),
        (("--not-sent", "--kind", "news"), ["roof"]),
        (("--not-sent", "--list", "Neighbours", "--kind", "news"), ["roof", "walk"]),
        (("--changed",), ["walk"]),
        (("--closing",), ["tender"]),
        (("--happening",), ["swim"]),
        (("--happening", "--planned", "2026-12-20"), ["far"]),
        (("--since", "2026-11-25", "--kind", "event", "--until", "2026-12-31"), ["swim"]),
        (("--saved", "dates"), ["swim", "far"]),
        (("--saved", "Dates", "spring"), ["far"]),
    ],
)
def test_filters_combine_as_in_the_window(
    newsletter: Newsletter, shelf: None, arguments: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(newsletter, *arguments) == expected


def test_an_item_says_where_it_went_and_where_else_it_is_told(newsletter: Newsletter, shelf: None) -> None:
    found = {item["id"]: item for item in newsletter("items", "--json").json["items"]}
    assert found["walk"]["sent"] == [{"issue": "November newsletter", "list": "Friends", "at": "2026-11-03T09:00:00+00:00"}]
    assert found["walk"]["changed_since_sent"] is True
    assert found["roof"]["also"] == [{"id": "again", "source": "Partner"}]
    assert found["roof"]["published"] == "2026-11-18T09:00:00+00:00"


def test_words_for_a_person_with_the_ids_to_pick(newsletter: Newsletter, shelf: None, tmp_path: Path) -> None:
    lines = newsletter("items", "--limit", "2").out.splitlines()
    assert [line.split()[0] for line in lines] == ["roof", "walk"]
    assert lines[1].endswith("Lantern walk, a day later  (sent: November newsletter)")
    assert "2 of 5" in newsletter("items", "--limit", "2").err
    assert newsletter("new", "--pick", lines[0].split()[0], "--out", tmp_path / "one.newsletter").status == 0


def test_nothing_found_says_so_with_the_way_out(newsletter: Newsletter, shelf: None) -> None:
    answer = newsletter("items", "zebra", "--json")
    assert (answer.status, answer.json) == (0, {"items": [], "count": 0})
    assert "leave some of the filters out" in answer.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--source", "nowhere"), "There are: Harbour site, Partner."),
        (("--saved", "nothing"), "There are: Dates."),
        (("--newsletter", "nothing"), "no newsletter"),
        (("--limit", "0"), "from 1 to"),
        (("--kind", "poem"), "invalid choice"),
        (("--since", "yesterday"), "2026-12-01"),
    ],
)
def test_a_wrong_call_is_one_sentence(newsletter: Newsletter, shelf: None, arguments: tuple[str, ...], words: str) -> None:
    answer = newsletter("items", *arguments)
    assert answer.status == 2
    assert words in answer.err


def test_an_empty_shelf_and_nobody_to_be_new_for(newsletter: Newsletter) -> None:
    assert "nothing here yet" in newsletter("items").err
    answer = newsletter("items", "--new")
    assert (answer.status, "--list" in answer.err) == (2, True)
