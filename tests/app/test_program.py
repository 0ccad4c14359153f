from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions

from tests.app.conftest import FormPlace, Stage
from tests.factories import CHEAP, PASSPHRASE
from tests.views.audit import findings
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk import settings
from vpdesk.app.program import Program
from vpdesk.domain.errors import EnvironmentFault
from vpdesk.domain.values import Switch
from vpdesk.models.desk import Desk
from vpdesk.services.drafts import WINDOW, load_draft
from vpdesk.services.practice_vault import PRACTICE_PASSPHRASE, make_practice_vault
from vpdesk.settings import Settings
from vpdesk.vault.backup import list_backups
from vpdesk.vault.doorway import Doorway
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.vault import Vault
from vpdesk.views import look
from vpdesk.views.access.first_sheet import FirstSheet
from vpdesk.views.autosave import Autosave
from vpdesk.views.first_organisation import FirstOrganisation
from vpdesk.views.new_vault import NewVault
from vpdesk.views.organisations.declared import BRIEF_ORGANISATION_FIELDS
from vpdesk.views.settings_page import FIELDS, NOT_IN_FORM
from vpdesk.views.unlock import Unlock
from vpdesk.views.vault.first_backup import FirstBackup
from vpdesk.views.welcome import Welcome
from vpdesk.views.workplace import Workplace

STRONG = "regen fluit kast zomer brug"


def press(parent: QWidget, name: str) -> None:
    child(parent, QPushButton, name).click()


def type_in(parent: QWidget, name: str, words: str) -> None:
    child(parent, QLineEdit, name).setText(words)


def spoken(parent: QWidget) -> str:
    return "\n".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def page(program: Program, kind: type[QWidget]) -> QWidget:
    shown = program.window.centralWidget()
    assert isinstance(shown, kind), type(shown).__name__
    return shown


def unlocked(stage: Stage, program: Program) -> Workplace:
    locked = page(program, Unlock)  # another page may still be on its way out of the window
    type_in(locked, "passphrase", PASSPHRASE)
    press(locked, "unlock")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Workplace))
    shown = program.window.centralWidget()
    assert isinstance(shown, Workplace)
    return shown


def working(stage: Stage) -> tuple[Program, Workplace]:
    program = stage.with_vault().start()
    return program, unlocked(stage, program)


def desk_of(program: Program) -> Desk:
    assert program.indoors is not None
    return program.indoors.desk


def form_of(workplace: Workplace) -> FormPlace:
    workplace.go("cases")
    return child(workplace, FormPlace)


def test_the_first_start_welcomes_in_three_sentences(stage: Stage) -> None:
    program = stage.start()
    welcome = page(program, Welcome)
    for sentence in ("stays on this computer", "no account", "You alone hold the key"):
        assert sentence in spoken(welcome)
    assert findings(program.window) == []


def test_the_language_is_chosen_at_the_first_screen_and_kept(stage: Stage, dutch: str) -> None:
    program = stage.start()
    press(program.window, f"language_{dutch}")
    assert "Welkom" in spoken(program.window)
    assert settings.load(stage.around.settings_file).language == dutch


def test_a_first_vault_leads_past_sheet_and_copy_to_the_first_organisation(stage: Stage) -> None:
    program = stage.start()
    press(program.window, "new")
    new = page(program, NewVault)
    proposed = child(new, QLineEdit, "passphrase").text()
    assert len(proposed.split()) == 5
    press(new, "other_words")
    assert child(new, QLineEdit, "passphrase").text() != proposed
    type_in(new, "passphrase", STRONG)
    type_in(new, "repeat", STRONG)
    assert findings(program.window) == []
    press(new, "make_vault")
    stage.wait(lambda: isinstance(program.window.centralWidget(), FirstSheet))
    assert findings(program.window) == []
    press(program.window, "later")
    stage.wait(lambda: isinstance(program.window.centralWidget(), FirstBackup))
    assert findings(program.window) == []
    press(page(program, FirstBackup), "later")
    first = page(program, FirstOrganisation)
    assert findings(program.window) == []
    child(child(first, QWidget, "name"), QLineEdit).setText("Gemeente Molendrecht")
    QTest.keyClick(child(child(first, QWidget, "name"), QLineEdit), Qt.Key.Key_Return)
    stage.wait(lambda: isinstance(program.window.centralWidget(), Workplace))
    names = desk_of(program).ask(lambda vault: [each.name for each in vault.organisations.all()])
    assert names == ["Gemeente Molendrecht"]
    assert findings(program.window) == []


