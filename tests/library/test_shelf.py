"""What is on the shelf: kept once, found as one types, and new or not for each list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from composer.errors import NotFoundError
from composer.library.item import KINDS, FoundDate, Item
from composer.library.ledger import Ledger, SentNote
from composer.library.shelf import Kept, Shelf, ShelfQuery, ShelfRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class Hands:
    """A clock that tests turn by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def shelf(engine: Engine, hands: Hands) -> Shelf:
    return Shelf(engine, hands)


def _post(item_id: str, days_ago: float = 1, **values: Any) -> Item:
    return Item(id=item_id, title=values.pop("title", f"Post {item_id}"), published=NOW - days_ago * DAY, **values)


def _event(item_id: str, in_days: float, **values: Any) -> Item:
    return Item(
        id=item_id,
        kind="event",
        title=f"Event {item_id}",
        starts=NOW + in_days * DAY,
        ends=NOW + in_days * DAY + DAY / 24,
        **values,
    )


def _send(engine: Engine, items: list[Item], at: datetime, *lists: str) -> None:
    Ledger(engine).record(items, campaign=f"c{at}", issue_id="i", issue_name="October", lists=lists, at=at)


def _ids(rows: list[ShelfRow]) -> list[str]:
    return [row.item.id for row in rows]


def test_what_is_kept_comes_back_whole(shelf: Shelf) -> None:
    item = _post("1", text="Some words", dates=(FoundDate(day=3, month=5),), categories=("News",), author="Zoë\x00 \ud83c")
    assert shelf.keep([item], "site") == Kept(1, 0, 0)
    found = shelf.get("1")
    assert msgspec.structs.replace(found, author="") == msgspec.structs.replace(item, source="site", author="")
    assert found.author.startswith("Zoë")
    assert shelf.count() == 1
    with pytest.raises(NotFoundError):
        shelf.get("missing")


def test_keeping_the_same_again_changes_nothing(shelf: Shelf, hands: Hands) -> None:
    items = [_post("1"), _post("2"), _event("3", 4)]
    shelf.keep(items, "site")
    hands.now += DAY
    assert shelf.keep(items, "site") == Kept(0, 0, 3)
    row = shelf.rows(["1"])[0]
    assert (row.first_seen, row.last_seen) == (NOW, hands.now)
    assert shelf.count() == 3


def test_what_changed_at_the_source_changes_here(shelf: Shelf) -> None:
    shelf.keep([_post("1", title="Old"), _post("2")], "site")
    assert shelf.keep([_post("1", title="New"), _post("2", categories=("More",)), _post("3")], "site") == Kept(1, 1, 1)
    assert shelf.get("1").title == "New"
    assert shelf.get("2").categories == ("More",)
    assert _ids(shelf.find(ShelfQuery(text="new"))) == ["1"]
    assert _ids(shelf.find(ShelfQuery(text="old"))) == []


def test_the_same_item_twice_in_one_reading_is_one_item(shelf: Shelf) -> None:
    assert shelf.keep([_post("1"), _post("1", title="Again")], "site") == Kept(1, 0, 0)
    assert shelf.get("1").title == "Again"


def test_a_full_text_is_not_replaced_by_a_shortened_one(shelf: Shelf) -> None:
    shelf.keep([_post("1", text="The whole story, to its end.")], "site")
    assert shelf.keep([_post("1", text="The whole…", cut_off=True)], "feed") == Kept(0, 0, 1)
    assert shelf.get("1").text == "The whole story, to its end."
    shelf.keep([_post("1", text="The whole…", cut_off=True)], "site")  # its own source shortened it
    assert shelf.get("1").cut_off


def test_a_kind_corrected_by_hand_stays(shelf: Shelf) -> None:
    shelf.keep([_post("1")], "site")
    shelf.set_kind("1", "report")
    assert shelf.keep([_post("1", title="New words", kind="blog")], "site") == Kept(0, 1, 0)
    assert (shelf.get("1").kind, shelf.get("1").title) == ("report", "New words")
    assert _ids(shelf.find(ShelfQuery(kinds=frozenset({"report"})))) == ["1"]


