"""Nobody is shown for longer than they agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar

from composer.blocks.dates_in_words import month_name
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import pictures
from composer.i18n import _

SOON = timedelta(days=14)


class PictureConsent(Check):
    """Consent that has run out stops the letter; one that runs out soon after is told."""

    name: ClassVar[str] = "picture_consent"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        day = context.reading_day
        for place in pictures(context.issue):
            until = context.picture_consent.get(place.picture.hash)
            if until is None or until > day + SOON:
                continue
            written = f"{until.day} {month_name(until.month)} {until.year}"
            if until < day:
                yield self.finding(
                    "over",
                    "error",
                    _("The consent to show the picture in “{title}” ran out on {day}.").format(
                        title=place.block.title(), day=written
                    ),
                    _("Take another picture, or ask those in it again and change the day in the picture library."),
                    block=place.block.id,
                    field=place.field,
                )
            else:
                yield self.finding(
                    "soon",
                    "advice",
                    _("The consent to show the picture in “{title}” runs out on {day}.").format(
                        title=place.block.title(), day=written
                    ),
                    _("A web version would go on showing it: ask those in it again."),
                    block=place.block.id,
                    field=place.field,
                )
