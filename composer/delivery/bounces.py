"""Letters that come back: whose letter it was, and whether to write to that person again.

Reads delivery reports (RFC 3464), complaints (ARF, RFC 5965; Amazon's notifications), reports in free words (with the help of
flufl.bounce), automatic replies (RFC 3834) and unsubscribe letters. In doubt nobody is given up: only "there is no such
person", a complaint and an unsubscription say that one letter was one too many.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from typing import Any, Literal

from composer.delivery.reasons import GONE, Reason, enhanced_status, reason_of
from composer.delivery.returned_letter import (
    addresses_in,
    addresses_of_text,
    header,
    is_address,
    notice,
    our_token,
    parse,
    parts,
    returned,
    text_of,
)
from composer.delivery.unsubscribe import find_token

Kind = Literal["bounce", "complaint", "unsubscribe", "auto_reply", "other"]
Class = Literal["hard", "soft", "policy", "rate"]

MOST_RECIPIENTS = 500
_DAEMON = re.compile(r"mailer.?daemon|post_?master|mail delivery|maildeliver|delivery (?:sub)?system", re.IGNORECASE)
_FAILURE_SUBJECT = re.compile(
    r"^(?!re:|fw)[^:]{0,40}(?:undeliver|deliver\w* (?:status|fail|problem|notification|delay|error)|failure notice|"
    r"returned (?:mail|to sender)|mail delivery|non[- ]?remis|unzustellbar|delayed mail|message delayed|could not be delivered|"
    r"delivery has failed|mail fail|no se (?:ha )?p)",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(
    r"warning only|will be re-?tried|still being re-?tried|will (?:continue|keep)|not yet been delivered|delivery attempts|"
    r"has been delayed|message delayed|do not need to resend",
    re.IGNORECASE,
)
_AUTOMATIC_SUBJECT = re.compile(
    r"^(?:auto(?:matic|mated)?[ -]?(?:reply|response|antwort)|auto:|out of (?:the )?office|away\b|"
    r"on (?:holiday|vacation|leave)|vacation|fuera de la oficina|afwezig|fr[åa]nvaro|autosvar|ateb awtomatig|"
    r"abwesen|automatische antwort|r[ée]ponse automatique|absence du bureau|respuesta autom|risposta automatica|"
    r"automatisch antwoord|automatiskt? svar|自動(?:返信|応答)|不在)|^.{0,80}\bout[ -]of[ -](?:the[ -])?office\b",
    re.IGNORECASE,
)
_UNSUBSCRIBE_SUBJECT = re.compile(
    r"^(?:(?:re|aw|sv|tr|antw)\s*:\s*)*(?:please,?\s+|bitte\s+|merci de\s+)?"
    r"(?:i (?:want|wish|would like) to\s+)?(?:me\s+)?(?:un-?subscribe\b|opt[ -]?out\b|remove me$|stop$|"
    r"stop (?:sending|e-?mailing|mailing)\b|cancel (?:my |the |this )?(?:newsletter )?subscription|"
    r"no more (?:e-?mails?|newsletters?)\b|"
    r"dad-? ?danysgrifio|remove me from (?:your|this|the)(?: e-?mail| mailing)* ?(?:newsletter|mailings?|e-?mails?)\b|"
    r"(?:remove|take) me (?:from|off) (?:your|this|the)(?: e-?mail| e-?mailing| mailing| newsletter)* list\b|"
    r"d[ée]s(?:abonn|inscri)|abbestell|abmelden\b|afmelden\b|uitschrijven\b|avregistrera\b|(?:dar(?:me)? de )?baja$|disiscri)|"
    r"^newsletter.{0,20}(?:abmeld|abbestell|k[üu]ndig)",
    re.IGNORECASE,
)
_NO_COMPLAINT = frozenset({"not-spam", "auth-failure", "virus"})
"""Feedback that is no wish of the reader's: RFC 6430, RFC 6591, and what a scanner thought."""
_OURS_OR_THE_REPORTERS = ("To", "Cc", "From", "Sender", "Reply-To", "Return-Path", "Delivered-To")
_NOT_A_RECIPIENT = re.compile(r"^\s*(?:mail from|from|sender|original sender|cc|reply-to|message-?id|subject)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class ReplyEntry:
    """What one message says of one person.

    Attributes:
        kind: bounce, complaint, unsubscribe, auto_reply or other.
        recipient: the address it speaks of, as written there; None where it names none.
        class_: for bounces: hard (nobody is there), soft (may pass), policy (about us), rate (too many letters); else None.
        status: the enhanced status code (RFC 3463), or empty.
        reason: one word of :data:`composer.delivery.reasons.Reason`, or what the complaint calls itself.
        suppress: this one message is reason enough to write to that person no more.
        token: the mark of our own letter, where it is in the report; empty otherwise.
    """

    kind: Kind
    recipient: str | None = None
    class_: Class | None = None
    status: str = ""
    reason: str = ""
    suppress: bool = False
    token: str = ""


def read_reply(raw: bytes) -> list[ReplyEntry]:
    """What a message that reached the sender's mailbox says, one entry for each person it speaks of.

    Never raises and never returns an empty list: what cannot be understood is ``other``.
    """
    message = parse(raw)
    token = our_token(raw)
    entries = (
        _complaint(message, token)
        or _provider_notification(message)
        or _delivery_report(message, token)
        or _report_in_words(message, token)
        or _from_a_person(message)
    )
    return entries[:MOST_RECIPIENTS]


def _complaint(message: Message, token: str) -> list[ReplyEntry]:
    """An abuse report: RFC 5965."""
    for part in parts(message):
        if part.get_content_type() != "message/feedback-report":
            continue
        fields = _blocks(part)[0]
        reason = header(fields, "Feedback-Type").lower() or "abuse"
        if reason in _NO_COMPLAINT:
            return [ReplyEntry("other", reason=reason)]
        named = [_bare(value) for name in ("Original-Rcpt-To", "Removal-Recipient") for value in fields.get_all(name, [])]
        named = [address for address in named if is_address(address)]
        letter = returned(message)
        if not named and letter is not None:
            named = addresses_in(letter, "To", "X-Original-To", "Delivered-To")[:1]
        return [
            ReplyEntry("complaint", address, reason=reason, suppress=bool(address or token), token=token)
            for address in (named or [None])  # type: ignore[list-item]
        ]
    return _microsofts_complaint(message, token)


def _microsofts_complaint(message: Message, token: str) -> list[ReplyEntry]:
    """A report of Outlook.com's programme (JMRP), which is no ARF: the letter with one more header."""
    for found in (message, returned(message)):
        address = _bare(header(found, "X-HmXmrOriginalRecipient")) if found is not None else ""
        if is_address(address):
            return [ReplyEntry("complaint", address, reason="abuse", suppress=True, token=token)]
    return []


def _provider_notification(message: Message) -> list[ReplyEntry]:
    """Amazon SES's notifications, which come as JSON in a plain letter."""
    # Old servers cut long lines with “!”, a line end and a space.
    text = text_of(message).lstrip().replace("!\n ", "") if not message.is_multipart() else ""
    if not text.startswith("{"):
        return []
    try:
        data: Any = json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return []
    kind = str(data.get("notificationType") or data.get("eventType") or "")
    if kind == "Complaint":
        return [
            ReplyEntry("complaint", address, reason="abuse", suppress=True)
            for address, _entry in _notified(data, "complaint", "complainedRecipients")
        ]
    if kind == "Bounce":
        found = []
        for address, entry in _notified(data, "bounce", "bouncedRecipients"):
            words, status = str(entry.get("diagnosticCode", "")), str(entry.get("status", ""))
            lasting = str(data["bounce"].get("bounceType", "")) == "Permanent"
            found.append(_bounce(address, status, words, words, delayed=not lasting))
        return found
    if kind == "Delivery":
        return [
            ReplyEntry("other", address, status="2.0.0", reason="delivered")
            for address in _strings(data, "delivery", "recipients")
        ]
    return []


def _notified(data: dict[str, Any], part: str, name: str) -> list[tuple[str, dict[str, Any]]]:
    section = data.get(part)
    entries = section.get(name) if isinstance(section, dict) else None
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return [(str(entry["emailAddress"]), entry) for entry in found if is_address(str(entry.get("emailAddress", "")))]


def _strings(data: dict[str, Any], part: str, name: str) -> list[str]:
    section = data.get(part)
    entries = section.get(name) if isinstance(section, dict) else None
    return [entry for entry in entries if isinstance(entry, str)] if isinstance(entries, list) else []


def _delivery_report(message: Message, token: str) -> list[ReplyEntry]:
    """A delivery status notification: RFC 3464, wherever the part stands."""
    entries = []
    for part in parts(message):
        if part.get_content_type() not in ("message/delivery-status", "message/global-delivery-status"):
            continue
        words = notice(message)
        recipients = [(block, _recipient_of(block)) for block in _blocks(part)]
        named = [address for _block, address in recipients if address]
        for block, address in recipients:
            if not address:
                continue
            action = header(block, "Action").lower()
            status = enhanced_status(header(block, "Status")) or header(block, "Status")[:12]
            said = f"{header(block, 'Diagnostic-Code')}\n{_words_about(words, address, named)}"
            if action in ("delivered", "relayed", "expanded") or status.startswith("2."):
                entries.append(ReplyEntry("other", address, status=status, reason="delivered", token=token))
            else:
                entries.append(_bounce(address, status, said, words, delayed=action == "delayed", token=token))
    return entries


def _blocks(part: Message) -> list[Message]:
    """The groups of fields in a report; at least one, which may be empty."""
    payload = part.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    return blocks or [parse(text_of(part).encode())]


def _recipient_of(block: Message) -> str:
    """The address we wrote to: Original-Recipient, which a forwarding keeps; else Final-Recipient."""
    for name in ("Original-Recipient", "Final-Recipient"):
        address = _bare(header(block, name))
        if is_address(address):
            return address
    return ""


def _bare(value: str) -> str:
    return value.rpartition(";")[2].strip().strip("<>").strip()


def _report_in_words(message: Message, token: str) -> list[ReplyEntry]:
    """A report that only a person was meant to read."""
    subject, sender = header(message, "Subject"), header(message, "From")
    failed = [_bare(address) for value in message.get_all("X-Failed-Recipients", []) for address in str(value).split(",")]
    reports = bool(failed or _DAEMON.search(sender) or _FAILURE_SUBJECT.search(subject))
    if not reports or (_AUTOMATIC_SUBJECT.search(subject) and not failed):
        return []
    words = notice(message)
    temporary, lasting = _recognised(message)
    machine = failed or temporary or lasting or token or _DAEMON.search(sender) or _made_by_a_machine(message)
    if not machine:  # a person may write of deliveries, too
        return []
    own = {address.lower() for address in addresses_in(message, *_OURS_OR_THE_REPORTERS)}
    named = [address for address in failed if is_address(address)] or sorted(temporary | lasting)
    if not named:
        telling = "\n".join(line for line in words.splitlines() if not _NOT_A_RECIPIENT.match(line))
        named = [address for address in addresses_of_text(telling) if address.lower() not in own and not _DAEMON.search(address)]
    delayed = bool(_STILL_TRYING.search(f"{subject}\n{words}"))
    if not named:
        # It names nobody; our own mark still says whose letter it was.
        entry = _bounce("", "", words, words, delayed=delayed, token=token)
        return [ReplyEntry("bounce", None, entry.class_, entry.status, entry.reason, entry.suppress and bool(token), token)]
    passing = {address for address in named if delayed or address in temporary - lasting}
    return [
        _bounce(address, "", _words_about(words, address, named), words, delayed=address in passing, token=token)
        for address in named
    ]


def _made_by_a_machine(message: Message) -> bool:
    return (
        returned(message) is not None
        or header(message, "Auto-Submitted").lower().startswith("auto-")
        or header(message, "Return-Path") == "<>"
        or header(message, "Precedence").lower() in ("bulk", "junk", "auto_reply")
    )


def _recognised(message: Message) -> tuple[set[str], set[str]]:
    """What flufl.bounce finds: addresses that failed for now, and for good."""
    from flufl.bounce import all_failures

    try:
        temporary, lasting = all_failures(message)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError):
        return set(), set()  # it was not made for letters as broken as this one
    return _readable(temporary), _readable(lasting)


