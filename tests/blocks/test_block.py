"""Every registered block type through its life: a default, JSON and back, words, a form."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from any_issue import structs
from hypothesis import given, settings
from hypothesis import strategies as st

import composer.blocks
from composer.blocks.block import Block, block_from_data, block_to_data, block_types, form, kind_of, new_id
from composer.blocks.fields import Choice, Entries, RichText, Text, form_of
from composer.errors import FormatError

KINDS = sorted(block_types())


def test_every_file_of_a_block_is_found() -> None:
    folder = Path(composer.blocks.__file__).parent
    around = {
        *("__init__", "block", "dates_in_words", "fields", "held_pictures", "kept_by_value", "languages", "markdown_text"),
        *("markup_words", "plain_words", "recently_used"),
    }
    files = {path.stem for path in folder.glob("*.py")} - around
    assert set(KINDS) == files


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_block_is_whole(kind: str) -> None:
    block = block_types()[kind]()
    assert block.kind == kind == kind_of(type(block))
    assert block.label
    assert block.icon
    assert block.group in {"text", "content", "action", "layout"}
    assert block.title()
    assert isinstance(block.plain_text(), str)
    assert block_from_data(block_to_data(block)) == block
    assert [line.default for line in form(type(block))] == [getattr(type(block)(), line.name) for line in form(type(block))]


@pytest.mark.parametrize("kind", KINDS)
def test_its_form_says_what_each_field_is(kind: str) -> None:
    lines = form_of(block_types()[kind])
    assert len({line.name for line in lines}) == len(lines)
    for line in lines:
        assert line.field.label
        if isinstance(line.field, Choice):
            assert line.default in [value for value, _words in line.field.options]
        if isinstance(line.field, Text | RichText):
            assert line.field.max_length > 0
        if isinstance(line.field, Entries):
            assert line.field.entry is not None
            assert form_of(line.field.entry)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_json_and_back(kind: str, data: st.DataObject) -> None:
    block: Block = data.draw(structs(block_types()[kind]))
    again = block_from_data(msgspec.json.decode(msgspec.json.encode(block_to_data(block))))
    assert again == block
    assert block.title().strip() or not block.title()
    assert isinstance(block.plain_text(), str)
    for name, address in block.links():
        assert getattr(block, name) == address != ""
    for name, text in block.texts():
        assert getattr(block, name) == text != ""


@pytest.mark.parametrize(
    "data",
    [None, 7, [], {}, {"kind": "hologram"}, {"kind": 7}, {"kind": "text", "text": None}, {"kind": "heading", "level": "huge"}],
)
def test_what_is_no_block_is_said_so(data: object) -> None:
    with pytest.raises(FormatError) as caught:
        block_from_data(data)
    assert caught.value.remedy


def test_fields_of_a_newer_release_do_not_get_in_the_way() -> None:
    block = block_from_data({"kind": "text", "id": "1", "text": "Hello", "mood": "cheerful"})
    assert block.plain_text() == "Hello"


def test_ids_are_not_given_twice() -> None:
    assert len({new_id() for _each in range(1_000)}) == 1_000
