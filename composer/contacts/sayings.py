"""What a file says of a person's wish: the words for yes, no, bounced and complained that other programs' exports hold.

A word is compared without capitals and accents, with blanks for ``_`` and ``-``. In doubt it is a no: whoever is left out wrongly
can be put right in the preview, whoever is written to against their wish cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from composer.contacts.contact import clean_text, fold
from composer.contacts.file_days import read_day

Saying = Literal["", "unsubscribed", "complained", "bounced", "left_list", "not_agreed"]
"""What a row says of a person: nothing against writing to them; one of three reasons never to; that they left this very list; or
that they never agreed."""
FOR_GOOD = frozenset({"unsubscribed", "complained", "bounced"})
"""What is kept as a mark."""


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


_YES = _phrases(
    """1|y|yes|true|t|on|ja|oui|si|sim|x|v|o|✓|✔|☑|vrai|wahr|sant|verdadero|vero|checked|ticked|agreed|opted in|opt in|optin|
    granted|subscribed|always|active|express|implied|ydw|oes|ie|[x]|☒|1.0"""
)
_NO = _phrases(
    """0|0.0|n|no|false|f|off|never|none|-|nein|non|nej|nao|nee|nie|faux|falsch|falskt|falso|✗|✘|☐|[ ]|[]|unchecked|declined|
    denied|refused|withdrawn|nac ydw|nac oes|nage|na"""
)
_UNKNOWN = _phrases(
    """unknown|n/a|#n/a|na|nan|null|nil|?|undefined|unbekannt|inconnu|desconocido|—|–|\\n|(none)|(blank)|(empty)|not set|no date|
    not recorded|not asked|not known"""
)
_NOTHING = frozenset(
    {"subscribed", "active", "ok", "good", "valid", "deliverable", "not bounced", "not unsubscribed", "[]", "{}"}
)
_NO_TIME = re.compile(
    r"000[01]|1970 01 01|1900 01 0[01]|1899 12 3[01]|19(?:70|00)/0?1/0?1|0?[01]/0?[01]/(?:1970|1900|0000)|3[01]/12/1899|"
    r"12/3[01]/1899"
)
"""How programs write a time that is none."""

_SAID_NO = re.compile(
    r"(?<!not )(?<!non )unsub|\bopt(?:ed|s|ing)? ?out|abgemeld|abbestell|ausgetragen|widerruf|desinscri|desabonn|desuscri|"
    r"\bde baja|^baja$|avregistr|avanmal|avprenum|afmeld|avmeld|afgemeld|uitgeschrev|disiscri|cancellat[oa]|descadastr|wypisan|"
    r"\bdo not\b(?! (?:phone|telephone|call|ring|sms|text|fax|post|visit|share|swap|trade)\b(?!.*(?:mail|contact|send|write)))|"
    r"\b(?:don|does|did|doesn|didn)['’ ]?(?:n?['’ ]?t| not) (?:e ?mail|mail|contact|send|want|wish|write)|\bno e ?mail|"
    r"removed|withdr[ae]w|suppress|black ?list|block ?list|deceased|verstorben|\bdead\b|daddanysgrif|dad danysgrif|revoked|"
    r"\bno (?:more |further )?(?:mail|newsletter|marketing|contact)|\bobject(?:ed|s|ion)\b|\bstop(?:ped)?\b|not interested"
)
_COMPLAINED = re.compile(r"complain|spam|abuse|junk")
_BOUNCED = re.compile(
    r"(?<!soft )(?<!soft)(?<!not )bounce|cleaned|undeliver|invalid|does not exist|no such (?:user|mailbox)|unzustellbar|"
    r"rebot|rebond|hard fail|undelivered|mailbox not found|unknown user|user unknown|^5\.1\.\d+$|returned mail"
)
_SOFT = re.compile(r"\bsoft|transient|temporar")
_NOT_ON_IT = re.compile(
    r"\b(?:not|non|never|nicht|pas|no)(?: ?yet)? ?(?:e ?mail ?)?"
    r"(?:subscri|opted|agreed|consent|confirm|suscri|abon|angemeld|bestat)|"
    r"unconfirm|unverified|sin confirm|pending|en attente|ausstehend|inaktiv|inacti[vf]|inattiv|disabled|d[ei]s?[ae]ctiv|"
    r"deaktiv|archiv|deleted|gelosch|supprim|eliminad|\btrash|\bblocke?d?\b|gesperrt|bloque|\bcancel|on hold|expired|"
    r"rejected|declin|refus|den(?:ied|y)|suspended|paused|await|waiting|to be confirmed|\btb[ca]\b|\bmaybe\b|unsure|undecided|"
    r"\b(?:consent|opt ?in|permission|agreed|newsletter|marketing|e ?mails?)\b.{0,20}[ :=](?:no|none|false|nein|non|nej|0)$|"
    r"\bno (?:consent|permission|opt ?in)|legitimate interest"
)
_LETTERS: dict[str, Saying] = {"u": "unsubscribed", "b": "bounced", "p": "not_agreed", "s": "not_agreed", "i": "not_agreed"}
"""One-letter states of newsletter plugins: unsubscribed, bounced, complained or pending, not confirmed, inactive."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_NOT_OUT = re.compile(r"(?:not|non) (?:unsub|opted out|bounced|withdrawn|blocked)")
_NO_FIRST = frozenset({"no", "not", "never", "nein", "nicht", "non", "pas", "nej", "nee", "nac", "nage", "keine", "none"})
_BY_ANOTHER_WAY = re.compile(
    r"^(?:by )?(?:post|sms|text|phone|telephone|calls?)(?:(?: and| or|,|/|&)* (?:post|sms|text|phone|calls?))*(?: only)?$"
)

