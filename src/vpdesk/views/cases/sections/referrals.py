"""To whom the reporter was referred, and what came of it; after a month it is asked, calmly."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from vpdesk.domain.referral import Referral, Uptake
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, line
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import in_sentence
from vpdesk.views.parts import row


class Referrals(Section):
    """One line a referral; a question below the one that has been unknown for a month."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "referrals", _("Referrals"))

    def show_file(self, file: CaseFile) -> None:
        self.say(
            [each for referral in file.referrals for each in self._referral(referral)],
            self.ask(Verb.REFER, file.case.id, icon_name="plus"),
        )

    def _referral(self, referral: Referral) -> Iterator[QWidget]:
        today = self.around.today()
        day = dates.day_and_month(referral.referred_on, today)
        said = _("{helper}, {day}", helper=label(referral.helper), day=day)
        if referral.uptake is not Uptake.UNKNOWN:
            said = _("{helper}, {day}: {uptake}", helper=label(referral.helper), day=day,
                     uptake=in_sentence(referral.uptake))  # fmt: skip
        yield line(said)
        if referral.may_be_asked(today):
            question = self.ask(Verb.UPTAKE, referral.id)
            question.setAccessibleName(f"{question.text()} {label(referral.helper)}")
            yield row(question, None)
