"""The pictures a block holds, in its own fields and in those of its entries: read, and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from composer.blocks.fields import Entries, Picture, form_of

Held = TypeVar("Held", bound=msgspec.Struct)


def pictures_of(struct: msgspec.Struct) -> Iterator[Picture]:
    """Every picture of a block or entry, empty ones too."""
    for line in form_of(type(struct)):
        value = getattr(struct, line.name)
        if isinstance(value, Picture):
            yield value
        elif isinstance(line.field, Entries):
            for entry in value:
                yield from pictures_of(entry)


def with_pictures(struct: Held, change: Callable[[Picture], Picture]) -> Held:
    """The block or entry with every picture as ``change`` wants it; the same object where nothing changed."""
    changes: dict[str, Any] = {}
    for line in form_of(type(struct)):
        value = getattr(struct, line.name)
        if isinstance(value, Picture):
            changed: Any = change(value)
        elif isinstance(line.field, Entries):
            changed = tuple(with_pictures(entry, change) for entry in value)
        else:
            continue
        if changed != value:
            changes[line.name] = changed
    return msgspec.structs.replace(struct, **changes) if changes else struct
