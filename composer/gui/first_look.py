"""What the first window needs of the settings, read without the modules that know them all, which are loaded after it is painted.

Everything else, and every change, goes through :mod:`composer.settings`; a test holds the two to the same answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from composer.gui.theme import Mode

LARGEST_FILE = 1_000_000
"""Bytes, as in :mod:`composer.settings`."""
MODES = ("auto", "light", "dark")
SMALLEST_TEXT, LARGEST_TEXT = 80, 200
LANGUAGE = re.compile(r"([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)?")


@dataclass(frozen=True)
class FirstLook:
    """Theme, size of the text in per cent, and language (a BCP 47 tag; empty: like the computer)."""

    theme: Mode = "auto"
    text_size: int = 100
    language: str = ""


def read_first_look(path: Path) -> FirstLook:
    """From the settings file; what it does not hold, or holds wrongly, is as if nothing were set."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError:
        return FirstLook()
    # Only now: at most starts there is no such file.
    import tomllib

    try:
        given = tomllib.loads(content.decode("utf-8-sig")) if len(content) <= LARGEST_FILE else {}
    except (ValueError, RecursionError):
        return FirstLook()
    return _checked(given)


def _checked(given: dict[str, Any]) -> FirstLook:
    theme, size, language = given.get("theme"), given.get("text_size"), given.get("language")
    sized = isinstance(size, int) and not isinstance(size, bool) and SMALLEST_TEXT <= size <= LARGEST_TEXT
    return FirstLook(
        theme=cast("Mode", theme) if theme in MODES else "auto",
        text_size=cast("int", size) if sized else 100,
        language=language if isinstance(language, str) and LANGUAGE.fullmatch(language) else "",
    )
