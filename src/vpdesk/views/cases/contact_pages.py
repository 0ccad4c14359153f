"""Pages about contact with the reporter: what was said, and when the next contact is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from vpdesk.domain.code import N_
from vpdesk.domain.contact import THIRD_PARTIES, Attendance, Contact, Participant
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Channel
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile, record_contact, save_contact
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.autosave import Save
from vpdesk.views.cases.announced import AnnouncedEditor
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.clock import FORGOTTEN, Clock
from vpdesk.views.cases.declared import ACCOUNT, ANNOUNCED_FIELD, CHANNEL, CHANNEL_OF_MISSED, CONTACT_FIELDS
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.referral_pages import referral_question
from vpdesk.views.cases.step_pages import usable_grounds
from vpdesk.views.cases.words import listing
from vpdesk.views.editors import LongTextEditor
from vpdesk.views.parts import button, quiet
from vpdesk.views.states import Notice

_BESIDE: Final = ("attendance", "minutes")
_FIELDS: Final = tuple(field.name for field in CONTACT_FIELDS)
#: Of an appointment that was missed: nobody spoke, but the counsellor may have come from afar.
_MISSED: Final = ("held_on", "attendance", "channel", "travel_minutes", "notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A new contact, and the day on which the limit of confidentiality was announced in it, if it was."""

    contact: Contact
    announced_on: date | None


class ContactPage(FormPage):
    """Asks of a contact what matters for such a one; who else was there is unfolded."""

    def __init__(  # noqa: PLR0913  each says one thing of the page
        self,
        around: PageContext,
        file: CaseFile,
        form: AskingForm,
        *,
        title: str,
        place: str,
        finish: str,
        save: Save,
        keep: Save | None = None,
        clock: Clock | None = None,
        announces: bool = False,
    ) -> None:
        super().__init__(
            around,
            form,
            name="contact_page",
            title=title,
            sentence=_notes_reminder(),
            place=place,
            finish=finish,
            save=save,
            keep=keep,
        )
        self._file = file
        self._announces = announces
        self._unallowed = Notice("", "info")
        self._unallowed.setObjectName("without_consent")
        form.put_below("participants", self._unallowed)
        self._alone = form.editor("participants").raw() in ([], [Participant.REPORTER.value])
        self._others = button(
            _("Somebody else was there too"), self._unfold, icon_name="users", kind="link", name="others"
        )
        form.put_below("channel", self._others)
        self._clock = clock
        self._by_clock = ""
        self._forgotten = 0
        if clock is not None:
            form.put_below("minutes", clock)
            clock.begun.connect(self._note_begun)
            clock.stopped.connect(self._fill_in)
            clock.failed.connect(self.page.banner.show_error)
        form.edited.connect(self._ask)
        self._ask()

    def finish(self) -> None:
        """Store the contact; a clock that runs stops now, and one that was forgotten is asked after."""
        self._forgotten = 0
        if self._clock is not None:
            self._clock.stop()
        if self._forgotten:
            self._ask_how_long(self._forgotten)
        else:
            super().finish()

    def _unfold(self) -> None:
        self._alone = False
        self._ask()
        self.form.focus_on("participants")

    def _ask(self) -> None:
        form = self.form
        missed = form.editor("attendance").raw() == Attendance.MISSED
        channel = form.editor("channel").raw()
        gone = channel == Channel.IN_PERSON or (missed and channel == Channel.UNKNOWN)
        near = not gone and not form.editor("travel_minutes").raw()
        names = [
            name
            for name in (_MISSED if missed else _FIELDS)
            if not (name == "travel_minutes" and near) and not (name == "participants" and self._alone)
        ]
        if self._announces and not missed:
            names.append(ANNOUNCED_FIELD.name)
            self._propose_day()
        form.ask_only(names)
        if isinstance(notes := form.editor("notes"), LongTextEditor):
            notes.begin_with("" if missed else ACCOUNT)  # who did not come told nothing
        form.ask_as("channel", CHANNEL_OF_MISSED if missed else CHANNEL)
        self._others.setVisible(self._alone and not missed)
        reminder = "" if missed else _notes_reminder()
        self.page.say(reminder)
        unallowed = _without_consent(self._file, form) if "participants" in names else []
        self._unallowed.say(_unallowed_words(unallowed))
        self._unallowed.setVisible(bool(unallowed))

    def _propose_day(self) -> None:
        editor = self.form.editor(ANNOUNCED_FIELD.name)
        if isinstance(editor, AnnouncedEditor):
            try:
                editor.propose(self.form.editor("held_on").value().day)
            except RuleError:
                return  # a day is being typed

    def _note_begun(self, moment: datetime) -> None:
        """The conversation began when the clock did, unless a moment was typed already."""
        editor = self.form.editor("held_on")
        if editor.raw() == self._fresh["held_on"]:
            editor.set_value(DayAndTime(day=moment.date(), at=time(moment.hour, moment.minute)))

    def _fill_in(self, minutes: int) -> None:
        """Minutes that somebody typed stay; those of an earlier run of the clock grow."""
        editor = self.form.editor("minutes")
        typed = str(editor.raw()).strip()
        if typed not in ("", self._by_clock):
            return
        if minutes > FORGOTTEN:
            self._forgotten = minutes
            self._ask_how_long(minutes)
        else:
            total = minutes + int(typed or 0)
            self._by_clock = str(total)
            editor.set_raw(self._by_clock)

    def _ask_how_long(self, ran: int) -> None:
        """Nobody spoke for so long: hours that were not worked would be counted for the organisation."""
        wrong = N_("The clock ran for {duration}: it was forgotten. Fill in how long you spoke.")
        self.form.check_all()
        self.form.show_error(RuleError("minutes", wrong, duration=dates.duration(ran)))
        self.form.focus_on("minutes")


