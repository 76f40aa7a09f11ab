"""Pictures of picked items: from the store first, fetched else, and left out where they cannot be had."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from composer.blocks.fields import NO_PICTURE
from composer.library.item import Item
from composer.publishing.picked import picture_bytes, picture_of, with_pictures
from composer.workspace import Workspace, open_workspace

NOWHERE = "http://127.0.0.1:1/boat.png"


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock)
    yield made
    made.close()


def _png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "#0F6B57").save(stream, "PNG")
    return stream.getvalue()


def test_a_kept_picture_needs_no_network(workspace: Workspace) -> None:
    kept = workspace.pictures.add(_png(), origin=NOWHERE, alt="")
    found = picture_of(workspace, Item(id="a", image=NOWHERE, image_alt="A boat"))
    assert (found.hash, found.alt) == (kept.hash, "A boat")
    assert Image.open(io.BytesIO(picture_bytes(workspace, NOWHERE))).size == (40, 20)


def test_a_picture_that_cannot_be_had_keeps_no_words_out(workspace: Workspace) -> None:
    items = [Item(id="a", title="Boat", image=NOWHERE), Item(id="b", title="No picture")]
    assert with_pictures(workspace, items) == [(items[0], NO_PICTURE), (items[1], NO_PICTURE)]
