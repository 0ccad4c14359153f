"""What the contacts of a case add up to."""

from vpdesk.i18n import _, ngettext
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.moment import detail_line
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, aside, line


class Effort(Section):
    """Conversations and time, travel and missed appointments apart; hidden while there were none."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "effort", _("Contact so far"))

    def show_file(self, file: CaseFile) -> None:
        spent, case = file.spent, file.case
        lines = []
        if spent.held:
            talks = ngettext("{n} contact", "{n} contacts", spent.held)
            lines.append(line(detail_line(talks, dates.duration(spent.minutes) if spent.minutes else "")))
        if spent.travel_minutes:
            lines.append(line(_("{duration} of travel", duration=dates.duration(spent.travel_minutes))))
        if spent.missed:
            missed = ngettext(
                "{n} time the reporter did not come", "{n} times the reporter did not come", spent.missed
            )
            lines.append(line(missed))
        if case.carried_contacts or case.carried_minutes:
            carried = ngettext("{n} contact", "{n} contacts", case.carried_contacts)
            time = dates.duration(case.carried_minutes) if case.carried_minutes else ""
            lines.append(aside(_("Brought along: {what}", what=detail_line(carried, time))))
        self.say(lines)
