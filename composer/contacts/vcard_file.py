"""Address books as vCard 2.1, 3.0 or 4.0, one card to a person, as address books really write them.

Read by hand rather than by a library: cards with soft line breaks, quoted parameters, nested agents or a missing end are
common, and a card that is odd must not cost those after it. Sources: RFC 6350 sections 3.2-3.4 (lines, folding, escaping),
RFC 2426, and the versit vCard 2.1 paper (bare parameters, quoted-printable).
"""

from __future__ import annotations

import binascii
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from composer.contacts.contact import clean_text
from composer.contacts.table_file import MOST_ROWS, Rows, TableFile
from composer.errors import FormatError, InputError
from composer.i18n import _
from composer.sheets.delimited import NumberedRow
from composer.sheets.text_encoding import find_encoding

MOST_ADDRESSES = 10
_LONGEST_LINE = 1_000_000
"""Characters of a line with its continuations; beyond that (pictures) the rest is dropped."""
_UNESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SEMICOLON = re.compile(r"(?<!\\);")
_COMMA = re.compile(r"(?<!\\),")
_ENCODED_LINE = re.compile(r"^[^:]*;\s*(?:ENCODING\s*=\s*)?QUOTED-PRINTABLE\b[^:]*:", re.IGNORECASE)


@dataclass
class _Card:
    """What is wanted of one card; ``emails`` with their rank, the best known first."""

    number: int
    full_name: str = ""
    first_name: str = ""
    last_name: str = ""
    organisation: str = ""
    categories: str = ""
    emails: list[tuple[int, str]] = field(default_factory=list)


