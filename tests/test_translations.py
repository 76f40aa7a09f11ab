"""Each language keeps the program's promises: places to fill in, plural forms, room at the ends; and little is missing."""

from __future__ import annotations

import importlib.util
import sys
import warnings
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parent.parent
FOLDER = HOUSE / "resources" / "translations"
LANGUAGES = sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/composer.po"))
MOST_MISSING = 0.03
"""Share of today's messages that may wait for a translator."""


@lru_cache(maxsize=1)
def _update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_update", FOLDER / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=8)
def _catalogue(language: str) -> Any:
    from babel.messages.pofile import read_po

    with (FOLDER / language / "LC_MESSAGES" / "composer.po").open("rb") as stream:
        return read_po(stream, locale=language, domain="composer")


def _forms(words: Any) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (words,)


def _translated(language: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    pairs = [(_forms(message.id), _forms(message.string)) for message in _catalogue(language) if message.id]
    return [(own, theirs) for own, theirs in pairs if all(theirs)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_promise_is_kept(language: str) -> None:
    broken = [
        (own[-1], what)
        for own, theirs in _translated(language)
        for words in theirs
        for what in _update().broken_promises(own, words)
    ]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_with_a_plural_has_all_forms_of_the_language(language: str) -> None:
    forms = _catalogue(language).num_plurals
    assert not [own for own, theirs in _translated(language) if len(own) > 1 and len(theirs) != forms]
    assert not [message.id for message in _catalogue(language) if message.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_little_is_missing(language: str) -> None:
    wanted = {message.id for message in _update().messages() if message.id}
    there = {own if len(own) > 1 else own[0] for own, _theirs in _translated(language)}
    missing = sorted(str(message) for message in wanted - there)
    assert len(missing) <= MOST_MISSING * len(wanted), missing[:20]
    if missing:
        warnings.warn(f"{language}: {len(missing)} messages wait for a translator (./run translations)", stacklevel=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_what_the_translator_wrote(language: str) -> None:
    import gettext

    with (FOLDER / language / "LC_MESSAGES" / "composer.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for own, theirs in _translated(language):
        said = compiled.ngettext(own[0], own[1], 2) if len(own) > 1 else compiled.gettext(own[0])
        assert said == theirs[-1]


def test_a_language_one_can_choose_has_a_catalogue() -> None:
    from composer.settings import LANGUAGES as OFFERED

    assert {tag for tag, _name in OFFERED} - {"en"} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("own", "theirs", "what"),
    [
        (("{count} post", "{count} posts"), "articles", "places to fill in"),
        (("Send {name}",), "Envoyer {nom}", "places to fill in"),
        (("Dear {{first_name|friend}},",), "Bonjour {{first_name|à tous}},", ""),
        ((" or ",), "ou", "spaces at its ends"),
        (("&Bold",), "Gras", "its access key"),
        (("**Sent** it",), "Envoyé", "emphasis"),
        (("Say <b>",), "Dites", "tags"),
        (("Choose…",), "Choisir", "…"),
        (("Save",), "Enregistrer", ""),
    ],
)
def test_a_broken_promise_is_named(own: tuple[str, ...], theirs: str, what: str) -> None:
    assert ", ".join(_update().broken_promises(own, theirs)) == what
