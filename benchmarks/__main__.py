"""`python -m benchmarks [--size 1k,10k] [--only G3,G6] [--json FILE] [--gate]`."""

import argparse
import json
import math
import platform
import sys
from pathlib import Path
from typing import Final

import PySide6
from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks import (  # they register their measures
    anki,
    audits,  # noqa: F401
    borrowed,
    caseload,
    keepassxc,
    lists,  # noqa: F401
    queries,  # noqa: F401
    safety,  # noqa: F401
    saves,  # noqa: F401
    searches,  # noqa: F401
    starts,  # noqa: F401
    storing,  # noqa: F401
)
from benchmarks.rows import MEASURES, Row
from tests.disclosure import highs

#: Goals of rooms that do not stand yet.
_LATER: Final = {
    "G10": "the year report's SQL",
    "G11": "the report's PDF",
}


def main() -> int:
    """Measure what was asked for and print a line for each figure; 1 when `--gate` finds a goal missed."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench")
    parser.add_argument("--size", default="1k,10k", help="cases: 1k,10k,100k")
    parser.add_argument("--only", default="", help=", ".join(MEASURES))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--gate", action="store_true", help="fail when a goal is missed in quiet")
    chosen = parser.parse_args()
    only = set(chosen.only.split(",")) - {""}
    print(_machine())
    rows: list[Row] = []
    for size in chosen.size.split(","):
        for name, measure in MEASURES.items():
            if not only or only & {name, name.partition("-")[0]}:
                for row in measure(size, caseload.cases_in(size)):
                    print(row.line(), flush=True)
                    rows.append(row)
    for line in _exponents(rows):
        print(line)
    if not only:
        print("", *(f"{name:<5}{what}: not there yet" for name, what in _LATER.items()), sep="\n")
    if chosen.json:
        chosen.json.write_text(json.dumps([row.as_json() for row in rows], indent=1))
    return int(chosen.gate and any(row.verdict == "MISSED" for row in rows))


def _machine() -> str:
    parts = (
        platform.platform(),
        f"Python {platform.python_version()}",
        f"SQLite {sqlcipher.sqlite_version}",
        f"PySide6 {PySide6.__version__}",
        keepassxc.version(),
        *map(borrowed.version, (anki.LIBRARY, highs.LIBRARY)),
        f"caseloads in {caseload.FOLDER}",
    )
    return " · ".join(part for part in parts if part)


def _exponents(rows: list[Row]) -> list[str]:
    """Return how each figure grows with the number of cases: time ~ cases ** exponent."""
    lines = []
    medians = [row for row in rows if row.ratio is not None and row.figure == "median"]
    for key in dict.fromkeys((row.name, row.what, row.peer) for row in medians):
        found = [
            (
                math.log(caseload.cases_in(row.size)),
                math.log(row.ratio.subject),
                math.log(row.ratio.yardstick),
            )
            for row in medians
            if (row.name, row.what, row.peer) == key and row.ratio is not None
        ]
        if len(found) > 1:
            (cases, mine, other), (most, mine_then, other_then) = found[0], found[-1]
            mine_grows, other_grows = (
                (mine_then - mine) / (most - cases),
                (other_then - other) / (most - cases),
            )
            lines.append(f"{key[0]:<5} {key[1]:<42} {key[2]:<19} {mine_grows:8.2f} {other_grows:8.2f}")
    return ["", f"growth exponents{'subject':>60} {'peer':>8}", *lines] if lines else []


if __name__ == "__main__":
    sys.exit(main())
