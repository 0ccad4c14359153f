"""`python -m benchmarks [--size 1k,10k] [--only G3,G6] [--json FILE] [--gate]`."""

import argparse
import json
import math
import platform
import sys
from pathlib import Path

import PySide6
from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks import caseload, keepassxc, queries, saves, starts, storing  # noqa: F401  they register their measures
from benchmarks.rows import MEASURES, Row


def main() -> int:
    """Measure what was asked for and print a line for each figure; 1 when `--gate` finds a goal missed."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench")
    parser.add_argument("--size", default="1k,10k", help="cases: 1k,10k,100k")
    parser.add_argument("--only", default="", help="names, with commas")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--gate", action="store_true", help="fail when a goal is missed in quiet")
    chosen = parser.parse_args()
    only = set(chosen.only.split(",")) - {""}
    print(_machine())
    rows: list[Row] = []
    for size in chosen.size.split(","):
        for name, measure in MEASURES.items():
            if not only or name in only:
                for row in measure(size, caseload.cases_in(size)):
                    print(row.line(), flush=True)
                    rows.append(row)
    for line in _exponents(rows):
        print(line)
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
        f"caseloads in {caseload.FOLDER}",
    )
    return " · ".join(part for part in parts if part)


def _exponents(rows: list[Row]) -> list[str]:
    """Return how each figure grows with the number of cases: time ~ cases ** exponent."""
    lines = []
    for key in dict.fromkeys((row.name, row.what, row.peer) for row in rows):
        found = [row for row in rows if (row.name, row.what, row.peer) == key and row.ratio]
        if len(found) > 1:
            first, last = found[0], found[-1]
            assert first.ratio is not None  # noqa: S101  filtered above; tells the type checker
            assert last.ratio is not None  # noqa: S101
            growth = math.log(last.ratio.subject / first.ratio.subject)
            exponent = growth / math.log(caseload.cases_in(last.size) / caseload.cases_in(first.size))
            lines.append(f"{key[0]:<4} {key[1]:<38} growth exponent {exponent:.2f}")
    return lines


sys.exit(main())
