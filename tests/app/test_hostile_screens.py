"""Every screen over a vault in which everything that can be typed was typed by somebody who means harm."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, get_type_hints

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.app.conftest import Stage
from tests.factories import CHEAP, PASSPHRASE
from tests.services.test_walls import Sides, fill
from tests.vault.test_hostile_texts import OURS, thaw
from vpdesk.app.gallery import screens
from vpdesk.app.program import Program
from vpdesk.domain.errors import RuleError
from vpdesk.domain.values import Switch
from vpdesk.services.respondents import switch_tags
from vpdesk.vault.rows import Rows
from vpdesk.vault.vault import Vault
from vpdesk.views.parts import body, button
from vpdesk.views.pictures import settle

#: Interpreted it is a picture, large letters, and a key to press.
CANARY = "R&D <h1>kanarie</h1><img src=x>"
SPOKEN = "<h1>kanarie"
PLAIN = Qt.TextFormat.PlainText


def spoil(vault: Vault) -> int:
    """Put the canary into every text that can hold it; return in how many that is."""
    count = 0
    for repository in [each for each in vars(vault).values() if isinstance(each, Rows)]:
        table = repository._table
        hints = get_type_hints(table._value)
        names = [field.name for field in fields(table._value) if hints[field.name] is str]
        for number, value in enumerate(repository._select("LIMIT 40")):
            changes: dict[str, Any] = {}
            for name in names:
                if f"{table.name}.{name}" in OURS:
                    continue
                text = f"{CANARY} {number}" if name in {"name", "alias", "label"} else CANARY
                try:
                    replace(value, **{name: text})
                except RuleError:
                    continue
                changes[name] = text
            if changes:
                with vault.transaction():
                    repository.save(replace(value, **changes))
                count += len(changes)
    return count


@pytest.fixture
def program(stage: Stage) -> Program:
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault:
        fill(vault, Sides(37))
        switch_tags(vault, Switch.ON)
        thaw(vault)
        assert spoil(vault) > 60
    made = Program(stage.app, replace(stage.around, places=()))
    stage.programs.append(made)
    made.window.show()
    return made


def interpreted(window: QWidget) -> Iterator[str]:
    """Yield what shows the canary as anything but its letters."""
    for each in [window, *window.findChildren(QWidget)]:
        kind = type(each).__name__
        if SPOKEN in each.toolTip():
            yield f"tip of {kind}: {each.toolTip()[:80]}"
        if isinstance(each, QLabel) and SPOKEN in each.text() and each.textFormat() != PLAIN:
            yield f"label of {type(each.parentWidget()).__name__}: {each.text()[:80]}"
        if isinstance(each, QAbstractButton) and "R&D" in each.text().replace("&&", ""):
            yield f"button {each.objectName()}: {each.text()[:80]}"


def test_nothing_that_was_typed_is_interpreted_on_any_screen(program: Program, stage: Stage) -> None:
    seen = 0
    found = {}
    for name, window in screens(program, stage.folder, PASSPHRASE):
        settle()
        seen += sum(SPOKEN in each.text() for each in window.findChildren(QLabel))
        if wrong := list(interpreted(window)):
            found[name] = wrong
    assert found == {}
    assert seen > 10  # it is to be seen


def test_what_is_interpreted_is_found(stage: Stage) -> None:
    assert stage.app is not None
    label = body(CANARY)
    assert list(interpreted(label)) == []
    label.setTextFormat(Qt.TextFormat.AutoText)
    label.setToolTip(CANARY)
    assert len(list(interpreted(label))) == 2
    assert list(interpreted(button(CANARY, lambda: None)))
