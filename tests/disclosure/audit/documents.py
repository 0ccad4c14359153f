"""Bodies of documents and events of ledgers as plain JSON: nothing here comes from the product."""

from collections.abc import Mapping, Sequence
from typing import Any

Body = dict[str, Any]


def table(
    dimension: str,
    printed: Mapping[str, int],
    hidden: Sequence[str] = (),
    remainder: int | None = None,
    *,
    unit: str = "cases",
    over: Sequence[tuple[str, str]] = (),
    cases: int | None = None,
    follows: bool = False,
    members: Mapping[str, Sequence[str]] | None = None,
) -> Body:
    """A printed table; `members` are the codes of each category, each its own if nothing else is said."""
    keys = [*printed, *hidden]
    return {
        "dimension": dimension,
        "unit": unit,
        "over": [{"from": first, "to": last} for first, last in over],
        "cases": cases,
        "follows": follows,
        "printed": dict(printed),
        "remainder": {"categories": list(hidden), "value": remainder} if hidden else None,
        "lists": {key: list((members or {}).get(key, (key,))) for key in keys},
    }


def body(
    cases: int | None,
    *tables: Body,
    days: tuple[str, str] = ("2024-01-01", "2024-12-31"),
    kind: str = "full",
    k: int = 5,
    kappa: int = 1,
    parts: Sequence[tuple[str, str, int | None]] = (),
    totals: Mapping[str, int] | None = None,
) -> Body:
    """A document over `days`; `cases` None is the band."""

    def count(value: int | None) -> int | str:
        return f"<{k}" if value is None else value

    return {
        "organisation": "Stichting De Wilgenhof",
        "kind": kind,
        "period": {"from": days[0], "to": days[1]},
        "parts": [{"from": first, "to": last, "cases": count(n)} for first, last, n in parts],
        "k": k,
        "kappa": kappa,
        "engine": "test",
        "totals": {"cases": count(cases), **(totals or {})},
        "tables": list(tables),
        "withheld": [],
    }


def year(number: int) -> tuple[str, str]:
    """The days of a year."""
    return f"{number}-01-01", f"{number}-12-31"


def half(number: int, which: str) -> tuple[str, str]:
    """The days of a half of a year."""
    return (
        (f"{number}-01-01", f"{number}-06-30") if which == "first" else (f"{number}-07-01", f"{number}-12-31")
    )


def opening(
    codes: Mapping[str, str | Sequence[str]], *, known: bool = False, half: str | None = None
) -> dict[str, Any]:
    """The event of a new case."""
    return {
        "event": "opening",
        "known": known,
        "half": half,
        "codes": {name: [found] if isinstance(found, str) else list(found) for name, found in codes.items()},
    }


def closing(outcome: str, of: int, *, known: bool = False) -> dict[str, Any]:
    """The event of a closing of a case that release `of` counted as running."""
    return {"event": "closing", "known": known, "of": of, "codes": {"outcome": [outcome]}}


def openings(dimension: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """So many new cases of each code."""
    return [opening({dimension: code}) for code, count in counts.items() for _ in range(count)]
