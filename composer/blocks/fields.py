"""Kinds of field a block can have: what each is called on screen, its limits, and which widget edits it.

A block type names the kind of a field in its annotation, ``text: Annotated[str, RichText("Quotation")]``; the form, the checks
and the limits all grow from that. A kind never knows a widget: ``composer.gui.fields`` maps kinds to widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

import msgspec

Part = tuple[float, float, float, float]
"""A part of a picture: left, top, right and bottom as shares (0 to 1) of its width and height."""
WHOLE: Part = (0.0, 0.0, 1.0, 1.0)


class Picture(msgspec.Struct, frozen=True):
    """A picture in an issue.

    Attributes:
        hash: SHA-256 (hex) of the stored picture, empty where only an address is known.
        url: public address it is linked from; empty: a stored picture travels with the letter.
        alt: what it shows, for those who do not see it.
        decorative: True where it says nothing, so that readers skip it (``alt=""``).
        width, height: pixels of the file, 0 where unknown.
        cut: which part of the picture it was cut from this is.
    """

    hash: str = ""
    url: str = ""
    alt: str = ""
    decorative: bool = False
    width: int = 0
    height: int = 0
    cut: Part = WHOLE

    def __bool__(self) -> bool:
        return bool(self.hash or self.url)


NO_PICTURE = Picture()


@dataclass(frozen=True)
class Field:
    """What every kind of field has: a label (British English, marked for translation where shown) and a hint below it."""

    label: str
    hint: str = ""
    essential: bool = False
    """An essential field left empty makes the block unfinished: a check reports it."""
    aside: bool = False
    """Seldom needed: the form asks for it last, below its own heading."""
    kind: ClassVar[str] = "field"


@dataclass(frozen=True)
class Text(Field):
    """One line of plain text; merge tags are allowed."""

    max_length: int = 300
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class RichText(Field):
    """Markdown, several paragraphs; merge tags are allowed."""

    max_length: int = 50_000
    kind: ClassVar[str] = "rich_text"


@dataclass(frozen=True)
class Markup(Field):
    """HTML of the user's own, shown as it is written; merge tags are allowed."""

    max_length: int = 50_000
    kind: ClassVar[str] = "markup"


@dataclass(frozen=True)
class Url(Field):
    """A web or mail address (http, https, mailto, tel)."""

    max_length: int = 2_000
    kind: ClassVar[str] = "url"


@dataclass(frozen=True)
class Image(Field):
    """A picture with its description; the value is a :class:`Picture`. ``shape``: width by height that suits it, 0 for any."""

    shape: float = 0.0
    kind: ClassVar[str] = "image"


@dataclass(frozen=True)
class Choice(Field):
    """One of a few; ``options`` pairs the stored value with its words."""

    options: tuple[tuple[str, str], ...] = ()
    kind: ClassVar[str] = "choice"


@dataclass(frozen=True)
class Flag(Field):
    """Yes or no."""

    kind: ClassVar[str] = "flag"


@dataclass(frozen=True)
class Day(Field):
    """A calendar day, or none."""

    kind: ClassVar[str] = "day"


@dataclass(frozen=True)
class Moment(Field):
    """A day with a time of day, local to the organisation; midnight exactly means that only the day is known."""

    kind: ClassVar[str] = "moment"


@dataclass(frozen=True)
class Entries(Field):
    """A list of small records, each a frozen struct with annotated fields of its own."""

    entry: type[msgspec.Struct] | None = None
    entry_name: str = "entry"
    kind: ClassVar[str] = "entries"


@dataclass(frozen=True)
class Groups(Field):
    """Groups of people by name (lists, ``tag:NAME``, ``segment:NAME``); none of them means everybody."""

    kind: ClassVar[str] = "groups"


@dataclass(frozen=True)
class Source(Field):
    """The library item the block was made from; shown, not edited."""

    kind: ClassVar[str] = "source"


Value = str | bool | Picture | date | datetime | tuple[Any, ...] | None
"""What a field may hold."""


@dataclass(frozen=True)
class FormField:
    """One line of a block's form: the attribute's name, its kind, and what it holds when the block is new."""

    name: str
    field: Field
    default: Any


def form_of(struct: type[msgspec.Struct]) -> tuple[FormField, ...]:
    """The annotated fields of a block type (or entry type), in the order they are declared, those aside last. Asked at every key
    press: kept."""
    return _form_of(struct)


@cache
def _form_of(struct: type[msgspec.Struct]) -> tuple[FormField, ...]:
    hints = get_type_hints(struct, include_extras=True)
    lines: list[FormField] = []
    for info in msgspec.structs.fields(struct):
        hint = hints[info.name]
        if get_origin(hint) is not Annotated:
            continue
        for extra in get_args(hint)[1:]:
            if isinstance(extra, Field):
                default = info.default_factory() if info.default_factory is not msgspec.NODEFAULT else info.default
                lines.append(FormField(info.name, extra, None if default is msgspec.NODEFAULT else default))
    return tuple(sorted(lines, key=lambda line: line.field.aside))
