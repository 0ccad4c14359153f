"""The walls between organisations (rule 9): whatever is asked for one tells nothing of another.

Every service and every query of a repository is called for one of two organisations that hold the same kinds
of things, each in words that stand nowhere else. What comes back must say nothing of the other, and what the
other holds must be as it was. What does so on purpose, because the whole practice is asked for, stands here
by name.
"""

import importlib
import inspect
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import pytest

import vpdesk.services
from tests.factories import (
    CHEAP,
    PASSPHRASE,
    make_aftercare,
    make_case,
    make_choice,
    make_consent,
    make_contact,
    make_document,
    make_exception,
    make_milestone,
    make_option,
    make_referral,
    make_release,
    make_step,
    make_track,
)
from tests.upgrade.freeze import read_tables
from tests.vault.full_cases import Author, FullCase
from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.binned import BinKind
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.document import Document
from vpdesk.domain.errors import RuleError
from vpdesk.domain.finding import HitGroup, Question
from vpdesk.domain.identity import new_id
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.referral import Uptake
from vpdesk.domain.term import Term, TermKind, TermUnit
from vpdesk.domain.values import AftercareOutcome, Mandate, Matter, Outcome, Route, Switch
from vpdesk.exchange.incoming import IncomingFile
from vpdesk.services import dimensions, finding
from vpdesk.services.binning import bin_part
from vpdesk.services.casework import save_case
from vpdesk.services.documents import Incoming, add_documents
from vpdesk.services.drafts import drop_draft
from vpdesk.services.intake import Intake
from vpdesk.services.joining import join_cases
from vpdesk.services.moving import move_case
from vpdesk.services.report_insight import questions
from vpdesk.services.reporting import ReportRequest, preview, release_report
from vpdesk.services.respondents import offered_tags, switch_tags, tag_case
from vpdesk.services.telling import ToldNumber
from vpdesk.services.undoing import Deed, deed_since, look
from vpdesk.vault.findables import Findables
from vpdesk.vault.repositories import Drafts
from vpdesk.vault.rows import Rows
from vpdesk.vault.vault import Vault

