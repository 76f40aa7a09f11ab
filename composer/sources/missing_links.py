"""Places where a link or an address got lost: copying a page keeps the words "can be found here" and loses where "here" is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.i18n import _

_ADDRESS = re.compile(
    r"https?://|www\.|\b[\w-]+\.(?:org|com|net|co|ac|gov|nhs|uk|eu|info|scot|wales|ie)\b|@[\w-]+", re.IGNORECASE
)
_HERE = re.compile(
    r"(?:(?:can|may|will)\s+be\s+(?:found|downloaded|viewed|accessed|read|seen|booked)|(?:is|are)\s+available|available"
    r"|(?:read|find\s+out|learn|see)\s+more|(?:more|further)\s+(?:information|details)(?:\s+(?:is|are))?|click|download|read|view|watch"
    r"|listen|see|book|register|apply|sign\s+up|find|visit|donate|join|subscribe|complete|take\s+part)"
    r"\b[^.!?\n]{0,70}?\b(?:here|this\s+link|the\s+link(?:\s+below)?)\b[.:]*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\b(?:visit|see|go\s+to|on|via|through)\s+(?:our|the|their)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:web\s?site|web\s?page|page|site|online\s+form|link\s+below|event\s+page)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\b(?:web|website|social\s+media)[\w\s,&/-]{0,40}\b(?:pages?|links?|sites?)\s+below\b", re.IGNORECASE)
_LIST_FOLLOWS = re.compile(r"\b(?:below|following\s+(?:links?|pages?|sites?|websites?|resources))\b\W*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|(?<=[\n.;,(|]\s)|(?<=\n))(?P<label>e-?mail(?:\s+address)?|tel(?:ephone)?|phone|mobile|web(?:\s?site)?|website|url|link"
    r"|facebook|twitter|contact|book(?:ing)?\s+(?:at|link)|register\s+(?:at|here)|download|address)\s?:",
    re.IGNORECASE,
)
_MAIL_AT_END = re.compile(
    r"\b(?:(?:or|and|by|via|please|to|us\s+by|us\s+on)\s+)?(?:an\s+)?e-?mail(?:ing)?(?:\s+(?:us|me|him|her|them|the\s+team))?"
    r"(?:\s+(?:at|on|to))?\s*[.:,]?\s*$",
    re.IGNORECASE,
)
_CALL_AT_END = re.compile(
    r"\b(?:(?:call|phone|ring|telephone|contact)(?:\s+\w+){0,3}?\s+(?:on|at)|visit|go\s+to|follow\s+us\s+(?:on|at))\s*[.:,]?\s*$",
    re.IGNORECASE,
)
_OPEN_BRACKET = re.compile(r"\([\s,.;:]*$|\(\s*\)|\[\s*\]")
_LONE_INVITATION = re.compile(
    r"^(?:download|view|read|watch|see|open|book|register|buy|get|order)\s+(?:the|our|your|a|an|this|full|tickets?|more)\b[^.!?\n]{0,90}$",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"[\w”’)]\s*(?:::+|\s[–—-])\s*$")
_BARE_VISIT = re.compile(r"^(?:visit|go\s+to|website|web|link)\s*:?$", re.IGNORECASE)


def missing_links(passages: list[str]) -> tuple[str, ...]:
    """A note for every place in the passages (plain words, one paragraph each) where a link or an address is missing, each once.

    Only for text that cannot hold links: on a page, "here" is a link.
    """
    notes: dict[str, None] = {}
    listing = False
    for passage in passages:
        found = list(_gaps(passage))
        lone = len(passage) <= 90 and re.search(r"\n|[.!?:]$", passage) is None and not _ADDRESS.search(passage)
        if listing and lone and not found:
            found = [(_short(passage), False)]
        listing = (listing and lone) or _LIST_FOLLOWS.search(passage) is not None
        for words, address in found:
            text = _("An address is missing after “{words}”.") if address else _("A link is missing after “{words}”.")
            notes[text.format(words=words)] = None
    return tuple(notes)


def _gaps(passage: str) -> Iterator[tuple[str, bool]]:
    """The words before each gap, and True where an address (mail, telephone) rather than a link is missing."""
    for line in passage.split("\n"):
        text = line.strip()
        for pattern in (_HERE, _PAGE, _BELOW):
            for match in pattern.finditer(text):
                if not _ADDRESS.search(text[match.end() :][:60]):
                    yield _short(match.group()), False
        for match in _LABEL.finditer(text):
            value = text[match.end() :].strip()
            label = match["label"]
            if not _suits(label, value):
                yield f"{label}:", label.lower()[0] in "emtp" and "twitter" not in label.lower()
        if mail := _MAIL_AT_END.search(text):
            yield _short(mail.group()), True
        elif call := _CALL_AT_END.search(text):
            yield _short(call.group()), call.group().lower().startswith(("c", "p", "r", "t"))
        elif _BARE_VISIT.match(text):
            yield _short(text), False
        if bracket := _OPEN_BRACKET.search(text):
            yield _tail(text[: bracket.end()]), True
        elif _DANGLING.search(text):
            yield _tail(text), False
        elif _LONE_INVITATION.match(text) and not _HERE.search(text) and not _ADDRESS.search(text):
            yield _short(text), False


def _suits(label: str, value: str) -> bool:
    """True where what follows a label can be what the label promises."""
    name = label.lower()
    if not value:
        return False
    if name.startswith(("e", "mail")):
        return "@" in value.partition(" or ")[0].split(" ")[0] or "@" in value[:80]
    if name.startswith(("tel", "phone", "mobile")):
        return re.search(r"\d{3}", value[:40]) is not None
    if name.startswith(("web", "url", "link")):
        return _ADDRESS.search(value[:120]) is not None
    return True


def _short(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + "…"


def _tail(text: str) -> str:
    """The last few words, which tell a person where to look."""
    return " ".join(text.split()[-12:])