def read_cards(content: bytes, name: str) -> TableFile:
    """A table with one row to a card: names, addresses (the preferred one first), organisation and categories.

    Raises:
        FormatError: there is no card in it. InputError: over a limit.
    """
    encoding = find_encoding(content)
    cards: list[_Card] = []
    for card in _cards(io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace")):
        cards.append(card)
        if len(cards) > MOST_ROWS:
            raise InputError(
                _("“{name}” has more than {limit} cards.").format(name=name, limit=f"{MOST_ROWS:,}"),
                _("Split it into several files."),
            )
    if not cards:
        raise FormatError(_("There is no card in “{name}”.").format(name=name), _("Export the address book again."))
    addresses = max(1, min(MOST_ADDRESSES, max(len(card.emails) for card in cards)))
    tagged = any(card.categories for card in cards)
    emails = [_("E-mail"), *(_("E-mail {number}").format(number=number) for number in range(2, addresses + 1))]
    columns = (_("First name"), _("Last name"), _("Full name"), *emails, _("Organisation"), *([_("Tags")] if tagged else []))
    rows: list[NumberedRow] = [(card.number, _row(card, addresses, tagged)) for card in cards]
    fields = ("first_name", "last_name", "full_name", "email", *["other_email"] * (addresses - 1), "", *["tags"] * tagged)
    table = Rows(lambda: iter(rows), len(columns), len(rows))
    return TableFile(name, columns, table, encoding.removesuffix("-sig"), fields=fields)


def _row(card: _Card, addresses: int, tagged: bool) -> list[str]:
    first, last = card.first_name, card.last_name
    if not first and last == card.full_name:  # the whole name was put where the family name belongs
        last = ""
    emails = [email for _rank, email in sorted(card.emails, key=lambda ranked: ranked[0])][:addresses]
    return [
        first,
        last,
        card.full_name,
        *emails,
        *[""] * (addresses - len(emails)),
        card.organisation,
        *[card.categories] * tagged,
    ]


def _cards(stream: io.TextIOWrapper) -> Iterator[_Card]:
    card: _Card | None = None
    nested = number = 0
    last_property = ""
    for line in _logical_lines(stream):
        name, parameters, value = _split_line(line)
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            if card is not None and last_property == "AGENT":
                nested += 1
            else:
                if card is not None:
                    yield card
                number += 1
                card, nested = _Card(number), 0
        elif name == "END" and value.strip().upper() == "VCARD":
            if nested:
                nested -= 1
            elif card is not None:
                yield card
                card = None
        elif card is not None and not nested:
            _take(card, name, parameters, value)
        last_property = name if name != "AGENT" or not value.strip() else ""
    if card is not None:
        yield card


def _logical_lines(stream: io.TextIOWrapper) -> Iterator[str]:
    """Lines with their continuations: folded ones (RFC 6350 section 3.2) and soft breaks of quoted-printable."""
    current = ""
    soft = False
    for physical in stream:
        line = physical.rstrip("\r\n")
        if soft:
            current, goes_on = current[:-1] + line, True
        elif line[:1] in (" ", "\t") and current:
            current, goes_on = (current + line[1:] if len(current) < _LONGEST_LINE else current), True
        else:
            goes_on = False
        if not goes_on:
            if current:
                yield current
            current = line
        soft = current.endswith("=") and _ENCODED_LINE.match(current) is not None and len(current) < _LONGEST_LINE
    if current:
        yield current


def _split_line(line: str) -> tuple[str, dict[str, list[str]], str]:
    """Name (without group, in capitals), parameters (names in capitals; bare ones under ``TYPE``) and value of a line."""
    head, _colon, value = _partition_outside_quotes(line, ":")
    name, _semicolon, rest = _partition_outside_quotes(head, ";")
    parameters: dict[str, list[str]] = {}
    while rest:
        parameter, _semicolon, rest = _partition_outside_quotes(rest, ";")
        key, equals, values = parameter.partition("=")
        if not equals:
            key, values = "TYPE", parameter
        parameters.setdefault(key.strip().upper(), []).extend(part.strip().strip('"').upper() for part in values.split(","))
    return name.rpartition(".")[2].strip().upper(), parameters, value


def _partition_outside_quotes(text: str, separator: str) -> tuple[str, str, str]:
    at = text.find(separator)
    if '"' in text[:at]:
        quoted = False
        for position, character in enumerate(text):
            quoted ^= character == '"'
            if character == separator and not quoted:
                return text[:position], separator, text[position + 1 :]
    return (text[:at], separator, text[at + 1 :]) if at >= 0 else (text, "", "")


def _take(card: _Card, name: str, parameters: dict[str, list[str]], value: str) -> None:
    if name not in ("FN", "N", "EMAIL", "ORG", "CATEGORIES"):
        return
    value = _decoded(parameters, value)
    if name == "FN" and not card.full_name:
        card.full_name = _unescaped(value)
    elif name == "N" and not (card.first_name or card.last_name):
        parts = [_unescaped(part) for part in _SEMICOLON.split(value)]
        card.last_name, card.first_name = parts[0], parts[1] if len(parts) > 1 else ""
    elif name == "ORG" and not card.organisation:
        card.organisation = ", ".join(filter(None, (_unescaped(part) for part in _SEMICOLON.split(value))))
    elif name == "CATEGORIES":
        said = (_unescaped(part).replace(",", " ").replace(";", " ") for part in _COMMA.split(value))
        card.categories = ", ".join(filter(None, (card.categories, *said)))[:1000]
    elif name == "EMAIL" and len(card.emails) < MOST_ADDRESSES:
        address = _unescaped(value)
        if address[:7].lower() == "mailto:":  # some programs write a URI, as version 4 lets them for telephones
            address = address[7:]
        card.emails += [(_rank(parameters), address)] if address else []


def _rank(parameters: dict[str, list[str]]) -> int:
    """How much an address is preferred: 1 most (``PREF=1``), 100 where nothing is said (RFC 6350 section 5.3)."""
    stated = parameters.get("PREF", [""])[0]
    if stated.isascii() and stated.isdigit():
        return min(int(stated[:3]), 100)
    return 1 if "PREF" in parameters or "PREF" in parameters.get("TYPE", []) else 100


def _decoded(parameters: dict[str, list[str]], value: str) -> str:
    said = [*parameters.get("ENCODING", []), *parameters.get("TYPE", [])]
    if "QUOTED-PRINTABLE" not in said:
        return value
    raw = binascii.a2b_qp(value.encode("utf-8", "replace"))
    for encoding in (*parameters.get("CHARSET", [])[:1], "utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")


def _unescaped(value: str) -> str:
    return clean_text(_UNESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value))