def test_what_was_corrected_by_hand_stays_and_the_rest_follows_the_source(shelf: Shelf) -> None:
    shelf.keep([_event("1", 4, place="Peir 2")], "site")
    shelf.update(msgspec.structs.replace(shelf.get("1"), place="Pier 2", starts=NOW + 5 * DAY))
    shelf.update(msgspec.structs.replace(shelf.get("1"), link="https://example.org/swim"))
    shelf.keep([_event("1", 9, place="Peir 2", text="Bring a towel.")], "site")
    item = shelf.get("1")
    assert (item.place, item.starts, item.link, item.text) == (
        "Pier 2",
        NOW + 5 * DAY,
        "https://example.org/swim",
        "Bring a towel.",
    )
    assert shelf.keep([_event("1", 9, place="Peir 2", text="Bring a towel.")], "site") == Kept(0, 0, 1)
    with pytest.raises(NotFoundError):
        shelf.set_kind("missing", "news")
    with pytest.raises(NotFoundError):
        shelf.update(Item(id="missing"))


def test_posts_newest_first_then_events_in_the_order_they_happen_then_what_is_over(shelf: Shelf) -> None:
    shelf.keep(
        [_event("over", -2), _event("later", 9), _post("old", 30), _event("soon", 1), _post("new", 0), _event("long over", -9)],
        "s",
    )
    assert _ids(shelf.find(ShelfQuery())) == ["new", "old", "soon", "later", "over", "long over"]


def test_pages_follow_each_other_without_gap_or_repeat(shelf: Shelf) -> None:
    shelf.keep([_post(f"p{n}", n) for n in range(7)] + [_event(f"e{n}", n - 3.5) for n in range(8)], "s")
    whole = _ids(shelf.find(ShelfQuery()))
    assert len(whole) == 15
    for size in (1, 2, 4, 7, 8, 20):
        pages: list[str] = []
        for offset in range(0, 20, size):
            pages += _ids(shelf.find(ShelfQuery(limit=size, offset=offset)))
        assert pages == whole


def test_what_is_new_for_a_list(shelf: Shelf, engine: Engine, hands: Hands) -> None:
    sent, missed = _post("sent", 40), _post("missed", 40)
    shelf.keep([sent, missed, _event("known", 70)], "s")
    hands.now = NOW + 30 * DAY
    _send(engine, [sent], hands.now, "Members")
    hands.now = NOW + 60 * DAY
    shelf.keep(
        [
            _post("fresh", -50),
            _post("backdated", 400),
            _event("over", 50),
            _event("soon", 65),
            _event("far", 200),
            _post("closed", -55, kind="tender", deadline=NOW + 58 * DAY),
            _post("open", -54, kind="tender", deadline=NOW + 90 * DAY),
        ],
        "s",
    )
    assert _ids(shelf.find(ShelfQuery(new_for_list="Members"))) == ["fresh", "backdated", "soon", "known", "open"]
    # Nothing went to the other list yet: everything that is not over is new for it.
    assert set(_ids(shelf.find(ShelfQuery(new_for_list="Friends")))) == {
        "sent", "missed", "open", "fresh", "backdated", "soon", "known",
    }  # fmt: skip
    assert _ids(shelf.find(ShelfQuery(new_for_list="Members", until=NOW + 300 * DAY)))[-2] == "far"
    assert "missed" in _ids(shelf.find(ShelfQuery(new_for_list="Members", since=NOW - 50 * DAY)))


def test_an_event_that_goes_on_is_not_over(shelf: Shelf) -> None:
    shelf.keep(
        [
            Item(id="week", kind="event", starts=NOW - 2 * DAY, ends=NOW + 2 * DAY),
            Item(id="today", kind="event", starts=NOW - DAY / 6),
        ],
        "s",
    )
    assert _ids(shelf.find(ShelfQuery(upcoming_only=True))) == ["week", "today"]
    assert _ids(shelf.find(ShelfQuery(new_for_list="Members"))) == ["week", "today"]


def test_conditions_narrow(shelf: Shelf, engine: Engine) -> None:
    shelf.keep([_post("1", 1, title="Boathouse roof"), _post("2", 2, kind="blog", title="Boathouse blog")], "site")
    shelf.keep([_event("3", 3), _post("4", 40, title="Boathouse of old")], "calendar")
    _send(engine, [_post("2", 2)], NOW, "Members")

    def find(**query: Any) -> list[str]:
        return _ids(shelf.find(ShelfQuery(**query)))

    assert find(text="boat") == ["1", "2", "4"]
    assert find(text="boat", kinds=frozenset({"blog", "event"})) == ["2"]
    assert find(sources=frozenset({"calendar"})) == ["4", "3"]
    assert find(include_sent=False) == ["1", "4", "3"]
    assert find(until=NOW - 10 * DAY) == ["4"]
    assert find(since=NOW + 2 * DAY) == ["3"]
    assert find(upcoming_only=True) == ["3"]
    assert find(text="?!") == []
    assert find(text="  ") == ["1", "2", "4", "3"]
    assert find(kinds=frozenset({"nonsense"})) == []


