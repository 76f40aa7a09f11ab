"""iCalendar text (RFC 5545) to components with raw properties, mending what can be mended: lines nobody folded, components nobody
closed, parameters written twice. Nothing here fails; what makes no sense is left out."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from composer.sources.text_encoding import decode

MOST_LINES = 2_000_000
DEEPEST = 12
_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]{1,60}) ?"
    r"(?P<parameters>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*) ?:(?P<value>.*)",
    re.DOTALL,
)
_PARAMETER = re.compile(r";\s*([A-Za-z0-9-]{1,60})\s*=\s*((?:\"[^\"]*\"|[^;\"])*)")
_KNOWN = frozenset(
    {
        *("BEGIN", "END", "ACTION", "ATTACH", "ATTENDEE", "CALSCALE", "CATEGORIES", "CLASS", "COLOR", "COMMENT", "COMPLETED"),
        *("CONCEPT", "CONFERENCE", "CONTACT", "CREATED", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DUE", "DURATION"),
        *("EXDATE", "EXRULE", "FREEBUSY", "GEO", "IMAGE", "LAST-MODIFIED", "LINK", "LOCATION", "METHOD", "NAME", "ORGANIZER"),
        *("PERCENT-COMPLETE", "PRIORITY", "PRODID", "RDATE", "RECURRENCE-ID", "REFRESH-INTERVAL", "RELATED-TO", "REPEAT"),
        *("REQUEST-STATUS", "RESOURCES", "RRULE", "SEQUENCE", "SOURCE", "STATUS", "STYLED-DESCRIPTION", "SUMMARY", "TRANSP"),
        *("TRIGGER", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZURL", "UID", "URL", "VERSION"),
    }
)
_COLON_IN_ZONE = re.compile(r"(\d\d(?:\)[^:]{0,80})?):(\d{8}.*)$")
_RUNNING_TEXT = frozenset({"DESCRIPTION", "COMMENT", "SUMMARY", "LOCATION", "X-ALT-DESC", "STYLED-DESCRIPTION"})


@dataclass(frozen=True)
class Property:
    """One content line: name in upper case, parameters (names in upper case), and the raw value."""

    name: str
    parameters: dict[str, str]
    value: str

    def words(self) -> str:
        """The value as text (RFC 5545, 3.3.11): escapes taken back; quoted-printable, as vCalendar 1.0 has it, read."""
        if self.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
            return decode(
                quopri.decodestring(self.value.encode("utf-8", "replace")), self.parameters.get("CHARSET", "")
            ).text.strip()
        if "\\" not in self.value:
            return self.value.strip()
        return re.sub(r"\\([\\;,nN\"])", lambda match: "\n" if match[1] in "nN" else match[1], self.value).strip()


@dataclass
class Component:
    """A component: its name, its properties in the order of the file, and the components inside it."""

    name: str
    properties: list[Property] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of that name; None where there is none."""
        return next((found for found in self.properties if found.name == name), None)

    def every(self, name: str) -> list[Property]:
        """Every property of that name."""
        return [found for found in self.properties if found.name == name]

    def words(self, name: str) -> str:
        """The text of the first property of that name; empty where there is none."""
        found = self.first(name)
        return found.words() if found is not None else ""

    def walk(self, name: str) -> Iterator[Component]:
        """Every component of that name, at any depth."""
        if self.name == name:
            yield self
        for component in self.inside:
            yield from component.walk(name)


def read_components(text: str) -> Component:
    """Everything in the text, inside a nameless root."""
    root = Component("")
    stack = [root]
    for line in _properties(text):
        if line.name == "BEGIN":
            component = Component(line.value.strip().upper()[:60])
            if len(stack) <= DEEPEST:
                stack[-1].inside.append(component)
                stack.append(component)
        elif line.name == "END":
            name = line.value.strip().upper()
            if any(open_.name == name for open_ in stack[1:]):
                while stack.pop().name != name:
                    pass
        else:
            stack[-1].properties.append(line)
    return root


def _properties(text: str) -> Iterator[Property]:
    """The content lines. One that is none continues the text before it (somebody wrote line breaks into a description)."""
    held: Property | None = None
    extra: list[str] = []
    for line in _unfolded(text):
        read = _read_line(line)
        broken_text = held is not None and held.name in _RUNNING_TEXT
        if read is None or (broken_text and extra and read.name not in _KNOWN and not read.name.startswith("X-")):
            if broken_text and len(extra) < 5000:
                extra.append(line)
            continue
        if held is not None:
            yield _with_lines(held, extra)
        held, extra = read, []
    if held is not None:
        yield _with_lines(held, extra)


def _with_lines(line: Property, extra: list[str]) -> Property:
    if not any(part.strip() for part in extra):
        return line
    return Property(line.name, line.parameters, "\\n".join([line.value, *extra]))


def _unfolded(text: str) -> Iterator[str]:
    """Logical lines (RFC 5545, 3.1); an empty line is kept where text may be broken by it."""
    pieces: list[str] = []
    for number, line in enumerate(re.split(r"\r\n|[\r\n]", text.replace("\x00", ""))):
        if number > MOST_LINES:
            break
        if line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield "".join(pieces)
        pieces = [line]
    if pieces:
        yield "".join(pieces)


def _read_line(line: str) -> Property | None:
    match = _LINE.fullmatch(line.lstrip("\ufeff"))
    if match is None:
        return None
    parameters: dict[str, str] = {}
    for name, value in _PARAMETER.findall(match["parameters"]):
        clean = value.strip().strip('"')
        prefix = f"{name.upper()}="  # TZID=TZID=Europe/Paris
        parameters[name.upper()] = clean[len(prefix) :] if clean.upper().startswith(prefix) else clean
    value = match["value"]
    if "TZID" in parameters and (offset := _COLON_IN_ZONE.match(value)):  # TZID=UTC+02:00, without the quotation marks it needs
        parameters["TZID"] += f":{offset[1]}"
        value = offset[2]
    return Property(match["name"].upper(), parameters, value)
