"""Consent that has run out stops the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from composer.blocks.fields import Picture
from composer.blocks.image import ImageBlock
from composer.blocks.people import People, Person
from composer.checks.picture_consent import PictureConsent


@pytest.mark.parametrize(
    ("until", "codes"),
    [
        (date(2026, 11, 22), [("picture_consent.over", "error")]),
        (date(2026, 11, 23), [("picture_consent.soon", "advice")]),
        (date(2026, 12, 8), []),
        (None, []),
    ],
)
def test_the_day_is_kept(context_for: Any, clock: Any, until: date | None, codes: list[tuple[str, str]]) -> None:
    blocks = (
        ImageBlock(id="i", picture=Picture(hash="aa", alt="Anna")),
        People(id="p", entries=(Person(name="Mei", picture=Picture(hash="bb", alt="Mei")),)),
    )
    context = replace(context_for(*blocks), now=clock(), picture_consent={"bb": until} if until else {})
    found = list(PictureConsent().run(context))
    assert [(one.code, one.severity) for one in found] == codes
    assert all(one.block == "p" for one in found)


def test_the_day_it_is_planned_for_counts(context_for: Any, clock: Any) -> None:
    context = context_for(ImageBlock(id="i", picture=Picture(hash="aa", alt="Anna")))
    planned = replace(
        context,
        now=clock(),
        issue=replace_planned(context.issue),
        picture_consent={"aa": date(2026, 12, 1)},
    )
    (found,) = PictureConsent().run(planned)
    assert "ran out on 1 December 2026" in found.message


def replace_planned(issue: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(issue, planned=date(2026, 12, 3))
