"""Somebody to write to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.i18n import _


class Audience(Check):
    """At least one person gets the letter."""

    name: ClassVar[str] = "audience"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if context.audience_size == 0:
            yield self.finding(
                "nobody", "error", _("There is nobody to send this to."), _("Choose a list with people on it, or add some.")
            )
