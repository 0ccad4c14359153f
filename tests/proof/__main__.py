"""`python3 run.py prove [--size small|full] [--only 1,2] [--json FILE]`."""

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

from tests import proof as room
from tests.proof.rows import FAULTS, PROOFS, CannotRunHereError, Declared, Row, Run


def load() -> None:
    """Import every module of this folder, so that each registers its proofs.

    None where processes cannot be forked, as on Windows: there is no proof of any row then.
    """
    if not hasattr(os, "fork"):
        return
    for module in pkgutil.iter_modules(room.__path__):
        if not module.name.startswith(("test_", "__")):
            importlib.import_module(f"{room.__name__}.{module.name}")


def rows_that_stand() -> list[int]:
    """Return the numbers of the rows that have a proof."""
    load()
    return sorted({proof.number for proof in PROOFS})


def main() -> int:
    """Run the proofs that were asked for and print each row; 1 when one of them is not proven."""
    parser = argparse.ArgumentParser(prog="python3 run.py prove")
    parser.add_argument("--size", choices=("small", "full"), default="full")
    parser.add_argument("--only", default="", help="numbers of rows: 1,2")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    only = {int(number) for number in chosen.only.split(",") if number} or set(FAULTS)
    load()
    print(_machine(), flush=True)
    rows: list[Row] = []
    for number in sorted(only):
        mine = [proof for proof in PROOFS if proof.number == number]
        for proof in mine:
            rows.append(_run(proof, chosen.size, chosen.seed))
            print(*rows[-1].lines(), sep="\n", flush=True)
        if not mine:
            rows.append(Row(number=number, what=FAULTS[number], why_not="there is no proof of this here"))
            print(*rows[-1].lines(), sep="\n", flush=True)
    if chosen.json:
        found = {"machine": _machine(), "size": chosen.size, "rows": [row.as_json() for row in rows]}
        chosen.json.write_text(json.dumps(found, indent=1))
    missed = sum(row.verdict != "ok" for row in rows)
    print(f"{len(rows) - missed} of {len(rows)} proven")
    return int(missed > 0)


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
