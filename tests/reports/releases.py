"""Releases of an invented organisation, of every kind that a report has to print."""

from dataclasses import replace
from datetime import date

from vpdesk.disclosure.released import Category, Line, Release, ReleasedTable, Remainder, Total
from vpdesk.domain.values import Mandate, Matter
from vpdesk.reports.annual import AnnualReport

ORGANISATION = "Stichting De Wilgenhof"


def category(key: str, *members: str) -> Category:
    """A line of a list: one code, or the codes that it joins under `key`."""
    return Category(key=key, members=members or (key,))


def mandate(part: Mandate) -> Category:
    """The class of all matters of one mandate."""
    return category(part.value, *(matter.value for matter in Matter if matter.mandate is part))


MATTERS = (
    category("bullying"),
    category("intimidation", "intimidation", "stalking", "abuse_of_power"),
    category("sexual_harassment"),
    category("discrimination"),
    category("aggression"),
    mandate(Mandate.INTEGRITY),
    mandate(Mandate.OUTSIDE),
    category("other", "other_conduct"),
)
POSITIONS = (
    category("employee", "employee", "contractor", "intern", "former_employee"),
    category("manager"),
    category("student", "student", "phd_candidate"),
    category("other", "applicant", "volunteer", "witness", "accused", "unknown"),
)
RELATIONS = (
    category("manager"),
    category("colleague"),
    category("board"),
    category("customer"),
    category("other", "subordinate", "teacher", "student", "third_party", "organisation", "unknown"),
)
ROUTES = (
    category("none", "none", "listening_only"),
    category("informal", "self", "with_respondent", "with_manager", "conflict_mediation"),
    category("formal", "mediation", "complaints_committee", "reporting_point"),
    category("criminal", "police_report", "court"),
)
OUTCOMES = (
    category("resolved", "resolved", "improved"),
    category("unresolved", "unresolved", "withdrawn", "left", "lost_contact"),
    category("handled_formally", "handled_formally", "referred_on", "listened_only"),
    category("other", "unknown", "running"),
)
UNITS = {"matter": "matters", "respondent_relation": "relations", "route": "routes"}
LISTS = {
    "matter": MATTERS,
    "reporter_position": POSITIONS,
    "respondent_relation": RELATIONS,
    "route": ROUTES,
    "outcome": OUTCOMES,
}


def table(
    dimension: str,
    counts: tuple[int | None, ...],
    remainder: int | None = None,
    *,
    categories: tuple[Category, ...] = (),
) -> ReleasedTable:
    """The table that prints `counts` on the list of `dimension`; None is a hidden category."""
    listed = categories or LISTS[dimension]
    hidden = tuple(c for c, count in zip(listed, counts, strict=True) if count is None)
    return ReleasedTable(
        dimension=dimension,
        unit=UNITS.get(dimension, "cases"),
        lines=tuple(
            Line(category=c, count=count)
            for c, count in zip(listed, counts, strict=True)
            if count is not None
        ),
        remainder=None if remainder is None else Remainder(categories=hidden, count=remainder),
    )


def release(
    period: int | tuple[date, date],
    totals: dict[str, int | None],
    tables: tuple[ReleasedTable, ...] = (),
    withheld: tuple[str, ...] = (),
    *,
    k: int = 5,
) -> Release:
    """A release over a calendar year, or from one date to another."""
    start, end = (date(period, 1, 1), date(period, 12, 31)) if isinstance(period, int) else period
    return Release(
        organisation=ORGANISATION,
        start=start,
        end=end,
        k=k,
        kappa=1,
        engine="1",
        totals=tuple(Total(unit=unit, count=count) for unit, count in totals.items()),
        tables=tables,
        withheld=withheld,
    )


YEAR = release(
    2025,
    {"cases": 47, "matters": 56, "relations": 51, "routes": 58, "contacts": 112, "hours": 96},
    (
        table("matter", (14, 11, 6, None, None, None, 17, None), 8),
        table("reporter_position", (34, 7, None, None), 6),
        table("respondent_relation", (24, 15, None, None, None), 12),
        table("route", (27, 21, None, None), 10),
        table("outcome", (16, None, None, 22), 9),
    ),
    ("entry",),
)
YEAR_BEFORE = release(
    2024,
    {"cases": 39, "matters": 45, "relations": 41, "routes": 44, "contacts": 87},
    (
        table("matter", (12, 9, None, None, None, None, 15, None), 9),
        table("reporter_position", (30, None, None, None), 9),
        table("respondent_relation", (19, 13, None, None, None), 9),
        table("route", (24, None, None, None), 20),
    ),
    ("entry", "outcome"),
)
TOTAL_ONLY = release(
    2023, {"cases": 8}, (), ("matter", "reporter_position", "respondent_relation", "route", "outcome")
)
BAND = release(2022, {"cases": None})
HALF_YEAR = release((date(2025, 1, 1), date(2025, 6, 30)), {"cases": 23})
#: Two hundred cases: five kinds are printed, one line holds the three others.
BIG = release(
    2025,
    {"cases": 200, "matters": 200},
    (
        table("matter", (22, 34, 61, 17, 46, None, None, None), 20),
        table("reporter_position", (171, 14, 8, 7)),
    ),
)

_SEVEN = (
    category("bullying"),
    category("aggression"),
    category("sexual_harassment"),
    category("stalking"),
    category("discrimination"),
    category("abuse_of_power"),
    category("other", "intimidation", "other_conduct"),
)


def _school_year(first: int, counts: tuple[int | None, ...], total: int) -> Release:
    return release(
        (date(first, 8, 1), date(first + 1, 7, 31)),
        {"cases": total, "matters": total},
        (table("matter", counts, categories=_SEVEN),),
    )


#: Three school years on one list of seven.
THREE_YEARS = (
    _school_year(2019, (595, 362, 180, 92, 51, 5, 66), 1351),
    _school_year(2021, (752, 478, 261, 139, 96, 11, 6), 1743),
    _school_year(2022, (992, 560, 318, 152, 116, 7, 8), 2153),
)

REPORT = AnnualReport(
    release=YEAR,
    earlier=(BAND, YEAR_BEFORE, TOTAL_ONLY),
    language="nl",
    practice="Praktijk Lindelaan",
    dated=date(2026, 2, 12),
    activities=(
        "Voorlichting over omgangsvormen voor alle teams, en een themamiddag voor leidinggevenden.",
        "Overleg met de bestuurder, de ondernemingsraad en HR over de nieuwe gedragscode.",
    ),
    signals=(
        "Melders weten niet altijd waar zij na een gesprek terechtkunnen voor vervolg.",
        "Rond roosters ontstaat spanning die pas laat wordt besproken.",
    ),
    recommendations=(
        "Herhaal de voorlichting over omgangsvormen voor teams met veel nieuwe medewerkers.",
        "Leg vast wie na een gesprek bewaakt dat de melder een terugkoppeling krijgt.",
        "Bespreek sociale veiligheid elk jaar met de ondernemingsraad, aan de hand van dit verslag.",
    ),
)


def report(of: Release, *earlier: Release, language: str = "nl") -> AnnualReport:
    """A report without narrative."""
    return replace(
        REPORT, release=of, earlier=earlier, language=language, activities=(), signals=(), recommendations=()
    )
