"""What came in, in words: what a letter said, and what was done about it."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, cast, get_args

from composer.delivery.reasons import Reason
from composer.gui.sending.words import reason_words, when
from composer.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from composer.delivery.letters_in import LetterIn
    from composer.publishing.replies import Heard, MailboxState

KINDS: dict[str, str] = {
    "bounce": N_("Came back"),
    "unsubscribe": N_("Unsubscribed"),
    "complaint": N_("Complaints"),
    "auto_reply": N_("Automatic"),
}
"""What letters are, in a word or two (to be shown through gettext)."""
DRAWINGS: dict[str, str] = {"bounce": "undo-2", "unsubscribe": "user-x", "complaint": "flag", "auto_reply": "clock"}


def what_it_said(letter: LetterIn) -> str:
    """In a sentence."""
    if letter.kind == "bounce":
        reason = letter.reason if letter.reason in get_args(Reason) else "unknown"
        return reason_words(cast("Reason", reason))
    if letter.kind == "complaint":
        return _("Reported a letter as unwanted.")
    if letter.kind == "unsubscribe":
        return _("Asked for no more letters.")
    return _("An automatic answer, as people away from their desk send.")


def what_was_done(letter: LetterIn, now: datetime, zone: tzinfo) -> str:
    """In a sentence; it never says more was done than was."""
    if letter.undone is not None:
        return _("Taken back {when}: is written to again.").format(when=when(letter.undone, now, zone))
    if letter.marked and not letter.stopped:
        return _("Was stopped, and has come back since.")
    if letter.stopped:
        if letter.kind == "unsubscribe":
            return _("Gets this newsletter no more.") if letter.issue_name else _("Gets no more letters.")
        return _("Gets no more letters, of any newsletter.")
    if letter.kind == "auto_reply":
        return _("Nothing had to be done.")
    if letter.kind != "bounce":
        return _("Was stopped already, or has come back since.")
    if not letter.issue_name:
        return _("Speaks of nobody this program wrote to, so nothing was done.")
    return {
        "hard": _("Was stopped already, or has come back since."),
        "policy": _("Is written to again: it is about us, not about this person. Show it to whoever looks after your e-mail."),
        "rate": _("Is written to again: the server wanted fewer letters at a time."),
    }.get(
        letter.class_, _("Is written to again. Where five issues in a row come back over a month or more, no further one goes.")
    )


def mailbox_line(state: MailboxState, now: datetime, zone: tzinfo) -> tuple[str, str, str]:
    """How it stands with one mailbox: token, drawing, words."""
    position, name = state.position, state.account.name
    if position.problem:
        words = _("{name} was not read to its end: {why}").format(name=name, why=position.problem)
        if position.at is not None:
            words += " " + _("The last time it was, {when}.").format(when=when(position.at, now, zone))
        return "danger", "circle-x", words
    if position.at is None:
        return "muted", "circle", _("{name} has not been read yet.").format(name=name)
    words = _("{name} was read {when}.").format(name=name, when=when(position.at, now, zone))
    if position.for_people:
        words += " " + ngettext(
            "{count} letter there is from a person: read it in your mail program.",
            "{count} letters there are from people: read them in your mail program.",
            position.for_people,
        ).format(count=position.for_people)
    return "ok", "circle-check", words


def heard_words(heard: Heard) -> str:
    """What reading everything came to, in a sentence."""
    words = ngettext("{count} new letter.", "{count} new letters.", heard.letters).format(count=f"{heard.letters:,}")
    if heard.stopped:
        words += " " + ngettext(
            "{count} person gets no more letters from now on.", "{count} people get no more letters from now on.", heard.stopped
        ).format(count=f"{heard.stopped:,}")
    return words
