"""Pictures of every screen, in every language and both palettes, without a display.

They hold what the screens hold: whoever asks for pictures of another vault than the practice vault chooses
where that goes.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QSize,
    QTimer,
    QtMsgType,
    SignalInstance,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from vpdesk import i18n
from vpdesk.app import indoors
from vpdesk.app.gallery_reports import insight_screens
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.overview import CaseFilter
from vpdesk.settings import Settings
from vpdesk.vault.faults import DamageMetError
from vpdesk.vault.progress import Progress, Stage
from vpdesk.views import look
from vpdesk.views.access.first_sheet import FirstSheet
from vpdesk.views.access.passphrase_choice import PassphraseChoice
from vpdesk.views.cases.detail import CaseDetail
from vpdesk.views.cases.place import CasesPlace
from vpdesk.views.find.panel import FindPanel
from vpdesk.views.held_page import HeldPage
from vpdesk.views.idle_warning import IdleWarning
from vpdesk.views.leaving_page import LeavingPage
from vpdesk.views.pictures import grab, settle
from vpdesk.views.places import NEW_CASE, PLACES
from vpdesk.views.reports.place import ReportsPlace
from vpdesk.views.vault.first_backup import FirstBackup
from vpdesk.views.vault.place import VaultPlace
from vpdesk.views.workplace import Workplace

#: The proposal in the picture: the same words each time.
_SAMPLE: Final = "regen fluit kast zomer brug"
#: No key of any vault.
_GROUPS: Final = tuple(f"{11 * number:06}" for number in range(9001, 9009))
#: What a backup is called.
_BACKUP: Final = "vpdesk 2026-11-21 18.20.00.vpbak"
#: Milliseconds that a picture waits for what is worked out beside the window.
_PATIENCE: Final = 20_000
_SIZE: Final = QSize(1280, 800)
#: Both languages in both palettes.
LOOKS: Final = tuple(
    Settings(language=language, theme=theme) for language in i18n.LANGUAGES for theme in look.THEMES
)


def draw(
    vault_folder: Path,
    passphrase: str,
    folder: Path,
    *,
    now: Callable[[], datetime] = datetime.now,
    looks: Sequence[Settings] = LOOKS,
) -> list[Path]:
    """Write `<screen>-<language>-<theme>.png` into `folder` for every screen in `looks`; return the files.

    Raises what opening the vault raises. Afterwards the program speaks the language that it spoke before.
    """
    app = _application()
    written = []
    spoken = i18n.language()
    for chosen in looks:
        with _program(app, vault_folder, now, chosen) as program:
            for name, page in screens(program, vault_folder, passphrase):
                file = folder / f"{name}-{chosen.language}-{chosen.theme}.png"
                written.append(grab(page, file))
    i18n.use(spoken)
    return written


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_drop_remark)
    return QApplication(["vpdesk"])


def _drop_remark(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but for what its offscreen platform remarks at every window."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)  # noqa: T201  where Qt itself would have said it


@contextmanager
def _program(
    app: QApplication, vault_folder: Path, now: Callable[[], datetime], chosen: Settings
) -> Iterator[Program]:
    with TemporaryDirectory() as place:  # the preferences of whoever looks stay as they are
        around = Surroundings(
            settings_file=Path(place) / "settings.ini",
            vault_folder=vault_folder,
            now=now,
            relaunch=lambda _folder: None,
            leave=lambda: None,
            backs_up=False,
        )
        program = Program(app, around)
        program.take_settings(replace(chosen, geometry=""))
        program.window.resize(_SIZE)
        try:
            yield program
        finally:
            program.window.close()
            program.window.deleteLater()
            program.deleteLater()
            settle()


def screens(program: Program, vault_folder: Path, passphrase: str) -> Iterator[tuple[str, QWidget]]:
    """Yield the name and the window of each screen while it stands there, in the order of a first day."""
    window = program.window
    program.welcome()
    yield "welcome", window
    new = program.new_vault()
    new.field.set_text(_SAMPLE)
    _wait(new.measured)
    yield "new-vault", window
    yield from _ways_in(program)
    workplace = program.enter(indoors.unlock(vault_folder, passphrase))
    settle()  # where the cursor was last is put back now, and not in the picture
    for place in PLACES:
        workplace.go(place.key)
        if (reports := workplace.findChild(ReportsPlace)) is not None and place.key == "reports":
            _wait(reports.shown)
        if program.indoors is not None and place.key == "vault":
            _wait(program.indoors.keeping.known)
        window.setFocus()  # no frame around the place that the keyboard came from
        yield place.key, window
    if program.indoors is not None:
        yield from insight_screens(workplace, program.indoors, _wait)
    yield from _vault_pages(workplace)
    if program.indoors is not None:
        newest = program.indoors.desk.ask(lambda vault: vault.cases.rows(CaseFilter(), limit=1))
        for row in newest:
            workplace.go("cases", row.id)
            window.setFocus()
            yield "case", window
            yield from _case_pages(workplace, row.id)
        yield from _finding(workplace)
    workplace.go(*NEW_CASE)
    yield "new-case", window
    workplace.go(PLACES[0].key)  # the vault opens next time as it would have without pictures
    dialog = program.ask_settings()
    if dialog is not None:
        yield "settings", dialog
        dialog.close()
    warning = IdleWarning(20, window)
    warning.show()
    yield "idle-warning", warning
    warning.close()
    for name, page in _covers(program):
        window.cover(page)
        yield name, window
        window.uncover()


def _ways_in(program: Program) -> Iterator[tuple[str, QWidget]]:
    """Yield the lock page and where it leads besides the window itself."""
    window = program.window
    program.unlock()
    yield "unlock", window
    program.unlock().show_error(DamageMetError())
    yield "unlock-damaged", window
    program.other_ways().recover()
    yield "recovery", window
    choice = program.other_ways().restore()
    _wait(choice.listed)
    yield "restore-choice", window
    choice.chosen.emit(Path(_BACKUP), _BACKUP)
    yield "restore-opening", window
    program.other_ways().rescue()
    yield "rescue", window


def _finding(workplace: Workplace) -> Iterator[tuple[str, QWidget]]:
    """Yield the search over the window, before and after something was typed."""
    workplace.find_words()
    yield "find", workplace.window()
    panel = workplace.findChild(FindPanel)
    if panel is not None:
        panel.words.setText("gesprek leiding")
        _wait(panel.shown)
        yield "found", workplace.window()
        panel.close_panel()


def _vault_pages(workplace: Workplace) -> Iterator[tuple[str, QWidget]]:
    """Yield the pages that change a key; none of them is finished."""
    workplace.go("vault")
    place = workplace.findChild(VaultPlace)
    if place is None:
        return
    for name, ask in (
        ("vault-passphrase", place.change_passphrase),
        ("vault-key", place.renew_key),
        ("vault-sheet", place.make_sheet),
        ("vault-spreadsheet", place.bring_in_cases),
        ("vault-retention", place.kept_long.begin),
    ):
        ask()
        if (choice := place.findChild(PassphraseChoice)) is not None and name == "vault-passphrase":
            choice.field.set_text(_SAMPLE)
            _wait(choice.measured)
        yield name, workplace.window()
        place.leave_page()
        settle()


def _covers(program: Program) -> Iterator[tuple[str, QWidget]]:
    """Yield what covers the window, and pages of a first day, which only a new vault shows."""
    held = HeldPage()
    held.say(DiskFullError())
    yield "held", held
    leaving = LeavingPage()
    leaving.go_on(Progress(stage=Stage.CHECKING, done=1, total=3))
    yield "leaving", leaving
    if program.indoors is None:
        return
    desk, keeping, now = program.indoors.desk, program.indoors.keeping, program.indoors.now
    sheet = FirstSheet(desk, lambda: now().date())
    sheet.errands.sheet.show_groups(_GROUPS)
    yield "first-sheet", sheet
    asked = FirstSheet(desk, lambda: now().date())
    asked.errands.sheet.ask_back((2, 7))
    yield "first-sheet-check", asked
    yield "first-backup", FirstBackup(keeping, now)


def _case_pages(workplace: Workplace, case_id: int) -> Iterator[tuple[str, QWidget]]:
    """Yield the page of each thing that can be recorded of the case."""
    place, detail = workplace.findChild(CasesPlace), workplace.findChild(CaseDetail)
    if place is None or detail is None:
        return
    for name, ask in (
        ("case-contact", detail.record_contact),
        ("case-options", detail.talk_about_options),
        ("case-step", detail.plan_step),
        ("case-track", detail.begin_track),
        ("case-referral", detail.refer_on),
        ("case-consent", detail.record_consent),
        ("case-confidentiality", detail.weigh_confidentiality),
        ("case-facts", detail.change_case),
        ("case-closing", detail.close_case),
        ("case-erasing", detail.erase_case),
    ):
        ask()
        yield name, workplace.window()
        place.leave_page()
        place.open_case(case_id)


def _wait(fact: SignalInstance) -> None:
    """Wait until `fact` is told; not for ever, for an empty vault has nothing to tell."""
    waiting = QEventLoop()
    fact.connect(waiting.quit)
    QTimer.singleShot(_PATIENCE, waiting.quit)
    waiting.exec()
