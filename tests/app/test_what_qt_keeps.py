"""Python knows nothing that Qt deletes without telling: what is left of it would end the program.

How, is told in `vpdesk.views.laid_out`; `tests/views/test_laid_out.py` shows it.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

import shiboken6
from PySide6.QtCore import QMetaObject, QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.app.conftest import Stage
from tests.factories import CHEAP, PASSPHRASE
from vpdesk.app.gallery import screens
from vpdesk.app.program import Program
from vpdesk.services.practice import fill, practice
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle

#: They describe classes and live as long as these.
LASTING = QMetaObject


def qts_own() -> Counter[str]:
    """Count, by class, what Python knows, Qt has made and Qt deletes, and that tells nobody when it goes."""
    return Counter(
        type(each).__name__
        for each in shiboken6.Shiboken.getAllValidWrappers()
        if not isinstance(each, QObject | LASTING)
        and not shiboken6.ownedByPython(each)
        and not shiboken6.createdByPython(each)
    )


def test_no_screen_makes_python_know_what_qt_deletes_without_telling(stage: Stage) -> None:
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault:
        fill(vault, practice(3, date(2026, 11, 21), cases=30))
    before = qts_own()
    program = Program(stage.app, replace(stage.around, places=()))
    stage.programs.append(program)
    program.window.show()
    found = {}
    for name, _window in screens(program, stage.folder, PASSPHRASE):
        settle()
        if new := qts_own() - before:
            found[name] = new
    assert found == {}


def test_an_item_of_a_layout_is_noticed(qtbot: QtBot) -> None:
    """The control of the test above."""
    before = qts_own()
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    layout.addWidget(QLabel())
    assert qts_own() == before
    layout.itemAt(0)
    assert qts_own() - before == Counter({"QWidgetItem": 1})
