"""The words a letter itself holds are in the newsletter's language, in both bodies and on the web page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from composer import i18n
from composer.blocks.events import EventEntry, Events
from composer.blocks.footer import Footer
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.i18n import set_language
from composer.paths import resources_folder, templates_folder
from composer.rendering.renderer import render
from composer.rendering.templates import Templates


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    before, language = i18n._current, i18n._language
    yield
    i18n._current, i18n._language = before, language


def _letter(language: str) -> tuple[str, str]:
    dates = Events(title_text="Dates", entries=(EventEntry(id="e1", title="Soupe", starts=datetime(2026, 12, 4, 18, 30)),))
    brand = Brand(organisation="Amis du port", postal_address="Quai 2", charity_number="12", language=language)
    made = render(Issue(template="letter", brand=brand, blocks=(dates, Footer())), templates=Templates([templates_folder()]))
    return made.html, made.text


def test_a_french_letter_from_an_english_window() -> None:
    html, text = _letter("fr")
    for body in (html, text):
        assert "Se désinscrire" in body
        assert "vendredi 4 décembre 2026, 18:30" in body
        assert "Unsubscribe" not in body
    assert 'lang="fr"' in html


def test_an_english_letter_from_a_french_window() -> None:
    set_language("fr", resources_folder() / "translations")
    for body in _letter("en-GB"):
        assert "Unsubscribe" in body
        assert "Friday 4 December 2026, 18:30" in body
        assert "désinscrire" not in body