ON: Final = date(2026, 12, 2)
NOW: Final = datetime(2026, 12, 2, 9, 30)
#: When nothing that is in the bin now stays there.
LATER: Final = datetime(2027, 3, 2, 9, 30)
#: A word that is said in the cases of both.
SHARED: Final = "leidinggevende"
ERAS: Final = (date(2026, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One organisation in the vault: its cases, and every word and identifier that is of it alone."""

    organisation: Organisation
    cases: tuple[FullCase, ...]
    words: frozenset[str]
    ids: frozenset[int]

    def is_said_in(self, what: object) -> bool:
        """Tell whether `what` holds a word or an identifier of this side."""
        said = repr(what)
        numbers = {int(found) for found in re.findall(r"\d{15,}", said)}
        return bool(self.ids & numbers) or any(word in said for word in self.words)


class Sides(Author):
    """An author who knows what was said."""

    @property
    def said(self) -> set[str]:
        return self._said


def fill(vault: Vault, author: Sides) -> Side:
    """Store an organisation with everything that can be agreed with one, and two full cases."""
    word = author.word
    organisation = Organisation(
        name=f"Organisatie {word()}",
        remarks=word(),
        committee=word(),
        reporting_point=word(),
        unit_recording=Switch.ON,
        appointment_ends_on=date(2027, 2, 1),
        report_due_on=date(2027, 3, 1),
    )
    unit = Unit(organisation_id=organisation.id, name=word())
    label = OwnLabel(organisation_id=organisation.id, dimension="matter", code="bullying", label=word())
    person = ContactPerson(organisation_id=organisation.id, role=ContactRole.HR, name=word(), reach=word())
    term = Term(organisation_id=organisation.id, kind=TermKind.ADVICE, amount=10, unit=TermUnit.WEEK)
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.units.save(unit)
        vault.own_labels.save(label)
        vault.contact_persons.save(person)
        vault.terms.save(term)
    cases = tuple(author.write(vault, organisation.id, length=4) for _ in range(2))
    counted = make_case(organisation.id, alias=word(), opened_on=date(2024, 3, 1))
    over = replace(
        make_case(organisation.id, alias=word(), opened_on=date(2023, 3, 1)),
        closed_on=date(2023, 6, 5),
        outcome=Outcome.RESOLVED,
    )
    deleted = make_case(organisation.id, alias=word(), binned_on=date(2026, 12, 1))
    with vault.transaction():
        for single in (counted, deleted, over):
            vault.cases.save(single)
        for each in cases:
            vault.cases.save(replace(vault.cases.get(each.case_id), unit_id=unit.id))
            for made_up in vault.bin.of_case(each.case_id):
                vault.bin.delete(made_up.id)
    case_id = cases[0].case_id
    drop_draft(vault, f"case/{cases[1].case_id}/contact")  # two cases that are joined have no draft in common
    thrown_away = vault.contacts.of_case(case_id)[0].id
    bin_part(vault, BinKind.CONTACT, thrown_away, label=word(), now=datetime(2026, 12, 1, 9))
    file = IncomingFile(name=f"{word()}.txt", content=f"{word()} {SHARED}".encode(), media_type="text/plain")
    add_documents(vault, case_id, Incoming(files=(file,), refused=()), ON)
    request = ReportRequest(
        organisation_id=organisation.id,
        start=date(2024, 1, 1),
        end=date(2024, 12, 31),
        language="nl",
        activities=(word(),),
    )
    release_report(vault, request, now=datetime(2025, 1, 5, 9))
    (release,) = vault.releases.of_organisation(organisation.id)
    new = (*vault.bin.of_case(case_id), *vault.documents.of_case(case_id))
    own: tuple[Any, ...] = (organisation, unit, label, person, term, release, counted, deleted, *new)
    said = repr(own)
    words = {each for each in author.said if each in said} | {each for case in cases for each in case.words}
    ids = {each.id for each in own} | {each for case in cases for each in case.ids}
    return Side(organisation=organisation, cases=cases, words=frozenset(words), ids=frozenset(ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A closed vault with two sides."""

    path: Path
    own: Side
    other: Side


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    path = tmp_path_factory.mktemp("walls") / "kluis"
    author = Sides(29)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        own, other = fill(vault, author), fill(vault, author)
        switch_tags(vault, Switch.ON)
    return World(path=path, own=own, other=other)


@pytest.fixture
def vault(world: World, tmp_path: Path) -> Iterator[Vault]:
    shutil.copytree(world.path, tmp_path / "kluis")
    with Vault.open(tmp_path / "kluis", PASSPHRASE) as opened:
        yield opened


def held(vault: Vault, side: Side) -> list[str]:
    """Return every row that is of one side."""
    rows = [
        f"{name} {row!r}"
        for name, table in read_tables(vault.connection).items()
        for row in table["rows"]
        if name != "vault_state"
    ]
    return sorted(row for row in rows if side.is_said_in(row))


# -- what a function is given, by the name of its parameter

Given = Callable[[Vault, Side], Any]


def first(_vault: Vault, side: Side) -> int:
    return side.cases[0].case_id


def second(_vault: Vault, side: Side) -> int:
    return side.cases[1].case_id


def part(repository: str) -> Given:
    """Return what takes the first value of a repository that is of the case."""

    def take(vault: Vault, side: Side) -> Any:
        found = getattr(vault, repository).of_case(first(vault, side))
        return found[0] if isinstance(found, list) else found

    return take


def id_of(given: Given) -> Given:
    return lambda vault, side: given(vault, side).id


def of_organisation(repository: str) -> Given:
    return lambda vault, side: getattr(vault, repository).of_organisation(side.organisation.id)[0]


def fresh(make: Callable[..., Any], *more: Given, **changes: Any) -> Given:
    """Return what makes a new value of the case."""
    return lambda vault, side: make(first(vault, side), *(each(vault, side) for each in more), **changes)


def stored_document(vault: Vault, side: Side) -> Document:
    """Store a document that has no content yet."""
    document = make_document(first(vault, side), name="x.txt")
    with vault.transaction():
        vault.documents.save(document)
    return document


def done(vault: Vault, side: Side) -> Deed:
    """Do something to the case, and return what it was."""
    before = look(vault, [first(vault, side)])
    with vault.transaction():
        vault.contacts.save(make_contact(first(vault, side)))
    deed = deed_since(vault, before)
    assert deed is not None
    return deed


def same(value: Any) -> Given:
    return lambda _vault, _side: value


GIVEN: Final[Mapping[str, Given]] = {
    "organisation_id": lambda _vault, side: side.organisation.id,
    "organisation": lambda _vault, side: side.organisation,
    "name": same("Basalt-07"),
    "years": same(0),
    "case_id": first,
    "first_id": first,
    "second_id": second,
    "counted_id": first,
    "other_id": second,
    "from_id": first,
    "to_id": second,
    "gone_id": same(1 << 60),
    "case_ids": lambda vault, side: (first(vault, side), second(vault, side)),
    "case": lambda vault, side: vault.cases.get(first(vault, side)),
    "closed": lambda vault, side: vault.cases.get(first(vault, side)),
    "in_case": second,
    "contact": fresh(make_contact),
    "consent": fresh(make_consent),
    "step": fresh(make_step, id_of(part("consents"))),
    "option": fresh(make_option, route=Route.COURT),
    "choice": fresh(make_choice, route=Route.POLICE_REPORT),
    "track": fresh(make_track),
    "milestone": fresh(make_milestone, id_of(part("formal_tracks"))),
    "referral": fresh(make_referral),
    "exception": fresh(make_exception),
    "identity": lambda vault, side: replace(part("identities")(vault, side), remarks="x"),
    "aftercare": fresh(make_aftercare, agreed_on=ON, due_on=date(2027, 1, 4)),
    "document": part("documents"),
    "aftercare_id": id_of(part("aftercares")),
    "consent_id": id_of(part("consents")),
    "step_id": id_of(part("steps")),
    "track_id": id_of(part("formal_tracks")),
    "exception_id": id_of(part("confidentiality_exceptions")),
    "referral_id": id_of(part("referrals")),
    "document_id": id_of(part("documents")),
    "binned_id": id_of(part("bin")),
    "part_ids": lambda vault, side: [part("bin")(vault, side).id],
    "content": same(b"x"),
    "ids": lambda _vault, _side: [new_id()],
    "names": same(("brief.txt",)),
    "moved": lambda vault, side: [vault.contacts.of_case(first(vault, side))[0].id],
    "deed": done,
    "binned": part("bin"),
    "tag": lambda vault, side: vault.respondent_tags.get(GIVEN["tag_id"](vault, side)),
    "tag_id": lambda vault, side: vault.respondent_links.of_case(first(vault, side))[0].tag_id,
    "unit": of_organisation("units"),
    "unit_id": id_of(of_organisation("units")),
    "person": of_organisation("contact_persons"),
    "person_id": id_of(of_organisation("contact_persons")),
    "own": of_organisation("own_labels"),
    "label_id": id_of(of_organisation("own_labels")),
    "terms": lambda _vault, side: {TermKind.REPAIR: Term.usual(side.organisation.id, TermKind.REPAIR)},
    "entry": of_organisation("releases"),
    "entries": lambda vault, side: vault.releases.history(side.organisation.id),
    "release": lambda _vault, side: make_release(
        side.organisation.id, start=date(2025, 1, 1), end=date(2025, 12, 31)
    ),
    "release_ids": lambda vault, side: [
        each.id for each in vault.releases.of_organisation(side.organisation.id)
    ],
    "release_id": id_of(of_organisation("releases")),
    "events": same(()),
    "request": lambda _vault, side: ReportRequest(
        organisation_id=side.organisation.id, start=ERAS[0], end=ERAS[1], language="nl"
    ),
    "paths": lambda _vault, _side: [Path("brief.txt")],
    "asked": lambda vault, side: GIVEN["request"](vault, side).asked,
    "told": lambda _vault, side: ToldNumber(
        organisation_id=side.organisation.id, start=ERAS[0], end=ERAS[1], cases=len(side.cases), how="x"
    ),
    "report": lambda vault, side: preview(vault, GIVEN["request"](vault, side), today=ON),
    "printed": lambda vault, side: preview(vault, GIVEN["request"](vault, side), today=ON).release,
    "ticks": same(()),
    "noticed": same(()),
    "chosen": lambda _vault, side: CaseFilter(organisation_id=side.organisation.id),
    "question": lambda _vault, side: Question.of(SHARED, side.organisation.id),
    "found": lambda vault, side: finding.find_newest(vault, Question.of(SHARED, side.organisation.id)),
    "group": same(HitGroup.COURSE),
    "besides": same(frozenset()),
    "deeds": lambda vault, side: [done(vault, side)],
    "roots": lambda vault, side: [first(vault, side), side.organisation.id],
    "before": lambda vault, side: look(vault, (first(vault, side), second(vault, side))),
    "dimension": same(dimensions.BY_NAME["outcome"]),
    "cases": same(20),
    "k": same(5),
    "limit": same(50),
    "kind": same(BinKind.CONTACT),
    "value_id": id_of(part("contacts")),
    "label": same("x"),
    "outcome": same(Outcome.RESOLVED),
    "uptake": same(Uptake.TAKEN_UP),
    "criteria": same("x"),
    "remarks": same("x"),
    "result": same("x"),
    "route": same(Route.COURT),
    "switch": same(Switch.ON),
    "alias": same("Proef-0"),
    "on": same(ON),
    "told_on": same(None),
    "next_contact": same(DayAndTime(day=ON, at=time(14))),
    "today": same(ON),
    "until": same(date(2027, 12, 31)),
    "now": same(NOW),
    "moment": same(NOW),
    "start": same(ERAS[0]),
    "end": same(ERAS[1]),
    "moved_matters": same((Matter.STALKING,)),
    "kept_matters": same((Matter.BULLYING,)),
    "place": lambda vault, side: f"case/{first(vault, side)}/contact",
    "beginning": lambda vault, side: f"case/{first(vault, side)}",
    "body": same("{}"),
    "intake": lambda vault, side: Intake(case=vault.cases.get(first(vault, side)), referral_id=new_id()),
    "incoming": same(Incoming(files=(), refused=())),
}  # fmt: skip

#: What is given to one function under a name that means something else elsewhere.
GIVEN_TO: Final[Mapping[str, Mapping[str, Given]]] = {
    "unprinted.unprinted": {"release": GIVEN["printed"]},
    "consents.correct_consent": {"consent": part("consents")},
    "resting.resting_on": {"consent": part("consents")},
    "resting.require_still_covered": {"before": part("consents"), "after": part("consents")},
    "resting.require_told_covered": {"before": part("consents"), "after": part("consents")},
    "findables.noted": {"words": same([SHARED])},
    "auditing.audit_vault": {"told": same(lambda _name: None)},
    "report_insight.what_if": {"question": lambda vault, side: questions(GIVEN["printed"](vault, side))[0]},
    "aftercare.settle_aftercare": {"outcome": same(AftercareOutcome.WELL)},
    "moving.move_case": {"organisation_id": same(0)},
    "moving.moved": {"organisation_id": same(0)},
    "report_lists.declare_list": {"dimension": same("outcome"), "entries": same("resolved,other")},
    "documents.rename_document": {"name": same("x.pdf")},
    "cases.has_alias": {"besides": first},
    "documents.put_content": {"document_id": id_of(stored_document)},
    "bin.empty": {"before": same(LATER)},
    "binning.empty_bin": {"now": same(LATER)},
    "cases.following": {"about": same(tuple(Matter))},
    "cases.take_mandates": {"mandates": lambda vault, side: [(first(vault, side), Mandate.INTEGRITY)]},
    "organisations.by_name": {"name": lambda _vault, side: side.organisation.name},
}

#: Rooms of the file as a whole (its keys, copies and health), or of how lists are shown.
OF_THE_FILE: Final = {
    "access", "backups", "checking", "copies", "guessing", "passphrase", "practice", "practice_vault",
    "practice_paths", "practice_documents",
    "rescuing", "restoring", "safety", "erasing", "importing", "counsellor",
    "saved_views", "practice_agreements", "word_lists",
}  # fmt: skip

#: What tells of every organisation, because the whole practice is asked for; each with its reason.
WHOLE_PRACTICE: Final = {
    "agenda.read_agenda": "what waits for the counsellor, wherever",
    "agenda.first_terms": "what waits for the counsellor, wherever",
    "aftercares.due": "what waits for the counsellor, wherever",
    "formal_tracks.running": "what waits for the counsellor, wherever",
    "milestones.of_running": "what waits for the counsellor, wherever",
    "terms.all": "what waits for the counsellor, wherever",
    "drafts.begun": "what waits for the counsellor, wherever",
    "organisations.due": "what waits for the counsellor, wherever",
    "auditing.audit_vault": "what was released to anybody is attacked",
    "organisations.all": "the list of organisations itself",
    "organisations.rows": "the list of organisations itself",
    "cases.aliases": "an alias is given once",
    "cases.likenesses": "a file may bring in cases of any of them, and some may be there already",
    "identities.all": "what is typed for one organisation may name nobody of any",
    "cases.unanswered": "what waits for the counsellor, wherever",
    "retention.kept_long_enough": "what the counsellor has kept for years, wherever",
    "cases.binned": "the bin of the whole practice",
    "bin.all": "the bin of the whole practice",
}
#: What changes something of every organisation, because that is asked for.
CHANGES_ALL: Final = {
    "binning.empty_bin": "what is older than thirty days goes, wherever it was",
    "bin.empty": "what is older than thirty days goes, wherever it was",
    "respondents.drop_all_tags": "all tags go when they are not wanted any more",
    "respondent_tags.empty": "all tags go when they are not wanted any more",
}
#: Parts of deeds, which need a transaction that is open.
WITHIN: Final = {"closing.note_closing", "moving.moved", "organisations.follow_agreement"}
#: What is refused for these cases, so that calling it here tells nothing; each has tests of its own.
REFUSED: Final = {
    "closing.close_case": "both cases are closed",
    "moving.move_case": "there is no such organisation",
    "moving.moved": "there is no such organisation",
}


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every service and every query of a repository, by its room and name."""
    for module in pkgutil.iter_modules(vpdesk.services.__path__):
        if module.name in OF_THE_FILE:
            continue
        room = importlib.import_module(f"vpdesk.services.{module.name}")
        for name, function in vars(room).items():
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            taken = next(iter(inspect.signature(function).parameters), "")
            if function.__module__ == room.__name__ and taken == "vault":
                yield f"{module.name}.{name}", function


def queries(vault: Vault) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every query of a repository, by its table and name."""
    for attribute, repository in vars(vault).items():
        if isinstance(repository, Rows | Drafts | Findables):
            for name, method in inspect.getmembers(repository, inspect.ismethod):
                if not name.startswith("_") and name not in vars(Rows):
                    yield f"{attribute}.{name}", method


def arguments(name: str, function: Callable[..., Any], vault: Vault, side: Side) -> dict[str, Any]:
    """Return what `function` is given of one side; raises KeyError for a parameter that is not known here."""
    found = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "vault":
            found["vault"] = vault
        elif parameter.name in GIVEN_TO.get(name, {}) or parameter.name in GIVEN:
            given = GIVEN_TO.get(name, {}).get(parameter.name) or GIVEN[parameter.name]
            found[parameter.name] = given(vault, side)
        elif parameter.default is inspect.Parameter.empty:
            message = f"{name} takes a {parameter.name}: say in GIVEN what it gets"
            raise KeyError(message)
    return found


def all_names() -> list[str]:
    """Return the names of all that is called."""
    listed = [name for name, _function in functions()]
    bare = Vault.__new__(Vault)
    bare.stand_on(None, lambda _table: None)  # nothing is asked of it
    return [*listed, *(name for name, _method in queries(bare))]


def find(name: str, vault: Vault) -> Callable[..., Any]:
    return {**dict(functions()), **dict(queries(vault))}[name]


def call(name: str, vault: Vault, side: Side) -> object:
    """Call one function or query for one side, inside a transaction where it needs one."""
    function = find(name, vault)
    given = arguments(name, function, vault, side)
    if "vault" in given and name not in WITHIN:
        return function(**given)
    with vault.transaction():
        return function(**given)


def test_both_sides_hold_something_in_every_table_and_nothing_in_common(world: World, vault: Vault) -> None:
    assert not world.own.words & world.other.words
    assert not world.own.ids & world.other.ids
    for side in (world.own, world.other):
        tables = {row.split(" ")[0] for row in held(vault, side)}
        every = {name for name, table in read_tables(vault.connection).items() if table["rows"]}
        assert every - tables <= {"vault_state", "counsellors"}


@pytest.mark.parametrize("name", all_names())
def test_what_is_asked_for_one_tells_nothing_of_another_and_changes_nothing_of_it(
    world: World, vault: Vault, name: str
) -> None:
    before = held(vault, world.other)
    try:
        answer = call(name, vault, world.own)
    except (RuleError, LookupError) as error:
        if isinstance(error, KeyError) and "say in GIVEN" in str(error):
            raise
        refused, answer = repr(error), None
    else:
        refused = ""
    assert bool(refused) is (name in REFUSED), refused
    if inspect.isgenerator(answer):
        answer = list(answer)
    assert world.other.is_said_in(answer) is (name in WHOLE_PRACTICE)
    assert (held(vault, world.other) != before) is (name in CHANGES_ALL)


@pytest.mark.parametrize(
    "name",
    [
        *("casework.read_case", "finding.find_newest", "finding.find_inside", "finding.find_best"),
        *("reporting.preview", "reporting.released", "respondents.same_person", "undoing.look"),
        *("cases.rows", "cases.countable", "findables.newest", "binning.read_bin", "agreements.own_words"),
    ],
)
def test_they_do_tell_of_the_one_that_is_asked_for(world: World, vault: Vault, name: str) -> None:
    assert world.own.is_said_in(call(name, vault, world.own))


def test_what_stands_by_name_is_there() -> None:
    names = set(all_names())
    for listed in (WHOLE_PRACTICE, CHANGES_ALL, REFUSED, GIVEN_TO):
        assert set(listed) <= names
    rooms = {module.name for module in pkgutil.iter_modules(vpdesk.services.__path__)}
    assert rooms >= OF_THE_FILE


# -- the controls: what does leak is seen


def test_a_query_without_its_organisation_would_be_seen(world: World, vault: Vault) -> None:
    everything = vault.cases.rows(CaseFilter())
    assert world.other.is_said_in(everything)
    assert not world.other.is_said_in(vault.cases.rows(CaseFilter(organisation_id=world.own.organisation.id)))
    found = finding.find_best(vault, Question.of(SHARED))
    assert world.other.is_said_in(found)
    assert world.own.is_said_in(finding.find_best(vault, Question.of(SHARED, world.own.organisation.id)))


def test_a_change_on_the_other_side_would_be_seen(world: World, vault: Vault) -> None:
    before = held(vault, world.other)
    with vault.transaction():
        vault.contacts.save(make_contact(second(vault, world.other)))
    assert held(vault, world.other) != before


# -- crossing from one to the other


def test_cases_of_two_organisations_are_never_joined(world: World, vault: Vault) -> None:
    before = held(vault, world.own), held(vault, world.other)
    with pytest.raises(RuleError):
        join_cases(vault, first(vault, world.own), first(vault, world.other), ON)
    assert (held(vault, world.own), held(vault, world.other)) == before


def test_the_same_word_at_two_organisations_is_two_tags(world: World, vault: Vault) -> None:
    tag = tag_case(vault, first(vault, world.own), "Basalt-07")
    assert tag_case(vault, first(vault, world.other), "Basalt-07").id != tag.id
    assert tag.id not in {each.id for each in offered_tags(vault, second(vault, world.other))}
    assert tag.id in {each.id for each in offered_tags(vault, second(vault, world.own))}


def test_a_case_takes_no_site_of_another_organisation(world: World, vault: Vault) -> None:
    unit = vault.units.of_organisation(world.other.organisation.id)[0]
    case = vault.cases.get(first(vault, world.own))
    with pytest.raises(RuleError):
        save_case(vault, replace(case, unit_id=unit.id))
    with pytest.raises(RuleError):
        save_case(vault, replace(case, organisation_id=world.other.organisation.id))


def test_a_moved_case_leaves_behind_what_is_of_its_organisation(world: World, vault: Vault) -> None:
    case_id = first(vault, world.own)
    moved = move_case(vault, case_id, world.other.organisation.id)
    assert moved.unit_id is None
    assert vault.respondent_links.of_case(case_id) == []
    assert all(
        row.id != case_id for row in vault.cases.rows(CaseFilter(organisation_id=world.own.organisation.id))
    )


def test_a_report_is_of_one_organisation_alone(world: World, vault: Vault) -> None:
    request: ReportRequest = GIVEN["request"](vault, world.own)
    report = release_report(vault, request, now=NOW)
    assert report.release.organisation == world.own.organisation.name
    assert not world.other.is_said_in(report)
    assert world.own.is_said_in(report)
    (_earlier, entered) = vault.releases.of_organisation(world.own.organisation.id)
    counted = {
        case.case_id for case in world.own.cases if vault.ledger.release_of(case.case_id) == entered.id
    }
    assert counted == {case.case_id for case in world.own.cases}
    assert all(vault.ledger.release_of(case.case_id) is None for case in world.other.cases)
