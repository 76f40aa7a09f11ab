"""Strangers' pictures become ones every mail program shows, or a sentence."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from composer.document.picture_conversion import MAX_BYTES, READS_AVIF, as_is, convert, cover, cut, right_for_mail
from composer.errors import FormatError, InputError


def _saved(picture: Image.Image, format_name: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, format_name, **options)
    return out.getvalue()


def _photo(width: int = 640, height: int = 400) -> Image.Image:
    """Something like a photo: no two neighbours alike."""
    return Image.effect_mandelbrot((width, height), (-2.1, -1.2, 0.9, 1.2), 60).convert("RGB").rotate(3)


def _halves(mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right; wider than tall."""
    picture = Image.new(mode, (60, 20), "red")
    ImageDraw.Draw(picture).rectangle((30, 0, 60, 20), fill="blue")
    return picture


def _opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("given_format", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/png"), ("WEBP", "image/png")]
)
def test_every_usual_format_comes_in_and_mail_formats_go_out(given_format: str, media_type: str) -> None:
    made = convert(_saved(_halves(), given_format))
    assert (made.media_type, made.width, made.height) == (media_type, 60, 20)
    again = _opened(made.content)
    assert again.size == (60, 20)
    left, right = again.convert("RGB").getpixel((5, 10)), again.convert("RGB").getpixel((55, 10))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 200 > 80 > left[2]
    assert right[2] > 200 > 80 > right[0]


def test_a_photo_saved_as_png_becomes_a_light_jpeg_and_a_drawing_stays_sharp() -> None:
    noise = Image.effect_noise((400, 400), 90).convert("RGB")
    assert convert(_saved(noise, "PNG")).media_type == "image/jpeg"
    assert convert(_saved(_halves(), "PNG")).media_type == "image/png"


def test_wide_pictures_become_narrower_and_small_ones_are_not_enlarged() -> None:
    made = convert(_saved(_photo(3000, 1500), "JPEG"))
    assert (made.width, made.height) == (1200, 600)
    assert _opened(made.content).size == (1200, 600)
    small = convert(_saved(_photo(300, 150), "JPEG"), max_width=600)
    assert (small.width, small.height) == (300, 150)
    tall = convert(_saved(Image.new("RGB", (100, 9_000)), "PNG"))
    assert tall.height <= 4_800


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate by 90 degrees to the right
    made = convert(_saved(_halves(), "JPEG", exif=exif, quality=95))
    assert (made.width, made.height) == (20, 60)
    top = _opened(made.content).getpixel((10, 5))
    assert isinstance(top, tuple)
    assert top[0] > 200


def test_what_the_camera_wrote_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "ExampleCam"
    exif[0x8298] = "Anna Example"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    given_content = _saved(_photo(), "JPEG", exif=exif, comment=b"Anna Example was here")
    assert b"Anna Example" in given_content
    made = convert(given_content)
    assert b"Anna Example" not in made.content
    assert b"ExampleCam" not in made.content
    assert not _opened(made.content).getexif()
    assert "icc_profile" not in _opened(made.content).info


def test_colours_are_what_the_profile_means() -> None:
    grey = Image.new("RGB", (20, 20), (128, 128, 128))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert _opened(convert(_saved(grey, "PNG", icc_profile=profile)).content).convert("RGB").getpixel((3, 3)) == (128, 128, 128)
    # A profile that is nonsense does not keep the picture out.
    assert convert(_saved(grey, "PNG", icc_profile=b"nonsense")).width == 20


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_comes_through(mode: str) -> None:
    picture = Image.new(mode, (30, 30)) if mode == "I;16" else _halves("RGBA").convert(mode)
    made = convert(_saved(picture, "PNG"))
    assert made.width == picture.width


def test_sixteen_bit_greys_keep_their_shade() -> None:
    picture = Image.new("I;16", (30, 30), 0x8000)
    shade = _opened(convert(_saved(picture, "PNG")).content).convert("L").getpixel((5, 5))
    assert isinstance(shade, int)
    assert 120 <= shade <= 136


def test_inks_become_lights() -> None:
    picture = Image.new("CMYK", (30, 30), (0, 255, 255, 0))
    made = _opened(convert(_saved(picture, "JPEG")).content)
    pixel = made.getpixel((5, 5))
    assert made.mode == "RGB"
    assert isinstance(pixel, tuple)
    assert pixel[0] > 180 > 100 > pixel[2]


@pytest.mark.parametrize("format_name", ["PNG", "WEBP"])
def test_what_is_see_through_stays_so(format_name: str) -> None:
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 10, 40), fill=(10, 20, 30, 255))
    made = _opened(convert(_saved(picture, format_name, lossless=True)).content)
    assert made.convert("RGBA").getpixel((30, 20)) == (0, 0, 0, 0)
    assert made.convert("RGBA").getpixel((5, 20)) == (10, 20, 30, 255)


def test_what_moves_goes_on_moving() -> None:
    frames = [Image.new("RGB", (1300, 100), colour) for colour in ("red", "green", "blue")]
    made = convert(_saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0))
    again = Image.open(BytesIO(made.content))
    assert (made.media_type, made.width) == ("image/gif", 1200)
    assert getattr(again, "n_frames", 1) == 3
    assert again.info["loop"] == 0


