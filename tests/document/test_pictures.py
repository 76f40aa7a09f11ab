"""Pictures are kept once, named by their content, and come back as they were kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image
from sqlalchemy import Engine

from composer.document.pictures import PictureStore
from composer.errors import FormatError, InputError, NotFoundError


def _png(colour: str = "red", width: int = 60, height: int = 20) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def pictures(engine: Engine, clock: Callable[[], datetime]) -> PictureStore:
    return PictureStore(engine, clock)


def test_a_picture_is_kept_and_comes_back(pictures: PictureStore) -> None:
    picture = pictures.add(_png(), origin="https://example.org/roof.png", alt=" The boathouse roof ")
    media_type, content = pictures.content(picture.hash)
    assert (picture.width, picture.height, picture.alt, picture.url) == (60, 20, "The boathouse roof", "")
    assert media_type == "image/png"
    assert hashlib.sha256(content).hexdigest() == picture.hash
    assert pictures.has(picture.hash)


def test_the_same_picture_is_kept_once_and_its_description_is_not_lost(pictures: PictureStore) -> None:
    first = pictures.add(_png(), origin="a.png")
    second = pictures.add(_png(), origin="b.png", alt="The roof")
    third = pictures.add(_png(), origin="c.png")
    assert first.hash == second.hash == third.hash
    assert (first.alt, second.alt, third.alt) == ("", "The roof", "The roof")
    assert pictures.add(_png("blue"), origin="a.png").hash != first.hash


def test_a_narrower_width_can_be_asked_for(pictures: PictureStore) -> None:
    assert pictures.add(_png(width=900), origin="x", max_width=600).width == 600


def test_what_is_ready_made_keeps_its_name(pictures: PictureStore) -> None:
    picture = pictures.add(_png(), origin="x")
    assert pictures.add_ready_made(pictures.content(picture.hash)[1], origin="y").hash == picture.hash
    out = BytesIO()
    Image.new("RGB", (2_000, 10)).save(out, "WEBP")
    assert pictures.add_ready_made(out.getvalue(), origin="y").width == 1_200


def test_what_is_not_there_is_said_so(pictures: PictureStore) -> None:
    assert not pictures.has("missing")
    with pytest.raises(NotFoundError):
        pictures.content("missing")
    with pytest.raises(NotFoundError):
        pictures.thumbnail("missing", 48, 48)


def test_what_is_no_picture_is_not_kept(pictures: PictureStore) -> None:
    with pytest.raises(FormatError):
        pictures.add(b"<svg></svg>", origin="drawing.svg")


def test_a_thumbnail_has_the_size_asked_for(pictures: PictureStore) -> None:
    picture = pictures.add(_png(), origin="x")
    tile = Image.open(BytesIO(pictures.thumbnail(picture.hash, 48, 32)))
    assert (tile.size, tile.format) == ((48, 32), "PNG")


def test_a_picture_is_found_again_by_where_it_came_from(pictures: PictureStore) -> None:
    kept = pictures.add(_png(), origin="https://example.org/boat.png", alt="A boat")
    assert pictures.from_origin("https://example.org/boat.png") == kept
    assert pictures.from_origin("https://example.org/other.png") is None


def test_weights_are_those_of_the_stored_bytes(pictures: PictureStore) -> None:
    kept = pictures.add(_png(), origin="x")
    assert pictures.weights([kept.hash, "missing"]) == {kept.hash: len(pictures.content(kept.hash)[1])}


def test_a_picture_out_of_a_file_is_found_by_the_address_it_was_given(pictures: PictureStore) -> None:
    pictures.add(_png(), origin="https://example.org/roof.png")
    address = pictures.keep(_png(), "Our year.docx", "The roof")
    found = pictures.from_origin(address)
    assert found is not None
    assert (found.alt, found.width) == ("The roof", 60)
    assert pictures.from_origin("kept:nothing") is None


def _photo(width: int = 1200, height: int = 800) -> bytes:
    out = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_letter_gets_it_at_the_width_it_wants(pictures: PictureStore) -> None:
    whole = pictures.add(_photo(), origin="a.jpg")
    key = f"{whole.hash}w352"
    _type, content = pictures.content(key)
    with Image.open(BytesIO(content)) as fitted:
        assert fitted.width == 352
    assert pictures.content(key)[1] is content, "made once"
    assert pictures.has(key)
    assert pictures.weights({key, whole.hash, "f" * 64 + "w352"}) == {
        key: len(content),
        whole.hash: len(pictures.content(whole.hash)[1]),
    }
    with pytest.raises(NotFoundError):
        pictures.content("f" * 64 + "w352")


def test_a_drawing_never_becomes_heavier_by_being_made_smaller(pictures: PictureStore) -> None:
    whole = pictures.add(_png(width=1200, height=3), origin="line.png")
    assert len(pictures.content(f"{whole.hash}w600")[1]) <= len(pictures.content(whole.hash)[1])


def test_a_part_is_a_picture_of_its_own_and_the_whole_comes_back(pictures: PictureStore) -> None:
    whole = replace(pictures.add(_photo(), origin="https://example.org/a.jpg"), alt="Two boats", decorative=False)
    part = pictures.cut(whole, (0.5, 0.0, 1.0, 0.5))
    assert (part.width, part.height, part.alt, part.cut) == (600, 400, "Two boats", (0.5, 0.0, 1.0, 0.5))
    assert pictures.whole_of(part) == whole.hash
    again = pictures.cut(part, (0.0, 0.0, 0.5, 0.5))
    assert pictures.whole_of(again) == whole.hash, "a part of the whole, not of the part"
    back = pictures.cut(again, (0.0, 0.0, 1.0, 1.0))
    assert (back.hash, back.width) == (whole.hash, 1200)
    found = pictures.from_origin("https://example.org/a.jpg")
    assert found is not None
    assert found.hash == whole.hash
    with pytest.raises(InputError, match="nothing in this part"):
        pictures.cut(whole, (0.5, 0.5, 0.5, 0.9))


def test_where_it_lies_on_the_web_is_remembered(pictures: PictureStore) -> None:
    kept = pictures.add(_png(), origin="a.png")
    assert pictures.public_url(kept.hash) == ""
    pictures.set_public_url(kept.hash, "https://example.org/up/a.png")
    found = pictures.from_origin("https://example.org/up/a.png")
    assert found is not None
    assert (found.hash, found.url) == (kept.hash, "https://example.org/up/a.png")
