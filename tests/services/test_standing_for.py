"""What was counted goes on in cases that were split and joined: what the employer knows of one is known.

Interim figures print a band of four; what becomes known of these protects nobody any more, whatever the
counsellor has made of the case meanwhile. As many cases come as become known: a year that does not reckon
with it prints them, and leaves the employer with exactly four.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.factories import make_contact
from tests.services.test_making import asked, cases_of, close, fill, first_quarter, submit, year
from vpdesk.disclosure.audit.findings import Fault, Reader
from vpdesk.domain.case import Case
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import EventKind
from vpdesk.domain.values import Matter
from vpdesk.services.batches import batch_of
from vpdesk.services.binning import bin_case
from vpdesk.services.joining import join_cases
from vpdesk.services.making import Making, attack, draft
from vpdesk.services.splitting import split_case
from vpdesk.services.undoing import deed_since, look, undo
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.vault import Vault

SPRING, SUMMER, AUTUMN = date(2026, 5, 1), date(2026, 7, 1), date(2026, 9, 1)
YEAR = date(2026, 1, 1), date(2026, 12, 31)
MATTERS = (Matter.BULLYING, Matter.FRAUD)
@pytest.fixture
def band(vault: Vault, organisation: Organisation) -> list[int]:
    """Four cases in a band that was printed."""
    ids = fill(vault, organisation, 4, date(2026, 2, 1), matters=MATTERS)
    with vault.transaction():
        vault.contacts.add_all(make_contact(case_id) for case_id in ids)
    assert cases_of(first_quarter(vault, organisation, 2026)) is None
    return ids


def split(vault: Vault, case_id: int) -> Case:
    """Split off what is formal in a case, or its talk where nothing is."""
    moved = [track.id for track in vault.formal_tracks.of_case(case_id)]
    moved += [] if moved else [vault.contacts.of_case(case_id)[0].id]
    return split_case(
        vault, case_id, moved=moved, kept_matters=MATTERS[:1], moved_matters=MATTERS[1:],
        alias=f"Deel-{len(vault.cases.aliases())}", on=SUMMER,
    )  # fmt: skip


def erase(vault: Vault, case_id: int) -> None:
    erase_case(vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=AUTUMN)


def openings(vault: Vault, organisation: Organisation, case_ids: list[int]) -> set[int]:
    """The events that counted these cases, as long as they are named."""
    entries = vault.releases.history(organisation.id)
    events = vault.ledger.of_releases([entry.id for entry in entries])
    return {
        event.id
        for found in events.values()
        for event in found
        if event.event is EventKind.OPENING and event.case_id in case_ids
    }


def the_year(vault: Vault, organisation: Organisation) -> Making:
    return draft(vault, asked(organisation, *YEAR).asked)


def a_complaint_is_split_off(vault: Vault, band: list[int]) -> None:
    submit(vault, band[:1], SPRING)
    split(vault, band[0])


def it_is_split_off_and_erased(vault: Vault, band: list[int]) -> None:
    submit(vault, band[:1], SPRING)
    erase(vault, split(vault, band[0]).id)


def it_is_split_off_and_binned(vault: Vault, band: list[int]) -> None:
    submit(vault, band[:1], SPRING)
    bin_case(vault, split(vault, band[0]).id, AUTUMN)


def what_was_split_off_becomes_a_complaint(vault: Vault, band: list[int]) -> None:
    submit(vault, [split(vault, band[0]).id], AUTUMN)


def it_does_when_the_counted_case_is_erased(vault: Vault, band: list[int]) -> None:
    part = split(vault, band[0])
    erase(vault, band[0])
    submit(vault, [part.id], AUTUMN)


def a_part_of_a_part_is_the_complaint(vault: Vault, band: list[int]) -> None:
    submit(vault, band[:1], SPRING)
    split(vault, split(vault, band[0]).id)


def a_part_goes_into_a_case_that_came_since(vault: Vault, band: list[int]) -> None:
    submit(vault, band[:1], SPRING)
    part = split(vault, band[0])
    (late,) = fill(vault, vault.organisations.get(part.organisation_id), 1, SUMMER)
    join_cases(vault, late, part.id, AUTUMN)


def two_are_joined_and_become_a_complaint(vault: Vault, band: list[int]) -> None:
    join_cases(vault, band[0], band[1], SUMMER)
    submit(vault, band[:1], AUTUMN)


def two_are_joined_and_a_part_is_the_complaint(vault: Vault, band: list[int]) -> None:
    join_cases(vault, band[0], band[1], SUMMER)
    part = split(vault, band[0])
    submit(vault, [part.id], AUTUMN)
    erase(vault, part.id)


def three_are_joined_one_by_one(vault: Vault, band: list[int]) -> None:
    join_cases(vault, band[1], band[2], SUMMER)
    join_cases(vault, band[0], band[1], SUMMER)
    submit(vault, band[:1], AUTUMN)


#: What is done, and of how many of the four it becomes known.
WAYS: dict[Callable[[Vault, list[int]], None], int] = {
    a_complaint_is_split_off: 1,
    it_is_split_off_and_erased: 1,
    it_is_split_off_and_binned: 1,
    what_was_split_off_becomes_a_complaint: 1,
    it_does_when_the_counted_case_is_erased: 1,
    a_part_of_a_part_is_the_complaint: 1,
    a_part_goes_into_a_case_that_came_since: 1,
    two_are_joined_and_become_a_complaint: 2,
    two_are_joined_and_a_part_is_the_complaint: 2,
    three_are_joined_one_by_one: 3,
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_became_known_of_any_case_of_it_protects_nobody(
    vault: Vault, organisation: Organisation, band: list[int], way: Callable[[Vault, list[int]], None]
) -> None:
    story = openings(vault, organisation, band[: WAYS[way]])
    way(vault, band)
    fill(vault, organisation, len(story), AUTUMN)
    assert set(vault.ledger.known_since(organisation.id)) == story
    making = the_year(vault, organisation)
    assert cases_of(making.figures) is None
    assert attack(making).findings == ()
    year(vault, organisation, 2026)
    assert vault.check() == ()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_without_who_stands_for_it_the_employer_is_left_with_four(
    vault: Vault, organisation: Organisation, band: list[int], way: Callable[[Vault, list[int]], None]
) -> None:
    """The control: the year prints all of them, and the reader takes off what it handles itself."""
    vault.connection.execute(
        "CREATE TEMP TRIGGER forgets BEFORE INSERT ON stands_for BEGIN SELECT RAISE(IGNORE); END"
    )
    story = openings(vault, organisation, band[: WAYS[way]])
    way(vault, band)
    fill(vault, organisation, len(story), AUTUMN)
    making = the_year(vault, organisation)
    assert cases_of(making.figures) == len(band) + len(story)
    truth = replace(making.history, known_after=dict.fromkeys(story))
    found = {(one.fault, one.reader, one.low) for one in attack(replace(making, history=truth)).findings}
    assert (Fault.EXACT, Reader.KNOWING, 4) in found


def test_a_part_that_is_no_complaint_makes_nothing_known(
    vault: Vault, organisation: Organisation, band: list[int]
) -> None:
    split(vault, band[0])
    join_cases(vault, band[1], band[2], SUMMER)
    fill(vault, organisation, 1, AUTUMN)
    assert vault.ledger.known_since(organisation.id) == {}
    assert cases_of(the_year(vault, organisation).figures) == 5


# -- what came of it


def test_the_closing_of_a_case_is_known_where_a_part_of_it_is(
    vault: Vault, organisation: Organisation, band: list[int]
) -> None:
    submit(vault, band[:1], SPRING)
    split(vault, band[0])
    close(vault, band[:2], AUTUMN)
    closings = batch_of(vault, organisation.id, *YEAR).closings
    assert [(closing.id, closing.known) for closing in closings] == [(band[0], True), (band[1], False)]


@pytest.mark.parametrize("erased", ["neither", "part", "closed case"])
def test_a_closing_that_was_counted_becomes_known_with_a_part(
    vault: Vault, organisation: Organisation, band: list[int], erased: str
) -> None:
    part = split(vault, band[0])
    story = openings(vault, organisation, band[:1])
    close(vault, band[:1], AUTUMN)
    fill(vault, organisation, 6, AUTUMN)
    year(vault, organisation, 2026)
    assert vault.ledger.known_since(organisation.id) == {}
    if erased == "closed case":
        erase(vault, band[0])
    submit(vault, [part.id], date(2027, 2, 1))
    if erased == "part":
        erase(vault, part.id)
    entries = vault.releases.history(organisation.id)
    events = vault.ledger.of_releases([entry.id for entry in entries])
    closings = {one.id for found in events.values() for one in found if one.event is EventKind.CLOSING}
    assert len(closings) == 1
    assert set(vault.ledger.known_since(organisation.id)) == story | closings


# -- taken back


def test_undoing_a_split_or_a_joining_leaves_nothing_behind(
    vault: Vault, organisation: Organisation, band: list[int]
) -> None:
    def standing() -> set[tuple[int, int]]:
        return {tuple(row) for row in vault.connection.execute("SELECT case_id, event_id FROM stands_for")}

    part = split(vault, band[0])
    split_before = standing()
    (opening,) = openings(vault, organisation, band[:1])
    assert split_before == {(part.id, opening)}
    seen = look(vault, [band[1], part.id])
    join_cases(vault, band[1], part.id, AUTUMN)
    joined = deed_since(vault, seen)
    assert standing() == {(band[1], opening)}
    seen = look(vault, [band[2]])
    fresh = split(vault, band[2])
    parted = deed_since(vault, seen, [fresh.id])
    assert len(standing()) == 2
    for deed in (parted, joined):
        assert deed is not None
        undo(vault, deed)
    assert standing() == split_before
    submit(vault, [part.id], AUTUMN)
    assert set(vault.ledger.known_since(organisation.id)) == {opening}
    assert vault.check() == ()


def test_two_that_are_two_again_are_known_each_by_itself(
    vault: Vault, organisation: Organisation, band: list[int]
) -> None:
    first, second = (openings(vault, organisation, [case_id]) for case_id in band[:2])
    seen = look(vault, band[:2])
    join_cases(vault, band[0], band[1], SUMMER)
    deed = deed_since(vault, seen)
    assert deed is not None
    undo(vault, deed)
    submit(vault, band[:1], AUTUMN)
    assert set(vault.ledger.known_since(organisation.id)) == first
    assert first != second
