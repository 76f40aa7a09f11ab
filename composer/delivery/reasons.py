"""Why a letter was not taken: enhanced status codes (RFC 3463) and the words servers use, sorted by what must follow.

Read by ``replies`` (answers during sending) and ``bounces`` (letters that came back). The order of the patterns matters:
the first that fits wins.
"""

from __future__ import annotations

import re
from typing import Literal

Reason = Literal[
    "no_such_person", "no_such_domain", "disabled", "moved", "full", "too_large", "rate", "sign_in", "policy", "relay", "sender",
    "routing", "temporary", "filtered", "unknown",
]  # fmt: skip

GONE: frozenset[Reason] = frozenset({"no_such_person", "no_such_domain", "disabled", "moved"})
"""Nobody is there: writing again is useless and harms the sender's name."""

OUR_FAULT: frozenset[Reason] = frozenset({"rate", "sign_in", "policy", "relay", "sender", "too_large"})
"""The same would happen to the next person: never a reason to stop writing to this one."""

_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
LONGEST_TEXT = 4000  # characters of a stranger's text that are looked at

_BY_STATUS: dict[str, Reason] = {
    "1.1": "no_such_person",
    "1.2": "no_such_domain",
    "1.3": "no_such_person",
    "1.4": "unknown",
    "1.6": "moved",
    "1.7": "sender",
    "1.8": "sender",
    "1.10": "no_such_domain",  # null MX, RFC 7505; Exchange: no such recipient
    "2.2": "full",
    "2.3": "too_large",
    "3.4": "too_large",
    "4.5": "rate",
    "4.7": "temporary",
    "7.8": "sign_in",
    "7.9": "sign_in",
    "7.30": "sign_in",
    "7.57": "sign_in",
    "7.139": "sign_in",
    **dict.fromkeys(
        ("7.124", "7.129", "7.133", "7.134", "7.135", "7.136"), "filtered"
    ),  # Exchange: takes colleagues' letters only
}

_WORDS: dict[Reason, tuple[str, ...]] = {
    "full": (
        r"mailbox (?:is )?(?:full|over)",
        r"over ?quota",
        r"quota (?:is )?exceeded",
        r"exceed(?:ed|s|ing)? (?:the |his |her |its |their )?(?:storage|quota|mailbox|disk)",
        r"insufficient (?:disk|storage)",
        r"out of (?:disk )?space",
        r"storage (?:limit|full)",
        r"disk full",
        r"(?:postfach|mailbox)(?: \S+){0,4} voll\b|speicherplatz|kontingent",
        r"bo[iî]te(?: \S+){0,6} pleine|quota (?:\S+ )?(?:atteint|d[ée]pass)",
        r"buz[óo]n(?: \S+){0,4} llen[oa]",
        r"容量|いっぱい",
    ),
    "rate": (
        r"(?:send(?:ing)?|rate|daily|hourly|message|mail|submission|user|connection)s?(?: \w+){0,2} (?:limit|quota)",
        r"rate.limit",
        r"limit exceeded",
        r"too many (?:messages|mails|connections|recipients|emails|requests|sessions)",
        r"slow down",
        r"throttl",
        r"try again tomorrow",
    ),
    "sign_in": (
        r"authentication (?:is )?(?:required|failed|unsuccessful|credentials)",
        r"auth(?:entication)? (?:command )?first",
        r"not (?:logged|signed) in",
        r"bad (?:user ?name|credentials)",
        r"client not authenticated",
        r"login (?:required|denied|failed)",
        r"must (?:authenticate|issue a starttls)",
        r"starttls",
    ),
    "relay": (
        r"relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:allowed|permitted)|prohibited)",
        r"not (?:permitted|allowed) to relay",
        r"unable to relay",
        r"we do not relay",
        r"cannot relay",
    ),
    "disabled": (
        r"(?:account|mailbox|user|address|recipient)(?: \S+){0,8} (?:is |has been |was |currently )?"
        r"(?:disabled|inactive|deactivated|suspended|closed|expired|deleted|discontinued|terminated|no longer)",
        r"inactive (?:user|account|mailbox|recipient)",
        r"disabled (?:user|account|mailbox)",
        r"no longer (?:active|available|in use|valid|accept)",
    ),
    "no_such_domain": (
        r"host (?:or domain name )?not found",
        r"unknown (?:host|domain)",
        r"domain (?:name )?(?:not found|does ?n[o']t exist|unknown)",
        r"no such (?:host|domain)",
        r"name or service not known",
        r"nxdomain",
        r"bad destination system",
    ),
    "no_such_person": (
        r"user(?: is)? (?:unknown|not found|doesn'?t|does not|not known)",
        r"unknown (?:user|recipient|mailbox|account|address|local)",
        r"no such (?:user|recipient|mailbox|address|person|account|local)",
        r"no (?:mailbox|user|account)(?: here| by that| with)",
        r"does ?n[o']t exist",
        r"do not exist",
        r"not (?:a )?(?:known|valid|existing|exist|our customer|listed)",
        r"not found",
        r"unrouteable address",
        r"no(?:body| one) (?:here )?(?:by|with) (?:that|this)",
        r"invalid (?:recipient|mailbox|user|address|final)",
        r"(?:recipient|address|mailbox)(?: \S+)? (?:unknown|invalid|not found|not exist)",
        r"undeliverable address",
        r"no mail-?box",
        r"unknown or illegal alias",
        r"not listed in",
        r"couldn't be found",
        r"addressee unknown",
        r"bad destination mailbox",
        r"mailbox (?:name )?not allowed",
        r"not our customer",
        r"user .{0,64} unknown",
        r"リストにありません",  # "not in the directory list"
        r"宛先不明|ユーザー?が(?:存在し|見つかり)ません",
        r"(?:empf[äa]nger|benutzer|postfach)(?: \S+){0,3} (?:unbekannt|existiert nicht|nicht gefunden)",
        r"(?:utilisateur|destinataire|adresse)(?: \S+){0,3} (?:inconnu|inexistant|introuvable)",
        r"(?:usuario|destinatario|buz[óo]n)(?: \S+){0,3} (?:desconocido|no existe|inexistente)",
        r"adresse(?: \S+){0,3} nicht gefunden",
        r"can(?:not|'t) find (?:the )?(?:user|account|mailbox)",
    ),
    "moved": (
        r"has moved",
        r"moved to",
        r"new (?:e-?mail )?address",
    ),
    "too_large": (
        r"(?:message|mail|size|letter)(?: \w+){0,3} (?:too (?:large|big)|exceeds)",
        r"exceeds? (?:the )?(?:fixed )?(?:maximum |size )",
    ),
    "sender": (
        r"sender (?:address )?(?:rejected|denied|not allowed|verify)",
        r"(?:not (?:allowed|permitted)|denied) to send (?:as|from)",
        r"sendasdenied",
        r"invalid sender",
        r"from address",
    ),
    "policy": (
        r"spam",
        r"unsolicited",
        r"block(?:ed|list|ing)",
        r"black.?list",
        r"bulk mail",
        r"reputation",
        r"dmarc",
        r"\bspf\b",
        r"\bdkim\b",
        r"policy",
        r"rbl\b",
        r"dnsbl",
        r"content (?:rejected|denied)",
        r"rejected due to",
        r"not accepted",
        r"prohibited",
        r"banned",
        r"poor",
        r"virus",
        r"malware",
        r"phish",
        r"(?:message|mail|e-?mail) (?:was )?(?:refused|rejected)",
    ),
    "filtered": (
        r"filter(?:ed)?",
        r"refused by (?:the )?(?:user|recipient)",
        r"user reject",
    ),
    "temporary": (
        r"greylist",
        r"grey.list",
        r"try (?:again )?later",
        r"temporar",
        r"timed? ?out",
        r"still trying",
        r"will (?:keep trying|retry)",
        r"deferred",
        r"on ?hold",
        r"connection (?:refused|reset|lost|dropped)",
        r"unavailable",
        r"busy",
        r"overload",
        r"resources",
    ),
    "routing": (
        r"loop",
        r"too many hops",
        r"unable to route",
        r"no route",
        r"hop count",
    ),
}
_COMPILED = tuple((reason, re.compile("|".join(words), re.IGNORECASE)) for reason, words in _WORDS.items())


