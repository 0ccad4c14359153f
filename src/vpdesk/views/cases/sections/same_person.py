"""The other cases over the same person, for whoever has switched that on; each is opened from here only."""

from PySide6.QtWidgets import QWidget

from vpdesk.i18n import _, ngettext
from vpdesk.services.casework import CaseFile
from vpdesk.services.respondents import SamePerson, same_person, uses_tags
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, aside, line
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.flow import flow
from vpdesk.views.parts import on_button


class SamePersonSection(Section):
    """One part a tag: how many cases there are, and a link to each of the others."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "same_person", _("Same person"))

    def show_file(self, file: CaseFile) -> None:
        case_id = file.case.id

        def read(vault: Vault) -> tuple[bool, tuple[SamePerson, ...]]:
            return uses_tags(vault), same_person(vault, case_id)

        switched_on, persons = self.around.desk.ask(read)
        if not switched_on:
            self.say([])
            return
        lines = [each for person in persons for each in self._lines(person, case_id)]
        self.say(lines, self.ask(Verb.TAG, case_id, icon_name="plus"))

    def _lines(self, person: SamePerson, case_id: int) -> list[QWidget]:
        n = len(person.cases)
        said = (
            _("Tag {tag}: no other case yet", tag=person.tag.name)
            if n == 1
            else ngettext("{n} case about the same person", "{n} cases about the same person", n)
        )
        lines = [line(said)]
        if n > 1:
            lines.append(aside(_("Tag {tag}", tag=person.tag.name)))
        for other in person.cases:
            if other.id != case_id:
                day = dates.short_day(other.opened_on, self.around.today())
                words = f"{other.alias}, {day}"
                if other.closed_on is not None:
                    words += ", " + _("closed")
                lines.append(flow(self.ask(Verb.OPEN, other.id, on_button(words), "folder")))
        lines.append(flow(self.ask(Verb.UNTAG, person.tag.id, icon_name="x")))
        return lines
