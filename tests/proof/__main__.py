"""`python3 run.py prove [--part vault|figures] [--size small|full] [--only 1,F2] [--json FILE]`."""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from tests import proof as vault
from tests.proof import figures
from tests.proof.rows import FAULTS, FIGURES, PROOFS, ROWS, CannotRunHereError, Declared, Part, Row, Run


def load() -> None:
    """Import every module of this folder, so that each registers its proofs.

    Those of the vault only where processes can be forked, which is not so on Windows: there is no proof
    of any of its rows then.
    """
    for room in (vault, figures) if hasattr(os, "fork") else (figures,):
        for module in pkgutil.iter_modules(room.__path__):
            if not module.name.startswith(("test_", "__")):
                importlib.import_module(f"{room.__name__}.{module.name}")


def rows_that_stand() -> list[str]:
    """Return the numbers of the rows that have a proof, in the order in which they are run."""
    load()
    found = {proof.number for proof in PROOFS}
    return [number for number in FAULTS | FIGURES if number in found]


def main() -> int:
    """Run the proofs that were asked for and print each row; 1 when one of them is not proven."""
    parser = argparse.ArgumentParser(prog="python3 run.py prove")
    parser.add_argument("--part", choices=tuple(Part), help="the vault, or the figures; both without this")
    parser.add_argument("--size", choices=("small", "full"), default="full")
    parser.add_argument("--only", type=_numbers, default=set(), help="numbers of rows: 1,2,F3")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    parts = (Part(chosen.part),) if chosen.part else tuple(Part)
    only = chosen.only or {number for part in parts for number in ROWS[part]}
    load()
    print(_machine(), flush=True)
    rows: list[Row] = []
    for number in (one for one in FAULTS | FIGURES if one in only):
        mine = [proof for proof in PROOFS if proof.number == number]
        for proof in mine:
            rows.append(_run(proof, chosen.size, chosen.seed))
            print(*rows[-1].lines(), sep="\n", flush=True)
        if not mine:
            rows.append(
                Row(number=number, what=(FAULTS | FIGURES)[number], why_not="there is no proof of this here")
            )
            print(*rows[-1].lines(), sep="\n", flush=True)
    if chosen.json:
        found = {"machine": _machine(), "size": chosen.size, "rows": [row.as_json() for row in rows]}
        chosen.json.write_text(json.dumps(found, indent=1))
    missed = sum(row.verdict != "ok" for row in rows)
    print(f"{len(rows) - missed} of {len(rows)} proven")
    return int(missed > 0)


def _numbers(text: str) -> set[str]:
    """Read numbers of rows; raises ArgumentTypeError for one that there is not."""
    numbers = {number.strip().upper() for number in text.split(",")} - {""}
    if unknown := numbers - set(FAULTS | FIGURES):
        raise argparse.ArgumentTypeError(f"no such row: {', '.join(sorted(unknown))}")
    return numbers


def _run(proof: Declared, size: str, seed: int) -> Row:
    """Run one proof in a folder of its own; an error of the proof itself is shown."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="vpdesk-proof-", dir=_in_memory()) as folder:
        run = Run(size="full" if size == "full" else "small", folder=Path(folder), seed=seed)
        row = Row(number=proof.number, what=proof.what)
        try:
            row = replace(row, findings=tuple(proof.prove(run)))
        except CannotRunHereError as error:
            row = replace(row, why_not=str(error))
        except Exception as error:  # noqa: BLE001  the other rows are still worth running
            traceback.print_exc()
            row = replace(row, broke=f"the proof broke: {type(error).__name__}")
    return replace(row, seconds=time.perf_counter() - start)


def _in_memory() -> str | None:
    """Return a folder in memory, where synchronising costs nothing; None where there is none."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  a folder of our own in it


def _machine() -> str:
    parts = (
        platform.platform(),
        f"Python {platform.python_version()}",
        f"SQLite {sqlcipher.sqlite_version}",
        f"{os.cpu_count()} processors",
    )
    return " · ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