@pytest.mark.parametrize(
    ("passphrase", "repeat", "said"),
    [
        ("Vertrouwen2026", "Vertrouwen2026", "Too easy to guess"),
        ("", "", "Choose the words above"),
        (STRONG, "", "once more"),
        (STRONG, STRONG + "x", "differs from the passphrase above"),
    ],
)
def test_a_passphrase_is_refused_in_words_and_no_vault_is_made(
    stage: Stage, passphrase: str, repeat: str, said: str
) -> None:
    program = stage.start()
    press(program.window, "new")
    type_in(program.window, "passphrase", passphrase)
    type_in(program.window, "repeat", repeat)
    press(program.window, "make_vault")
    assert said in spoken(program.window)
    assert not stage.folder.exists()


def test_a_folder_in_a_cloud_gets_a_warning(stage: Stage) -> None:
    program = stage.start()
    new = program.new_vault()
    assert "seems to be synchronised" not in spoken(new)
    new.set_folder(Path.home() / "Dropbox" / "vault")
    assert "seems to be synchronised" in spoken(new)


def test_a_folder_that_holds_something_is_said_and_left_alone(stage: Stage) -> None:
    stage.folder.mkdir(parents=True)
    (stage.folder / "letter.txt").write_text("mine", "utf-8")
    program = stage.start()
    press(program.window, "new")
    type_in(program.window, "passphrase", STRONG)
    type_in(program.window, "repeat", STRONG)
    press(program.window, "make_vault")
    stage.wait(lambda: "not empty" in spoken(program.window))
    assert [file.name for file in stage.folder.iterdir()] == ["letter.txt"]
    assert child(program.window, QPushButton, "make_vault").isEnabled()


def test_practice_data_opens_without_a_passphrase_of_ones_own(stage: Stage) -> None:
    program = stage.start()
    press(program.window, "practice")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Workplace))
    assert desk_of(program).ask(lambda vault: len(vault.organisations.all())) > 1
    program.lock()
    practice = stage.folder.with_name("oefenkluis")
    assert stage.relaunched == [practice]
    again = Program(stage.app, replace(stage.around, vault_folder=practice))
    stage.programs.append(again)
    again.start()
    assert PRACTICE_PASSPHRASE in spoken(again.window)


def test_whoever_is_in_the_practice_sees_it_at_every_place_and_comes_to_her_own_vault(stage: Stage) -> None:
    """A real case that is recorded there would be open to anybody, and in no backup."""
    program = stage.start()
    press(program.window, "practice")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Workplace))
    workplace = program.window.centralWidget()
    assert isinstance(workplace, Workplace)
    for place in stage.around.places:
        workplace.go(place.key)
        assert child(workplace, QWidget, "practice_notice").isVisible()
        assert "Record no real cases here" in spoken(workplace)
    program.take_settings(replace(program.settings, text_size=200))  # it is built anew, and says so again
    assert child(page(program, Workplace), QWidget, "practice_notice").isVisible()
    press(program.window, "leave_practice")
    assert stage.relaunched == [stage.folder]


def test_a_real_vault_bears_no_word_of_practice(stage: Stage) -> None:
    workplace = unlocked(stage, stage.with_vault().start())
    assert workplace.findChild(QWidget, "practice_notice") is None


