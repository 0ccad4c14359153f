"""The conversation about options: the reporter's criteria, what a route means to them, what they chose."""

from dataclasses import replace
from datetime import date

from vpdesk.domain.case import Case
from vpdesk.domain.chosen_routes import chosen_routes, last_choices
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.option import ChoiceDecision, Option, RouteChoice
from vpdesk.domain.values import Route
from vpdesk.vault.vault import Vault


def save_criteria(vault: Vault, case_id: int, criteria: str) -> Case:
    """Store what matters to the reporter in choosing a route, in their own words."""
    with vault.transaction():
        changed = replace(vault.cases.get(case_id), criteria=criteria)
        vault.cases.save(changed)
    return changed


def save_option(vault: Vault, option: Option) -> None:
    """Store what was said about one route."""
    with vault.transaction():
        vault.options.save(option)


def choose_route(vault: Vault, choice: RouteChoice) -> Case:
    """Record what the reporter decided about a route; return the case with its routes.

    Raises RuleError when it says nothing new, or when it comes before the decision that it changes.
    """
    with vault.transaction():
        case = vault.cases.get(choice.case_id)
        before = last_choices(vault.route_choices.of_case(case.id)).get(choice.route)
        chosen = choice.route in case.routes if before is None else _is_chosen(before)
        if _is_chosen(choice) is chosen:
            wrong = N_("This route is chosen already.") if chosen else N_("This route was not chosen.")
            raise RuleError("decision", wrong)
        if before is not None and choice.chosen_on < before.chosen_on:
            raise RuleError("chosen_on", N_("This day is before the decision that it changes."))
        vault.route_choices.save(choice)
        return derive_routes(vault, case.id)


def choose_with_deed(vault: Vault, case_id: int, route: Route, on: date) -> None:
    """Record that a route was chosen, because a deed of the reporter says so; within a transaction.

    Nothing is recorded about a route that stands chosen.
    """
    case = vault.cases.get(case_id)
    before = last_choices(vault.route_choices.of_case(case_id)).get(route)
    if before is not None and _is_chosen(before):
        return
    if before is None and route in case.routes:
        return
    day = on if before is None else max(on, before.chosen_on)
    vault.route_choices.save(RouteChoice(case_id=case_id, chosen_on=day, route=route))
    derive_routes(vault, case_id)


def derive_routes(vault: Vault, case_id: int) -> Case:
    """Let the routes of a case follow from its choices and steps again; within a transaction."""
    case = vault.cases.get(case_id)
    routes = chosen_routes(case.routes, vault.route_choices.of_case(case_id), vault.steps.of_case(case_id))
    derived = replace(case, routes=routes)
    if derived != case:
        vault.cases.save(derived)
    return derived


def do_without(vault: Vault, choice: RouteChoice) -> None:
    """Let the routes of a case follow once a choice was deleted; within a transaction.

    A route that came to the case by that choice alone goes with it; one of which nothing is known but that it
    was left had come another way, and is back.
    """
    case = vault.cases.get(choice.case_id)
    if all(each.route is not choice.route for each in vault.route_choices.of_case(case.id)):
        others = tuple(route for route in case.routes if route is not choice.route)
        routes = others if _is_chosen(choice) else (*others, choice.route)
        vault.cases.save(replace(case, routes=routes))
    derive_routes(vault, case.id)


def _is_chosen(choice: RouteChoice) -> bool:
    return choice.decision is ChoiceDecision.CHOSEN
