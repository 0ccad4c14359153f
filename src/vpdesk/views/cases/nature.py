"""What a case is about, on whichever page it is asked: a further question stands there when it fits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from vpdesk.domain.case import Case
from vpdesk.domain.mandate import derive_mandate
from vpdesk.domain.matter_detail import MatterDetail, Wrongdoing
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, MandateSource, Matter
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.mandate_editor import MandateEditor
from vpdesk.views.several_editor import SeveralEditor

#: Pixels at 100 %: all matters in sight at once are worth longer lines.
WIDE: Final = 960
#: The fields that belong together.
NATURE: Final = ("matters", "matter_details", "wrongdoing", "mandate")


def asked_of_nature(form: AskingForm, organisation: Organisation | None) -> list[str]:
    """Return which of `NATURE` are asked now, and offer in them what fits the chosen matters."""
    matters: tuple[Matter, ...] = form.editor("matters").value()
    details = [detail for detail in MatterDetail if detail.matter in matters]
    offered = form.editor("matter_details")
    if isinstance(offered, SeveralEditor):
        offered.offer_only(details)
    mandate = form.editor("mandate")
    if isinstance(mandate, MandateEditor):
        mandate.propose(matters, organisation)
    names = ["matters"]
    if details:
        names.append("matter_details")
    if may_be_wrong_by_law(matters):
        names.append("wrongdoing")
    if matters and organisation is not None:
        names.append("mandate")
    return names


def counts_as(form: AskingForm, organisation: Organisation | None) -> Mandate | None:
    """Return the mandate of what is on the form; None while that cannot be said."""
    matters: tuple[Matter, ...] = form.editor("matters").value()
    if not matters or organisation is None:
        return None
    chosen: Mandate | None = form.editor("mandate").value()
    return chosen or derive_mandate(matters, organisation.mandates)


def may_be_wrong_by_law(matters: tuple[Matter, ...]) -> bool:
    """Tell whether a wrong in the sense of the whistle-blower law is asked after."""
    return any(matter.mandate is Mandate.INTEGRITY for matter in matters)


def made_case(make: Callable[..., Case], *, mandate: Mandate | None = None, **found: Any) -> Case:
    """Return the case; what was told of a matter that was taken away again goes with it.

    `mandate` is the one that was chosen, None where it follows from the agreement. The next contact is typed
    as a day with its time.
    """
    if "next_contact_on" in found:
        agreed = found.pop("next_contact_on")
        return made_case(lambda **rest: make(**rest).with_next_contact(agreed), mandate=mandate, **found)
    if (matters := found.get("matters")) is not None:
        details = found.get("matter_details", ())
        found["matter_details"] = tuple(detail for detail in details if detail.matter in matters)
        if not may_be_wrong_by_law(matters):
            found["wrongdoing"] = Wrongdoing.NOT_SUSPECTED
    made = make(**found)
    if matters is None:
        return made
    if mandate is None:
        return replace(made, mandate_source=MandateSource.DERIVED)
    return replace(made, mandate=mandate, mandate_source=MandateSource.CHOSEN)
