"""Two cases that are one, and one that is two: nothing is lost, nothing counts twice, all can be undone."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.factories import PASSPHRASE, counted_in, make_case, make_consent, make_contact, make_release
from tests.services.test_binning import fill, rows
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEventKind
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.draft import Draft
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.finding import Question
from vpdesk.domain.matter_detail import MatterDetail, Wrongdoing
from vpdesk.domain.option import ChoiceDecision, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag
from vpdesk.domain.values import (
    ConsentDecision,
    ConsentPurpose,
    Entry,
    Matter,
    Outcome,
    Relation,
    Route,
)
from vpdesk.services.binning import bin_case, bin_part, put_back
from vpdesk.services.casework import save_case
from vpdesk.services.erasing import erase_case as erase_with_backups
from vpdesk.services.finding import find_best
from vpdesk.services.joining import MADE_ONE, counted, join_cases, joined_case
from vpdesk.services.routes import choose_route
from vpdesk.services.splitting import split_case
from vpdesk.services.undoing import deed_since, look, undo
from vpdesk.vault.backup import make_backup, unpacked
from vpdesk.vault.belonging import belongings, references
from vpdesk.vault.cases import CASES
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.moving import at_most_one, parts
from vpdesk.vault.tombstones import apply_tombstones, read_tombstones
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 20, 14, 9)
ON = date(2026, 11, 20)


@pytest.fixture
def two(vault: Vault, organisation: Organisation) -> tuple[Case, Case]:
    """Two running cases of one organisation, each with everything in it."""
    made = tuple(
        save_case(vault, make_case(organisation.id, alias=alias, opened_on=opened))
        for alias, opened in (("Eik-14", date(2026, 5, 1)), ("Linde-3", date(2026, 3, 1)))
    )
    for case in made:
        fill(vault, case)
    first, second = made
    return first, second


def release(vault: Vault, organisation: Organisation, *case_ids: int, start: int = 1) -> int:
    made = make_release(organisation.id, start=date(2026, start, 1), end=date(2026, start, 28))
    with vault.transaction():
        vault.releases.register(made, counted_in(made, *case_ids))
    return made.id


def without_drafts(vault: Vault) -> None:
    with vault.transaction():
        for row in vault.connection.execute("SELECT place FROM drafts").fetchall():
            vault.drafts.drop(row["place"])


# -- completeness: a table that is added later is not forgotten


def test_every_table_that_names_a_case_is_moved_or_known_to_belong_to_the_case_itself(vault: Vault) -> None:
    naming = {table for table, _column, parent in references(vault.connection) if parent == "cases"}
    own_codes = {tuples.name for tuples in CASES.tuples.values()}
    of_the_register = {"counted_along", "stands_for"}
    assert naming == {table for table, _column in parts(vault.connection)} | own_codes | of_the_register


def test_of_every_kind_that_a_case_has_once_one_is_made(vault: Vault) -> None:
    assert at_most_one(vault.connection) == MADE_ONE


# -- joining


def test_everything_of_the_second_hangs_on_the_first(vault: Vault, two: tuple[Case, Case]) -> None:
    first, second = two
    hung = belongings(vault.connection, second.id).ids
    join_cases(vault, first.id, second.id, ON)
    now = belongings(vault.connection, first.id).ids
    lost = {
        table: ids - now.get(table, set()) for table, ids in hung.items() if table not in ("cases", "options")
    }
    assert not any(lost.values()), lost
    with pytest.raises(LookupError):
        vault.cases.get(second.id)
    assert vault.check() == ()
    (event,) = vault.case_events.of_case(first.id)
    assert (event.kind, event.remarks) == (CaseEventKind.JOINED, "Linde-3")


def test_what_either_case_knew_the_joined_one_knows() -> None:
    first = make_case(1, matters=(Matter.BULLYING,), opened_on=date(2026, 5, 1), criteria="rust")
    second = make_case(
        1,
        matters=(Matter.DISCRIMINATION, Matter.BULLYING, Matter.FRAUD),
        matter_details=(MatterDetail.AGE,),
        wrongdoing=Wrongdoing.SUSPECTED,
        opened_on=date(2026, 3, 1),
        entry=Entry.HR,
        respondent_relations=(Relation.MANAGER,),
        routes=(Route.SELF,),
        criteria="geen naam",
        next_contact_on=date(2026, 12, 1),
        told_of_reservation_on=date(2026, 3, 1),
        carried_contacts=2,
        carried_minutes=60,
        closed_on=date(2026, 6, 1),
        outcome=Outcome.IMPROVED,
    )
    joined = joined_case(first, second)
    assert joined.id == first.id
    assert joined.alias == first.alias
    assert joined.matters == (Matter.BULLYING, Matter.DISCRIMINATION, Matter.FRAUD)
    assert joined.matter_details == (MatterDetail.AGE,)
    assert joined.wrongdoing is Wrongdoing.SUSPECTED
    assert joined.opened_on == date(2026, 3, 1)
    assert joined.entry is Entry.HR
    assert joined.criteria == "rust\n\ngeen naam"
    assert joined.next_contact_on == date(2026, 12, 1)
    assert joined.told_of_reservation_on == date(2026, 3, 1)
    assert (joined.carried_contacts, joined.carried_minutes) == (2, 60)
    assert joined.closed_on is None


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ((1, None), (1, time(9)), (1, time(9))),  # the time is known of one of them
        ((1, time(14)), (1, time(9)), (1, time(9))),
        ((2, time(9)), (1, None), (1, None)),
        (None, (3, time(9)), (3, time(9))),
        (None, None, None),
    ],
)
def test_of_two_appointments_the_joined_case_keeps_the_first(
    first: tuple[int, time | None] | None,
    second: tuple[int, time | None] | None,
    joined: tuple[int, time | None] | None,
) -> None:
    agreed = [
        None if each is None else DayAndTime(day=date(2026, 12, each[0]), at=each[1])
        for each in (first, second, joined)
    ]
    ours, theirs = (make_case(1).with_next_contact(each) for each in agreed[:2])
    assert joined_case(ours, theirs).next_contact == agreed[2]
    assert joined_case(theirs, ours).next_contact == agreed[2]


def test_two_closed_cases_join_into_a_closed_one_and_both_closings_stay(
    vault: Vault, two: tuple[Case, Case]
) -> None:
    first, second = (
        replace(case, closed_on=date(2026, month, 1), outcome=outcome)
        for case, month, outcome in zip(two, (6, 8), (Outcome.LEFT, Outcome.RESOLVED), strict=True)
    )
    with vault.transaction():
        vault.cases.save(first)
        vault.cases.save(second)
    joined = join_cases(vault, first.id, second.id, ON)
    assert (joined.closed_on, joined.outcome) == (date(2026, 8, 1), Outcome.RESOLVED)
    closings = [(e.happened_on.month, e.outcome) for e in vault.case_events.of_case(first.id) if e.outcome]
    assert closings == [(8, Outcome.RESOLVED), (6, Outcome.LEFT)]


def test_of_what_a_case_has_once_both_texts_are_kept(vault: Vault, two: tuple[Case, Case]) -> None:
    first, second = two
    tag = RespondentTag(organisation_id=first.organisation_id, name="blauw")
    with vault.transaction():
        vault.options.save(replace(vault.options.of_case(second.id)[0], meaning="met een collega erbij"))
        vault.identities.save(ReporterIdentity(case_id=first.id, name="A", reach="06-1"))
        vault.identities.save(ReporterIdentity(case_id=second.id, name="A", reach="06-2", safe_time="avond"))
        vault.respondent_tags.save(tag)
        for case in two:
            vault.respondent_links.save(RespondentLink(case_id=case.id, tag_id=tag.id))
    join_cases(vault, first.id, second.id, ON)
    (option,) = vault.options.of_case(first.id)
    assert option.meaning == "zelf praten\n\nmet een collega erbij"
    identity = vault.identities.of_case(first.id)
    assert identity is not None
    assert (identity.name, identity.reach, identity.safe_time, identity.remarks) == (
        "A",
        "06-1",
        "avond",
        "06-2",
    )
    assert len(vault.respondent_links.cases_of(tag.id)) == 1


@pytest.mark.parametrize(("ours", "theirs"), [(True, True), (True, False), (False, True), (False, False)])
def test_what_was_counted_stays_counted_and_nothing_counts_twice(
    vault: Vault, organisation: Organisation, two: tuple[Case, Case], ours: bool, theirs: bool
) -> None:
    first, second = two
    ids = [case.id for case, there in ((first, ours), (second, theirs)) if there]
    number = release(vault, organisation, *ids)
    assert counted(vault, first.id, second.id).first is ours
    join_cases(vault, first.id, second.id, ON)
    assert vault.ledger.release_of(first.id) == (number if ids else None)
    countable = vault.cases.countable(organisation.id, date(2026, 1, 1), date(2026, 12, 31))
    assert [case.id for case in countable] == ([] if ids else [first.id])
    assert len(vault.releases.of_organisation(organisation.id)) == 1


def test_cases_of_two_organisations_are_never_joined(vault: Vault, two: tuple[Case, Case]) -> None:
    elsewhere = Organisation(name="Waterschap De Vliet")
    other = make_case(elsewhere.id)
    with vault.transaction():
        vault.organisations.save(elsewhere)
        vault.cases.save(other)
    before = rows(vault)
    with pytest.raises(RuleError, match="two client organisations"):
        join_cases(vault, two[0].id, other.id, ON)
    assert rows(vault) == before


def test_a_case_is_not_joined_with_itself_or_with_one_in_the_bin(
    vault: Vault, two: tuple[Case, Case]
) -> None:
    with pytest.raises(RuleError, match="the same case"):
        join_cases(vault, two[0].id, two[0].id, ON)
    bin_case(vault, two[1].id, ON)
    with pytest.raises(RuleError, match="in the bin"):
        join_cases(vault, two[0].id, two[1].id, ON)


def test_what_was_begun_in_the_second_is_found_in_the_first(vault: Vault, two: tuple[Case, Case]) -> None:
    first, second = two
    with vault.transaction():
        vault.drafts.save(Draft(place=f"case/{second.id}/contact", body='{"notes": "half"}', saved_at=NOW))
    join_cases(vault, first.id, second.id, ON)
    draft = vault.drafts.get(f"case/{first.id}/contact")
    assert draft is not None
    assert "half" in draft.body


def test_what_was_begun_in_both_is_lost_in_neither(vault: Vault, two: tuple[Case, Case]) -> None:
    with vault.transaction():
        for case in two:
            vault.drafts.save(Draft(place=f"case/{case.id}/contact", body="{}", saved_at=NOW))
    before = rows(vault)
    with pytest.raises(RuleError, match="did not finish"):
        join_cases(vault, two[0].id, two[1].id, ON)
    assert rows(vault) == before


def test_joining_is_undone_at_once(vault: Vault, organisation: Organisation, two: tuple[Case, Case]) -> None:
    without_drafts(vault)
    release(vault, organisation, two[1].id)
    before = rows(vault)
    seen = look(vault, [case.id for case in two])
    join_cases(vault, two[0].id, two[1].id, ON)
    deed = deed_since(vault, seen)
    assert deed is not None
    undo(vault, deed)
    assert rows(vault) == before
    assert vault.check() == ()


def test_what_was_in_the_bin_of_the_second_is_put_back_into_the_first(
    vault: Vault, two: tuple[Case, Case]
) -> None:
    first, second = two
    contact = vault.contacts.of_case(second.id)[0]
    binned = bin_part(vault, BinKind.CONTACT, contact.id, label="", now=NOW)
    join_cases(vault, first.id, second.id, ON)
    put_back(vault, binned.id)
    assert vault.contacts.get(contact.id) == replace(contact, case_id=first.id)


# -- erasing after a case was joined or split: earlier backups hold it under another case


def erased_in_backup(vault: Vault, path: Path, verb: Any, case_id: Any) -> set[str]:
    """Back up, do `verb`, erase; return the aliases that a restored backup of before then still has."""
    with vault.backup_source() as source:
        backup = make_backup(source, path / "stick", reason=BackupReason.ASKED, now=NOW)
    erase_case(vault, case_id(verb()), rule=ErasureRule.REPORTER_ASKED, on=ON)
    marks = read_tombstones(vault.connection)
    with (
        unpacked(backup.file, PASSPHRASE, path) as (folder, _found),
        Vault.open(folder.path, PASSPHRASE) as old,
    ):
        apply_tombstones(old.connection, marks)
        old.connection.execute("PRAGMA foreign_key_check")
        notes = {row["notes"] for row in old.connection.execute("SELECT notes FROM contacts")}
        return notes | {row["alias"] for row in old.connection.execute("SELECT alias FROM cases")}


def test_a_case_that_went_into_an_erased_one_does_not_come_back(
    vault: Vault, two: tuple[Case, Case], tmp_path: Path
) -> None:
    first, second = two
    verb = lambda: join_cases(vault, first.id, second.id, ON)  # noqa: E731  done between backup and erasing
    assert erased_in_backup(vault, tmp_path, verb, lambda joined: joined.id) == set()


def test_a_moment_that_was_split_off_and_erased_does_not_come_back_with_the_case_it_was_in(
    vault: Vault, two: tuple[Case, Case], tmp_path: Path
) -> None:
    first, _second = two
    secret, kept = make_contact(first.id, notes="gaat weg"), make_contact(first.id, notes="blijft")
    with vault.transaction():
        vault.contacts.save(secret)
        vault.contacts.save(kept)
    left = erased_in_backup(vault, tmp_path, lambda: split(vault, first, {secret.id}), lambda case: case.id)
    assert "blijft" in left
    assert "gaat weg" not in left
    assert {"Eik-14", "Linde-3"} <= left


def test_backups_of_before_the_split_are_named_when_what_was_split_off_is_erased(
    vault: Vault, two: tuple[Case, Case]
) -> None:
    contact = vault.contacts.of_case(two[0].id)[0]
    fresh = split(vault, two[0], {contact.id})
    result = erase_with_backups(vault, fresh.id, rule=ErasureRule.REPORTER_ASKED, now=NOW)
    assert result.erased.oldest_id == contact.id


# -- splitting


def split(vault: Vault, case: Case, moved: set[int], **changes: Any) -> Case:
    given: dict[str, Any] = {
        "kept_matters": (Matter.BULLYING,), "moved_matters": (Matter.STALKING,), "alias": "Wilg-9", "on": ON,
    }  # fmt: skip
    return split_case(vault, case.id, moved=moved, **given | changes)


def test_the_chosen_moments_and_matters_go_to_a_new_case(vault: Vault, two: tuple[Case, Case]) -> None:
    case = replace(
        two[0],
        matters=(Matter.BULLYING, Matter.DISCRIMINATION),
        matter_details=(MatterDetail.AGE,),
        next_contact_on=date(2026, 12, 1),
        next_contact_at=time(14),
        reflection="van mij",
    )
    with vault.transaction():
        vault.cases.save(case)
    contact = vault.contacts.of_case(case.id)[0]
    fresh = split(vault, case, {contact.id}, moved_matters=(Matter.DISCRIMINATION,))
    assert vault.contacts.of_case(fresh.id) == [replace(contact, case_id=fresh.id)]
    assert vault.contacts.of_case(case.id) == []
    stored, kept = vault.cases.get(fresh.id), vault.cases.get(case.id)
    assert (stored.matters, stored.matter_details) == ((Matter.DISCRIMINATION,), (MatterDetail.AGE,))
    assert (kept.matters, kept.matter_details) == ((Matter.BULLYING,), ())
    agreed = DayAndTime(day=date(2026, 12, 1), at=time(14))
    assert (stored.next_contact, stored.reflection) == (None, "")
    assert (kept.next_contact, kept.reflection) == (agreed, "van mij")
    said = {(e.case_id, e.kind, e.remarks) for c in (case, fresh) for e in vault.case_events.of_case(c.id)}
    assert said == {(case.id, CaseEventKind.SPLIT, "Wilg-9"), (fresh.id, CaseEventKind.SPLIT, "Eik-14")}


def test_what_cannot_be_apart_goes_together(vault: Vault, two: tuple[Case, Case]) -> None:
    case = two[0]
    (milestone,) = vault.milestones.of_case(case.id)
    steps = vault.steps.of_case(case.id)  # one with consent, one by a decision without it
    document = vault.documents.of_case(case.id)[0]
    content = vault.documents.content(document.id)
    fresh = split(vault, case, {*(step.id for step in steps), milestone.id, document.id})
    assert len(vault.consents.of_case(fresh.id)) == 1
    assert len(vault.confidentiality_exceptions.of_case(fresh.id)) == 1
    assert vault.confidentiality_exceptions.of_case(case.id) == []
    assert len(vault.formal_tracks.of_case(fresh.id)) == 1
    assert vault.consents.of_case(case.id) == []
    assert vault.documents.content(document.id) == content
    assert ("document_contents" in belongings(vault.connection, fresh.id).ids) is True
    assert vault.check() == ()


def test_who_refused_to_be_counted_is_counted_in_neither(
    vault: Vault, organisation: Organisation, two: tuple[Case, Case]
) -> None:
    case, other = two
    refusal = make_consent(
        case.id, purpose=ConsentPurpose.COUNTING, decision=ConsentDecision.REFUSED, recipient=None
    )
    with vault.transaction():
        vault.consents.save(refusal)
    contact = vault.contacts.of_case(case.id)[0]
    for moved in ({contact.id}, {refusal.id}):
        split(vault, case, moved, alias=f"Wilg-{len(moved)}{next(iter(moved))}"[:20])
    countable = vault.cases.countable(organisation.id, date(2026, 1, 1), date(2026, 12, 31))
    assert [each.id for each in countable] == [other.id]


def test_what_was_counted_as_one_is_not_counted_again_as_two(
    vault: Vault, organisation: Organisation, two: tuple[Case, Case]
) -> None:
    case, other = two
    release(vault, organisation, case.id)
    fresh = split(vault, case, {vault.contacts.of_case(case.id)[0].id})
    assert vault.ledger.release_of(fresh.id) == vault.ledger.release_of(case.id)
    countable = vault.cases.countable(organisation.id, date(2026, 1, 1), date(2026, 12, 31))
    assert [each.id for each in countable] == [other.id]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kept_matters": ()}, "kept_matters"),
        ({"moved_matters": ()}, "moved_matters"),
        ({"alias": "Linde-3"}, "alias"),
        ({"alias": " "}, "alias"),
    ],
)
def test_a_split_that_leaves_one_without_something_changes_nothing(
    vault: Vault, two: tuple[Case, Case], changes: dict[str, Any], field: str
) -> None:
    before = rows(vault)
    with pytest.raises(RuleError) as raised:
        split(vault, two[0], {vault.contacts.of_case(two[0].id)[0].id}, **changes)
    assert raised.value.field == field
    assert rows(vault) == before
    with pytest.raises(RuleError, match="Choose what goes"):
        split(vault, two[0], set())


def test_splitting_is_undone_at_once(
    vault: Vault, organisation: Organisation, two: tuple[Case, Case]
) -> None:
    release(vault, organisation, two[0].id)
    moved = {vault.contacts.of_case(two[0].id)[0].id, vault.documents.of_case(two[0].id)[0].id}
    before = rows(vault)
    seen = look(vault, [two[0].id])
    fresh = split(vault, two[0], moved)
    deed = deed_since(vault, seen, [fresh.id])
    assert deed is not None
    undo(vault, deed)
    assert rows(vault) == before
    assert vault.check() == ()


# -- looking for it


def told_in(vault: Vault, words: str) -> set[tuple[int | None, str]]:
    return {(hit.case_id, hit.alias) for hit in find_best(vault, Question.of(words)).hits}


def test_what_was_moved_is_found_where_it_is_now(vault: Vault, two: tuple[Case, Case]) -> None:
    first, second = two
    contact = make_contact(second.id, notes="over de kwoltibraze")
    with vault.transaction():
        vault.contacts.save(contact)
    assert told_in(vault, "kwoltibraze") == {(second.id, "Linde-3")}
    seen = look(vault, [case.id for case in two])
    join_cases(vault, first.id, second.id, ON)
    assert told_in(vault, "kwoltibraze") == {(first.id, "Eik-14")}
    deed = deed_since(vault, seen)
    assert deed is not None
    undo(vault, deed)
    assert told_in(vault, "kwoltibraze") == {(second.id, "Linde-3")}
    fresh = split(vault, second, {contact.id})
    assert told_in(vault, "kwoltibraze") == {(fresh.id, "Wilg-9")}
    assert vault.check() == ()


def test_what_is_in_the_bin_is_not_found(vault: Vault, two: tuple[Case, Case]) -> None:
    contact = make_contact(two[0].id, notes="over de kwoltibraze")
    with vault.transaction():
        vault.contacts.save(contact)
    binned = bin_part(vault, BinKind.CONTACT, contact.id, label="over de kwoltibraze", now=NOW)
    document = vault.documents.of_case(two[0].id)[0]
    bin_part(vault, BinKind.DOCUMENT, document.id, label="", now=NOW)
    assert told_in(vault, "kwoltibraze") == set()
    assert {case_id for case_id, _alias in told_in(vault, "brief")} == {two[1].id}
    put_back(vault, binned.id)
    assert told_in(vault, "kwoltibraze") == {(two[0].id, "Eik-14")}
    bin_case(vault, two[0].id, ON)
    assert told_in(vault, "kwoltibraze") == set()
    assert vault.check() == ()


@pytest.mark.parametrize("place", ["joining", "splitting", "splitting/earlier", "move"])
def test_what_was_to_become_of_the_second_case_is_over_and_in_no_ones_way(
    vault: Vault, two: tuple[Case, Case], place: str
) -> None:
    """She had begun in the wrong one, and gone back: "finish it first" would have had her split it."""
    first, second = two
    kept = Draft(place=f"case/{first.id}/{place}", body="ours", saved_at=NOW)
    with vault.transaction():
        vault.drafts.save(kept)
        vault.drafts.save(replace(kept, place=f"case/{second.id}/{place}", body="theirs"))
    join_cases(vault, first.id, second.id, ON)
    assert vault.drafts.get(kept.place) == kept
    assert vault.drafts.places_of_case(second.id) == []


@pytest.mark.parametrize("deed", ["join", "split"])
def test_what_was_begun_to_change_does_not_put_back_what_was_known_before(
    vault: Vault, two: tuple[Case, Case], deed: str
) -> None:
    """It holds every field of its form: the matters of the other case would have gone with the next key."""
    first, second = two
    begun = [f"case/{each.id}{at}" for each in two for at in ("", "/earlier", "/change_matters")]
    written = Draft(place=f"case/{first.id}/contact", body="half", saved_at=NOW)
    with vault.transaction():
        for place in begun:
            vault.drafts.save(replace(written, place=place))
        vault.drafts.save(written)
    if deed == "join":
        join_cases(vault, first.id, second.id, ON)
    else:
        split(vault, first, {vault.contacts.of_case(first.id)[0].id})
    assert vault.drafts.places_of_case(first.id) == [written.place]


# -- the routes that the reporter chose


def choose(vault: Vault, case: Case, route: Route, on: date, *, left: bool = False) -> RouteChoice:
    decision = ChoiceDecision.LEFT if left else ChoiceDecision.CHOSEN
    choice = RouteChoice(case_id=case.id, route=route, chosen_on=on, decision=decision)
    choose_route(vault, choice)
    return choice


def routes(vault: Vault, case: Case) -> tuple[Route, ...]:
    return vault.cases.get(case.id).routes


def test_a_route_goes_to_the_new_case_with_the_choice_of_it(
    vault: Vault, two: tuple[Case, Case]
) -> None:
    """Otherwise a report counted it where it was not chosen, and not where it was."""
    case = two[0]
    before = routes(vault, case)
    moved = choose(vault, case, Route.WITH_MANAGER, date(2026, 5, 2))
    left = choose(vault, case, Route.WITH_MANAGER, date(2026, 5, 9), left=True)
    again = choose(vault, case, Route.WITH_MANAGER, date(2026, 5, 12))
    fresh = split(vault, case, {moved.id, left.id, again.id})
    assert fresh.routes == routes(vault, fresh) == (Route.WITH_MANAGER,)
    assert routes(vault, case) == before


def test_a_choice_that_stays_alone_stands(vault: Vault, two: tuple[Case, Case]) -> None:
    choose(vault, two[0], Route.WITH_MANAGER, date(2026, 5, 2))
    left = choose(vault, two[0], Route.WITH_MANAGER, date(2026, 5, 9), left=True)
    assert Route.WITH_MANAGER not in routes(vault, two[0])
    fresh = split(vault, two[0], {left.id})
    assert Route.WITH_MANAGER in routes(vault, two[0])
    assert fresh.routes == ()


def test_a_track_that_goes_says_in_the_new_case_that_its_route_was_chosen(
    vault: Vault, two: tuple[Case, Case]
) -> None:
    (track,) = vault.formal_tracks.of_case(two[0].id)
    fresh = split(vault, two[0], {track.id})
    assert fresh.routes == (track.route,)
    assert [each.chosen_on for each in vault.route_choices.of_case(fresh.id)] == [track.begun_on]


def test_of_two_cases_that_are_one_the_last_choice_of_a_route_stands(
    vault: Vault, two: tuple[Case, Case]
) -> None:
    first, second = two
    choose(vault, first, Route.WITH_MANAGER, date(2026, 5, 2))
    choose(vault, second, Route.WITH_MANAGER, date(2026, 4, 30))
    choose(vault, second, Route.WITH_MANAGER, date(2026, 5, 9), left=True)
    joined = join_cases(vault, first.id, second.id, ON)
    assert Route.WITH_MANAGER not in joined.routes
    assert routes(vault, first) == joined.routes