def _readable(addresses: Iterable[bytes]) -> set[str]:
    return {found for address in addresses if is_address(found := address.decode("utf-8", "replace"))}


def _words_about(words: str, address: str, named: list[str]) -> str:
    """The lines about one of several addresses: from where it is named to where another one is."""
    others = [other.lower() for other in named if other.lower() != address.lower()]
    found: list[str] = []
    about = False
    for line in words.splitlines():
        low = line.lower()
        if address.lower() in low:
            about = True
        elif any(other in low for other in others):
            about = False
        if about:
            found.append(line)
    return "\n".join(found)


def _bounce(address: str, status: str, said: str, words: str, *, delayed: bool, token: str = "") -> ReplyEntry:
    """Sort one failed recipient.

    Args:
        status: from the report's own field; may be empty, or say nothing (``5.0.0``).
        said: what is said of this very recipient; words: the whole notice, for where that says nothing.
    """
    telling = status if status and not status.endswith(".0.0") else enhanced_status(said) or status
    reason: Reason = reason_of(telling, said)
    if reason == "unknown":
        telling = telling or enhanced_status(words)
        reason = reason_of(telling, words)
    class_: Class = "soft"
    passing = delayed or status.startswith("4.") or (not status and telling.startswith("4."))
    if reason in GONE and not passing:
        class_ = "hard"
    elif (status or telling).startswith("5.7.") and reason == "policy":
        class_ = "policy"
    elif (status or telling).startswith("4.7.") or (status or telling) == "5.4.5":
        class_ = "rate"
    return ReplyEntry("bounce", address, class_, telling, reason, suppress=class_ == "hard", token=token)


def _from_a_person(message: Message) -> list[ReplyEntry]:
    """An automatic reply, an unsubscribe letter, or something a person must read."""
    sender = next(iter(addresses_in(message, "From", "Reply-To", "Return-Path")), None)
    subject = header(message, "Subject")
    submitted = header(message, "Auto-Submitted").lower()
    automatic = (
        submitted.startswith("auto-")
        or header(message, "Precedence").lower() in ("auto_reply", "auto-reply")
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply"))
        or bool(_AUTOMATIC_SUBJECT.search(subject))
    )
    token = find_token(f"{subject} {header(message, 'To')} {header(message, 'Delivered-To')}")
    wish = _UNSUBSCRIBE_SUBJECT.search(subject) or (token and "unsubscribe" in subject.lower())
    # Mail programs write the letter of their button themselves, and some say so; with our own mark in it it is a wish.
    if automatic and not (token and _UNSUBSCRIBE_SUBJECT.search(subject)):
        return [ReplyEntry("auto_reply", sender, reason="auto_reply")]
    if wish:
        return [ReplyEntry("unsubscribe", sender, reason="unsubscribe", suppress=True, token=token)]
    return [ReplyEntry("other", sender)]
