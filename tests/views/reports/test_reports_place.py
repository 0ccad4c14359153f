from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Matter
from vpdesk.models.desk import Desk
from vpdesk.reports.period import Period
from vpdesk.services.counsellor import read_counsellor, save_counsellor
from vpdesk.services.drafts import load_draft
from vpdesk.services.organisations import save_organisation
from vpdesk.services.reporting import ReportRequest, release_report, released
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.page_pictures import PageWidget
from vpdesk.views.pictures import settle
from vpdesk.views.reports.place import ReportsPlace

#: Long enough for a slow machine: the first report loads the typesetter.
WAIT = 30_000
LAST_YEAR = Period(start=date(2025, 1, 1), end=date(2025, 12, 31))
Choose = Callable[[QWidget, str], Path | None]


class Chooser:
    """Answers where the file goes, and remembers the name that was proposed."""

    def __init__(self, answer: Path | None) -> None:
        self.answer = answer
        self.proposed: list[str] = []

    def __call__(self, _parent: QWidget, name: str) -> Path | None:
        self.proposed.append(name)
        return self.answer


@pytest.fixture
def organisation(desk: Desk) -> Organisation:
    """An organisation with 24 cases in 2025."""
    stored = Organisation(name="Waterschap De Vliet")

    def work(vault: Vault) -> None:
        save_organisation(vault, stored)
        with vault.transaction():
            for number in range(24):
                matter = Matter.BULLYING if number % 3 else Matter.DISCRIMINATION
                vault.cases.save(
                    make_case(stored.id, opened_on=date(2025, 1 + number % 12, 5), matters=(matter,))
                )

    desk.ask(work)
    return stored


def shown(qtbot: QtBot, desk: Desk, show: Show, choose: Choose | None = None) -> ReportsPlace:
    place = ReportsPlace(desk, lambda: NOW, choose=choose or Chooser(None))
    place.resize(1100, 800)
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        show(place)
    return place


def entries(desk: Desk, organisation: Organisation) -> list[Period]:
    found = desk.ask(lambda vault: released(vault, organisation.id))
    return [Period(start=entry.start, end=entry.end) for entry in found]


def release_last_year(desk: Desk, organisation: Organisation) -> None:
    release_year(desk, organisation, LAST_YEAR.start.year)


def release_year(desk: Desk, organisation: Organisation, year: int) -> None:
    request = ReportRequest(
        organisation_id=organisation.id, start=date(year, 1, 1), end=date(year, 12, 31), language="nl"
    )
    desk.ask(lambda vault: release_report(vault, request, now=NOW))


def year_shown(place: ReportsPlace) -> int:
    return place._report.release.start.year if place._report is not None else 0


def said(place: QWidget) -> list[str]:
    return [label.text() for label in place.findChildren(QLabel) if label.isVisible()]


def press(place: QWidget, name: str) -> None:
    child(place, QPushButton, name).click()


def test_a_client_that_was_taken_on_this_year_is_not_offered_the_year_before(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    new = Organisation(name="Zwembad Oost", appointed_on=date(2026, 2, 1))
    desk.ask(lambda vault: save_organisation(vault, new))
    place = shown(qtbot, desk, show)
    period = place.choices.form.editor("period")
    assert period.value() == LAST_YEAR
    place.choices.form.editor("organisation_id").set_value(new.id)
    this_year = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))
    assert period.value() == this_year
    place.choices.form.editor("organisation_id").set_value(organisation.id)
    assert period.value() == LAST_YEAR
    # what she chose herself stays, whoever it is about
    earlier = Period(start=date(2024, 1, 1), end=date(2024, 12, 31))
    period.set_value(earlier)
    place.choices.form.editor("organisation_id").set_value(new.id)
    assert period.value() == earlier


