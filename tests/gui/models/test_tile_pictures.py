"""Small pictures are made elsewhere, kept, and never asked for twice in vain."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from composer.errors import SourceError
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import SIDE, TilePictures, square


def picture(width: int = 300, height: int = 200) -> bytes:
    made = Image.new("RGB", (width, height), "blue")
    made.paste("red", (width // 2 - 40, 0, width // 2 + 40, height))
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("width", "height"), [(300, 200), (200, 300), (96, 96), (20, 10)])
def test_the_middle_is_cut_out(qtbot: Any, width: int, height: int) -> None:
    made = square(picture(width, height))
    assert (made.width(), made.height()) == (SIDE, SIDE)
    assert made.pixelColor(SIDE // 2, SIDE // 2).name() == "#ff0000"


@pytest.mark.parametrize("content", [b"", b"no picture", picture()[:60], b"\x89PNG\r\n\x1a\n" + b"\xff" * 200])
def test_what_is_no_picture_is_none(qtbot: Any, content: bytes) -> None:
    assert square(content).isNull()


def test_a_picture_comes_in_its_time_and_is_kept(qtbot: Any, jobs: Jobs) -> None:
    asked: list[str] = []

    def download(address: str) -> bytes:
        asked.append(address)
        return picture()

    tiles = TilePictures(jobs, picture=lambda _hash: picture(), download=download)
    assert tiles.of_address("https://a.example/1.png") is None
    qtbot.waitUntil(lambda: tiles.of_address("https://a.example/1.png") is not None)
    assert tiles.of_address("https://a.example/1.png") is not None
    assert asked == ["https://a.example/1.png"]
    with qtbot.waitSignal(tiles.ready) as told:
        assert tiles.of_picture("ab" * 32) is None
    assert told.args == ["ab" * 32]


def test_what_fails_is_not_asked_for_again_until_told(qtbot: Any, jobs: Jobs) -> None:
    asked: list[str] = []

    def download(address: str) -> bytes:
        asked.append(address)
        raise SourceError("Not reached.")

    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=download)
    for _number in range(3):
        assert tiles.of_address("https://a.example/1.png") is None
        qtbot.waitUntil(lambda: jobs.busy == 0)
    assert len(asked) == 1
    tiles.forget_failures()
    tiles.of_address("https://a.example/1.png")
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert len(asked) == 2


def test_a_long_list_scrolled_fast_does_not_pile_up(qtbot: Any, jobs: Jobs) -> None:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: picture(40, 40))
    for number in range(500):
        tiles.of_address(f"https://a.example/{number}.png")
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert tiles.of_address("https://a.example/499.png") is not None
    assert tiles.of_address("https://a.example/250.png") is None
    qtbot.waitUntil(lambda: jobs.busy == 0)
