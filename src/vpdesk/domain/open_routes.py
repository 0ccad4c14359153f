"""Which routes are open to a reporter, and why the others are not.

It follows from the organisation's procedure, from the matters and from whom they are about. What somebody may
do on her own (be listened to, solve it herself, go to the police or to court) no procedure closes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vpdesk.domain.case import Case
from vpdesk.domain.code import N_, Code
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, Relation, Route

#: The reporter's own: no procedure gives or takes them.
OWN_ROUTES: Final = frozenset({Route.LISTENING_ONLY, Route.SELF, Route.POLICE_REPORT, Route.COURT})
#: These need somebody on the other side.
_WITH_SOMEBODY: Final = frozenset({Route.WITH_RESPONDENT, Route.CONFLICT_MEDIATION, Route.MEDIATION})


class Openness(Code):
    """Whether a route is open to a reporter."""

    OPEN = "open", N_("Open")
    NOT_OPEN = "not_open", N_("Not open")


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteOpening:
    """One route as it stands for one case; `reasons` say why it is not open, `remarks` what to mind if it is.

    Both are English sentences marked for the catalogue; `{organisation}` is their only place to fill.
    """

    route: Route
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def openness(self) -> Openness:
        """Whether it is open."""
        return Openness.NOT_OPEN if self.reasons else Openness.OPEN


def route_openings(case: Case, organisation: Organisation) -> tuple[RouteOpening, ...]:
    """Return every route in the order of the core list, open or not."""
    return tuple(
        RouteOpening(
            route=route,
            reasons=(reasons := tuple(_reasons(route, case, organisation))),
            remarks=() if reasons else tuple(_remarks(route, case, organisation)),
        )
        for route in Route
    )


def _reasons(route: Route, case: Case, organisation: Organisation) -> Iterator[str]:
    mandates = {matter.mandate for matter in case.matters}
    if route is Route.COMPLAINTS_COMMITTEE and Mandate.CONDUCT not in mandates:
        yield N_("A complaints committee deals with undesirable conduct, and no matter here is of that kind.")
    if route is Route.REPORTING_POINT and Mandate.INTEGRITY not in mandates:
        yield N_("A reporting point is for business integrity, and no matter here is of that kind.")
    if organisation.open_routes and route not in OWN_ROUTES and route not in organisation.open_routes:
        yield N_("The procedure of {organisation} does not have this route.")
    if route in _WITH_SOMEBODY and set(case.respondent_relations) == {Relation.ORGANISATION}:
        yield N_("It is about the organisation here, and there is no other person to talk with.")


def _remarks(route: Route, case: Case, organisation: Organisation) -> Iterator[str]:
    if route is Route.WITH_MANAGER and Relation.MANAGER in case.respondent_relations:
        yield N_("It is about the manager here: then this is about a manager above or beside them.")
    outside = {
        Route.COMPLAINTS_COMMITTEE: Mandate.CONDUCT,
        Route.REPORTING_POINT: Mandate.INTEGRITY,
    }.get(route)
    if outside is not None and outside not in organisation.mandates:
        yield N_("The reporter may go there, but guiding it is outside your agreement with {organisation}.")