def test_looking_around_in_the_practice_forgets_no_vault_that_lies_elsewhere(
    stage: Stage, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "other disk" / "vault"
    stage.around = replace(stage.around, vault_folder=elsewhere)
    stage.folder, usual = elsewhere, stage.folder
    unlocked(stage, stage.with_vault().start())
    stage.programs[-1].lock()
    stage.relaunched.clear()
    shown = usual.with_name("oefenkluis")
    make_practice_vault(shown, NOW.date(), CHEAP).close()
    program = Program(stage.app, replace(stage.around, vault_folder=shown))
    stage.programs.append(program)
    program.start(PRACTICE_PASSPHRASE)
    press(program.window, "leave_practice")
    assert stage.relaunched == [elsewhere]
    assert settings.load(stage.around.settings_file).vault == str(elsewhere)


@pytest.mark.parametrize("elsewhere", ["mine", "oefenkluis"])
def test_a_real_vault_is_no_practice_whatever_its_folder_is_called(
    stage: Stage, tmp_path: Path, elsewhere: str
) -> None:
    stage.folder = tmp_path / elsewhere / "oefenkluis"
    stage.around = replace(stage.around, vault_folder=stage.folder, backs_up=True)
    program = stage.with_vault().start()
    assert PRACTICE_PASSPHRASE not in spoken(program.window)
    workplace = unlocked(stage, program)
    assert upkeep(stage, program) is Switch.ON
    child(form_of(workplace), QLineEdit).setText("Gemeente Molendrecht")
    press(workplace, "lock")
    stage.wait(lambda: stage.relaunched)
    assert len(list_backups(VaultFolder(stage.folder).backups)) == 1


def upkeep(stage: Stage, program: Program) -> Switch:
    """Whether the window says that backups are made by themselves."""
    assert program.indoors is not None
    keeping = program.indoors.keeping
    keeping.read()
    stage.wait(lambda: keeping.safety)
    assert keeping.safety is not None
    return keeping.safety.by_itself


def test_no_backup_is_made_of_the_practice_of_a_demonstration(stage: Stage, tmp_path: Path) -> None:
    shown = tmp_path / "shown" / "oefenkluis"
    make_practice_vault(shown, NOW.date(), CHEAP).close()
    around = replace(stage.around, vault_folder=shown, backs_up=True)
    program = Program(stage.app, around)
    stage.programs.append(program)
    program.start(PRACTICE_PASSPHRASE)
    assert upkeep(stage, program) is Switch.OFF
    program.lock()
    assert stage.relaunched == [shown]
    assert list_backups(VaultFolder(shown).backups) == []


def test_the_lock_page_says_nothing_of_any_case(stage: Stage) -> None:
    program = stage.with_vault().start()
    shown = page(program, Unlock)
    assert spoken(shown).split("\n")[-2:] == ["Locked", "What you wrote is saved."]
    assert PRACTICE_PASSPHRASE not in spoken(shown)
    assert program.window.windowTitle() == "vpdesk"
    assert findings(program.window) == []


def test_a_wrong_passphrase_is_said_at_the_field_and_can_be_tried_again(stage: Stage) -> None:
    program = stage.with_vault().start()
    type_in(program.window, "passphrase", "something else")
    press(program.window, "unlock")
    stage.wait(lambda: child(program.window, QPushButton, "unlock").isEnabled())
    assert "passphrase" in spoken(program.window).casefold()
    unlocked(stage, program)


def test_a_mistake_of_ours_at_opening_leaves_a_page_that_can_be_used(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = stage.with_vault().start()
    with monkeypatch.context() as patch, capture_exceptions() as bugs:
        patch.setattr(Doorway, "reach", lambda *_asked: 1 / 0)
        type_in(program.window, "passphrase", PASSPHRASE)
        press(program.window, "unlock")
        stage.wait(lambda: child(program.window, QPushButton, "unlock").isEnabled())
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]
    assert "made a mistake" in spoken(program.window)
    unlocked(stage, program)


def test_the_root_of_a_drive_is_refused_in_words(stage: Stage) -> None:
    stage.around = replace(stage.around, vault_folder=Path(stage.folder.anchor))
    assert "folder of its own" in spoken(stage.start().window)


def test_a_vault_that_is_open_elsewhere_is_said_to_be_in_use(stage: Stage) -> None:
    program = stage.with_vault().start()
    with Vault.open(stage.folder, PASSPHRASE):
        type_in(program.window, "passphrase", PASSPHRASE)
        press(program.window, "unlock")
        stage.wait(lambda: "open already" in spoken(program.window))


def test_locking_saves_what_was_typed_closes_the_vault_and_starts_anew(stage: Stage) -> None:
    program, workplace = working(stage)
    line = child(form_of(workplace), QLineEdit)
    line.setText("Gemeente Molendrecht")
    press(workplace, "lock")
    assert stage.relaunched == [stage.folder]
    assert program.indoors is None
    again = stage.start()
    back = unlocked(stage, again)
    names = desk_of(again).ask(lambda vault: [each.name for each in vault.organisations.all()])
    assert names == ["Gemeente Molendrecht"]
    assert back.here == "cases"
    assert child(back, FormPlace).shown == 7


def test_locking_keeps_what_breaks_a_rule_as_a_draft(stage: Stage) -> None:
    _program, workplace = working(stage)
    child(form_of(workplace), QLineEdit).setText("   ")
    press(workplace, "lock")
    back = unlocked(stage, stage.start())
    assert child(child(back, FormPlace), QLineEdit).text() == "   "


def test_the_window_is_covered_before_anything_else_when_it_locks(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, workplace = working(stage)
    form_of(workplace)
    visible: list[bool] = []

    def note(shown: QWidget) -> int:
        visible.append(shown.isVisible())
        return 0

    monkeypatch.setattr("vpdesk.app.indoors.commit_all", note)
    assert workplace.isVisible()
    program.lock()
    assert visible == [False]


def test_what_cannot_be_saved_is_asked_about_before_closing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, workplace = working(stage)
    place = form_of(workplace)

    def full(_vault: Vault, _value: object) -> None:
        raise EnvironmentFault("The disk is full.", safe="What was saved is safe.")

    monkeypatch.setattr(place.autosave, "_save", full)
    child(place, QLineEdit).setText("Gemeente Molendrecht")
    asked: list[str] = []
    monkeypatch.setattr(program, "ask_anyway", lambda wrong, anyway: asked.append(f"{wrong} / {anyway}"))
    assert not program.window.close()
    assert workplace.isVisible()
    assert child(place, QLineEdit).text() == "Gemeente Molendrecht"
    assert asked == ["The disk is full. What was saved is safe. / Close anyway"]
    monkeypatch.setattr(program, "ask_anyway", lambda _wrong, _anyway: True)
    assert program.window.close()


def test_closing_saves_without_a_question(stage: Stage) -> None:
    program, workplace = working(stage)
    child(form_of(workplace), QLineEdit).setText("Gemeente Molendrecht")
    assert program.window.close()
    with Vault.open(stage.folder, PASSPHRASE) as vault:
        assert [each.name for each in vault.organisations.all()] == ["Gemeente Molendrecht"]


def test_a_commit_is_told_at_the_left_with_its_time(stage: Stage) -> None:
    _program, workplace = working(stage)
    place = form_of(workplace)
    child(place, QLineEdit).setText("Gemeente Molendrecht")
    place.autosave.commit()
    stage.wait(lambda: child(workplace, QLabel, "saved").text() == "Saved 14:09")


def test_leaving_a_place_saves_it(stage: Stage) -> None:
    _program, workplace = working(stage)
    place = form_of(workplace)
    child(place, QLineEdit).setText("Gemeente Molendrecht")
    with stage.qtbot.waitSignal(child_autosave(place).saved):
        press(workplace, "place_first")


def child_autosave(place: QWidget) -> Autosave:
    found = place.findChild(Autosave)
    assert isinstance(found, Autosave)
    return found


def test_ctrl_n_leads_to_a_new_case_and_ctrl_l_locks(stage: Stage) -> None:
    program, workplace = working(stage)
    program.window.activateWindow()
    stage.wait(program.window.isActiveWindow)
    QTest.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert workplace.here == "cases"
    QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert stage.relaunched == [stage.folder]


def test_other_preferences_are_taken_at_once_and_nothing_typed_is_lost(stage: Stage, dutch: str) -> None:
    program, workplace = working(stage)
    child(form_of(workplace), QLineEdit).setText("Gemeente Molendrecht")
    dialog = program.ask_settings()
    assert dialog is not None
    assert findings(dialog) == []
    dialog.form.load(replace(program.settings, language=dutch, theme="dark", text_size=150))
    press(dialog, "save")
    assert look.current().tokens.name == "dark"
    assert look.current().scale == 1.5
    now = page(program, Workplace)
    assert now is not workplace
    assert child(now, QPushButton, "lock").text() == "Vergrendelen"
    assert child(child(now, FormPlace), QLineEdit).text() in ("Gemeente Molendrecht", "Waterschap De Vliet")
    names = desk_of(program).ask(lambda vault: [each.name for each in vault.organisations.all()])
    assert names == ["Gemeente Molendrecht"]
    assert settings.load(stage.around.settings_file).theme == "dark"


def test_the_window_comes_back_where_it_stood(stage: Stage) -> None:
    program = stage.with_vault().start()
    program.window.resize(760, 700)
    program.window.close()
    again = stage.start()
    assert again.window.size() == program.window.size()


def test_the_preferences_name_no_vault_at_the_usual_place(stage: Stage, tmp_path: Path) -> None:
    program, _workplace = working(stage)
    assert program.settings.vault == ""
    other = tmp_path / "elsewhere"
    Vault.create(other, PASSPHRASE, cost=CHEAP).close()
    second = Program(stage.app, replace(stage.around, vault_folder=other))
    stage.programs.append(second)
    second.start()
    unlocked(stage, second)
    assert settings.load(stage.around.settings_file).vault == str(other)


def test_preferences_that_stay_as_they_are_are_not_written_anew(stage: Stage) -> None:
    program, _workplace = working(stage)
    file = stage.around.settings_file
    file.write_text("as it was", "utf-8")
    program._keep(replace(program.settings))
    assert file.read_text("utf-8") == "as it was"
    program._keep(replace(program.settings, text_size=150))
    assert settings.load(file).text_size == 150


def test_every_preference_is_asked_or_left_out_by_name() -> None:
    assert {each.name for each in FIELDS} | NOT_IN_FORM == {each.name for each in fields(Settings)}
    assert not {each.name for each in FIELDS} & NOT_IN_FORM
    assert {each.name for each in BRIEF_ORGANISATION_FIELDS} == {"name", "mandates"}


def test_the_clipboard_gets_nothing_by_itself(stage: Stage) -> None:
    QGuiApplication.clipboard().setText("before")
    program = stage.start()
    press(program.window, "new")
    type_in(program.window, "passphrase", STRONG)
    assert QGuiApplication.clipboard().text() == "before"


def test_only_the_place_that_is_shown_is_marked_at_the_left(stage: Stage) -> None:
    _program, workplace = working(stage)
    for key, other in (("cases", "first"), ("first", "cases"), ("cases", "first")):
        workplace.go(key)
        marked, unmarked = (child(workplace, QPushButton, f"place_{each}") for each in (key, other))
        assert marked.isChecked()
        assert not unmarked.isChecked()
        brand, quiet = look.current().tokens.brand, look.current().tokens.quiet
        assert colours(marked) == {brand}
        assert colours(unmarked) == {quiet}


def colours(button: QPushButton) -> set[str]:
    image = button.icon().pixmap(button.iconSize()).toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    pixels = [image.pixelColor(x, y) for x, y in points]
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def end_abruptly(program: Program) -> None:
    """The vault is let go of as in a crash: nobody asks what was typed, or where the person was."""
    assert program.indoors is not None
    program.indoors.leave()
    program.indoors = None


def test_after_an_abrupt_end_one_is_back_at_the_last_moments(stage: Stage) -> None:
    program, workplace = working(stage)
    workplace.go("cases")
    assert program.indoors is not None
    program.indoors.follow()
    stage.wait(lambda: desk_of(program).ask(lambda vault: load_draft(vault, WINDOW)))
    end_abruptly(program)
    assert unlocked(stage, stage.start()).here == "cases"


def test_without_following_it_would_be_where_the_last_lock_was(stage: Stage) -> None:
    """The control."""
    program, workplace = working(stage)
    workplace.go("cases")
    end_abruptly(program)
    assert unlocked(stage, stage.start()).here == "first"


def test_looking_where_she_is_writes_nothing_while_she_stays(stage: Stage) -> None:
    program, _workplace = working(stage)
    indoors = program.indoors
    assert indoors is not None
    heard: list[object] = []
    indoors.desk.changed.connect(heard.append)
    for time in range(3):
        indoors.follow()
        indoors.desk.ask(lambda _vault: None)
        stage.app.processEvents()
        assert len(heard) == 1, time  # where she is was not kept yet in a new vault


@pytest.mark.parametrize(("away", "here"), [(timedelta(days=3), "cases"), (timedelta(days=90), "first")])
def test_after_a_weekend_one_is_back_where_one_was_and_after_months_at_what_waits(
    stage: Stage, away: timedelta, here: str
) -> None:
    """Whoever is months away and comes back to an old page does not see whose aftercare is late."""
    program, workplace = working(stage)
    form = form_of(workplace)
    child(form, QLineEdit).setText("   ")  # no name yet: it is kept as a draft
    press(workplace, "lock")
    stage.wait(lambda: stage.relaunched)
    program.window.close()
    stage.around = replace(stage.around, now=lambda: NOW + away)
    again = unlocked(stage, stage.start())
    assert again.here == here
    assert child(form_of(again), QLineEdit).text() == "   "  # nothing was lost by it
