"""The facts of a case: what it is about, who, how it came in, what the counsellor did, what was announced."""

from vpdesk.domain.case import Case
from vpdesk.domain.matter_detail import Wrongdoing
from vpdesk.domain.values import Entry, Matter, Position
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.mandate_words import mandate_sentences
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, aside, line, unknown
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import listing
from vpdesk.views.parts import row, symbol


class Matters(Section):
    """What the case is about, each matter with its details, and why that is inside the mandate or not."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "matters", _("What it is about"))

    def show_file(self, file: CaseFile) -> None:
        case = file.case
        words = OwnWords(file.own_words)
        lines = [line(matter_line(matter, case, words)) for matter in case.matters]
        if case.wrongdoing is Wrongdoing.SUSPECTED:
            lines.append(row(symbol("scale", "soon", 18), line(label(case.wrongdoing)), gap=8))
        verdict, reason = mandate_sentences(
            case.matters, file.organisation, case.mandate, case.mandate_source, words.in_sentence
        )
        self.say([*lines, aside(verdict), aside(reason)], change=self.ask(Verb.CHANGE_MATTERS, case.id))


def matter_line(matter: Matter, case: Case, words: OwnWords) -> str:
    """Return one matter with what more is known of it: "Discriminatie: leeftijd, geslacht"."""
    details = [detail for detail in case.matter_details if detail.matter is matter]
    if not details:
        return words.label(matter)
    said, named = listing(details), words.label(matter)
    if named.casefold() in said.casefold():  # "digitale seksuele intimidatie" says which matter it is
        return said[:1].upper() + said[1:]
    return _("{matter}: {details}", matter=named, details=said)


class People(Section):
    """What the reporter is, and what the person complained about is to the reporter: never a name."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "people", _("Whom it concerns"))

    def show_file(self, file: CaseFile) -> None:
        case, words = file.case, OwnWords(file.own_words)
        lines = []
        if case.reporter_position is not Position.UNKNOWN:
            lines.append(line(_("Reporter: {position}", position=words.in_sentence(case.reporter_position))))
        if case.respondent_relations:
            lines.append(line(_("About: {relations}", relations=words.listing(case.respondent_relations))))
        if file.unit is not None:
            lines.append(line(_("Site or department: {unit}", unit=file.unit.name)))
        self.say(lines or [unknown()], change=self.ask(Verb.CHANGE_PEOPLE, case.id))


class Arrival(Section):
    """How and when the report came to the counsellor."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "entry", _("Came to you"))

    def show_file(self, file: CaseFile) -> None:
        case = file.case
        day = dates.day_and_month(case.opened_on, self.around.today())
        said = _("On {day}", day=day)
        if case.entry is not Entry.UNKNOWN:
            entry = OwnWords(file.own_words).in_sentence(case.entry)
            said = _("On {day}, through: {entry}", day=day, entry=entry)
        self.say([said], change=self.ask(Verb.CHANGE_ENTRY, case.id))


class OwnPart(Section):
    """What the counsellor did in the case."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "parts", _("Your part"))

    def show_file(self, file: CaseFile) -> None:
        case = file.case
        parts = [label(part) for part in case.counsellor_parts]
        if parts:
            self.say(parts, change=self.ask(Verb.CHANGE_PARTS, case.id))
        else:
            self.say([], self.ask(Verb.CHANGE_PARTS, case.id, _("Say what you did"), "plus"))


class LookingBack(Section):
    """That the counsellor looked back. What she wrote is for herself: it is seen when she asks for it."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "reflection", _("Looking back, for yourself"))

    def show_file(self, file: CaseFile) -> None:
        case = file.case
        if case.reflection:
            self.say([aside(_("Written, and out of sight here."))], self.ask(Verb.CHANGE_REFLECTION, case.id))
        elif case.closed_on is not None:
            self.say([], self.ask(Verb.CHANGE_REFLECTION, case.id, _("Look back"), "plus"))
        else:
            self.say([])
