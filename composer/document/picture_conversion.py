"""A stranger's picture made into one that every mail program shows. Nothing here knows where pictures are kept.

JPEG, PNG, GIF, WebP and (where Pillow was built with it) AVIF come in; JPEG and PNG go out, and GIF for what moves: mail programs
show no other format everywhere.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError, features

from composer.errors import FormatError, InputError
from composer.i18n import N_, _

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
MAX_WIDTH = 1200
"""Twice the width of a letter, for sharp screens."""
TALLEST = 4
"""A picture is at most this many times as tall as the widest may be wide."""
MAX_FRAMES = 300
_QUALITY = 86
_LOWER_QUALITIES = (78, 70, 62)
HEAVIEST = 200_000
"""Bytes a still picture should not go over; what is lost to get there is hardly seen at twice the width shown."""
READS_AVIF = bool(features.check("avif"))
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", *(("AVIF",) if READS_AVIF else ()))
_MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}
_warning_lock = threading.Lock()

# How files begin that people take for pictures; what it is; what to do.
_NOT_THESE: tuple[tuple[int, tuple[bytes, ...], str, str], ...] = (
    (
        4,
        (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"),
        N_("a photo in the HEIC format"),
        N_("Save it as JPEG, then add that."),
    ),
    (4, (b"ftypavif", b"ftypavis"), N_("a picture in the AVIF format"), N_("Save it as JPEG, then add that.")),
    (0, (b"%PDF",), N_("a PDF document"), N_("Save its page as a picture, then add that.")),
    (0, (b"II*\x00", b"MM\x00*"), N_("a picture in the TIFF format"), N_("Save it as JPEG, then add that.")),
    (0, (b"BM",), N_("a picture in the BMP format"), N_("Save it as PNG, then add that.")),
)


@dataclass(frozen=True)
class Converted:
    """A picture ready for a letter; sizes in pixels."""

    media_type: str
    content: bytes
    width: int
    height: int


def convert(content: bytes, max_width: int = MAX_WIDTH) -> Converted:
    """The picture upright, in sRGB, at most ``max_width`` pixels wide (never enlarged), free of what the camera wrote into it.

    Raises:
        FormatError: it is no picture, is damaged, too large, or in a format mail programs do not show.
    """
    with _opened(content) as picture:
        if picture.format == "GIF" and 1 < getattr(picture, "n_frames", 1) <= MAX_FRAMES:
            moving = _moving(picture, max_width)
            if moving is not None:
                return moving
        transparent = picture.has_transparency_data
        photo = picture.format == "JPEG"
        if photo:
            picture.draft("RGB", (max_width * 2, max_width * 2 * TALLEST))
        still = ImageOps.exif_transpose(picture)
        if _has_palette_for_mail(still, max_width):
            still.info.clear()
            return _saved(still, "PNG", optimize=True)
        still = _in_srgb(still, "RGBA" if transparent else "RGB")
        still.thumbnail((max_width, max_width * TALLEST), Image.Resampling.LANCZOS)
        return _encoded(still, photo=photo)


def as_is(content: bytes) -> Converted | None:
    """The picture byte for byte, where it is whole and already as :func:`convert` makes them; None where it is not.

    Raises:
        FormatError: it is no picture, is damaged or too large.
    """
    with _opened(content) as picture:
        carried = set(picture.info) & {"exif", "icc_profile", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"}
        if (
            picture.format not in _MEDIA_TYPES
            or picture.width > MAX_WIDTH
            or carried
            or picture.mode not in ("RGB", "RGBA", "L", "P")
        ):
            return None
        width, height = picture.size
        media_type = _MEDIA_TYPES[picture.format]
        for _frame, _each in zip(range(MAX_FRAMES), ImageSequence.Iterator(picture), strict=False):
            picture.load()
        return Converted(media_type, content, width, height)


def right_for_mail(content: bytes) -> bool:
    """Whether a picture can be shown from where it lies: a format every mail program shows, upright, light, not too large.

    Raises:
        FormatError: it is no picture, is damaged or too large.
    """
    with _opened(content) as picture:
        upright = picture.getexif().get(ExifTags.Base.Orientation, 1) in (0, 1)
        sound = picture.format in _MEDIA_TYPES and picture.mode in ("RGB", "RGBA", "L", "P")
        picture.load()
        return sound and upright and picture.width <= 2 * MAX_WIDTH and len(content) <= HEAVIEST


def cut(content: bytes, part: tuple[float, float, float, float], max_width: int = MAX_WIDTH) -> Converted:
    """A part of a picture of ours; ``part`` is left, top, right and bottom as shares of its width and height (0 to 1).

    Raises:
        FormatError: as :func:`convert`. InputError: there is nothing in this part.
    """
    left, top, right, bottom = (min(1.0, max(0.0, edge)) for edge in part)
    with _opened(content) as picture:
        moves = picture.format == "GIF" and getattr(picture, "n_frames", 1) > 1
        width, height = picture.size
        box = (round(left * width), round(top * height), round(right * width), round(bottom * height))
        if box[2] - box[0] < 1 or box[3] - box[1] < 1:
            raise InputError(_("There is nothing in this part of the picture."), _("Choose a larger one."))
        photo = picture.format == "JPEG"
        still = _in_srgb(picture, "RGBA" if picture.has_transparency_data else "RGB").crop(box)
        still.thumbnail((max_width, max_width * TALLEST), Image.Resampling.LANCZOS)
        # Of one that moves, the first picture stands for it.
        return _encoded(still, photo=photo and not moves)


def cover(content: bytes, width: int, height: int) -> bytes:
    """A PNG of exactly ``width`` x ``height`` pixels which the picture fills; what stands over is cut off evenly."""
    with _opened(content) as picture:
        picture.draft("RGB", (width * 2, height * 2))
        still = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        out = BytesIO()
        ImageOps.fit(still, (width, height), Image.Resampling.LANCZOS).save(out, "PNG")
        return out.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The picture, opened within our limits; whatever the decoder makes of hostile bytes becomes one clear sentence."""
    _refuse_others(content)
    try:
        # Pillow warns at a limit of its own; ours is asked below.
        with _warning_lock, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=_FORMATS)
        with picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_many_pixels()
            yield picture
    except (FormatError, InputError):
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise FormatError(
            _("This file is not a picture that mail programs show."), _(_WHAT_WE_TAKE), details=str(error)
        ) from error
    except Exception as error:  # the decoders raise whatever the bytes lead them to: struct.error, SyntaxError, KeyError ...
        raise FormatError(
            _("This picture is damaged or was cut off."), _("Get it again from where it came from."), details=repr(error)
        ) from error


