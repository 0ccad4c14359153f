"""Every document that leaves the desk keeps the rules of accessibility, in both languages."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import vpdesk
from tests.pdf.accessible import Rule, faults
from tests.pdf.specimens import PASTED, WORDS
from tests.reports.releases import BAND, REPORT, THREE_YEARS, report
from tests.reports.thrown import FORMS, thrown
from vpdesk.i18n import LANGUAGES
from vpdesk.letters import recovery_sheet
from vpdesk.reports import annual
from vpdesk.reports.annual import AnnualReport

#: Texts that go on over the edge of a page, with what is pasted into them.
_LONG = replace(
    REPORT,
    activities=(PASTED * 40, WORDS),
    signals=tuple([WORDS] * 30),
    sketch=(WORDS * 30,),
    sketch_about="bullying",
)
_REPORTS = {
    "full": REPORT,
    "long": _LONG,
    "band": report(BAND),
    "three years": report(THREE_YEARS[-1], *THREE_YEARS[:-1]),
    **{form: thrown(seed) for seed, form in enumerate(FORMS)},
}


def _of_report(of: AnnualReport, language: str) -> bytes:
    return annual.write(replace(of, language=language))


def _of_sheet(language: str) -> bytes:
    groups = tuple(f"{number:06}" for number in range(8))
    return recovery_sheet.write(
        recovery_sheet.RecoverySheet(groups=groups, made_on=date(2026, 11, 25), language=language)
    )


#: Every kind of document, by the module that writes it.
WRITTEN: dict[str, dict[str, Callable[[str], bytes]]] = {
    "reports/annual.py": {name: partial(_of_report, of) for name, of in _REPORTS.items()},
    "letters/recovery_sheet.py": {"recovery sheet": _of_sheet},
}


def test_every_module_that_writes_a_document_is_checked() -> None:
    source = Path(vpdesk.__file__).parent
    writing = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"\btypeset\(", path.read_text()) and path.parent.name != "pdf"
    }
    assert writing == set(WRITTEN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "write", [pytest.param(write, id=name) for kinds in WRITTEN.values() for name, write in kinds.items()]
)
def test_it_keeps_every_rule_that_can_be_checked(write: Callable[[str], bytes], language: str) -> None:
    assert faults(write(language)) == set()


def test_the_long_report_is_divided_and_its_letters_are_mended() -> None:
    assert faults(annual.write(_LONG)) == set()
    assert len(annual.write(_LONG)) > len(annual.write(REPORT))


def test_a_report_without_its_claim_would_be_found() -> None:
    assert Rule.IDENTIFIER in faults(annual.write(REPORT).replace(b"pdfuaid:part>1", b"pdfuaid:part>0"))
