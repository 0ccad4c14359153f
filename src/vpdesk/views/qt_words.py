"""Qt's own words (file dialog, menu on a field, calendar) in the language of the program."""

from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_NAME: Final = "qt_words"


def speak(app: QApplication, language: str) -> None:
    """Have Qt speak `language` (`nl`, `en`) from now on, dates and numbers of its dialogs included."""
    for earlier in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(earlier)
        earlier.deleteLater()
    locale = QLocale(language)
    QLocale.setDefault(locale)
    words = QTranslator(app)
    words.setObjectName(_NAME)
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
