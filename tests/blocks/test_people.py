"""People read as name, role and words."""

from __future__ import annotations

from composer.blocks.people import People, Person


def test_text_part() -> None:
    people = People(
        title_text="New in the office",
        entries=(
            Person(name="Anna Lind", role="Helpline", text="Joins us *from Leeds*.", link="mailto:anna@example.org"),
            Person(name="Ravi Shah"),
            Person(),
        ),
    )
    assert people.plain_text() == (
        "New in the office\n\nAnna Lind, Helpline\nJoins us from Leeds.\nanna@example.org\n\nRavi Shah"
    )


def test_title_is_the_heading_or_the_names() -> None:
    assert People(entries=(Person(name="Anna"), Person(name="Ravi"))).title() == "Anna, Ravi"
    assert People().title() == "People"
