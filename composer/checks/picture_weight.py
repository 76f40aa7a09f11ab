"""What the pictures weigh that travel in every single letter, and which of them weighs most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import PicturePlace, pictures
from composer.document.picture_keys import parts_of
from composer.i18n import _

ALL = 300_000
"""Bytes of all pictures that travel with the letter; a linked one weighs nothing here."""
MOVING = 1_000_000
"""Bytes above which even a picture that moves is too heavy for everybody's mailbox."""


class PictureWeight(Check):
    """Letters that are light enough to be many."""

    name: ClassVar[str] = "picture_weight"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if context.rendered is None:
            return
        weights: dict[str, int] = {}
        for key in context.rendered.pictures:
            whole = parts_of(key)[0]
            weights[whole] = weights.get(whole, 0) + context.picture_bytes.get(key, 0)
        places = {place.picture.hash: place for place in reversed(list(pictures(context.issue)))}
        for picture_hash, weight in weights.items():
            place = places.get(picture_hash)
            if place is not None and weight > MOVING:
                yield self._heavy(place, weight)
        total = sum(weights.values())
        if total > ALL:
            costliest = max((found for found in weights if found in places), key=lambda found: weights[found], default="")
            yield self._too_heavy(total, places.get(costliest), weights.get(costliest, 0))

    def _heavy(self, place: PicturePlace, weight: int) -> Finding:
        return self.finding(
            "one",
            "warning",
            _("The picture in “{title}” weighs {size} MB.").format(title=place.block.title(), size=f"{weight / 1_000_000:.1f}"),
            _("Take a smaller one, or put it on your website: it goes to everybody."),
            block=place.block.id,
            field=place.field,
        )

    def _too_heavy(self, total: int, place: PicturePlace | None, weight: int) -> Finding:
        remedy = _("Take some out, or put some on your website.")
        if place is not None:
            remedy = _("Most of it is in “{title}”, {size} KB: put that picture on your website, or take a smaller one.").format(
                title=place.block.title(), size=round(weight / 1000)
            )
        return self.finding(
            "all",
            "warning",
            _("The pictures weigh {size} KB together, in every single letter; {limit} KB are enough.").format(
                size=round(total / 1000), limit=ALL // 1000
            ),
            remedy,
            block=place.block.id if place is not None else "",
            field=place.field if place is not None else "",
        )
