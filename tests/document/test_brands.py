"""Several brands: one in force, none lost, names of their own."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.document.brand import Brand
from composer.document.brands import MOST_BRANDS, add_brand, brands_of, name_in_force, remove_brand, rename_brand, use_brand
from composer.document.newsletter import Newsletter
from composer.errors import InputError

ONE = Newsletter(name="Harbour News", brand=Brand(organisation="Harbour Friends", charity_number="1234567"))


def names(newsletter: Newsletter) -> list[str]:
    return [one.name for one in brands_of(newsletter)]


def test_another_one_begins_as_a_copy_and_goes_its_own_way() -> None:
    two = add_brand(ONE, " Rowing  club ")
    assert (name_in_force(two), names(two)) == ("Rowing club", ["Harbour Friends", "Rowing club"])
    assert two.brand.charity_number == "1234567"
    blue = msgspec.structs.replace(two, brand=msgspec.structs.replace(two.brand, main_colour="#003366"))
    back = use_brand(blue, "Harbour Friends")
    assert back.brand == ONE.brand
    assert use_brand(back, "Rowing club").brand.main_colour == "#003366"


def test_removed_another_takes_its_place_and_the_last_one_stays() -> None:
    two = add_brand(ONE, "Rowing club")
    assert names(remove_brand(two)) == ["Harbour Friends"]
    assert names(remove_brand(use_brand(two, "Harbour Friends"))) == ["Rowing club"]
    with pytest.raises(InputError, match="needs a brand"):
        remove_brand(ONE)


@pytest.mark.parametrize("name", ["", "  ", "harbour FRIENDS"])
def test_names_are_there_and_their_own(name: str) -> None:
    with pytest.raises(InputError):
        add_brand(ONE, name)
    with pytest.raises(InputError):
        rename_brand(add_brand(ONE, "Rowing club"), name)


def test_there_is_an_end() -> None:
    many = ONE
    for number in range(MOST_BRANDS - 1):
        many = add_brand(many, f"Programme {number}")
    with pytest.raises(InputError, match="20 brands"):
        add_brand(many, "One more")


def test_a_newsletter_from_before_has_one() -> None:
    before = msgspec.json.decode(b'{"name": "Old", "brand": {"organisation": "Harbour Friends"}}', type=Newsletter)
    assert names(before) == ["Harbour Friends"]
    assert msgspec.json.decode(msgspec.json.encode(add_brand(before, "Two")), type=Newsletter) == add_brand(before, "Two")


STEPS = st.tuples(st.sampled_from(("add", "use", "rename", "remove")), st.sampled_from(("a", "b", "c", "d")))


@given(st.lists(STEPS, max_size=12))
def test_whatever_is_done_names_are_their_own_and_one_is_in_force(steps: list[tuple[str, str]]) -> None:
    newsletter = ONE
    for what, name in steps:
        try:
            if what == "remove":
                newsletter = remove_brand(newsletter)
            else:
                newsletter = {"add": add_brand, "use": use_brand, "rename": rename_brand}[what](newsletter, name)
        except InputError:
            continue
        assert len({each.casefold() for each in names(newsletter)}) == len(names(newsletter)) >= 1
        assert name_in_force(newsletter) in names(newsletter)
