"""The journey of somebody who opens vpdesk for the first time, from the welcome to the day after."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.canaries import invent
from tests.journeys.person import Ears, Person, alive, environment
from tests.journeys.screen import Screen
from vpdesk.domain.values import AftercareWish, Channel, Matter, Outcome, Recipient
from vpdesk.i18n import _, label

#: Where a rare word is typed, besides the passphrase.
_TYPED: Final = ("organisation", "alias", "note", "consent", "step", "result", "safe_time", "draft")


@dataclass(kw_only=True)
class Journey:
    """What was typed, and what could be seen, heard and found on the way."""

    home: Path
    began: float
    #: Rare words by where they were typed.
    typed: dict[str, str]
    log: Path
    sockets: Path | None
    pdf: Path
    passphrase: str = ""
    #: What the case said before the lock, and after unlocking.
    case_before: list[str] = field(default_factory=list)
    case_after: list[str] = field(default_factory=list)
    draft_after: str = ""
    #: What a screen reader could reach, hidden parts too.
    words_open: str = ""
    words_locked: str = ""
    #: What was announced while the vault was open, and from the lock until it was open again.
    said_open: list[str] = field(default_factory=list)
    said_locked: list[str] = field(default_factory=list)
    titles_open: str = ""
    titles_locked: str = ""
    #: Command line and variables of the locked process.
    started_with: str = ""
    ended: bool = False


def travel(screen: Screen, documents: Path, *, tracer: tuple[str, ...], began: float) -> Journey:
    """Make the whole journey; fails where the person cannot go on.

    The report goes into `documents`, as reports do: in a folder that bears the client's name.
    """
    own = invent(5)
    typed = dict(zip(_TYPED, invent(len(_TYPED)), strict=True))
    typed |= {f"passphrase {number}": word for number, word in enumerate(own, 1)}
    journey = Journey(
        home=screen.home,
        began=began,
        typed=typed,
        log=screen.home / "vpdesk.log",
        sockets=screen.home / "sockets.log" if tracer else None,
        pdf=documents / f"Stichting {typed['organisation']}" / "verslag.pdf",
        passphrase=" ".join(own),
    )
    journey.pdf.parent.mkdir()
    command = [*tracer, "-o", str(journey.sockets)] if journey.sockets else []
    with Ears(screen) as ears, journey.log.open("ab") as log:
        ears.listen()
        process = subprocess.Popen(
            [*command, sys.executable, "-m", "vpdesk"],
            env=environment(screen), cwd=screen.home, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            (pid,) = ears.until(screen.processes, "vpdesk did not start")
            _go(Person(screen, ears, pid), journey)
        finally:
            for pid in screen.processes():
                _end(pid)
            process.wait()
    return journey


def _go(person: Person, journey: Journey) -> None:
    _make_vault(person, journey)
    _record_case(person, journey)
    _agree_on_step(person, journey)
    _close_case(person, journey)
    _release_report(person, journey)
    _lock_with_a_draft(person, journey)
    _come_back(person, journey)


def _make_vault(person: Person, journey: Journey) -> None:
    person.presses(_("Make a new vault"))
    person.fills(_("Passphrase"), journey.passphrase)
    person.fills(_("The passphrase once more"), journey.passphrase)
    person.strikes("Return")
    _prove_sheet(person)
    person.presses(_("Later"))  # no stick is at hand
    person.fills(_("Name of the organisation"), f"Stichting {journey.typed['organisation']}")
    person.presses(_("Save and begin"))
    person.waits_for(_("Everything is saved"))
    person.waits_for_focus("check box", _("Today"))


def _prove_sheet(person: Person) -> None:
    """The sheet is heard group by group, and two of them are typed back."""
    names = {_("Group {n}", n=number) for number in range(1, 9)}

    def heard() -> dict[str, str]:
        said = (each.name.partition(": ") for each in person.hears())
        return {name: digits.replace(" ", "") for name, _colon, digits in said if name in names and digits}

    groups = person.until(
        lambda: found if len(found := heard()) == len(names) else None, "the sheet was never heard"
    )
    person.presses(_("I have it on paper"))
    person.waits_for(_("Check"))
    for line in [each for each in person.hears() if each.role == "text" and each.name in names]:
        person.fills(line.name, groups[line.name])
    person.strikes("Return")


def _record_case(person: Person, journey: Journey) -> None:
    person.strikes("ctrl+n")
    person.presses(label(Matter.BULLYING), role="check box")
    person.goes_to(label(Matter.LABOUR_DISPUTE), role="check box")
    person.goes_to(label(Matter.WORKLOAD), role="check box", key="Right")  # one Tab stop for each group
    person.strikes("space")
    person.fills(_("What do you call the reporter?"), journey.typed["alias"])
    person.presses(_("To the case"))
    person.presses(_("Announced today"))
    person.presses(_("Record a conversation"))
    person.chooses(_("How did you speak?"), label(Channel.PHONE))
    person.fills(_("How long?"), "45")
    person.fills(_("Notes"), f"Volgens melder: {journey.typed['note']} in het overleg, tweemaal.")
    person.presses(_("Record"))
    person.fills(_("When will you be in contact again?"), "+2w")
    person.presses(_("Agree"))


def _agree_on_step(person: Person, journey: Journey) -> None:
    """A step without consent is refused; with it, it is planned and carried out."""
    person.presses(_("Record a step"))
    person.waits_for_words(_("In this case no consent to share anything was recorded."))
    person.goes_to(_("Record consent"))
    person.strikes("Return")
    person.chooses(_("To whom?"), label(Recipient.MANAGER))
    person.fills(_("For which step?"), f"Een gesprek over {journey.typed['step']}")
    person.fills(_("What may be said?"), f"Dat {journey.typed['consent']} moet stoppen")
    person.presses(_("Record"))
    person.fills(_("When?"), _("today"))
    person.presses(_("Record"))
    person.presses(_("Carried out"))
    person.fills(_("What came of it?"), f"Afgesproken: geen {journey.typed['result']} meer.")
    person.presses(_("Record"))


def _close_case(person: Person, journey: Journey) -> None:
    person.presses(_("Close the case"), role="push button")
    person.chooses(_("How did it end?"), label(Outcome.IMPROVED))
    person.chooses(_("Does the reporter want aftercare?"), label(AftercareWish.WANTED))
    person.fills(_("When?"), "+3w")
    person.fills(_("When is it safe?"), f"na vijf uur, {journey.typed['safe_time']}")
    person.presses(_("Close the case"), role="push button")
    person.waits_for(_("Reopen the case"))


def _release_report(person: Person, journey: Journey) -> None:
    person.turns_to(_("Reports"))
    person.presses(_("Release and keep as PDF…"))
    person.presses(_("Release"))
    person.waits_for(_("Keep as PDF"), role="dialog")
    person.waits_for_focus("text")
    person.types(str(journey.pdf.parent))
    person.strikes("Return")
    person.waits_for_words(f": {journey.pdf.parent}")  # the dialog went into the folder
    person.types(journey.pdf.name)
    person.strikes("Return")
    person.waits_for_words(journey.pdf.name)


def _lock_with_a_draft(person: Person, journey: Journey) -> None:
    person.turns_to(_("Cases"))
    person.waits_for(_("Reopen the case"))
    person.presses(_("Record a conversation"))
    person.fills(_("Notes"), f"Nog niet af: {journey.typed['draft']}")
    person.strikes("Escape")
    person.waits_for(_("Reopen the case"))
    journey.case_before = _told_of_case(person)  # what was begun is told too
    person.presses(_("Record a conversation"))
    person.waits_for(_("Notes"), role="text")
    journey.words_open = person.all_words()
    journey.titles_open = person.titles()
    before = person.pid
    journey.said_open = person.is_told()
    person.strikes("ctrl+l")
    person.until(lambda: not alive(before), "the process that knew the case did not end")
    (person.pid,) = person.until(person.screen.processes, "no locked process came")


def _come_back(person: Person, journey: Journey) -> None:
    person.waits_for(_("Locked"))
    journey.words_locked = person.all_words()
    journey.titles_locked = person.titles()
    own = Path("/proc") / str(person.pid)
    journey.started_with = (own / "cmdline").read_text() + (own / "environ").read_text()
    welcome = f"{_('Locked')}\n{_('What you wrote is saved.')}"

    def is_welcomed() -> bool:
        journey.said_locked += person.is_told()
        return welcome in journey.said_locked

    person.until(is_welcomed, "it was never said that it is locked")
    person.fills(_("Passphrase"), journey.passphrase)
    journey.said_locked += person.is_told()
    person.strikes("Return")
    notes = person.waits_for(_("Notes"), role="text")
    journey.draft_after = person.reads(notes)
    person.strikes("Escape")
    person.waits_for(_("Reopen the case"))
    journey.case_after = _told_of_case(person)
    person.strikes("alt+F4")
    journey.ended = person.until(lambda: not alive(person.pid), "closing the window did not end the process")


def _told_of_case(person: Person) -> list[str]:
    """Return what is told of the case that is shown."""
    case = person.waits_for(_("Case"), role="filler")
    within = len(case.place)
    heard = (each for each in person.hears() if each.place[:within] == case.place)
    return [each.name for each in heard if each.name]


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGTERM)


def sockets_opened(log: Path) -> set[str]:
    """Return the families of the sockets in what strace wrote."""
    return set(re.findall(r"socket\((AF_\w+)", log.read_text()))
