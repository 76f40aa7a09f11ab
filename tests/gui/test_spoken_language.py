"""The window in another language: our words, Qt's own words, numbers and the direction of reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from composer import i18n
from composer.gui.spoken_language import speak
from composer.i18n import _


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    words, language, locale = i18n._current, i18n._language, QLocale()
    yield qapp
    i18n._current, i18n._language = words, language
    QLocale.setDefault(locale)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


def test_french_to_the_last_button(application: QApplication) -> None:
    speak(application, "fr")
    assert _("Settings") == "Réglages"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert QLocale().monthName(8) == "août"


def test_back_to_english(application: QApplication) -> None:
    speak(application, "fr")
    speak(application, "en")
    assert _("Settings") == "Settings"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_arabic_runs_the_other_way(application: QApplication) -> None:
    speak(application, "ar")
    assert application.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_like_the_computer(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_BE.UTF-8")
    speak(application, "")
    assert _("Settings") == "Réglages"
