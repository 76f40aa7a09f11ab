"""Words come from the catalogue of the chosen language, and are British English where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from composer import i18n
from composer.i18n import N_, _, language_of_environment, ngettext, set_language, user_language


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    before, language = i18n._current, i18n._language
    yield
    i18n._current, i18n._language = before, language


def _catalogue(folder: Path, language: str) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog(locale=language)
    catalogue.add("Remove", "Tynnu")
    catalogue.add(("{count} post", "{count} posts"), ("{count} neges", "{count} o negeseuon"))
    place = folder / language / "LC_MESSAGES" / "composer.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as out:
        write_mo(out, catalogue)


def test_without_a_catalogue_words_stay_as_they_are(tmp_path: Path) -> None:
    set_language("cy", tmp_path)
    assert _("Remove") == "Remove"
    assert [ngettext("{count} post", "{count} posts", count).format(count=count) for count in (1, 2)] == ["1 post", "2 posts"]


@pytest.mark.parametrize("language", ["fr", "fr-CA", "fr_CA"])
def test_with_a_catalogue_words_change_at_once(language: str, tmp_path: Path) -> None:
    _catalogue(tmp_path, "fr")
    set_language(language, tmp_path)
    assert _("Remove") == "Tynnu"
    assert ngettext("{count} post", "{count} posts", 5).format(count=5) == "5 o negeseuon"
    assert _("not in the catalogue") == "not in the catalogue"
    assert user_language() == "fr"
    set_language("cy", tmp_path)
    assert user_language() == "en"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "POSIX", "LANGUAGE": "fr"}, ""),
        ({"LANG": "fr_FR.UTF-8"}, "fr_FR"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_BE@euro"}, "fr_BE"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:en"}, "fr"),
    ],
)
def test_what_the_environment_asks_for(environment: dict[str, str], language: str) -> None:
    assert language_of_environment(environment) == language


def test_nothing_stays_nothing(tmp_path: Path) -> None:
    """gettext itself would give the catalogue's header."""
    _catalogue(tmp_path, "fr")
    set_language("fr", tmp_path)
    assert _("") == ""


def test_words_declared_are_not_yet_translated(tmp_path: Path) -> None:
    _catalogue(tmp_path, "fr")
    set_language("fr", tmp_path)
    assert N_("Remove") == "Remove"
