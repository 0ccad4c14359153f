"""The place Rapporten: choices, what the client will not see, the real pages, and the release."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk import durable
from vpdesk.disclosure.audit.findings import AuditResult
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.register import RegisteredRelease
from vpdesk.i18n import Words, _, language, ngettext
from vpdesk.models import tasks
from vpdesk.models.desk import Desk
from vpdesk.pdf.preview import PagePicture
from vpdesk.reports import front
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.reports.period import Period
from vpdesk.services.reporting import preview, release_report, released, reopen
from vpdesk.views import dates
from vpdesk.views.actions import action, build_actions
from vpdesk.views.page import Page
from vpdesk.views.page_pictures import Pages
from vpdesk.views.parts import button, column, quiet
from vpdesk.views.reports.choice_form import ChoiceForm
from vpdesk.views.reports.choices import ReportChoices, at_its_field
from vpdesk.views.reports.drawing import Drawing
from vpdesk.views.reports.files import ChooseFile, choose_file, file_name
from vpdesk.views.reports.foot import Foot
from vpdesk.views.reports.insight_panel import InsightPanel
from vpdesk.views.reports.outcome import ReportOutcome
from vpdesk.views.reports.panes import Panes
from vpdesk.views.reports.releases import EarlierReleases
from vpdesk.views.reports.seen import Texts
from vpdesk.views.reports.told import ToldPart
from vpdesk.views.states import EmptyState, announce

#: The tables that a report is counted from, or that it is laid out by.
_TABLES: Final = frozenset(
    {"cases", "contacts", "consents", "formal_tracks", "milestones"}
    | {"organisations", "report_lists", "releases", "counsellors"}
)


class ReportsPlace(QWidget):
    """Makes, releases and keeps reports. `shown` says that all of it follows the choices."""

    shown = Signal()
    organisations_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime] = datetime.now,
        *,
        choose: ChooseFile = choose_file,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._choose = choose
        self._choices: ReportChoices | None = None
        self._report: AnnualReport | None = None
        self._may_release = False
        #: what still has to come before all of the screen follows the choices
        self._awaited: set[str] = set()
        self._stale = True
        actions = build_actions(self)
        self.page = Page(
            _("Reports"), _("Choose what it is about; you see it at once as the client gets it.")
        )
        self.choices = ChoiceForm(desk, lambda: now().date())
        self.outcome = ReportOutcome()
        self.insight = InsightPanel(desk)
        self.earlier = EarlierReleases()
        self.told = ToldPart(desk, now)
        self.foot = Foot(actions["release"], actions["keep"])
        self.pages = Pages()
        self._state = quiet("")
        self._state.setObjectName("pages_state")
        self._nothing = EmptyState(
            _("No client organisations yet"),
            _("A report is made for one organisation, over the cases that you recorded there."),
            button(
                _("To the client organisations"),
                self.organisations_asked.emit,
                kind="primary",
                name="to_organisations",
            ),
        )
        self._drawing = Drawing(desk, lambda: self.pages.wanted_width, self)
        self._lay_out()
        self.choices.chosen.connect(self._note_chosen)
        self.choices.edited.connect(self.foot.give_up)
        self.choices.failed.connect(self.page.banner.show_error)
        self.choices.texts.checked.connect(self._note_texts)
        self.insight.failed.connect(self.page.banner.show_error)
        self.told.failed.connect(self.page.banner.show_error)
        self.insight.shown.connect(self._note_attack)
        self.earlier.look_asked.connect(self._look)
        self.earlier.save_asked.connect(self._keep_earlier)
        self.foot.confirmed.connect(self._release)
        self.pages.width_changed.connect(self._drawing.draw_again)
        self._drawing.read.connect(self._note_read)
        self._drawing.drawn.connect(self._note_drawn)
        self._drawing.refused.connect(self._note_refused)
        desk.changed.connect(self._note_changes)

    def _lay_out(self) -> None:
        self.page.add(self._nothing, self.choices, self.outcome, self.insight, self.earlier, self.told)
        self._sheet = column(self._state, self.pages, None, gap=12)
        self._panes = Panes(self.page, self.foot, self._sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._panes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Count again what is chosen."""
        self._stale = False
        self.choices.reload()
        some = bool(self._desk.ask(lambda vault: vault.organisations.all()))
        self._nothing.setVisible(not some)
        for widget in (self.page.summary, self.choices, self.foot, self._sheet, self.told):
            widget.setVisible(some)
        if some:
            self.choices.tell()

    @action(N_("Release and keep as PDF…"), icon="file-check")
    def release(self) -> None:
        """Ask once; after that the figures stand for ever."""
        if self._report is not None:
            self.foot.ask(self._report)

    @action(N_("Keep as PDF…"), icon="file-check")
    def keep(self) -> None:
        """Keep the released report that is shown as a file."""
        if self._report is not None:
            self._write(self._report)

    def _release(self) -> None:
        if self._report is None or self._choices is None:
            return
        target = self._choose(self, file_name(self._report))
        if target is None:
            said = _("Nothing was released.")
            self.foot.say(said)
            announce(self, said)
            return
        request, now = replace(self._choices, ticked=self.choices.ticked).request(), self._now()
        self._desk.do(
            lambda vault: release_report(vault, request, now=now),
            owner=self,
            done=partial(self._note_released, target),
            failed=self._note_refused,
        )

    def _note_released(self, target: Path, report: AnnualReport) -> None:
        self.choices.clear()
        self._write(report, target)

    def _keep_earlier(self, entry: RegisteredRelease) -> None:
        self._write(self._desk.ask(lambda vault: reopen(vault, entry)))

    def _write(self, report: AnnualReport, target: Path | None = None) -> None:
        target = target or self._choose(self, file_name(report))
        if target is None:
            return
        chosen = target

        def done(_nothing: None) -> None:
            said = _("Kept as {file}.", file=chosen.name)
            self.foot.say(said)
            announce(self, said)

        tasks.run(
            lambda: durable.replace(chosen, write(report)),
            owner=self,
            done=done,
            failed=self.page.banner.show_error,
        )

    def _look(self, entry: RegisteredRelease) -> None:
        self.choices.turn_to(entry.organisation_id, Period(start=entry.start, end=entry.end), entry.kind)

    def _note_chosen(self, choices: ReportChoices | None) -> None:
        if _subject(choices) != _subject(self._choices):
            self.foot.say(kept="")
            self.pages.hide()  # of another client: beside the words of this one they would mislead
        self._choices = choices
        self.page.banner.hide()
        if choices is None:
            self._show_nothing()
            return
        self._say(_("The report is being made…"))
        self.told.turn_to(choices.organisation_id, choices.period)
        request, today = choices.request(), self._now().date()
        self._drawing.draw(lambda vault: preview(vault, request, today=today))

    def _note_read(self, report: AnnualReport) -> None:
        self._report = report
        self._awaited = {"pages", "insight"}
        self.outcome.show_attack(None)
        entries = self._entries()
        self.earlier.show_releases(entries)
        same = next((entry for entry in entries if _is(entry, report)), None)
        self._may_release = same is None
        if same is None and self._choices is not None:
            self.choices.texts.look(self._choices.organisation_id, report)
        else:
            self.choices.texts.forget()
        self.outcome.show_report(report, released=same is not None, texts=self.choices.texts.state)
        if self._choices is not None:
            self.insight.show_report(self._choices.request(), report)
        if same is None:
            self._offer_release()
        else:
            day = dates.short(same.released_at.date())
            said = _("Released on {day}. These figures and texts do not change any more.", day=day)
            self.foot.offer(release=False, keep=True, said=said)

    def _note_texts(self) -> None:
        """Say what was found in the texts, and keep the report here while something in them is open."""
        if self._report is None or not self._may_release:
            return
        self.outcome.show_report(self._report, released=False, texts=self.choices.texts.state)
        self._offer_release()

    def _offer_release(self) -> None:
        texts = self.choices.texts
        said = ""
        if texts.state is Texts.OPEN:
            said = ngettext(
                "Before the release: change one place in your texts, or give a reason for it.",
                "Before the release: change {n} places in your texts, or give a reason for them.",
                texts.left,
            )
        self.foot.offer(release=texts.state in (Texts.NONE, Texts.CLEAR), keep=False, said=said)

    def _note_attack(self, attacked: AuditResult) -> None:
        self.outcome.show_attack(attacked)
        self._note_come("insight")

    def _note_drawn(self, pictures: Sequence[PagePicture]) -> None:
        report = self._report
        if report is None:
            return
        words = Words(language())
        said = ngettext("{n} page", "{n} pages", len(pictures))
        whole = f"{front.title(report, words)}, {report.release.organisation}, {said}"
        self.pages.show_pages(pictures, whole)
        self.pages.show()
        self._panes.room.setAccessibleDescription(whole)
        self._say(said)
        self._note_come("pages")

    def _note_come(self, what: str) -> None:
        self._awaited.discard(what)
        if not self._awaited:
            self.shown.emit()

    def _note_refused(self, error: VpdeskError) -> None:
        if isinstance(error, RuleError):
            self.choices.show_error(at_its_field(error))
        else:
            self.page.banner.show_error(error)
        self._show_nothing()
        self.earlier.show_releases(self._entries())

    def _show_nothing(self) -> None:
        self._report = None
        self._drawing.forget()
        self.pages.hide()
        self.outcome.hide()
        self.insight.hide()
        self.foot.offer(release=False, keep=False)
        self._say(_("The report appears here as soon as the choices are right."))

    def _entries(self) -> Sequence[RegisteredRelease]:
        choices = self._choices
        if choices is None:
            return ()
        return self._desk.ask(lambda vault: released(vault, choices.organisation_id))

    def _say(self, text: str) -> None:
        self._state.setText(text)

    def _note_changes(self, tables: frozenset[str]) -> None:
        if not tables & _TABLES:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


def _is(entry: RegisteredRelease, report: AnnualReport) -> bool:
    figures = report.release
    return (entry.kind.value, entry.start, entry.end) == (figures.kind.value, figures.start, figures.end)


def _subject(choices: ReportChoices | None) -> object:
    return choices and (choices.organisation_id, choices.period, choices.kind)