def new_contact(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page that records a contact, which may be the one that was agreed."""
    case = file.case
    announces = case.told_of_reservation_on is None
    *facts, notes = CONTACT_FIELDS
    fields = (*facts, ANNOUNCED_FIELD, notes) if announces else CONTACT_FIELDS
    form = AskingForm(fields, today=around.today, beside=_BESIDE)
    make = partial(_made, partial(Contact, id=new_id(), case_id=case.id))

    def record(announced: date | None = None, **found: Any) -> Recorded:
        missed = found["attendance"] is Attendance.MISSED
        return Recorded(contact=make(**found), announced_on=None if missed else announced)

    initial = {
        "held_on": DayAndTime(day=around.today()),
        "attendance": Attendance.HELD,
        "channel": Channel.UNKNOWN,
        "minutes": 0,
        "travel_minutes": 0,
        "participants": (Participant.REPORTER,),
        "notes": "",
    }
    form.begin(record, **initial, **({ANNOUNCED_FIELD.name: None} if announces else {}))

    def save(vault: Vault, recorded: Recorded) -> None:
        record_contact(
            vault,
            recorded.contact,
            told_on=recorded.announced_on,
        )

    page = ContactPage(
        around,
        file,
        form,
        title=_("Record a conversation"),
        place=f"case/{case.id}/contact",
        finish=_("Record"),
        save=save,
        clock=Clock(around, case.id),
        announces=announces,
    )
    if question := referral_question(file, around.today()):
        page.add(quiet(question))
    return page


def changed_contact(around: PageContext, file: CaseFile, contact: Contact) -> FormPage:
    """Return the page that changes a contact; it saves itself."""
    form = AskingForm(CONTACT_FIELDS, today=around.today, beside=_BESIDE)
    when = DayAndTime(day=contact.held_on, at=contact.held_at)
    known = {name: getattr(contact, name) for name in _FIELDS if name != "held_on"}
    form.begin(partial(_made, partial(replace, contact)), held_on=when, **known)
    return ContactPage(
        around,
        file,
        form,
        title=_("Change a conversation"),
        place=f"contact/{contact.id}",
        finish=_("Done"),
        save=save_contact,
        keep=save_contact,
    )


def _made(make: Callable[..., Contact], held_on: DayAndTime, **found: Any) -> Contact:
    """Return the contact; who did not come was not spoken with."""
    if found["attendance"] is Attendance.MISSED:
        found |= {"minutes": 0, "participants": ()}
    return make(held_on=held_on.day, held_at=held_on.at, **found)


def _without_consent(file: CaseFile, form: AskingForm) -> list[Participant]:
    """Return the third parties on the form with whom nothing might be shared on its day (rule 1)."""
    try:
        day = form.editor("held_on").value().day
    except RuleError:
        return []  # a day is being typed
    covered = {ground.recipient for ground in usable_grounds(file, day)}
    there = form.editor("participants").value()
    return [each for each in there if each in THIRD_PARTIES and THIRD_PARTIES[each] not in covered]


def _unallowed_words(whom: list[Participant]) -> str:
    return _(
        "No consent to share is recorded for: {whom}. If the reporter gave it, record that too: without it"
        " nothing goes to a third party.",
        whom=listing(whom),
    )


def _notes_reminder() -> str:
    """Rule 8, said kindly where notes are written."""
    return _("Write down what the reporter tells: factual, and no more than is needed.")
