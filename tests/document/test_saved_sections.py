"""Sections saved for reuse: kept under a name, put in with ids of their own, and nothing is lost by mistake."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.database.tables import saved_sections
from composer.document.saved_sections import LONGEST_NAME, SavedSections
from composer.errors import FormatError, InputError, NotFoundError


@pytest.fixture
def sections(engine: Any, clock: Any) -> SavedSections:
    return SavedSections(engine, clock)


ABOUT = (TextBlock(text="Our **helpline** is open."), Events(entries=(EventEntry(title="Walk"),)))


def test_kept_and_put_in_with_ids_of_their_own(sections: SavedSections) -> None:
    assert sections.all() == []
    made = sections.save("  About  our helpline ", (*ABOUT, Footer()))
    assert made.name == "About our helpline"
    assert "Our helpline is open." in made.words
    (found,) = sections.all()
    first, second = found.blocks(), found.blocks()
    assert [block.kind for block in first] == ["text", "events"]
    assert isinstance(first[0], TextBlock)
    assert first[0].text == "Our **helpline** is open."
    ids = {block.id for block in (*ABOUT, *first, *second)}
    assert len(ids) == 6
    entries = [block.entries[0].id for block in (ABOUT[1], first[1], second[1]) if isinstance(block, Events)]
    assert len(set(entries)) == 3


def test_a_name_stands_for_one(sections: SavedSections) -> None:
    made = sections.save("Helpline", ABOUT)
    with pytest.raises(InputError, match="Helpline"):
        sections.save("HELPLINE", ABOUT)
    replaced = sections.save("helpline", (TextBlock(text="Other words"),), replace=True)
    assert replaced.id == made.id
    assert [section.words for section in sections.all()] == ["Other words"]
    other = sections.save("Funders", ABOUT)
    with pytest.raises(InputError):
        sections.rename(other.id, "Helpline")
    assert sections.rename(other.id, "funders").name == "funders"
    named = sections.named("FUNDERS")
    assert named is not None
    assert named.id == other.id
    assert [section.name for section in sections.all()] == ["funders", "helpline"]


def test_removed_and_put_back(sections: SavedSections) -> None:
    made = sections.save("Helpline", ABOUT)
    gone = sections.remove(made.id)
    assert sections.all() == []
    with pytest.raises(NotFoundError):
        sections.remove(made.id)
    with pytest.raises(NotFoundError):
        sections.rename(made.id, "Other")
    sections.put_back(gone)
    assert sections.all() == [made]
    before = sections.all()[0]
    sections.save("Helpline", (TextBlock(text="x"),), replace=True)
    sections.put_back(before)
    assert sections.all() == [made]
    sections.remove(made.id)
    sections.save("Helpline", ABOUT)
    with pytest.raises(InputError):
        sections.put_back(made)


@pytest.mark.parametrize(("name", "blocks"), [("  ", ABOUT), ("Name", ()), ("Name", (Footer(),))])
def test_what_cannot_be_saved_is_said(sections: SavedSections, name: str, blocks: Any) -> None:
    with pytest.raises(InputError):
        sections.save(name, blocks)
    assert sections.all() == []


def test_a_long_name_is_cut(sections: SavedSections) -> None:
    assert len(sections.save("x" * 500, ABOUT).name) == LONGEST_NAME


def test_a_damaged_one_is_said(sections: SavedSections, engine: Any) -> None:
    sections.save("Helpline", ABOUT)
    with engine.begin() as connection:
        connection.execute(update(saved_sections).values(body='{"not": "blocks"}'))
    with pytest.raises(FormatError):
        sections.all()[0].blocks()