_STATE_HEADINGS = frozenset({"state", "zustand", "etat", "stato", "tillstand", "tilstand", "subscriber"})
_UNSUBSCRIBED = _phrases(
    """unsubscribed|unsubscribe|opted out|opt out|optout|optedout|global unsubscribe|do not email|do not e mail|do not contact|
    no email|no emails|no e mail|do not mail|no mail|no mails|no mailings|no newsletter|no newsletters|
    abgemeldet|abbestellt|ausgetragen|desabonne|desabonnee|desinscrit|desinscrite|dado de baja|
    desuscrito|avregistrerad|afgemeld|afmeldt|avmeldt|uitgeschreven|disiscritto|descadastrado|blacklisted|blocklisted|
    email blacklisted|suppressed"""
)
_NO_WORDS: dict[str, Saying] = {
    **dict.fromkeys(_UNSUBSCRIBED, "unsubscribed"),
    **dict.fromkeys(_phrases("complained|complaint|spam complaint|spamcomplaint|marked as spam|reported spam"), "complained"),
    **dict.fromkeys(
        _phrases("bounced|hard bounce|hard bounced|hardbounce|hardbounced|cleaned|undeliverable|unzustellbar"), "bounced"
    ),
}
"""Words that mean a no wherever they stand alone in a cell or are somebody's label."""
_STATES = frozenset(_NO_WORDS) | _phrases(
    """active|subscribed|confirmed|opted in|opt in|optin|optedin|transactional|enabled|regular|free|premium|paid|aktiv|actif|
    activo|angemeldet|abonne|inscrit|suscrito|soft bounce|soft bounced|softbounced|spam|unconfirmed|not confirmed|pending|
    inactive|inaktiv|inactif|inactivo|deleted|archived|blocked|disabled|cancelled|canceled|non subscribed|
    nonsubscribed|not subscribed|notsubscribed|never subscribed|express|implied|removed|on hold|unverified|trash|junk"""
)


def plain_words(text: str) -> str:
    """A short text as it is compared here."""
    return " ".join(re.sub(r"[\s_\-–]+", " ", fold(clean_text(text, 200))).strip(" .!\"'").split())


