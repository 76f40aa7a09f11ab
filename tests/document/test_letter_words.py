"""A letter speaks the language of its newsletter, whatever the window of whoever writes it speaks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from composer import i18n
from composer.document.brand import Brand
from composer.document.letter_words import letter_words
from composer.i18n import _, set_language, speaking_to_the_user
from composer.paths import resources_folder


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    before, language = i18n._current, i18n._language
    yield
    i18n._current, i18n._language = before, language


def test_only_within_and_only_for_this_thread() -> None:
    heard: list[str] = []
    with letter_words(Brand(language="fr-FR")):
        assert _("Unsubscribe") == "Se désinscrire"
        other = threading.Thread(target=lambda: heard.append(_("Unsubscribe")))
        other.start()
        other.join()
        with speaking_to_the_user():
            assert _("Unsubscribe") == "Unsubscribe"
    assert _("Unsubscribe") == "Unsubscribe"
    assert heard == ["Unsubscribe"]


@pytest.mark.parametrize("language", ["en-GB", "cy", "", "ar"])
def test_where_the_newsletter_has_no_catalogue_it_is_english_in_a_french_window_too(language: str) -> None:
    set_language("fr", resources_folder() / "translations")
    with letter_words(Brand(language=language)):
        assert _("Unsubscribe") == "Unsubscribe"
    assert _("Unsubscribe") == "Se désinscrire"


def test_dates_follow() -> None:
    from composer.blocks.dates_in_words import when_in_words

    first, last = datetime(2026, 12, 4, 18, 30, tzinfo=UTC), datetime(2026, 12, 4, 20, tzinfo=UTC)
    with letter_words(Brand(language="fr")):
        assert when_in_words(first, last, False) == "vendredi 4 décembre 2026, de 18:30 à 20:00"
