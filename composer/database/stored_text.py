"""Words as both engines can store them. Strangers' text may hold what no database takes: NUL, or half an emoji."""

from __future__ import annotations

from typing import Any

import msgspec


def storable(words: str) -> str:
    """The words for a text column: without NUL (PostgreSQL refuses it), and with a question mark for half an emoji."""
    return words.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def storable_json(value: Any) -> bytes:
    """Anything msgspec can write, as JSON in UTF-8. Half an emoji is lost rather than the rest."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(value)))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_whole(key): _whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return value
