"""When a letter goes and how long that takes, in words, for the page before sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.gui.sending.words import duration
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.publishing.review import ReviewFacts


def when_it_goes(facts: ReviewFacts) -> tuple[str, str]:
    """Two sentences: when it starts, and how long it takes."""
    starts = _("As soon as you press the button.")
    if facts.hold_seconds:
        hold = ngettext("{count} second", "{count} seconds", facts.hold_seconds).format(count=facts.hold_seconds)
        if facts.hold_seconds >= 120:
            hold = duration(facts.hold_seconds).removeprefix(_("about "))
        starts = _("{hold} after you press the button. Until then you can take it back.").format(hold=hold)
    takes = _("Sending takes {duration}.").format(duration=duration(facts.seconds))
    if facts.account is not None and facts.account.per_minute:
        takes = _("Sending takes {duration} ({count} letters a minute is this account’s limit).").format(
            duration=duration(facts.seconds), count=facts.account.per_minute
        )
    if facts.account is not None and facts.account.office_hours is not None:
        hours = facts.account.office_hours.in_words()
        takes = _("{takes} Letters go {hours}; it waits in between.").format(takes=takes, hours=hours)
    takes = _("{takes} The computer must stay on.").format(takes=takes)
    if facts.ask_after:
        first = ngettext(
            "After the first letter the program stops and asks.",
            "After the first {count} letters the program stops and asks.",
            facts.ask_after,
        )
        takes = f"{takes} {first.format(count=facts.ask_after)}"
    return starts, takes
