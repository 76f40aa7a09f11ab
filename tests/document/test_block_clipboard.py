"""Blocks through the clipboard, where any program may have written."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.document.block_clipboard import MAX_BYTES, blocks_from_json, blocks_to_json
from composer.errors import FormatError


def test_they_arrive_in_order_with_ids_of_their_own_and_without_the_footer() -> None:
    events = Events(id="e", entries=(EventEntry(id="swim", title="Swim"),))
    arrived = blocks_from_json(blocks_to_json([TextBlock(id="a", text="Siân"), events, Footer(id="f")]))
    assert [block.title() for block in arrived] == ["Siân", "Coming up"]
    assert {block.id for block in arrived}.isdisjoint({"a", "e"})
    assert isinstance(arrived[1], Events)
    assert (arrived[1].entries[0].title, arrived[1].entries[0].id != "swim") == ("Swim", True)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"null", b"[1]", b'[{"kind":"moon"}]', b'[{"kind":"text","text":7}]', b"[" * 9000, b"[{}]" * 2, b"\xff",
     b" " * (MAX_BYTES + 1), b"[" + b",".join([b'{"kind":"text"}'] * 201) + b"]"],
)  # fmt: skip
def test_what_is_no_block_is_one_sentence(content: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        blocks_from_json(content)
    assert caught.value.remedy


@given(st.binary(max_size=200))
def test_anything_else(content: bytes) -> None:
    with contextlib.suppress(FormatError):
        assert blocks_from_json(content) == ()
