"""Importing a file stores all of its cases, or none."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tests.exchange import published
from tests.exchange.faulty_files import BEUK, FAULTY_FILES, GOOD, FaultyFile
from vpdesk.domain.agreement import OwnLabel
from vpdesk.domain.case_event import CaseEventKind
from vpdesk.domain.errors import FindingError, RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Mandate, Matter
from vpdesk.exchange.answers import Answers
from vpdesk.exchange.columns import Column
from vpdesk.services.agenda import read_agenda
from vpdesk.services.casework import read_case
from vpdesk.services.importing import bring_in, foresee, import_cases
from vpdesk.services.undoing import undo
from vpdesk.vault.vault import Vault

TODAY = date(2026, 4, 1)


@pytest.fixture
def beuk(vault: Vault) -> Organisation:
    organisation = Organisation(name=BEUK)
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.organisations.save(Organisation(name="Gemeente Iepenveen"))
    return organisation


def test_the_cases_of_a_file_stand_in_the_vault(vault: Vault, beuk: Organisation) -> None:
    data = (
        "organisatie;geopend;kwesties;route;uren;alias\n"
        f"{BEUK};05-01-2026;pesten|fraude;meldpunt;1,5;Linde-07\n"
        f"{BEUK};06-01-2026;werkdruk;;;\n"
    )
    assert import_cases(vault, data.encode(), today=TODAY) == 2

    rows = vault.cases.rows(CaseFilter(organisation_id=beuk.id))
    second, first = (vault.cases.get(row.id) for row in rows)
    assert (first.alias, first.matters, first.carried_minutes) == ("Linde-07", ("bullying", "fraud"), 90)
    assert (first.mandate, second.mandate) == (Mandate.CONDUCT, Mandate.OUTSIDE)
    assert second.alias not in ("", "Linde-07")


def test_one_import_is_one_commit(vault: Vault, beuk: Organisation) -> None:
    commits: list[frozenset[str]] = []
    vault.on_commit = commits.append
    assert (
        import_cases(vault, GOOD.encode() + f"{beuk.name};2026-01-06;stalking\n".encode(), today=TODAY) == 2
    )
    assert commits == [frozenset({"cases", "case_events"})]


#: Running since long ago; the first has contacts, the second none, of the others the file does not say.
_RUNNING = (
    "organisatie;geopend;gesloten;kwesties;gesprekken;alias\n"
    f"{BEUK};05-01-2026;;pesten;2;Linde-01\n"
    f"{BEUK};05-01-2026;;pesten;0;Linde-02\n"
    f"{BEUK};05-01-2026;;pesten; ;Linde-03\n"
    f"{BEUK};05-01-2026;09-01-2026;pesten;;Linde-04\n"
)


@pytest.mark.usefixtures("beuk")
def test_a_case_whose_contacts_the_file_does_not_tell_waits_for_no_first_reply(vault: Vault) -> None:
    import_cases(vault, _RUNNING.encode(), today=TODAY)
    assert [case.alias for case in vault.cases.unanswered()] == ["Linde-02"]
    found = {alias: vault.cases.by_alias(alias) for alias in ("Linde-02", "Linde-03", "Linde-04")}
    files = {alias: read_case(vault, case.id) for alias, case in found.items() if case is not None}
    assert [alias for alias, file in files.items() if file.is_unanswered] == ["Linde-02"]
    kinds = {alias: [event.kind for event in file.events] for alias, file in files.items()}
    assert kinds == {"Linde-02": [], "Linde-03": [CaseEventKind.IMPORTED], "Linde-04": []}


@pytest.mark.usefixtures("beuk")
def test_a_file_without_a_column_of_contacts_makes_nothing_late(vault: Vault) -> None:
    data = f"organisation;opened;matters;alias\n{BEUK};2026-01-05;bullying;Linde-07\n".encode()
    import_cases(vault, data, today=TODAY)
    agenda = read_agenda(vault, TODAY)
    assert agenda.is_empty
    case = vault.cases.by_alias("Linde-07")
    assert case is not None
    # without the mark it would be late for months
    (event,) = vault.case_events.of_case(case.id)
    with vault.transaction():
        vault.case_events.delete(event.id)
    assert [item.alias for item in read_agenda(vault, TODAY).late] == ["Linde-07"]


@pytest.mark.usefixtures("beuk")
@pytest.mark.parametrize("faulty", FAULTY_FILES, ids=lambda faulty: faulty.name)
def test_a_faulty_file_leaves_the_vault_as_it_was(vault: Vault, faulty: FaultyFile) -> None:
    import_cases(vault, GOOD.encode(), today=TODAY)
    commits: list[frozenset[str]] = []
    vault.on_commit = commits.append

    with pytest.raises(FindingError):
        import_cases(vault, faulty.data, today=TODAY)

    assert vault.cases.count(CaseFilter()) == 1
    assert commits == []


@pytest.mark.usefixtures("beuk")
def test_an_alias_that_is_in_the_vault_already_is_a_finding(vault: Vault) -> None:
    data = f"organisation;opened;matters;alias\n{BEUK};2026-01-05;bullying;Linde-07\n".encode()
    import_cases(vault, data, today=TODAY)
    with pytest.raises(FindingError) as caught:
        import_cases(vault, data, today=TODAY)
    assert caught.value.findings[0].startswith("line 2, column alias: ")


def test_published_figures_are_counted_again_from_the_vault(vault: Vault, beuk: Organisation) -> None:
    import_cases(vault, published.import_file("A", BEUK), today=TODAY)
    ((start, end),) = published.periods("A")
    counted = Counter(
        matter for case in vault.cases.countable(beuk.id, start, end) for matter in case.matters
    )
    assert counted == published.counts("A", start)


_TWO = f"organisation;opened;matters\n{BEUK};2026-01-05;bullying|fraud\n{BEUK};2026-01-06;bullying\n".encode()


@pytest.mark.usefixtures("beuk")
def test_a_file_that_was_brought_in_before_is_known_again(vault: Vault) -> None:
    assert foresee(vault, _TWO, TODAY, Answers()).alike == 0
    import_cases(vault, _TWO, today=TODAY)
    again = foresee(vault, _TWO, TODAY, Answers())
    assert (again.alike, again.by_organisation) == (2, ((BEUK, 2),))
    other_day = _TWO.replace(b"2026-01-05", b"2026-01-07")
    assert foresee(vault, other_day, TODAY, Answers()).alike == 1
    assert foresee(vault, _TWO.replace(b"|fraud", b""), TODAY, Answers()).alike == 1
    assert vault.cases.count(CaseFilter()) == 2  # to foresee stores nothing


@pytest.mark.usefixtures("beuk")
def test_two_reporters_of_one_day_who_are_alike_in_the_file_are_two(vault: Vault) -> None:
    twins = f"organisation;opened;matters\n{BEUK};2026-01-05;bullying\n{BEUK};2026-01-05;bullying\n".encode()
    assert foresee(vault, twins, TODAY, Answers()).alike == 0
    import_cases(vault, GOOD.encode(), today=TODAY)  # one of them
    assert foresee(vault, twins, TODAY, Answers()).alike == 1


@pytest.mark.usefixtures("beuk")
def test_bringing_in_is_one_deed_that_can_be_undone(vault: Vault) -> None:
    import_cases(vault, GOOD.encode(), today=TODAY)
    before = dump(vault)
    deed = bring_in(vault, foresee(vault, _TWO, TODAY, Answers()).examined.read, TODAY)
    assert vault.cases.count(CaseFilter()) == 3
    assert deed is not None
    undo(vault, deed)
    assert dump(vault) == before


@pytest.mark.usefixtures("beuk")
def test_what_was_written_in_a_case_since_is_not_lost_by_undoing(vault: Vault) -> None:
    read = foresee(vault, _TWO, TODAY, Answers()).examined.read
    deed = bring_in(vault, read, TODAY)
    assert deed is not None
    with vault.transaction():
        vault.cases.save(replace(read.cases[0], alias="Gewijzigd-01"))
    with pytest.raises(RuleError, match="cannot be undone any more"):
        undo(vault, deed)
    assert vault.cases.count(CaseFilter()) == 2


def test_an_own_word_of_a_client_is_proposed_where_it_means_one_thing(
    vault: Vault, beuk: Organisation
) -> None:
    with vault.transaction():
        vault.own_labels.save(
            OwnLabel(organisation_id=beuk.id, dimension="matter", code="bullying", label="Pesterij")
        )
    data = f"organisation;opened;matters\n{BEUK};2026-01-05;pesterij\n".encode()
    foreseen = foresee(vault, data, TODAY, Answers())
    assert foreseen.proposed == {(Column.MATTERS, "pesterij"): Matter.BULLYING}
    assert not foreseen.examined.is_whole  # proposed, not taken


def dump(vault: Vault) -> list[tuple[object, ...]]:
    tables = ("cases", "case_matters", "case_events", "binned")
    return [
        row for table in tables for row in vault.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    ]
