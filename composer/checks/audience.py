"""Somebody to write to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.i18n import _

FOR_A_MAILBOX = 2_000
"""People; providers of mailboxes advise against more, and one who complains then costs the whole organisation its mail."""


class Audience(Check):
    """At least one person gets the letter, and not more than the account is made for."""

    name: ClassVar[str] = "audience"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if context.audience_size == 0:
            yield self.finding(
                "nobody", "error", _("There is nobody to send this to."), _("Choose a list with people on it, or add some.")
            )
        elif context.from_mailbox and (context.audience_size or 0) > FOR_A_MAILBOX:
            yield self.finding(
                "many",
                "advice",
                _("{count} letters are many for an account that is made for people's own mail.").format(
                    count=context.audience_size
                ),
                _("Above about {limit}, a service made for many letters arrives better; it is set up like any account.").format(
                    limit=f"{FOR_A_MAILBOX:,}"
                ),
            )
