"""Words on screen, for core and window alike, through gettext.

``_()`` is asked at the moment of showing. Catalogues lie in ``resources/translations/<language>/LC_MESSAGES/composer.mo``.
A letter speaks the language of its newsletter, not the one of the window: what makes it runs under :func:`speaking`.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

DOMAIN = "composer"
_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"
_spoken: ContextVar[_gettext.NullTranslations | None] = ContextVar("spoken", default=None)


def set_language(language: str, translations_folder: Path) -> None:
    """Use the catalogue for ``language`` (a BCP 47 tag such as ``cy`` or ``fr``); British English where there is none."""
    global _current, _language
    _current = _catalogue(language, translations_folder)
    _language = re.split("[-_]", language)[0] if isinstance(_current, _gettext.GNUTranslations) else "en"


def user_language() -> str:
    """What the user is spoken to in: a language with a catalogue, else ``en``."""
    return _language


@contextmanager
def speaking(language: str, translations_folder: Path) -> Iterator[None]:
    """Within, on this thread alone, words come in ``language``; British English where it has no catalogue."""
    token = _spoken.set(_catalogue(language, translations_folder))
    try:
        yield
    finally:
        _spoken.reset(token)


@contextmanager
def speaking_to_the_user() -> Iterator[None]:
    """Within, words come in the user's language again: an error on the way of a letter is for who writes it."""
    token = _spoken.set(None)
    try:
        yield
    finally:
        _spoken.reset(token)


def language_of_environment(environment: Mapping[str, str] | None = None) -> str:
    """The language the environment asks for, as gettext reads it (LANGUAGE, LC_ALL, LC_MESSAGES, LANG); empty for none or C."""
    given = os.environ if environment is None else environment
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := given.get(name, ""))), "")
    if said.partition(".")[0] in ("", "C", "POSIX"):
        return ""
    return re.split(r"[:.@]", given.get("LANGUAGE", "") or said)[0]


@lru_cache(maxsize=32)
def _catalogue(language: str, folder: Path) -> _gettext.NullTranslations:
    if not language:
        return _gettext.NullTranslations()
    names = [language.replace("-", "_"), re.split("[-_]", language)[0]]
    return _gettext.translation(DOMAIN, localedir=str(folder), languages=names, fallback=True)


def catalogue() -> object:
    """What the words come from now: another object in another language."""
    return _spoken.get() or _current


def _(message: str) -> str:
    """The message in the user's language."""
    # Asked for nothing, gettext gives the catalogue's own header.
    return (_spoken.get() or _current).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that suits ``count``; both forms may hold ``{count}``, which the caller formats."""
    return (_spoken.get() or _current).ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a message for translation where it is declared but not yet shown."""
    return message
