"""The line after the subject: without it, inboxes show the first words they find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.i18n import _

LONGEST = 140
"""Characters the widest inboxes show."""


class Preheader(Check):
    """The grey line in the inbox."""

    name: ClassVar[str] = "preheader"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        line = " ".join(context.issue.preheader.split())
        if not line:
            yield self.finding(
                "empty",
                "warning",
                _("The line after the subject is empty, so inboxes will show whatever comes first in the letter."),
                _("Write one sentence that goes on where the subject stops."),
                field="preheader",
            )
            return
        if line.casefold() == " ".join(context.issue.subject.split()).casefold():
            yield self.finding(
                "repeats",
                "warning",
                _("The line after the subject says the same as the subject."),
                _("Use it to say something more."),
                field="preheader",
            )
        if len(line) > LONGEST:
            yield self.finding(
                "long",
                "advice",
                _("The line after the subject is {count} characters long and will be cut off.").format(count=len(line)),
                _("About 90 characters are shown."),
                field="preheader",
            )
