"""The window's language: our words, Qt's own (standard buttons, menus of text fields), numbers and the direction of reading."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from composer.i18n import language_of_environment, set_language
from composer.paths import resources_folder


def speak(application: QApplication, language: str) -> None:
    """Everything the window says from now on is in ``language`` (a BCP 47 tag); what is shown already stays.

    Args:
        language: empty: what the computer speaks. Words without a catalogue are British English.
    """
    wanted = language or language_of_environment() or next(iter(QLocale.system().uiLanguages()), "")
    set_language(wanted, resources_folder() / "translations")
    if not wanted:
        return
    locale = QLocale("en_GB" if wanted == "en" else wanted.replace("-", "_"))
    if language:  # chosen by hand: numbers and calendars follow
        QLocale.setDefault(locale)
    for before in application.findChildren(QTranslator, "qt-words"):
        application.removeTranslator(before)
        before.deleteLater()
    words = QTranslator(application)
    words.setObjectName("qt-words")
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
    right_to_left = locale.textDirection() == Qt.LayoutDirection.RightToLeft
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