def test_each_kind_comes_in_the_order_that_suits_it(shelf: Shelf) -> None:
    tenders = [_post(f"t{days}", 1, kind="tender", deadline=NOW + days * DAY) for days in (9, -3, 2)]
    shelf.keep([_event("e5", 5), *tenders, _post("old", 9), _event("e1", 1), _post("new", 2), _event("over", -4)], "s")
    assert _ids(shelf.find(ShelfQuery())) == ["new", "old", "e1", "e5", "t2", "t9", "over", "t-3"]
    soon = ShelfQuery(closing=(NOW, NOW + 5 * DAY))
    assert _ids(shelf.find(soon)) == ["t2"]
    assert _ids(shelf.find(ShelfQuery(happening=(NOW + 3 * DAY, NOW + 20 * DAY)))) == ["e5"]


def test_filters_combine(shelf: Shelf, engine: Engine) -> None:
    shelf.keep(
        [
            _post("1", 1, author="Anna Lind", categories=("Boats", "News")),
            _post("2", 2, author="Ngozi Okonkwo", categories=("Boats",)),
            _post("3", 3, author="Anna  Lind", categories=("Gifts",)),
        ],
        "site",
    )
    _send(engine, [shelf.get("1")], NOW, "Members")
    anna, boats = frozenset({"Anna Lind"}), frozenset({"Boats"})

    def find(**query: Any) -> list[str]:
        return _ids(shelf.find(ShelfQuery(**query)))

    assert find(authors=anna) == ["1", "3"]
    assert find(categories=boats) == ["1", "2"]
    assert find(categories=boats, authors=anna) == ["1"]
    assert find(categories=boats, not_sent_to="Members") == ["2"]
    assert find(categories=boats, not_sent_to="Friends") == ["1", "2"]
    assert find(changed_since_sent=True) == []
    shelf.keep([_post("1", 1, title="Corrected", author="Anna Lind", categories=("Gifts",))], "site")
    assert find(changed_since_sent=True) == ["1"]
    assert find(categories=frozenset({"Gifts"})) == ["1", "3"]
    assert shelf.count(ShelfQuery(authors=anna, limit=1)) == 2
    choices = shelf.choices()
    assert choices.categories == (("Gifts", 2), ("Boats", 1))
    assert choices.authors == (("Anna Lind", 2), ("Ngozi Okonkwo", 1))
    assert choices.sources == (("site", "site", 3),)


def test_new_and_older_are_all_there_is(shelf: Shelf, engine: Engine, hands: Hands) -> None:
    shelf.keep([_post("a", 40), _post("b", 30), _event("gone", -3), _event("next", 3), Item(id="undated", title="Undated")], "s")
    _send(engine, [_post("b", 30)], NOW - DAY, "Members")
    new = _ids(shelf.find(ShelfQuery(new_for_list="Members")))
    older = _ids(shelf.find(ShelfQuery(older_for_list="Members")))
    assert set(new) == {"a", "next", "undated"}
    assert older == ["b", "gone"]


def test_awareness_days_are_new_in_the_weeks_after_the_issue_goes_out(shelf: Shelf) -> None:
    shelf.keep([_event(f"d{days}", days) for days in (2, 35, 50)], "s")
    for days in (2, 35, 50):
        shelf.set_kind(f"d{days}", "awareness")
    assert _ids(shelf.find(ShelfQuery(new_for_list="Members"))) == ["d2", "d35", "d50"]
    assert _ids(shelf.find(ShelfQuery(new_for_list="Members", planned=NOW + 10 * DAY))) == ["d2", "d35"]


def test_what_a_source_no_longer_holds_can_go(shelf: Shelf) -> None:
    shelf.keep([_post("1", title="Boat"), _post("2", title="Boats")], "s")
    shelf.keep([_post("3", title="Boathouse")], "other")
    shelf.keep_exactly([_post("2", title="Boats")], "s")
    assert _ids(shelf.find(ShelfQuery(text="boat"))) == ["2", "3"]


