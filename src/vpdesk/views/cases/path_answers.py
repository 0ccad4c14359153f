"""What the deeds on the paths of a case lead to: options, consents, steps, decisions, tracks, referrals."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.domain.consent import Consent
from vpdesk.domain.formal import FormalTrack, Milestone
from vpdesk.domain.referral import Referral
from vpdesk.domain.step import Step
from vpdesk.domain.values import ConsentPurpose
from vpdesk.services.casework import CaseFile
from vpdesk.views.cases.consent_pages import changed_consent, new_consent
from vpdesk.views.cases.exception_pages import changed_exception, new_exception
from vpdesk.views.cases.formal_pages import changed_track, ended, new_track
from vpdesk.views.cases.milestone_pages import changed_milestone, new_milestone
from vpdesk.views.cases.options_page import OptionsPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.referral_pages import changed_referral, new_referral, uptake
from vpdesk.views.cases.step_pages import carried_out, changed_step, new_step, stopped
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.verb_page import VerbPage

T = TypeVar("T", Consent, Step, FormalTrack, Milestone, Referral, ConfidentialityException)


class PathAnswers:
    """Opens pages through `show_form` and `show_page`; `go_on` comes back to a deed after another."""

    def __init__(
        self,
        around: PageContext,
        *,
        show_form: Callable[..., object],
        show_page: Callable[[VerbPage], object],
        go_on: Callable[[Verb, int], object],
    ) -> None:
        self._around = around
        self._show_form = show_form
        self._show_page = show_page
        self._go_on = go_on

    def begin(self, verb: Verb, value_id: int, file: CaseFile) -> None:  # noqa: C901, PLR0912  one a verb
        """Begin `verb` in the case `file`; `value_id` is what it is about."""
        around = self._around
        match verb:
            case Verb.OPTIONS:
                self._show_page(OptionsPage(around, file))
            case Verb.CONSENT:
                self._show_form(new_consent(around, file))
            case Verb.CHANGE_CONSENT:
                self._show_form(changed_consent(around, file, _find(file.consents, value_id)))
            case Verb.PLAN:
                self._show_form(new_step(around, file, lambda: self._ask_consent(file, verb, value_id)))
            case Verb.CARRY_OUT:
                step = _find(file.steps, value_id)
                self._show_form(carried_out(around, step, lambda: self._go_on(Verb.STOP, step.id)))
            case Verb.STOP:
                self._show_form(stopped(around, _find(file.steps, value_id)))
            case Verb.CHANGE_STEP:
                self._show_form(changed_step(around, _find(file.steps, value_id)))
            case Verb.WEIGH:
                self._show_form(new_exception(around, file))
            case Verb.CHANGE_EXCEPTION:
                self._show_form(changed_exception(around, _find(file.exceptions, value_id)))
            case Verb.BEGIN_TRACK:
                self._show_form(new_track(around, file))
            case Verb.CHANGE_TRACK:
                self._show_form(changed_track(around, file, _find(file.tracks, value_id)))
            case Verb.END_TRACK:
                self._show_form(ended(around, file, _find(file.tracks, value_id)))
            case Verb.MILESTONE:
                self._show_form(
                    new_milestone(
                        around,
                        file,
                        _find(file.tracks, value_id),
                        ask_consent=lambda: self._ask_consent(file, verb, value_id),
                        end=lambda: self._go_on(Verb.END_TRACK, value_id),
                    )
                )
            case Verb.CHANGE_MILESTONE:
                reached = _find(file.milestones, value_id)
                track = _find(file.tracks, reached.formal_track_id)
                self._show_form(changed_milestone(around, file, track, reached))
            case Verb.REFER:
                self._show_form(new_referral(around, file))
            case Verb.CHANGE_REFERRAL:
                self._show_form(changed_referral(around, _find(file.referrals, value_id)))
            case Verb.UPTAKE:
                self._show_form(uptake(around, _find(file.referrals, value_id)))

    def _ask_consent(self, file: CaseFile, verb: Verb, value_id: int) -> None:
        """Ask for consent to share, and come back to what it is for."""
        page = new_consent(self._around, file, ConsentPurpose.SHARING)
        self._show_form(page, lambda _consent: self._go_on(verb, value_id), (Verb.CONSENT, file.case.id))


def _find(values: Sequence[T], value_id: int) -> T:
    """Return the value; raises LookupError when it is not there (any more)."""
    for value in values:
        if value.id == value_id:
            return value
    message = f"no value {value_id} in this case"
    raise LookupError(message)
