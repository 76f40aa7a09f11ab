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


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://harbour.example/up/roof.jpg", True),
        ("http://harbour.example/up/roof.jpg", False),
        ("https://127.0.0.1/roof.jpg", False),
        ("https://[::1]/roof.jpg", False),
        ("https://nas.local/roof.jpg", False),
        ("https://intranet/roof.jpg", False),
        ("https://anna:secret@harbour.example/roof.jpg", False),
        ("", False),
    ],
)
def test_only_what_everybody_can_ask_for_is_linked(address: str, public: bool) -> None:
    from composer.publishing.picked import is_public

    assert is_public(address) is public


@pytest.mark.parametrize(("width", "linked"), [(800, True), (3000, False)])
def test_a_right_picture_on_the_web_is_linked_and_another_travels(tmp_path: Path, clock: Any, width: int, linked: bool) -> None:
    from io import BytesIO
    from types import SimpleNamespace

    from PIL import Image

    from composer.library.item import Item
    from composer.publishing.picked import picture_of
    from composer.workspace import open_workspace

    address = "https://harbour.example/up/roof.jpg"
    out = BytesIO()
    Image.new("RGB", (width, 400), "green").save(out, "JPEG")
    answer = SimpleNamespace(content=out.getvalue(), location=address)
    workspace = open_workspace(str(tmp_path / "w"), clock=clock)
    offline = SimpleNamespace(pictures=workspace.pictures, downloader=lambda: SimpleNamespace(get=lambda _url, typed: answer))
    item = Item(id="roof", image=address, image_alt="The roof")
    for _time in range(2):
        picture = picture_of(offline, item)  # type: ignore[arg-type]  # the two rooms it needs
        assert (picture.url == address) is linked
        assert picture.alt == "The roof"
        assert picture.hash
    workspace.close()