_ABOUT_US = re.compile(
    r"spam\b|unsolicited|black.?list|block.?list|\bblocked\b|reputation|dmarc|\bspf\b|\bdkim\b|phish|malware|virus", re.IGNORECASE
)
_ABOUT_THE_SENDER = re.compile(
    r"\bsender(?:'s)? (?:address |domain |e-?mail )*(?:rejected|denied|not |verif|has |is |was |does |unknown)|"
    r"\bdomain of (?:the )?sender",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"https?://\S+|\S+@\S+")


def enhanced_status(text: str) -> str:
    """The first enhanced status code in ``text`` (``5.1.1``), or empty."""
    found = _ENHANCED.search(text[:LONGEST_TEXT])
    return found.group(1) if found else ""


def reason_in_words(text: str) -> Reason:
    """What the words of ``text`` speak of; ``unknown`` where they say nothing we know."""
    flat = " ".join(text[:LONGEST_TEXT].split())
    for reason, pattern in _COMPILED:
        if pattern.search(flat):
            return reason
    return "unknown"


def reason_of(status: str, text: str) -> Reason:
    """The reason for a refusal from its enhanced status code (may be empty) and its words.

    The code decides where it is telling; the words decide for codes that servers use for anything (x.0.0, 5.2.1, 5.7.1 ...).
    """
    _class, _dot, detail = status.partition(".")
    known = _BY_STATUS.get(detail)
    words = reason_in_words(text)
    if known in GONE and (words == "full" or (words == "policy" and _ABOUT_US.search(_ELSEWHERE.sub(" ", text[:LONGEST_TEXT])))):
        return words  # some servers answer 5.1.1 to everything: the person is there
    if known is not None and known != "unknown":
        return known
    if words in GONE:
        words = _really_gone(detail, text, words)
    if detail.startswith("7."):
        return words if words in ("rate", "sign_in", "relay", "sender") else "policy"
    if detail == "2.1":
        return words if words in ("full", "disabled", "no_such_person") else "unknown"
    if detail.startswith("4."):
        return words if words in ("no_such_domain", "rate") else "routing"
    if detail.startswith("1.") and words == "unknown":
        return "no_such_person" if detail == "1.0" else "unknown"
    return words


def _really_gone(detail: str, text: str, words: Reason) -> Reason:
    """What words about somebody who is not there mean beside others: that the sender is unknown, or that it is about spam."""
    flat = _ELSEWHERE.sub(" ", " ".join(text[:LONGEST_TEXT].split()))
    if detail.startswith("6."):  # about the letter itself
        return "unknown"
    if _ABOUT_THE_SENDER.search(flat):
        return "sender"
    return "policy" if _ABOUT_US.search(flat) else words
