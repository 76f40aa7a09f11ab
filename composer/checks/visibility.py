"""Parts that only some lists see: the lists are there, and nobody gets a letter with nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.contacts.groups import group_in_words, read_group
from composer.document.visibility import limited
from composer.i18n import _, ngettext


class Visibility(Check):
    """What is for some readers reaches some, and the others get a letter too."""

    name: ClassVar[str] = "visibility"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        unknown = set(context.unknown_groups or ())
        for block in limited(context.issue):
            missing = [name for name in block.only_for if name in unknown]
            if not missing:
                continue
            names = ", ".join(_in_words(name) for name in missing)
            nobody = len(missing) == len(block.only_for)
            yield self.finding(
                "unknown_list",
                "error" if nobody else "warning",
                _("“{title}” is only for {lists}, which is not there.").format(title=block.title()[:60], lists=names),
                _("Nobody would see it. Choose under “Only for” who does.")
                if nobody
                else _("Choose again under “Only for” who sees it."),
                block=block.id,
                field="only_for",
            )
        if context.empty_letters:
            count = context.empty_letters
            yield self.finding(
                "empty_letter",
                "error",
                ngettext(
                    "{count} person would get an empty letter: everything in it is for others.",
                    "{count} people would get an empty letter: everything in it is for others.",
                    count,
                ).format(count=f"{count:,}"),
                _("Send it to fewer lists, or put something in for everybody."),
            )


def _in_words(name: str) -> str:
    return _("“{title}”").format(title=name) if read_group(name).kind == "list" else group_in_words(name)
