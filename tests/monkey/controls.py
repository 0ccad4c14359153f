"""Harm that is done on purpose: a monkey that does not notice it would notice nothing."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QDialog

if TYPE_CHECKING:
    from tests.monkey.playing import Game, Plant
    from vpdesk.models.desk import Desk
    from vpdesk.vault.vault import Vault
    from vpdesk.views.main_window import MainWindow

#: Whoever looks here for something makes a mistake.
_NOWHERE: Final[dict[str, int]] = {}


def _raises(game: "Game") -> None:
    game.do_instead(lambda: "nothing")
    QTimer.singleShot(0, lambda: _NOWHERE["planted"])


def _raises_elsewhere(game: "Game") -> None:
    _desk(game).do(
        lambda _vault: _NOWHERE["planted"], owner=_window(game), failed=lambda _error: QApplication.beep()
    )


def _warns(_game: "Game") -> None:
    qWarning("planted")


def _loses_a_commit(game: "Game") -> None:
    """Delete once the vault is closed: so a commit that never reached the disk would look."""
    lost = "DELETE FROM contacts WHERE id = (SELECT max(id) FROM contacts)"
    game.ledger.before_check = lambda vault: vault.connection.execute(lost)


def _breaks_a_wall(game: "Game") -> None:
    """Write into the cases of one organisation what was said in another."""
    words = min(game.ledger._walls.values())

    def write(vault: "Vault") -> None:
        with vault.transaction():
            vault.connection.execute(f"UPDATE contacts SET notes = '{words}'")

    _desk(game).ask(write)


def _forgets_what_follows(game: "Game") -> None:
    """Change an agreement, and let its cases be."""

    def write(vault: "Vault") -> None:
        with vault.transaction():
            vault.connection.execute(
                "UPDATE cases SET mandate = CASE mandate WHEN 'outside' THEN 'conduct' ELSE 'outside' END"
            )

    _desk(game).ask(write)


class _Stubborn(QDialog):
    """Does not go by Esc."""

    def reject(self) -> None:
        pass


def _blocks(game: "Game") -> None:
    dialog = _Stubborn(_window(game))
    game.do_instead(lambda: f"it took {dialog.exec()}")


def _shows_nothing(game: "Game") -> None:
    page = _window(game).centralWidget()
    assert page is not None
    page.hide()
    game.do_instead(lambda: "nothing")


def _nothing(_game: "Game") -> None:
    """The control of the controls."""


#: What is planted, and the words that tell that it was found.
PLANTS: "Final[dict[str, tuple[Plant, str]]]" = {
    "an exception in the window": (_raises, "KeyError"),
    "an exception on the database's thread": (_raises_elsewhere, "KeyError"),
    "a warning of Qt's": (_warns, "Qt says (QtWarningMsg): planted"),
    "a commit that is lost": (_loses_a_commit, "not as the last commit left it: contacts"),
    "a wall that is broken": (_breaks_a_wall, "holds the words of another"),
    "what does not follow an agreement": (_forgets_what_follows, "a mandate that was not agreed"),
    "a dialog that does not go": (_blocks, "blocks for ever"),
    "an empty window": (_shows_nothing, "the window shows nothing"),
    "nothing": (_nothing, ""),
}


def _window(game: "Game") -> "MainWindow":
    assert game.program is not None
    return game.program.window


def _desk(game: "Game") -> "Desk":
    assert game.program is not None
    assert game.program.indoors is not None
    return game.program.indoors.desk
