"""Words on screen, for core and window alike, through gettext.

``_()`` is asked at the moment of showing, so a change of language needs no restart. Catalogues lie in
``resources/translations/<language>/LC_MESSAGES/composer.mo``.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

DOMAIN = "composer"
_current: _gettext.NullTranslations = _gettext.NullTranslations()


def set_language(language: str, translations_folder: Path) -> None:
    """Use the catalogue for ``language`` (a BCP 47 tag such as ``cy`` or ``fr``); British English where there is none."""
    global _current
    if not language:
        _current = _gettext.NullTranslations()
        return
    _current = _gettext.translation(
        DOMAIN, localedir=str(translations_folder), languages=[language.replace("-", "_"), language[:2]], fallback=True
    )


def _(message: str) -> str:
    """The message in the user's language."""
    return _current.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that suits ``count``; both forms may hold ``{count}``, which the caller formats."""
    return _current.ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a message for translation where it is declared but not yet shown."""
    return message