def test_an_animation_too_long_for_a_letter_shows_its_first_picture() -> None:
    frames = [Image.new("P", (1000, 1000), index % 250) for index in range(60)]
    made = convert(_saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert made.media_type != "image/gif"
    assert (made.width, made.height) == (1000, 1000)


def _png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(8_000, 8_000), (10_000, 10_000), (60_000, 60_000)])
def test_more_pixels_than_a_letter_needs_are_refused_unread(width: int, height: int) -> None:
    with pytest.raises(FormatError, match="million pixels"):
        convert(_png_that_claims(width, height))


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\0" * (MAX_BYTES + 1), "larger than 20 MB"),
        (SVG, "SVG"),
        (b"\xef\xbb\xbf<SVG></SVG>", "SVG"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "HEIC"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00", "AVIF"),
        (b"BM\x00\x00", "BMP"),
        (b"II*\x00\x08\x00", "TIFF"),
        (b"just some words", "not a picture"),
        (_saved(_photo(), "JPEG")[:2_000], "damaged or was cut off"),
        (_saved(_photo(), "PNG")[:-500], "damaged or was cut off"),
        (_png_that_claims(100, 100), "damaged or was cut off"),
    ],
)
def test_what_is_no_usable_picture_is_said_so(content: bytes, words: str) -> None:
    for door in (convert, as_is):
        with pytest.raises(FormatError, match=words) as caught:
            door(content)
        assert caught.value.remedy


SEEDS = [
    _saved(_halves(), "JPEG"),
    _saved(_halves(), "PNG"),
    _saved(_halves(), "GIF"),
    _saved(_halves(), "WEBP"),
    _saved(_halves(), "GIF", save_all=True, append_images=[_halves().rotate(180)]),
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8), st.integers(0, 400))
def test_damaged_pictures_come_through_or_are_refused(seed: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(seed)
    for place, value in changes:
        content[place % len(content)] = value
    if cut:
        del content[-min(cut, len(content) - 1) :]
    for door in (convert, as_is):
        try:
            made = door(bytes(content))
        except FormatError:
            continue
        assert made is None or made.width <= 1200


def test_what_is_ready_made_is_kept_byte_for_byte() -> None:
    for picture, format_name in ((_photo(2_000, 900), "JPEG"), (_halves(), "PNG")):
        ready = convert(_saved(picture, format_name))
        again = as_is(ready.content)
        assert again == ready
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    moving = convert(_saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert as_is(moving.content) == moving


def test_what_is_not_ready_made_is_not_taken_as_it_is() -> None:
    exif = Image.Exif()
    exif[0x8298] = "Anna Example"
    assert as_is(_saved(_photo(), "JPEG", exif=exif)) is None
    assert as_is(_saved(_photo(1_300, 100), "PNG")) is None
    assert as_is(_saved(_photo(), "WEBP")) is None


def test_a_tile_is_filled_and_exactly_as_large_as_asked() -> None:
    content = convert(_saved(_halves(), "PNG")).content
    tile = _opened(cover(content, 48, 48))
    assert (tile.size, tile.format) == ((48, 48), "PNG")
    assert tile.convert("RGB").getpixel((2, 24)) == (255, 0, 0)
    assert tile.convert("RGB").getpixel((45, 24)) == (0, 0, 255)


def test_a_drawing_with_a_palette_keeps_it_and_stays_light() -> None:
    drawing = Image.new("RGB", (600, 300), "#FBF3E4")
    pen = ImageDraw.Draw(drawing)
    for number in range(200):
        pen.ellipse((number * 3, number, number * 3 + 40, number + 40), fill=(number, 255 - number, 80))
    few = drawing.quantize(64)
    content = BytesIO()
    few.save(content, "PNG", optimize=True)
    made = convert(content.getvalue())
    assert made.media_type == "image/png"
    assert len(made.content) <= len(content.getvalue())
    again = Image.open(BytesIO(made.content))
    assert again.convert("RGB").tobytes() == few.convert("RGB").tobytes()


def test_no_still_picture_is_heavier_than_it_needs_to_be() -> None:
    noise = Image.effect_noise((1200, 900), 90).convert("RGB")
    light = convert(_saved(noise, "JPEG", quality=98))
    assert light.media_type == "image/jpeg"
    assert len(light.content) < len(_saved(noise, "JPEG", quality=80))
    see_through = noise.copy()
    see_through.putalpha(128)
    few = convert(_saved(see_through, "PNG"))
    assert _opened(few.content).has_transparency_data
    assert len(few.content) < len(_saved(see_through, "PNG")) / 2


@pytest.mark.skipif(not READS_AVIF, reason="this Pillow reads no AVIF")
def test_avif_comes_in_where_it_can_be_read() -> None:
    made = convert(_saved(_photo(), "AVIF"))
    assert (made.media_type, made.width) == ("image/jpeg", 640)


def test_a_part_is_cut_out() -> None:
    made = cut(_saved(_halves(), "PNG"), (0.5, 0.0, 1.0, 1.0))
    whole = _halves()
    assert (made.width, made.height) == (whole.width // 2, whole.height)
    with pytest.raises(InputError):
        cut(_saved(_halves(), "PNG"), (1.0, 0.0, 2.0, 1.0))


def test_what_lies_on_the_web_already_right_may_be_linked() -> None:
    assert right_for_mail(_saved(_photo(), "JPEG"))
    sideways = Image.Exif()
    sideways[0x0112] = 6
    assert not right_for_mail(_saved(_photo(), "JPEG", exif=sideways))
    assert not right_for_mail(_saved(_photo().convert("CMYK"), "JPEG"))
    assert not right_for_mail(_saved(_photo(3000, 200), "JPEG"))
    assert not right_for_mail(_saved(_photo(), "WEBP"))
    assert not right_for_mail(_saved(Image.effect_noise((1200, 900), 90).convert("RGB"), "JPEG", quality=98))
