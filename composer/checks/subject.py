"""The subject: there, short enough to be read in a list, and not shouting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import as_read
from composer.i18n import _

NARROW, COMFORTABLE, LONGEST = 40, 60, 78
"""Characters: phones cut at about 40 to 60, computers at about 78."""
FEWEST_CAPITALS = 8
_ANSWER = re.compile(r"\s*(?:re|aw|sv|fwd?|wg)\s*:", re.IGNORECASE)


class Subject(Check):
    """The line that decides whether the letter is opened."""

    name: ClassVar[str] = "subject"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        subject = as_read(context.issue.subject)
        if not subject:
            yield self.finding(
                "empty",
                "error",
                _("There is no subject."),
                _("Write a few words that say what is in the letter."),
                field="subject",
            )
            return
        if len(subject) > LONGEST:
            yield self.finding(
                "long",
                "warning",
                _("The subject is {count} characters long; most mail programs cut it off.").format(count=len(subject)),
                _("Most phones show “{start}”; say the most important thing there.").format(start=cut(subject, COMFORTABLE)),
                field="subject",
            )
        elif len(subject) > COMFORTABLE:
            yield self.finding(
                "long",
                "advice",
                _("The subject is {count} characters long; phones will cut it off.").format(count=len(subject)),
                _("A narrow phone shows “{start}”; make sure that this can stand alone.").format(start=cut(subject, NARROW)),
                field="subject",
            )
        letters = [sign for sign in subject if sign.isalpha()]
        if len(letters) >= FEWEST_CAPITALS and sum(sign.isupper() for sign in letters) > 0.7 * len(letters):
            yield self.finding(
                "shouting",
                "warning",
                _("The subject is written in capitals, which reads like shouting and looks like spam."),
                _("Write it in small letters."),
                field="subject",
            )
        if re.search(r"[!?]{2,}|!.*!", subject):
            yield self.finding(
                "exclamation",
                "warning",
                _("The subject has several exclamation marks, which looks like spam."),
                _("One is enough, none is better."),
                field="subject",
            )
        if _ANSWER.match(subject):
            yield self.finding(
                "answer",
                "warning",
                _("The subject pretends to be an answer or a forwarded letter."),
                _("Take the first word out."),
                field="subject",
            )


def cut(line: str, length: int) -> str:
    """A line as an inbox shows it that has room for so many characters."""
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
