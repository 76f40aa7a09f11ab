"""A block's form grows from its annotations."""

from __future__ import annotations

from typing import Annotated

import msgspec

from composer.blocks.fields import NO_PICTURE, Choice, Flag, FormField, Picture, Text, form_of


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    title: Annotated[str, Text("Title", essential=True)] = "Untitled"
    hidden: str = ""
    other: Annotated[str, "not a field"] = ""
    names: Annotated[tuple[str, ...], Flag("Names")] = msgspec.field(default_factory=tuple)
    needed: Annotated[str, Choice("Size", options=(("s", "Small"),))]


def test_annotated_fields_in_their_order_with_their_defaults() -> None:
    assert form_of(Sample) == (
        FormField("title", Text("Title", essential=True), "Untitled"),
        FormField("names", Flag("Names"), ()),
        FormField("needed", Choice("Size", options=(("s", "Small"),)), None),
    )


def test_a_picture_is_there_where_it_can_be_shown() -> None:
    assert not NO_PICTURE
    assert not Picture(alt="only words")
    assert Picture(hash="a" * 64)
    assert Picture(url="https://example.org/a.jpg")
