"""Tags: words on people, one spelling each, parted as files part them."""

from __future__ import annotations

from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.store import ContactStore
from composer.contacts.tags import add_tag, all_tags, clean_tag, rename_tag, set_tags, split_tags, tags_of, take_tag
from composer.errors import InputError


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("", ()),
        ("Rowing", ("Rowing",)),
        ('"Rowing","Board member"', ("Rowing", "Board member")),
        ('"Donor, monthly","Board"', ("Donor monthly", "Board")),
        ("* myContacts ::: Work ::: * starred", ("Work",)),
        ('6" pipes, 5" pipes', ('6" pipes', '5" pipes')),
        ("rowing; Rowing | Board member ,", ("rowing", "Board member")),
    ],
)
def test_what_a_cell_of_tags_holds(cell: str, tags: tuple[str, ...]) -> None:
    assert split_tags(cell) == tags


@pytest.mark.parametrize("text", ["", "  ", "a,b", "a;b"])
def test_no_tag(text: str) -> None:
    with pytest.raises(InputError, match="cannot be a tag"):
        clean_tag(text)


def test_a_tag_has_one_spelling(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    anna, ben = (store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben"))
    with engine.begin() as connection:
        assert add_tag(connection, "Rowing", [anna]) == [anna]
        assert add_tag(connection, "ROWING", [anna, ben, "nobody"]) == [ben]
        assert tags_of(connection, ben) == ("Rowing",)
    assert [(tag.name, tag.contacts) for tag in all_tags(engine)] == [("Rowing", 2)]
    with engine.begin() as connection:
        assert take_tag(connection, "rowing", [ben]) == [ben]
        set_tags(connection, ben, ["Board", "rowing"])
        assert tags_of(connection, ben) == ("Board", "Rowing")
    rename_tag(engine, "Board", "Rowing")
    assert [(tag.name, tag.contacts) for tag in all_tags(engine)] == [("Rowing", 2)]
