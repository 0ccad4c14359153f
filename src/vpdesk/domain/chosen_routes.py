"""The routes of a case, as they follow from what the reporter chose and from what was done."""

from collections.abc import Sequence

from vpdesk.domain.option import ChoiceDecision, RouteChoice
from vpdesk.domain.step import Step
from vpdesk.domain.values import Route


def last_choices(choices: Sequence[RouteChoice]) -> dict[Route, RouteChoice]:
    """Return what stands now of each route that was ever chosen, in the order in which they came up."""
    found: dict[Route, RouteChoice] = {}
    for choice in sorted(choices, key=lambda each: (each.chosen_on, each.id)):
        found[choice.route] = choice
    return found


def chosen_routes(
    recorded: Sequence[Route], choices: Sequence[RouteChoice], steps: Sequence[Step]
) -> tuple[Route, ...]:
    """Return the routes that a case counts as having gone.

    A route counts when it was chosen and not left, or when a step on it had been carried out before it was
    left: it was gone, and a report says so. A route of `recorded` about which no choice was ever recorded (it
    came from an earlier administration) stays.
    """
    last = last_choices(choices)
    kept = [route for route in recorded if route not in last]
    gone = [route for route, choice in last.items() if _counts(choice, steps)]
    return (*kept, *gone)


def _counts(choice: RouteChoice, steps: Sequence[Step]) -> bool:
    if choice.decision is ChoiceDecision.CHOSEN:
        return True
    return any(
        step.route is choice.route
        and step.carried_out_on is not None
        and step.carried_out_on <= choice.chosen_on
        for step in steps
    )
