"""Sentences about a sending: how far it has come, how it went, why a letter did not arrive. Plain words, no server's jargon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from composer.delivery.campaign import Campaign, Counts
from composer.delivery.reasons import Reason, enhanced_status, reason_of
from composer.i18n import N_, _, ngettext


def people(count: int) -> str:
    """``1 person``, ``412 people``."""
    return ngettext("{count} person", "{count} people", count).format(count=_number(count))


def _number(count: int) -> str:
    return f"{count:,}"


def short_day(moment: datetime) -> str:
    """``Thu 3 Dec``."""
    days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    months = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    return f"{days[moment.weekday()]} {moment.day} {months[moment.month - 1]}"


def when(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """``today, 14:02``, ``Thu 3 Dec, 14:02``, with the year where it is another."""
    there, today = moment.astimezone(zone), now.astimezone(zone)
    if there.date() == today.date():
        return _("today, {time}").format(time=f"{there:%H:%M}")
    year = f" {there.year}" if there.year != today.year else ""
    return f"{short_day(there)}{year}, {there:%H:%M}"


def span(starts: datetime, ends: datetime, zone: tzinfo) -> str:
    """``on Thu 3 Dec, 14:02–14:16`` or ``between Thu 3 Dec, 14:02 and Fri 4 Dec, 09:10``."""
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    if first.date() != last.date():
        return _("between {first} and {last}").format(
            first=f"{short_day(first)}, {first:%H:%M}", last=f"{short_day(last)}, {last:%H:%M}"
        )
    hours = f"{first:%H:%M}" if f"{first:%H:%M}" == f"{last:%H:%M}" else f"{first:%H:%M}–{last:%H:%M}"
    return _("on {day}, {hours}").format(day=short_day(first), hours=hours)


def duration(seconds: float) -> str:
    """How long it will take: ``less than a minute``, ``about 14 minutes``, ``about 3 hours``, ``about 2 days``."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 90:
        return ngettext("about {count} minute", "about {count} minutes", minutes).format(count=minutes)
    hours = round(minutes / 60)
    if hours < 36:
        return ngettext("about {count} hour", "about {count} hours", hours).format(count=hours)
    days = round(hours / 24)
    return ngettext("about {count} day", "about {count} days", days).format(count=days)


def left(seconds: float) -> str:
    """``9 minutes left``."""
    minutes = max(1, round(seconds / 60))
    if seconds < 45:
        return _("less than a minute left")
    if minutes < 90:
        return ngettext("{count} minute left", "{count} minutes left", minutes).format(count=minutes)
    hours = round(minutes / 60)
    return ngettext("{count} hour left", "{count} hours left", hours).format(count=hours)


def sentence(words: str) -> str:
    """The words with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def clock_time(seconds: int) -> str:
    """A countdown: ``0:54``."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def how_it_went(campaign: Campaign, counts: Counts, zone: tzinfo, *, last: datetime | None = None) -> str:
    """The report's one big sentence: ``408 of 412 went out on Thu 3 Dec, 14:02–14:16.``

    Args:
        last: when the last letter went, for a campaign that is not finished.
    """
    total = counts.total
    ended = campaign.finished or last
    times = span(campaign.started, ended, zone) if campaign.started is not None and ended is not None else ""
    if counts.sent == total and total:
        if total == 1:
            return _("The letter went out {when}.").format(when=times)
        return _("All {total} went out {when}.").format(total=_number(total), when=times)
    if not counts.sent:
        if campaign.state == "cancelled":
            return _("Stopped before anything was sent.")
        return _("Nothing was sent yet.") if campaign.state != "finished" else _("Nothing was sent.")
    sentence = _("{sent} of {total} went out {when}.").format(sent=_number(counts.sent), total=_number(total), when=times)
    return " ".join(sentence.split()).replace(" .", ".")


def standing(counts: Counts) -> list[tuple[str, str]]:
    """What became of the letters so far, as (token of a colour, words); only what there is any of."""
    lines = (
        ("ok", ngettext("{count} sent", "{count} sent", counts.sent), counts.sent),
        ("muted", ngettext("{count} waiting", "{count} waiting", counts.queued), counts.queued + counts.sending),
        ("muted", ngettext("{count} to be tried again", "{count} to be tried again", counts.deferred), counts.deferred),
        ("danger", ngettext("{count} refused", "{count} refused", counts.failed), counts.failed),
        ("warn", ngettext("{count} not certain", "{count} not certain", counts.uncertain), counts.uncertain),
        ("muted", ngettext("{count} left out", "{count} left out", counts.suppressed), counts.suppressed),
        ("muted", ngettext("{count} not sent", "{count} not sent", counts.cancelled), counts.cancelled),
    )
    return [(token, words.format(count=_number(count))) for token, words, count in lines if count]


