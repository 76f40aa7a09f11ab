"""The sample organisation as a whole: invented, complete, and the same at the same moment."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from PIL import Image

from composer.sample.organisation import Organisation, organisation

RESERVED = (".example", "example.org", "example.com", "example.net")


@pytest.fixture
def sample(clock: Any) -> Organisation:
    return organisation(clock)


def test_the_same_moment_gives_the_same_organisation(sample: Organisation, clock: Any) -> None:
    other = organisation(clock)
    assert (other.posts, other.calendar) == (sample.posts, sample.calendar)
    assert other.report("awake") == sample.report("awake")


def test_it_says_that_it_is_made_up(sample: Organisation) -> None:
    for line in ("sender_name", "postal_address", "charity_number"):
        assert "sample" in sample.facts[line]
    assert "made-up" in sample.facts["reason"]
    assert sample.website.endswith(".example")


def test_every_drawing_is_small_described_and_of_the_usual_shape(sample: Organisation) -> None:
    drawings = {file.stem for file in (sample.folder / "pictures").glob("*.png")} - {"logo"}
    assert drawings == set(sample.facts["alternatives"])
    assert {post.picture for post in sample.posts} - {""} <= drawings
    assert len(drawings) >= 8
    for name in drawings:
        content = sample.picture(name)
        assert len(content) <= 60_000
        assert Image.open(io.BytesIO(content)).size == (1200, 675)
        assert len(sample.alternative(name)) > 20


def test_a_drawing_it_does_not_have(sample: Organisation) -> None:
    with pytest.raises(KeyError):
        sample.picture("../organisation")


def test_sixty_people_at_reserved_domains_on_two_lists(sample: Organisation) -> None:
    on = {}
    for wanted in sample.lists:
        rows = list(csv.reader(wanted.file.open(encoding="utf-8", newline="")))
        column = next(index for index, heading in enumerate(rows[0]) if "mail" in heading.lower())
        on[wanted.name] = [row[column].lower() for row in rows[1:]]
    assert {name: len(people) for name, people in on.items()} == {"Supporters": 45, "Professionals": 20}
    everybody = set().union(*on.values())
    assert len(everybody) == 60
    assert all(address.endswith(RESERVED) for address in everybody)
    assert sample.facts["said_no"]["address"] in everybody
