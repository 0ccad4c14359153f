"""What was said of confidentiality, and what the reporter allows at present."""

from vpdesk.domain.consent import Consent
from vpdesk.domain.values import ConsentDecision, ConsentPurpose
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, line
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import in_sentence
from vpdesk.views.parts import row, symbol


class Confidence(Section):
    """Whether and when the limit of confidentiality was announced (rule 3), and what was decided about it."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "reservation", _("Limit of confidentiality"))

    def show_file(self, file: CaseFile) -> None:
        told = file.case.told_of_reservation_on
        if told is None:
            said = row(symbol("circle-dot", "soon", 18), line(_("Not announced yet")), gap=8)
            self.say([said, *self._decided(file)], self.ask(Verb.TELL, file.case.id))
        else:
            day = dates.day_and_month(told, self.around.today())
            said = row(symbol("circle-check", "good", 18), line(_("Announced on {day}", day=day)), gap=8)
            self.say([said, *self._decided(file)], change=self.ask(Verb.CHANGE_RESERVATION, file.case.id))

    def _decided(self, file: CaseFile) -> list[str]:
        today = self.around.today()
        said = []
        for exception in file.exceptions:
            day = dates.day_and_month(exception.decided_on, today)
            if exception.recipient is None:
                said.append(_("Weighed on {day}: kept", day=day))
            else:
                whom = in_sentence(exception.recipient)
                said.append(_("Weighed on {day}: broken ({whom})", day=day, whom=whom))
        return said


class Permissions(Section):
    """Which consents hold today; one that was refused is said too."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "consents", _("Consent"))

    def show_file(self, file: CaseFile) -> None:
        today = self.around.today()
        lines = []
        for purpose in ConsentPurpose:
            asked = [consent for consent in file.consents if consent.purpose is purpose]
            if purpose is ConsentPurpose.SHARING:
                lines += [_shared(consent) for consent in asked if consent.in_force(today)]
            elif asked:
                lines.append(_asked(asked[0], holds=asked[0].in_force(today)))
        self.say(lines, self.ask(Verb.CONSENT, file.case.id, icon_name="plus"))


def _asked(consent: Consent, *, holds: bool) -> str:
    if holds:
        return _("{purpose}: yes", purpose=label(consent.purpose))
    refused = consent.decision is ConsentDecision.REFUSED
    no_more = _("{purpose}: not any more", purpose=label(consent.purpose))
    return _("{purpose}: no", purpose=label(consent.purpose)) if refused else no_more


def _shared(consent: Consent) -> str:
    whom = _("a third party") if consent.recipient is None else in_sentence(consent.recipient)
    return _("Sharing with: {whom}", whom=whom)