def go_on_question(counts: Counts) -> str:
    """What is asked about a campaign that is not finished: ``132 were sent. Continue with the other 280?``"""
    rest = counts.queued + counts.sending + counts.deferred
    if not rest:
        return uncertain_sentence(counts.uncertain)
    if not counts.sent:
        return _("It was about to go to {people}. Nothing was sent yet.").format(people=people(rest))
    sent = ngettext("{count} was sent.", "{count} were sent.", counts.sent).format(count=_number(counts.sent))
    ask = ngettext("Continue with the other one?", "Continue with the other {count}?", rest).format(count=_number(rest))
    return f"{sent} {ask}"


def uncertain_sentence(count: int) -> str:
    """``1 person may have it already; the line broke before an answer came.``"""
    return ngettext(
        "{count} person may have it already: the line broke before an answer came.",
        "{count} people may have it already: the line broke before an answer came.",
        count,
    ).format(count=_number(count))


_LEFT_OUT: dict[str, str] = {
    "unsubscribed": N_("{count} unsubscribed"),
    "complained": N_("{count} complained about a letter"),
    "bounced": N_("{count} with an address that does not work"),
    "by_hand": N_("{count} marked not to be written to"),
    "erased": N_("{count} erased for good"),
    "domain": N_("{count} at a domain not to be written to"),
    "excluded": N_("{count} on a list left out"),
    "already_sent": N_("{count} had this issue already"),
    "address": N_("{count} with an address no letter can go to"),
}


def left_out_in_words(left_out: Mapping[str, int]) -> list[str]:
    """Who is left out and why, one phrase for each reason: ``5 unsubscribed``."""
    return [
        _(_LEFT_OUT.get(reason, N_("{count} for another reason"))).format(count=_number(count))
        for reason, count in left_out.items()
    ]


STATE_WORDS: dict[str, str] = {
    "queued": N_("Waiting"),
    "sending": N_("On its way"),
    "sent": N_("Sent"),
    "failed": N_("Refused"),
    "deferred": N_("Will be tried again"),
    "uncertain": N_("Not certain"),
    "suppressed": N_("Left out"),
    "cancelled": N_("Not sent"),
}
"""What became of a letter, in a word or two (to be shown through gettext)."""

_REASON_WORDS: dict[Reason, str] = {
    "no_such_person": N_("There is no such mailbox. The address may have a typing mistake, or the person has left."),
    "no_such_domain": N_("The part after the @ does not exist. The address may have a typing mistake."),
    "disabled": N_("The mailbox has been closed."),
    "moved": N_("The person has another address now."),
    "full": N_("The mailbox is full."),
    "too_large": N_("The letter is larger than their mail server takes."),
    "rate": N_("The mail server took no more letters at that moment."),
    "sign_in": N_("The mail server wanted a sign-in, or refused ours."),
    "policy": N_("Their mail server refused the letter by its own rules."),
    "relay": N_("The mail server does not pass letters on to that address."),
    "sender": N_("The sender’s address was not accepted."),
    "routing": N_("The letter found no way to their mail server."),
    "temporary": N_("Their mail server could not take it at that moment."),
    "filtered": N_("A filter of theirs refused the letter."),
    "unknown": N_("Their mail server refused it without a clear reason."),
}


def reason_words(reason: Reason) -> str:
    """Why a letter did not arrive, in a sentence."""
    return _(_REASON_WORDS[reason])


def reason_in_plain_words(state: str, reply: str) -> str:
    """Why a letter is not there, from the server's answer; empty where it is there."""
    if state in ("sent", "queued", "sending"):
        return ""
    if state in ("suppressed", "cancelled", "uncertain") or not reply[:3].isdigit():
        return reply
    return _(_REASON_WORDS[reason_of(enhanced_status(reply), reply)])


def three_names(names: Sequence[str], total: int) -> str:
    """``Anna Lind, Bo Ek, Cem Ay and 409 others``."""
    shown = list(names[:3])
    rest = total - len(shown)
    if not shown:
        return ""
    if rest > 0:
        others = ngettext("{count} other", "{count} others", rest).format(count=_number(rest))
        return _("{names} and {others}").format(names=", ".join(shown), others=others)
    if len(shown) == 1:
        return shown[0]
    return _("{names} and {last}").format(names=", ".join(shown[:-1]), last=shown[-1])