_WITH_AVIF, _WITHOUT = N_("Pictures can be JPEG, PNG, GIF, WebP or AVIF."), N_("Pictures can be JPEG, PNG, GIF or WebP.")
_WHAT_WE_TAKE = _WITH_AVIF if READS_AVIF else _WITHOUT


def _refuse_others(content: bytes) -> None:
    if not content:
        raise FormatError(_("This picture is empty."), _("Get it again from where it came from."))
    if len(content) > MAX_BYTES:
        raise FormatError(
            _("This picture is larger than {limit} MB.").format(limit=MAX_BYTES // 1_000_000),
            _("Save it smaller, then add that."),
        )
    head = content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in content[:20_000].lower():
        raise FormatError(
            _("This is a drawing in the SVG format, which mail programs do not show."), _("Save it as PNG, then add that.")
        )
    if head.startswith((b"<!doctype html", b"<html")):
        raise FormatError(_("This is a web page, not a picture."), _("Open it and copy the address of the picture itself."))
    for start, signs, name, remedy in _NOT_THESE:
        if content[start:].startswith(signs) and not (READS_AVIF and content[4:].startswith((b"ftypavif", b"ftypavis"))):
            raise FormatError(_("This is {what}, which mail programs do not show.").format(what=_(name)), _(remedy))


def _too_many_pixels() -> FormatError:
    return FormatError(
        _("This picture has more than {limit} million pixels.").format(limit=MAX_PIXELS // 1_000_000),
        _("Save it smaller, then add that."),
    )


def _in_srgb(picture: Image.Image, mode: str) -> Image.Image:
    """The picture in ``mode`` (RGB or RGBA) with its colours as sRGB means them."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits of grey, of which mail takes the upper eight
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    see_through = picture.convert("RGBA") if mode == "RGBA" else None
    colours = picture if picture.mode in ("RGB", "CMYK", "L") else (see_through or picture).convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            managed = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            colours = managed or colours
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            colours = colours.convert("RGB")  # a profile that does not suit the picture says nothing about it
    colours = colours.convert("RGB")
    if see_through is not None:
        colours.putalpha(see_through.getchannel("A"))
    colours.info.clear()
    return colours


def _has_palette_for_mail(picture: Image.Image, max_width: int) -> bool:
    """Whether it is a drawing with a palette that fits as it is: true colours would make it twice as heavy and no better."""
    fits = picture.width <= max_width and picture.height <= max_width * TALLEST
    return picture.mode == "P" and fits and not picture.has_transparency_data and "icc_profile" not in picture.info


def _saved(picture: Image.Image, format_name: str, **options: object) -> Converted:
    out = BytesIO()
    picture.save(out, format_name, **options)
    return Converted(_MEDIA_TYPES[format_name], out.getvalue(), picture.width, picture.height)


def _encoded(picture: Image.Image, *, photo: bool) -> Converted:
    if photo:
        return _photo(picture)
    drawing = _saved(picture, "PNG", optimize=True)
    if picture.mode == "RGBA":
        return drawing if len(drawing.content) <= HEAVIEST else _few_colours(picture, drawing)
    # Whether it is a photo or a drawing shows in what it weighs.
    as_photo = _photo(picture)
    return as_photo if len(as_photo.content) < 0.6 * len(drawing.content) else drawing


def _photo(picture: Image.Image) -> Converted:
    """As JPEG, as good as the weight allows."""
    made = _saved(picture, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    for quality in _LOWER_QUALITIES:
        if len(made.content) <= HEAVIEST:
            break
        made = _saved(picture, "JPEG", quality=quality, optimize=True, progressive=True)
    return made


def _few_colours(picture: Image.Image, whole: Converted) -> Converted:
    """With 256 colours, where that is lighter: a cut-out photo as PNG weighs as much as a letter may."""
    few = _saved(picture.quantize(256, method=Image.Quantize.FASTOCTREE), "PNG", optimize=True)
    return few if len(few.content) < len(whole.content) else whole


def _moving(picture: Image.Image, max_width: int) -> Converted | None:
    """The whole animation; None where it is more than a letter should carry (then its first picture stands for it)."""
    frames: list[Image.Image] = []
    lengths: list[int] = []
    pixels = 0
    for frame in ImageSequence.Iterator(picture):
        pixels += frame.width * frame.height
        if pixels > MAX_PIXELS:
            picture.seek(0)
            return None
        lengths.append(int(frame.info.get("duration", 100)))
        still = frame.convert("RGBA")
        still.thumbnail((max_width, max_width * TALLEST), Image.Resampling.LANCZOS)
        still.info.clear()
        frames.append(still)
    out = BytesIO()
    loop = picture.info.get("loop")
    options: dict[str, object] = {} if loop is None else {"loop": int(loop)}
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=lengths, disposal=2, **options)
    picture.seek(0)
    return Converted(_MEDIA_TYPES["GIF"], out.getvalue(), frames[0].width, frames[0].height)