@lru_cache(maxsize=4096)
def what_a_cell_says(field: str, cell: str) -> Saying:
    """What the cell of a column mapped to ``status``, ``unsubscribed``, ``bounced`` or ``subscribed`` says."""
    said = plain_words(cell) or cell.strip()[:1]
    if "://" in said:  # a link by which one may unsubscribe says nothing of whether somebody did
        return ""
    if field == "status":
        return _what_a_status_says(said)
    if field == "subscribed":
        if said in _NO:
            return "unsubscribed"
        if not said or said in _UNKNOWN or _BY_ANOTHER_WAY.match(said):
            return "not_agreed"
        first = _FIRST_WORD.match(said)
        return _what_a_status_says(said) or ("not_agreed" if first and first[0] in _NO_FIRST and not _NOT_OUT.match(said) else "")
    if not said or said in _NO or said in _UNKNOWN or said in _NOTHING or _NO_TIME.match(said):
        return ""
    if field == "bounced":
        return "" if _SOFT.search(said) else "bounced"
    if _COMPLAINED.search(said):
        return "complained"
    return "bounced" if _BOUNCED.search(said) else "unsubscribed"


def _what_a_status_says(said: str) -> Saying:
    if said in _LETTERS:
        return _LETTERS[said]
    if _COMPLAINED.search(said):
        return "complained"
    if _BOUNCED.search(said):
        return "bounced"
    if _SAID_NO.search(said):
        return "unsubscribed"
    return "not_agreed" if _NOT_ON_IT.search(said) or (said in _NO and said != "-") else ""


def no_word(text: str) -> Saying:
    """What a text that stands alone (a cell of any column, a label) says against writing to somebody; empty where nothing."""
    if not text or len(text) > 30:
        return ""
    return _NO_WORDS.get(text) or _NO_WORDS.get(plain_words(text), "")


_ANSWERS = _YES | _NO | _UNKNOWN | _STATES
_ANSWER_FIRST = re.compile(r"(?:yes|no|ja|nein|oui|non|ydw|nac ydw)\b(?![\w@])")

_PIECES = tuple(
    piece.encode()
    for piece in (
        "unsub", "opt-out", "opt out", "opt_out", "optout", "opted", "do not", "do-not", "do_not", "no email", "no e-mail",
        "no e mail",
        "no mail", "no_mail", "no-mail", "no news",
        "no_email", "abgemeld", "abbestell", "ausgetrag", "sabonn", "sinscri", "de baja", "suscrit", "avregistr", "afmeld",
        "avmeld", "afgemeld", "uitgeschrev", "disiscri", "cadastrad", "cklisted", "complain", "spam", "suppress", "bounce",
        "cleaned", "undeliver", "unzustell",
    )
)  # fmt: skip
"""One of these stands in every text with a word of :data:`_NO_WORDS`, whatever accents it has."""


def may_say_no(content: bytes) -> bool:
    """Whether a word that means a no may stand in a text in an encoding that holds ASCII as it is; wrongly yes at worst."""
    low = content.lower()
    return any(piece in low for piece in _PIECES)


def holds_states(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column tells who is subscribed, by what stands in it.

    A ``State`` may be a part of a country as well as Campaign Monitor's word for subscribed or not: the cells decide.
    """
    filled = [plain_words(cell) for cell in cells if cell.strip()]
    known = sum(word in _STATES for word in filled)
    if not known or 2 * known < len(filled):
        return False
    if any(word in _NO_WORDS for word in filled):
        return True
    return known == len(filled) and plain_words(heading).replace(" ", "") in _STATE_HEADINGS


def holds_wishes(cells: Iterable[str], *, days: bool = False) -> bool:
    """Whether most cells of a column that seems to ask whether somebody wants letters answer that: yes, no, or a state.

    Args:
        days: the day on which somebody agreed is an answer, too.
    """
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(_answers(cell) or (days and read_day(cell) is not None) for cell in filled) > len(filled)


def _answers(cell: str) -> bool:
    said = plain_words(cell) or cell.strip()[:1]
    return said in _ANSWERS or _ANSWER_FIRST.match(said) is not None
