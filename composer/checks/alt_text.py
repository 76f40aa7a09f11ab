"""Pictures say what they show, for those who do not see them and for everyone whose mail program hides pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from composer.blocks.html import MarkupBlock
from composer.blocks.image import ImageBlock
from composer.blocks.markup_words import pictures_in_markup
from composer.blocks.report import Report
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import PicturePlace, pictures, replace_picture
from composer.document.edits import Edit
from composer.i18n import _

LONGEST = 250
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|svg)|(?:img|dsc[fn]?|pxl|image|photo|screenshot|whatsapp image)[ _-]*[\d_-]+.*",
    re.IGNORECASE,
)


class AltText(Check):
    """Every picture is described, or is marked as decoration."""

    name: ClassVar[str] = "alt_text"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        for place in pictures(context.issue):
            yield from self._one(place)
        for block in context.issue.blocks:
            if isinstance(block, MarkupBlock):
                yield from self._own(block)
        logo = context.issue.brand.logo
        if logo and not logo.alt.strip() and not logo.decorative and not context.issue.brand.organisation.strip():
            yield self.finding(
                "logo", "warning", _("The logo has no description."), _("Write the name of your organisation."), field="brand"
            )

    def _own(self, block: MarkupBlock) -> Iterator[Finding]:
        """The first picture of a block's own HTML that says nothing: ``alt=""`` is how such HTML calls one decoration."""
        for address, words, needed in pictures_in_markup(block.markup):
            if words is None or (needed and not words.strip()):
                yield self.finding(
                    "own",
                    "warning",
                    _("The picture “{name}” in HTML of your own has no description.").format(
                        name=address.partition("?")[0].rpartition("/")[2][:60]
                    ),
                    _("Write what it shows into its alt attribute. An empty one means decoration, and is no name for a link."),
                    block=block.id,
                    field="markup",
                )
                return

    def _one(self, place: PicturePlace) -> Iterator[Finding]:
        block, picture = place.block, place.picture
        words = picture.alt.strip()
        if picture.decorative:
            return
        if not words:
            yield self.finding(
                "missing",
                "warning",
                _("The picture in “{title}” has no description.").format(title=block.title()),
                _("Say in a few words what it shows, or mark it as decoration."),
                block=block.id,
                field=place.field,
                fix=_suggested(place),
            )
        elif _FILE_NAME.fullmatch(words):
            yield self.finding(
                "file_name",
                "warning",
                _("The description of a picture, “{words}”, looks like the name of a file.").format(words=words[:60]),
                _("Say in a few words what it shows."),
                block=block.id,
                field=place.field,
            )
        elif len(words) > LONGEST:
            yield self.finding(
                "long",
                "advice",
                _("The description of a picture in “{title}” is very long.").format(title=block.title()),
                _("One sentence is easier to listen to; put the rest into the text."),
                block=block.id,
                field=place.field,
            )


def _suggested(place: PicturePlace) -> Edit | None:
    """A description taken from what stands beside the picture, where that says what it shows."""
    words, block = "", place.block
    if isinstance(block, ImageBlock):
        words = block.caption.strip()
    elif isinstance(block, Report) and block.title_text.strip():
        words = _("Cover of “{title}”").format(title=block.title_text.strip())
    return replace_picture(place, msgspec.structs.replace(place.picture, alt=words)) if words else None
