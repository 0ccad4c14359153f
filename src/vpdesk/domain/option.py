"""The conversation about options: what each route means to the reporter, and what the reporter chose.

The counsellor writes what the reporter sees in a route; the choice, and a change of mind, is the reporter's.
"""

from dataclasses import dataclass, field
from datetime import date

from vpdesk.domain.code import N_, Code
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One route that was talked about: what it means, what speaks for and against it *to the reporter*."""

    id: int = field(default_factory=new_id)
    case_id: int
    route: Route
    discussed_on: date
    meaning: str = ""
    speaks_for: str = ""
    speaks_against: str = ""


class ChoiceDecision(Code):
    """What the reporter decided about a route."""

    CHOSEN = "chosen", N_("Chosen")
    LEFT = "left", N_("Not after all")


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteChoice:
    """One decision of the reporter about a route, on a day; a change of mind is another one after it."""

    id: int = field(default_factory=new_id)
    case_id: int
    chosen_on: date
    route: Route
    decision: ChoiceDecision = ChoiceDecision.CHOSEN
    reason: str = ""