def test_a_row_says_where_it_went_and_whether_it_changed_since(shelf: Shelf, engine: Engine) -> None:
    shelf.keep([_post("1"), _post("2")], "s")
    _send(engine, [shelf.get("1")], NOW, "Members")
    rows = {row.item.id: row for row in shelf.find(ShelfQuery())}
    assert rows["1"].sent == (SentNote("October", "Members", NOW),)
    assert (rows["1"].changed_since_sent, rows["2"].changed_since_sent, rows["2"].sent) == (False, False, ())
    shelf.keep([_post("1", title="Corrected")], "s")
    assert shelf.rows(["1"])[0].changed_since_sent
    _send(engine, [shelf.get("1")], NOW + DAY, "Members")
    assert not shelf.rows(["1"])[0].changed_since_sent


def test_rows_come_in_the_order_asked_for(shelf: Shelf) -> None:
    shelf.keep([_post(f"{n}") for n in range(5)], "s")
    assert _ids(shelf.rows(["3", "missing", "1", "3"])) == ["3", "1"]


def test_what_is_hidden_is_not_offered(shelf: Shelf) -> None:
    shelf.keep([_post("1"), _post("2", kind="blog")], "s")
    shelf.hide("2")
    assert _ids(shelf.find(ShelfQuery())) == ["1"]
    assert shelf.kinds() == {"news"}
    shelf.keep([_post("2", kind="blog", title="Changed")], "s")
    assert _ids(shelf.find(ShelfQuery())) == ["1"]
    shelf.hide("2", False)
    assert shelf.kinds() == {"news", "blog"}


def test_keeping_is_all_or_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr("composer.library.item_rows.index_items", fail)
    with pytest.raises(RuntimeError):
        shelf.keep([_post("1")], "s")
    assert shelf.count() == 0


def test_a_full_shelf_is_searched_by_its_indexes(shelf: Shelf, engine: Engine) -> None:
    """20,000 items: what is found and how, not how long it takes on the machine of the day."""
    if engine.dialect.name != "sqlite":
        pytest.skip("the planner's words are SQLite's")
    shelf.keep([_post(f"p{n}", n / 24, title=f"Boat {n}") for n in range(20_000)], "s")
    assert _ids(shelf.find(ShelfQuery(text="b", limit=3))) == ["p0", "p1", "p2"]
    assert _ids(shelf.find(ShelfQuery(limit=2, offset=19_998))) == ["p19998", "p19999"]
    plans: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT items."):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.append(" | ".join(str(line[-1]) for line in cursor.fetchall()))

    for query in (ShelfQuery(), ShelfQuery(new_for_list="Members"), ShelfQuery(text="b")):
        plans.clear()
        shelf.find(query)
        assert "USING INDEX ix_items_starts_sort_moment" in plans[0], plans
        assert "TEMP B-TREE FOR ORDER BY" not in plans[0], plans


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    given_items=st.lists(
        st.builds(
            Item,
            id=st.sampled_from("abcdef"),
            kind=st.sampled_from(KINDS),
            title=st.text(max_size=20),
            text=st.text(max_size=60),
            published=st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
            starts=st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)),
            ends=st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)),
            all_day=st.booleans(),
            deadline=st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)),
        ),
        max_size=6,
    ),
    words=st.text(max_size=10),
)
def test_whatever_strangers_write_can_be_kept_and_looked_for(shelf: Shelf, given_items: list[Item], words: str) -> None:
    kept = shelf.keep(given_items, "s")
    telling = {item.id for item in given_items if item.says_something()}
    assert kept.new + kept.changed + kept.same == len(telling)
    again = shelf.keep(given_items, "s")
    assert (again.new, again.changed, again.same) == (0, 0, len(telling))
    assert len(shelf.find(ShelfQuery())) == shelf.count()
    shelf.find(ShelfQuery(text=words, new_for_list="Members"))


def test_what_holds_nothing_to_tell_is_not_kept(shelf: Shelf) -> None:
    empty = Item(id="e", published=datetime(2026, 11, 1, tzinfo=UTC), categories=("News",))
    kept = shelf.keep([empty, Item(id="t", title="Tea"), Item(id="l", link="https://example.org/")], "site")
    assert kept == Kept(2, 0, 0, empty=1)
    assert shelf.count() == 2
