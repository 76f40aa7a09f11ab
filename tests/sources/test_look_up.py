"""One item after the other at a site that may be slow, away, or only in trouble with one page."""

from __future__ import annotations

from composer.errors import SourceError
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.sources.look_up import AT_ONCE, PATIENCE, each


def items(count: int, site: str = "https://harbour.example") -> list[Item]:
    return [Item(id=f"{site}{number}", link=f"{site}/{number}") for number in range(count)]


def test_a_site_that_is_away_is_not_asked_for_everything() -> None:
    asked: list[str] = []

    def ask(item: Item) -> LookedUp:
        asked.append(item.id)
        if "harbour" in item.link:
            raise SourceError("harbour.example took too long to answer.")
        return LookedUp()

    found = each(ask, [*items(40), *items(3, "https://quay.example")])
    assert sum("harbour" in name for name in asked) <= PATIENCE + AT_ONCE
    assert sum("quay" in name for name in asked) == 3, "another site is another matter"
    away = [result for name, result in found.items() if "harbour" in name]
    assert {(result.standing, result.reason) for result in away} == {("unknown", "harbour.example took too long to answer.")}


def test_a_page_in_trouble_says_nothing_about_the_others() -> None:
    asked: list[str] = []

    def ask(item: Item) -> LookedUp:
        asked.append(item.id)
        raise SourceError("It has a fault.", details="HTTP 500: https://harbour.example/")

    assert {result.standing for result in each(ask, items(12)).values()} == {"unknown"}
    assert len(asked) == 12
