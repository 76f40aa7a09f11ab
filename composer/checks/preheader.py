"""The line after the subject: without it, inboxes show the first words they find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import as_read
from composer.i18n import _

LONGEST = 140
"""Characters the widest inboxes show."""
LONG_ENOUGH = 15
"""Characters of a subject that do not come about twice by chance."""
FEWEST_CAPITALS = 8


class Preheader(Check):
    """The grey line in the inbox."""

    name: ClassVar[str] = "preheader"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        line, subject = as_read(context.issue.preheader), as_read(context.issue.subject)
        if not line:
            yield self.finding(
                "empty",
                "warning",
                _("The line after the subject is empty, so inboxes will show whatever comes first in the letter."),
                _("Write one sentence that goes on where the subject stops."),
                field="preheader",
            )
            return
        if _repeats(line, subject):
            yield self.finding(
                "repeats",
                "warning",
                _("The line after the subject says the same as the subject."),
                _("Use it to say something more."),
                field="preheader",
            )
        letters = [sign for sign in line if sign.isalpha()]
        if len(letters) >= FEWEST_CAPITALS and sum(sign.isupper() for sign in letters) > 0.7 * len(letters):
            yield self.finding(
                "shouting",
                "warning",
                _("The line after the subject is written in capitals, which reads like shouting and looks like spam."),
                _("Write it in small letters."),
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


def _repeats(line: str, subject: str) -> bool:
    """True where the line says the subject again, be it with something before or after it."""
    said, again = subject.casefold().rstrip(" .!?…"), line.casefold().rstrip(" .!?…")
    return bool(said) and (said == again or (len(said) >= LONG_ENOUGH and said in again))
