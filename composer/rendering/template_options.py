"""What a template lets people choose: read from its manifest, and made into values for one issue.

In ``template.toml``::

    [options.contents]
    kind = "flag"                 # flag, choice or text
    label = "Begin with a list of what is in it"
    hint = "…"                    # may be left out
    default = true
    options = [["day", "By day"], ["week", "By week"]]    # of a choice: stored value and words

The form on screen grows from these; what an issue holds beyond them, or holds wrongly, counts as not chosen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from composer.blocks.fields import Choice, Field, Flag, FormField, Text

MOST_OPTIONS = 20
MOST_CHOICES = 20
LONGEST_WORDS = 200
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")

OptionValue = str | bool


def read_options(described: Mapping[str, Any]) -> tuple[FormField, ...]:
    """The options a manifest describes, in its order.

    Raises:
        ValueError: it describes none that can be shown; the message says which, for the template's maker.
    """
    written = described.get("options", {})
    if not isinstance(written, dict) or len(written) > MOST_OPTIONS:
        raise ValueError(f"“options” is not a table of at most {MOST_OPTIONS}")
    return tuple(_option(name, rest) for name, rest in written.items())


def option_values(options: tuple[FormField, ...], chosen: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
    """A value for every option: the chosen one where it fits, else the template's own."""
    return {option.name: _fitting(option, chosen.get(option.name)) for option in options}


def _fitting(option: FormField, value: OptionValue | None) -> OptionValue:
    found: OptionValue = value if value is not None and _fits(option.field, value) else option.default
    return found


def _fits(field: Field, value: object) -> bool:
    if isinstance(field, Choice):
        return any(value == stored for stored, _words in field.options)
    return isinstance(value, bool if isinstance(field, Flag) else str)


def _option(name: str, rest: Any) -> FormField:
    if not _NAME.fullmatch(name) or not isinstance(rest, dict):
        raise ValueError(f"the option “{name[:40]}” has no proper name or description")
    label, hint, kind = (rest.get(key, "") for key in ("label", "hint", "kind"))
    if not all(isinstance(words, str) and len(words) <= LONGEST_WORDS for words in (label, hint)) or not label:
        raise ValueError(f"the option “{name}” has no label")
    field: Field
    if kind == "flag":
        field, default = Flag(label, hint), rest.get("default", False)
    elif kind == "text":
        field, default = Text(label, hint, max_length=LONGEST_WORDS), rest.get("default", "")
    elif kind == "choice":
        choices = _choices(name, rest.get("options"))
        field, default = Choice(label, hint, options=choices), rest.get("default", choices[0][0])
    else:
        raise ValueError(f"the option “{name}” is of no known kind; there are flag, choice and text")
    if not _fits(field, default):
        raise ValueError(f"the default of the option “{name}” is none of its values")
    return FormField(name, field, default)


def _choices(name: str, written: Any) -> tuple[tuple[str, str], ...]:
    pairs = [
        (pair[0], pair[1])
        for pair in (written if isinstance(written, list) else [])
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) and part for part in pair)
    ]
    if not 2 <= len(pairs) <= MOST_CHOICES or len({stored for stored, _words in pairs}) != len(pairs):
        raise ValueError(f"the option “{name}” needs 2 to {MOST_CHOICES} choices, each a value and its words")
    return tuple(pairs)
