"""E-mail addresses: what may be written to, the form two spellings are compared by, and how a wrong one might be mended.

ASCII addresses take one regular expression that accepts only what email-validator accepts; everything else (other
scripts, ``xn--`` labels, anything odd) is asked of email-validator itself, without DNS.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from composer.errors import InputError
from composer.i18n import _

LONGEST_ADDRESS = 254
"""Characters (RFC 5321 section 4.5.3.1.3 with erratum 1690)."""
LONGEST_LOCAL_PART = 64
"""Octets (RFC 5321 section 4.5.3.1.1)."""

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_LABEL = r"(?!..--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(rf"{_ATEXT}{{1,64}}(?:\.{_ATEXT}{{1,64}})*@(?:{_LABEL}\.)+{_LABEL}(?<=[A-Za-z])", re.ASCII)
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]+")
_NAMED = re.compile(r"^(?P<name>[^<>]*)<(?P<address>[^<>]*)>$")
_ENCODED = re.compile(r"(?:=[0-9A-F]{2}){2}|=\?[\w-]+\?[BbQq]\?")
_SEVERAL = re.compile(r"@.*[;,\s].*@")
_AT_IN_WORDS = re.compile(r"\s*[(\[{]\s*(?:at|@|ät|arroba)\s*[)\]}]\s*|\s+at\s+", re.IGNORECASE)
_DOT_IN_WORDS = re.compile(r"\s*[(\[{]\s*(?:dot|punkt|point|punto)\s*[)\]}]\s*|\s+dot\s+", re.IGNORECASE)


class Address(NamedTuple):
    """A usable address.

    Attributes:
        email: as written, without what does not belong to it; for showing and for sending.
        key: normalised, for comparing: case-folded, the domain in its ASCII form (``xn--…``).
        name: the name beside it in ``Anna Bell <anna@example.org>``; else empty.
    """

    email: str
    key: str
    name: str = ""


class Refusal(NamedTuple):
    """Why a text cannot be written to.

    Attributes:
        reason: one sentence.
        mend: an address that may have been meant; empty where none suggests itself.
    """

    reason: str
    mend: str = ""


def judge_address(text: str) -> Address | Refusal:
    """Take ``text`` for an address, or say why not. Never raises, whatever the text.

    What surely does not belong to an address goes without a word: blanks and invisible characters around it,
    ``mailto:``, a name with angle brackets, quotation marks, a trailing comma, semicolon or full stop.
    """
    if (
        len(text) <= LONGEST_ADDRESS
        and _PLAIN.fullmatch(text)
        and text.index("@") <= LONGEST_LOCAL_PART
        and ("=" not in text or not _ENCODED.search(text))
    ):
        return Address(text, text.lower())
    name, bare = _unwrap(text)
    return _judge_bare(bare, name)


def read_address(text: str) -> Address:
    """The address in ``text``.

    Raises:
        InputError: it is not usable; the message holds the reason, the remedy a suggestion where there is one.
    """
    judged = judge_address(text)
    if isinstance(judged, Address):
        return judged
    shown = _INVISIBLE.sub("", " ".join(text.split()))[:100]
    message = _("“{text}” is not a usable e-mail address. {reason}").format(text=shown, reason=judged.reason)
    remedy = _("Did you mean {address}?").format(address=judged.mend) if judged.mend else _("Correct it and try again.")
    raise InputError(message, remedy)


def normalise_address(text: str) -> str:
    """The key ``text`` is compared by: the same for every spelling of one address; normalising it again changes nothing.

    Raises:
        InputError: it is not a usable address.
    """
    return read_address(text).key


def read_domain(text: str) -> str:
    """A whole domain, written ``@example.org``, as ``@`` and its ASCII form.

    Raises:
        InputError: it is not a usable domain.
    """
    judged = judge_address("x@" + text.strip().lstrip("@"))
    if isinstance(judged, Refusal):
        raise InputError(
            _("“{domain}” is not a usable domain. {reason}").format(domain=text.strip()[:100], reason=judged.reason),
            _("Write it like @example.org."),
        )
    return "@" + judged.key.partition("@")[2]


def domain_of(key: str) -> str:
    """``@`` and the domain of a normalised address."""
    return key[key.rindex("@") :] if "@" in key else ""


def _unwrap(text: str) -> tuple[str, str]:
    """Name and bare text of what is written in a cell or typed in a field."""
    bare = _INVISIBLE.sub("", " ".join(text.split())).strip().replace("＠", "@")
    name = ""
    named = _NAMED.match(bare)
    if named:
        name, bare = named["name"].strip().strip("\"'“”").strip(), named["address"].strip()
    if bare[:7].lower() == "mailto:":
        bare = bare[7:].partition("?")[0]
    bare = bare.strip().strip('"“”„«»').rstrip(".,;:>").lstrip("<").strip()
    if len(bare) > 2 and bare[0] == bare[-1] == "'":
        bare = bare[1:-1]
    return name, bare


def _judge_bare(text: str, name: str) -> Address | Refusal:
    reason = _plain_reason(text)
    if reason:
        return Refusal(reason, _mend(text))
    from email_validator import EmailNotValidError, validate_email

    try:
        # Reserved domains are allowed: practice lists live at them, and only a mail server knows who is really there.
        found = validate_email(text, check_deliverability=False, globally_deliverable=False, strict=True)
    except (EmailNotValidError, UnicodeError, ValueError):
        return Refusal(_("It is not written the way an e-mail address can be."), _mend(text))
    domain = (found.ascii_domain or "").lower()
    if "." not in domain:
        return Refusal(_("The part after the @ has no dot, so it is not a full address."))
    if not domain[-1].isalpha():
        return Refusal(_("The part after the @ does not end like a domain name."))
    return Address(found.normalized, f"{_one_spelling(found.local_part)}@{domain}", name)


def _one_spelling(local: str) -> str:
    """A local part with letters of other scripts, for comparing: without capitals, and letters that only look otherwise (full
    width, ligatures) as the usual ones (NFKC_Casefold of the Unicode Standard, section 3.13)."""
    folded = local
    for _time in range(2):
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", local).casefold())
    return plain if any(character in folded for character in '@ ,;:<>()[]"\\') else folded


def _plain_reason(text: str) -> str:
    """The most telling reason that needs no library; empty where the text may be an address."""
    if not text:
        return _("There is no address.")
    if _ENCODED.search(text):
        return _("It is in a coded form that only mail programs read.")
    if "@" not in text:
        return _("There is no @ in it.")
    if _SEVERAL.search(text):
        return _("There is more than one address in it.")
    if any(character.isspace() for character in text):
        return _("There is a space in it.")
    if text.count("@") > 1:
        return _("There is more than one @ in it.")
    local, _at, domain = text.partition("@")
    if not local or not domain:
        return _("Something is missing before the @.") if not local else _("Something is missing after the @.")
    if len(text) > LONGEST_ADDRESS or len(local.encode("utf-8", "replace")) > LONGEST_LOCAL_PART:
        return _("It is longer than an e-mail address can be.")
    if ".." in text or local[0] == "." or local[-1] == "." or domain[0] == ".":
        return _("There is a dot too many.")
    if "," in text:
        return _("There is a comma in it.")
    if "." not in domain and domain.isascii():
        return _("The part after the @ has no dot, so it is not a full address.")
    return ""


def _mend(text: str) -> str:
    """What may have been meant, if that is a usable address."""
    if _SEVERAL.search(text):
        several = (part.strip("<>()\"'.") for part in re.split(r"[\s,;/|]+", text[: 10 * LONGEST_ADDRESS]))
        return next((part for part in several if _PLAIN.fullmatch(part) and not _ENCODED.search(part)), "")
    if len(text) > LONGEST_ADDRESS:
        return ""
    guess = _AT_IN_WORDS.sub("@", _DOT_IN_WORDS.sub(".", text))
    guess = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", guess) or guess  # "anna@example.org (work)"
    guess = re.sub(r"\s+", "", guess).replace(",", ".").rstrip("/\\>)]!?")
    guess = re.sub(r"@+", "@", re.sub(r"\.+", ".", guess)).replace(".@", "@").replace("@.", "@").strip(".")
    found = _PLAIN.fullmatch(guess)
    return guess if found and guess != text and not _ENCODED.search(guess) else ""