def test_a_case_of_years_before_makes_the_year_before_one_to_report(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    new = Organisation(name="Zwembad Oost", appointed_on=date(2026, 2, 1))
    desk.ask(lambda vault: save_organisation(vault, new))
    place = shown(qtbot, desk, show)
    period = place.choices.form.editor("period")
    assert period.value() != LAST_YEAR
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        desk.ask(lambda vault: take_over(vault, new))
    assert period.value() == LAST_YEAR


def take_over(vault: Vault, organisation: Organisation) -> None:
    with vault.transaction():
        vault.cases.save(make_case(organisation.id, opened_on=date(2021, 5, 4)))


def test_the_real_pages_stand_beside_the_choices(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    place = shown(qtbot, desk, show)
    pages = place.findChildren(PageWidget)
    assert len(pages) == place.pages.count >= 3
    assert pages[0].accessibleName() == f"Page 1 of {len(pages)}"
    assert organisation.name in pages[0].accessibleDescription()
    for page in pages:
        image = page.grab().toImage()
        points = range(4, image.width(), 9)
        assert len({image.pixel(x, y) for x in points for y in range(4, image.height(), 9)}) > 3


def test_a_preview_stores_nothing(qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show) -> None:
    shown(qtbot, desk, show)
    assert entries(desk, organisation) == []


@pytest.mark.usefixtures("organisation")
def test_what_the_client_does_not_see_is_said(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    qtbot.waitUntil(place.insight.isVisible, timeout=WAIT)
    words = "\n".join(said(place))
    assert "What the client does not see" in words
    assert "no number below five is printed separately" in words
    assert "Anonymous" in words


def test_releasing_is_asked_once_and_not_yet_changes_nothing(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show, aloud: list[str]
) -> None:
    chooser = Chooser(None)
    place = shown(qtbot, desk, show, chooser)
    aloud.clear()
    press(place, "release")
    assert place.focusWidget().objectName() == "give_up_release"
    settle()
    (asked,) = aloud
    assert "these figures never change any more" in asked
    assert "The name of your practice is missing." in asked
    press(place, "give_up_release")
    assert chooser.proposed == []
    assert entries(desk, organisation) == []


def test_giving_up_the_file_releases_nothing(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    chooser = Chooser(None)
    place = shown(qtbot, desk, show, chooser)
    press(place, "release")
    press(place, "confirm_release")
    assert len(chooser.proposed) == 1
    assert entries(desk, organisation) == []
    assert "Nothing was released." in said(place)


def test_a_period_that_is_not_over_is_said_before_its_release(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    place = shown(qtbot, desk, show)
    press(place, "release")
    assert not any("This period is not over" in line for line in said(place))
    place.choices.turn_to(organisation.id, Period(start=date(2026, 1, 1), end=date(2026, 12, 31)))
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    press(place, "release")
    assert any("This period is not over: it runs until 31 December" in line for line in said(place))


@pytest.mark.parametrize("name", ["", "Praktijk Linde"])
@pytest.mark.usefixtures("organisation")
def test_a_report_without_the_name_of_the_practice_says_so_before_its_release(
    qtbot: QtBot, desk: Desk, show: Show, name: str
) -> None:
    """Afterwards it never changes: the works council would read figures of nobody."""

    def call(vault: Vault) -> None:
        save_counsellor(vault, replace(read_counsellor(vault), practice_name=name))

    desk.ask(call)
    place = shown(qtbot, desk, show)
    press(place, "release")
    warned = any("The name of your practice is missing. After" in line for line in said(place))
    assert warned is (not name)


def test_looking_at_an_earlier_release_keeps_the_focus_where_it_was(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    release_year(desk, organisation, 2024)
    release_year(desk, organisation, 2025)
    place = shown(qtbot, desk, show)
    older = next(one for one in place.findChildren(QPushButton, "look") if "2024" in one.accessibleName())
    older.setFocus()
    older.click()
    with qtbot.waitSignal(place.shown, timeout=WAIT):  # its pages; the click waits for a rest
        qtbot.waitUntil(lambda: year_shown(place) == 2024, timeout=WAIT)
    assert place.focusWidget() is older


def test_the_proposed_name_holds_no_client_and_no_count(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    chooser = Chooser(None)
    place = shown(qtbot, desk, show, chooser)
    press(place, "release")
    press(place, "confirm_release")
    (name,) = chooser.proposed
    assert organisation.name not in name
    assert "24" not in name.replace("2024", "").replace("2025", "")
    assert name.endswith("2025.pdf")
    assert "/" not in name


def test_a_release_enters_the_register_and_the_file_is_written(  # noqa: PLR0917  what it takes
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show, tmp_path: Path, aloud: list[str]
) -> None:
    target = tmp_path / "verslag.pdf"
    place = shown(qtbot, desk, show, Chooser(target))
    press(place, "release")
    press(place, "confirm_release")
    qtbot.waitUntil(lambda: "Kept as verslag.pdf." in said(place), timeout=WAIT)
    assert entries(desk, organisation) == [LAST_YEAR]
    assert target.read_bytes().startswith(b"%PDF-")
    qtbot.waitUntil(lambda: child(place, QPushButton, "keep").isVisible(), timeout=WAIT)
    assert not child(place, QPushButton, "release").isVisible()
    assert place.focusWidget().objectName() == "keep"  # not lost to the far end of the window
    assert any("do not change any more" in line for line in said(place))
    settle()
    assert len([line for line in aloud if "do not change any more" in line]) == 1


def test_an_earlier_release_is_kept_again_with_the_same_bytes(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show, tmp_path: Path
) -> None:
    release_last_year(desk, organisation)
    chooser = Chooser(tmp_path / "first.pdf")
    place = shown(qtbot, desk, show, chooser)
    files = []
    for name in ("first.pdf", "second.pdf"):
        chooser.answer = tmp_path / name
        press(place, "save_again")
        qtbot.waitUntil(lambda name=name: f"Kept as {name}." in said(place), timeout=WAIT)  # type: ignore[misc]
        files.append(chooser.answer.read_bytes())
    assert files[0] == files[1]
    assert files[0].startswith(b"%PDF-")


def test_a_file_that_cannot_be_written_is_said_and_the_release_stays(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show, tmp_path: Path
) -> None:
    place = shown(qtbot, desk, show, Chooser(tmp_path / "no folder" / "verslag.pdf"))
    press(place, "release")
    press(place, "confirm_release")
    qtbot.waitUntil(lambda: entries(desk, organisation) == [LAST_YEAR], timeout=WAIT)
    qtbot.waitUntil(place.page.banner.isVisible, timeout=WAIT)


def test_a_period_that_overlaps_a_release_is_refused_at_the_period(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    release_last_year(desk, organisation)
    place = shown(qtbot, desk, show)
    place.choices.turn_to(organisation.id, Period(start=date(2025, 7, 1), end=date(2025, 12, 31)))
    qtbot.waitUntil(lambda: any("overlaps it" in line for line in said(place)), timeout=WAIT)
    assert not place.pages.isVisible()
    assert not child(place, QPushButton, "release").isEnabled()
    place.choices.turn_to(organisation.id, Period(start=date(2026, 1, 1), end=date(2026, 6, 30)))
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    assert not any("overlaps it" in line for line in said(place))


@pytest.mark.usefixtures("organisation")
def test_a_lower_threshold_asks_for_a_reason(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    form = place.choices.form
    assert not form.editor("reason").isVisible()
    form.editor("threshold").set_value(3)
    assert form.editor("reason").isVisible()
    place.choices.tell()
    assert any("needs a written reason" in line for line in said(place))
    assert not child(place, QPushButton, "release").isEnabled()
    form.editor("reason").set_value("The board asked for it.")
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    assert child(place, QPushButton, "release").isEnabled()


@pytest.mark.usefixtures("organisation")
def test_own_texts_are_looked_over_and_kept_as_a_draft(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    press(place, "add_texts")
    child(place.choices.form.editor("signals"), QPlainTextEdit).setPlainText("Meer vragen over werkdruk.")
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    qtbot.waitUntil(lambda: any("compared with everybody in this vault" in line for line in said(place)))
    for autosave in place.findChildren(Autosave):
        autosave.commit()
    again = shown(qtbot, desk, show)
    assert again.choices.form.editor("signals").value() == "Meer vragen over werkdruk."
    assert again.choices.form.editor("signals").isVisible()


@pytest.mark.usefixtures("organisation")
def test_after_a_release_its_texts_do_not_wait_for_the_next_report(
    qtbot: QtBot, desk: Desk, show: Show, tmp_path: Path
) -> None:
    place = shown(qtbot, desk, show, Chooser(tmp_path / "verslag.pdf"))
    place.choices.form.editor("signals").set_value("Meer vragen over werkdruk.")
    for autosave in place.findChildren(Autosave):
        autosave.commit()
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    press(place, "release")
    press(place, "confirm_release")
    qtbot.waitUntil(lambda: "Kept as verslag.pdf." in said(place), timeout=WAIT)
    assert place.choices.form.editor("signals").value() == ""
    assert desk.ask(lambda vault: load_draft(vault, "report")) is None


def test_a_new_case_changes_the_pages_that_are_shown(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    place = shown(qtbot, desk, show)

    def work(vault: Vault) -> None:
        with vault.transaction():
            vault.cases.save(make_case(organisation.id, opened_on=date(2025, 3, 3)))

    before = place._report
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        desk.ask(work)
    assert before is not None
    assert place._report is not None
    assert (before.release.total("cases"), place._report.release.total("cases")) != (None, None)
    assert before.release.total("cases") != place._report.release.total("cases")


@pytest.mark.usefixtures("organisation")
def test_the_practice_is_named_once_and_stands_on_the_cover(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    assert any("name of your practice is missing" in line for line in said(place))
    place.choices._counsellor.editor("practice_name").set_value("Praktijk Vizier")
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices._keep_counsellor.flush()
    assert place._report is not None
    assert place._report.practice == "Praktijk Vizier"
    assert not any("name of your practice is missing" in line for line in said(place))


@pytest.mark.usefixtures("organisation")
def test_with_large_text_or_little_room_the_pages_stand_below(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    assert not place.page.isAncestorOf(place.pages)
    place.resize(600, 800)
    qtbot.waitUntil(lambda: place.page.isAncestorOf(place.pages))
    assert place.pages.isVisible()
    place.resize(1100, 800)
    qtbot.waitUntil(lambda: not place.page.isAncestorOf(place.pages))
    assert place.pages.isVisible()


def test_without_an_organisation_it_says_where_to_begin(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = ReportsPlace(desk, lambda: NOW)
    show(place)
    assert not place.choices.isVisible()
    with qtbot.waitSignal(place.organisations_asked):
        press(place, "to_organisations")


def test_everything_has_a_name_and_every_action_a_place(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    release_last_year(desk, organisation)
    place = shown(qtbot, desk, show)
    place.choices.ask_texts()
    assert findings(place) == []


def test_interim_figures_are_totals_only_and_the_year_still_follows(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show, tmp_path: Path
) -> None:
    place = shown(qtbot, desk, show, Chooser(tmp_path / "tussen.pdf"))
    half = Period(start=date(2025, 1, 1), end=date(2025, 6, 30))
    place.choices.turn_to(organisation.id, half, ReleaseKind.INTERIM)
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    assert not child(place, QPushButton, "add_texts").isVisible()
    press(place, "release")
    press(place, "confirm_release")
    qtbot.waitUntil(lambda: "Kept as tussen.pdf." in said(place), timeout=WAIT)
    place.choices.turn_to(organisation.id, LAST_YEAR)
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    assert child(place, QPushButton, "release").isEnabled()
    assert any(line.startswith("Interim figures, ") for line in said(place))


def test_a_number_that_was_told_is_entered_and_listed(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    place = shown(qtbot, desk, show)
    press(place, "open_told")
    form = place.told.form
    form.editor("period").set_value(LAST_YEAR)
    form.editor("cases").set_value("none")
    press(place, "enter_told")
    assert "Fill in a whole number." in said(place)
    form.editor("cases").set_value("3")
    form.editor("how").set_value("in a talk")
    press(place, "enter_told")
    qtbot.waitUntil(
        lambda: any("that no report has counted yet: 24" in line for line in said(place)), timeout=WAIT
    )
    form.editor("cases").set_value("24")
    press(place, "enter_told")
    qtbot.waitUntil(lambda: any("24 cases: in a talk." in line for line in said(place)), timeout=WAIT)
    assert entries(desk, organisation) == [LAST_YEAR]
    assert form.editor("cases").value() == ""
