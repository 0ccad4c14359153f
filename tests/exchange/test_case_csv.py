"""Good files, in every form that spreadsheets give them, become the same cases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.domain.case import Case
from vpdesk.domain.errors import FindingError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import (
    Entry,
    Mandate,
    MandateSource,
    Matter,
    Outcome,
    Position,
    Relation,
    Route,
)
from vpdesk.exchange.answers import Background
from vpdesk.exchange.case_csv import read_cases
from vpdesk.exchange.columns import REQUIRED, Column

TODAY = date(2026, 4, 1)
CAFE = Organisation(name="Café Zoë & Co €", mandates=(Mandate.CONDUCT, Mandate.INTEGRITY))
BEUK = Organisation(name="Stichting De Beuk", mandates=(Mandate.CONDUCT,))

BACKGROUND = Background(today=TODAY, organisations=(CAFE, BEUK), taken={"Eik-01"})

HEADER = {
    Column.ORGANISATION: "Stichting De Beuk",
    Column.OPENED: "2026-01-05",
    Column.MATTERS: "bullying",
}


def read(data: bytes | str) -> list[Case]:
    encoded = data.encode() if isinstance(data, str) else data
    return list(read_cases(encoded, BACKGROUND).cases)


def read_one(**cells: str) -> Case:
    row = {column: cells.pop(column, text) for column, text in HEADER.items()} | cells
    (case,) = read(";".join(row) + "\n" + ";".join(row.values()) + "\n")
    return case


def without_identity(case: Case) -> Case:
    return replace(case, id=0)


def test_a_full_line_becomes_a_case_with_every_field() -> None:
    case = read_one(
        organisation="Café Zoë & Co €",
        opened="2025-01-05",
        matters="fraud|bullying",
        closed="2025-03-01",
        mandate="outside",
        reporter_position="witness",
        respondent_relation="manager|board",
        entry="hr",
        route="self|mediation",
        outcome="resolved",
        contacts="4",
        hours="2,75",
        alias="Linde-07",
    )
    assert without_identity(case) == Case(
        id=0,
        organisation_id=CAFE.id,
        alias="Linde-07",
        opened_on=date(2025, 1, 5),
        entry=Entry.HR,
        reporter_position=Position.WITNESS,
        matters=(Matter.FRAUD, Matter.BULLYING),
        respondent_relations=(Relation.MANAGER, Relation.BOARD),
        routes=(Route.SELF, Route.MEDIATION),
        mandate=Mandate.OUTSIDE,
        mandate_source=MandateSource.CHOSEN,
        carried_contacts=4,
        carried_minutes=165,
        closed_on=date(2025, 3, 1),
        outcome=Outcome.RESOLVED,
    )


def test_a_line_with_the_required_columns_only_leaves_the_rest_unknown() -> None:
    case = read_one()
    assert (case.entry, case.reporter_position) == (Entry.UNKNOWN, Position.UNKNOWN)
    assert (case.respondent_relations, case.routes) == ((), ())
    assert (case.carried_contacts, case.carried_minutes) == (0, 0)
    assert (case.closed_on, case.outcome) == (None, None)


@pytest.mark.parametrize(
    ("organisation", "mandate"),
    [(BEUK, Mandate.OUTSIDE), (CAFE, Mandate.INTEGRITY)],
    ids=["not agreed", "agreed"],
)
def test_the_mandate_follows_from_the_agreement_when_the_file_gives_none(
    organisation: Organisation, mandate: Mandate
) -> None:
    case = read_one(organisation=organisation.name, matters="fraud")
    assert (case.mandate, case.mandate_source) == (mandate, MandateSource.DERIVED)


def test_a_closed_case_without_an_outcome_gets_unknown() -> None:
    assert read_one(closed="2026-02-01").outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("word", ["", "open", "running", "Lopend", "loopt nog"])
def test_a_running_case_may_say_so_where_the_outcome_stands(word: str) -> None:
    case = read_one(closed="", outcome=word)
    assert (case.closed_on, case.outcome) == (None, None)


def test_an_empty_alias_becomes_a_proposed_one_that_is_free() -> None:
    given_aliases = [f"Iep-{number:02d}" for number in range(1, 99)]
    lines = [
        f"Stichting De Beuk;2026-01-05;bullying;{alias}" for given in given_aliases for alias in ("", given)
    ]
    aliases = [case.alias for case in read("\n".join(["organisation;opened;matters;alias", *lines]))]

    assert len(set(aliases)) == len(aliases)
    assert aliases[1::2] == given_aliases
    assert "Eik-01" not in aliases


@pytest.mark.parametrize("name", ["stichting de beuk", " STICHTING  De Beuk ", "Stichting\u00a0De Beuk"])
def test_an_organisation_is_found_without_regard_to_capitals_and_spaces(name: str) -> None:
    assert read_one(organisation=name).organisation_id == BEUK.id


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("0", 0),
        ("1", 60),
        ("1,5", 90),
        ("1.5", 90),
        ("0,25", 15),
        ("0,33", 20),
        ("0.01", 1),
        ("10000", 600_000),
    ],
)
def test_hours_become_whole_minutes(cell: str, minutes: int) -> None:
    assert read_one(hours=cell).carried_minutes == minutes


@given(st.dates(min_value=date(1970, 1, 1), max_value=TODAY))
def test_every_day_reads_the_same_in_each_of_its_forms(day: date) -> None:
    forms = (day.isoformat(), f"{day:%d-%m-%Y}", f"{day.day}-{day.month}-{day.year}")
    assert {read_one(opened=form).opened_on for form in forms} == {day}


def test_today_is_not_in_the_future_but_tomorrow_is() -> None:
    assert read_one(opened=TODAY.isoformat()).opened_on == TODAY
    with pytest.raises(FindingError):
        read_one(opened=(TODAY + timedelta(days=1)).isoformat())


PLAIN = (
    "organisation,opened,matters,closed,outcome,alias\n"
    "Café Zoë & Co €,2026-01-05,bullying|fraud,2026-02-28,lost_contact,Linde-02\n"
    "Stichting De Beuk,2026-02-01,private_matter,,,Notelaar-03\n"
)
EXPECTED = [without_identity(case) for case in read(PLAIN)]


@st.composite
def _spreadsheets(draw: st.DrawFn) -> bytes:
    """The two cases of PLAIN as some spreadsheet would write them."""
    dutch, short_dates, sort = draw(st.booleans()), draw(st.booleans()), draw(st.permutations(range(6)))
    rows = [line.split(",") for line in PLAIN.splitlines()]
    if dutch:
        rows[0] = ["Opdrachtgever", "GEOPEND", "kwesties", "afgesloten", "Uitkomst", "alias"]
        rows[1][2], rows[1][4] = "Pesten | fraude", "Contact verloren"
        rows[2][2] = draw(st.sampled_from(["Privéprobleem", "PRIVEPROBLEEM", "privéprobleem".upper()]))
    if short_dates:
        rows[1][1], rows[1][3], rows[2][1] = "5-1-2026", "28-02-2026", "01-02-2026"
    separator = draw(st.sampled_from(";,"))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    trailing = separator * draw(st.integers(0, 3))
    quote = draw(st.sampled_from(["", '"']))
    lines = [separator.join(f"{quote}{row[at]}{quote}" for at in sort) + trailing for row in rows]
    if draw(st.booleans()):
        lines.insert(0, f"sep={separator}")
    lines += draw(st.lists(st.sampled_from(["", separator * 5, "  "]), max_size=3))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
    return (end.join(lines) + draw(st.sampled_from(["", end]))).encode(encoding)


@given(_spreadsheets())
def test_every_dialect_encoding_and_language_gives_the_same_cases(data: bytes) -> None:
    assert [without_identity(case) for case in read(data)] == EXPECTED


def test_quoted_cells_hold_separators_quotation_marks_and_line_breaks() -> None:
    data = (
        "organisation;opened;matters;alias\n"
        '"Stichting\r\nDe Beuk";2026-01-05;"bullying|\nfraud";"Eik ""de oude""; 2"\n'
        'Stichting De Beuk;2026-01-06;stalking;Eik "3"\n'
    )
    first, second = read(data)
    assert first.matters == (Matter.BULLYING, Matter.FRAUD)
    assert (first.alias, second.alias) == ('Eik "de oude"; 2', 'Eik "3"')


def test_a_line_may_stop_after_its_last_filled_cell() -> None:
    (case,) = read("organisation;opened;matters;closed;hours;alias\nStichting De Beuk;2026-01-05;bullying\n")
    assert case.matters == (Matter.BULLYING,)


def test_a_date_in_an_alias_is_no_telephone_number() -> None:
    assert read_one(alias="Zaak 2026-01-12").alias == "Zaak 2026-01-12"


def test_only_what_a_case_cannot_be_without_is_required() -> None:
    assert set(REQUIRED) == set(HEADER)
