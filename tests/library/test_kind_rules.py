"""Rules that say which kind everything of a category is."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from composer.library.item import Item
from composer.library.kind_rules import KindRule, category_key, remove_rule, ruled, rules_by_source, write_rule

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BLOG = KindRule("site", "voices", "Voices", "blog", NOW)


def test_spelling_does_not_matter() -> None:
    assert category_key("  Our\nVOICES ") == category_key("our voices")


def test_a_category_counts_before_its_source() -> None:
    rules = {"voices": BLOG, "": KindRule("site", "", "", "report", NOW)}
    told = ruled(Item(categories=("News", "VOICES")), rules)
    assert (told.kind, told.kind_reason) == ("blog", "You said so for “Voices”.")
    assert ruled(Item(categories=("News",)), rules).kind_reason == "You said so for everything from this source."
    assert ruled(Item(categories=("News",)), {"voices": BLOG}) == Item(categories=("News",))


def test_rules_are_kept_replaced_and_removed(engine: Engine) -> None:
    with engine.begin() as connection:
        write_rule(connection, BLOG)
        write_rule(connection, KindRule("site", "voices", "Voices", "report", NOW))
        write_rule(connection, KindRule("other", "", "", "event", NOW))
        assert rules_by_source(connection)["site"]["voices"].kind == "report"
        assert set(rules_by_source(connection, ["other"])) == {"other"}
        remove_rule(connection, "site", "voices")
        assert set(rules_by_source(connection)) == {"other"}
