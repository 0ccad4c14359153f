from datetime import date
from typing import Any

from vpdesk.disclosure.audit.findings import AuditResult, Fault, Finding, Named
from vpdesk.disclosure.released import (
    Category,
    Kind,
    Line,
    Part,
    Release,
    ReleasedTable,
    Remainder,
    Span,
    Total,
)
from vpdesk.i18n import Words
from vpdesk.reports.annual import AnnualReport
from vpdesk.views.reports.attack_words import tried_words
from vpdesk.views.reports.seen import Check, Texts, checks, unseen, why

TODAY = date(2026, 11, 21)
ENGLISH = Words("en")
TABLE = ReleasedTable(
    dimension="matter",
    unit="matters",
    lines=(Line(category=Category(key="bullying", members=("bullying",)), count=8),),
    remainder=Remainder(
        categories=(Category(key="fraud", members=("fraud",)), Category(key="theft", members=("theft",))),
        count=5,
    ),
)


def report(cases: int | None, *, changes: dict[str, Any] | None = None, **texts: Any) -> AnnualReport:
    release = Release(
        **{
            "organisation": "De Vliet",
            "start": date(2025, 1, 1),
            "end": date(2025, 12, 31),
            "k": 5,
            "kappa": 1,
            "engine": "test",
            "totals": (Total(unit="cases", count=cases),),
            "tables": (),
            "withheld": (),
            **(changes or {}),
        }
    )
    return AnnualReport(
        **{"release": release, "language": "nl", "dated": TODAY, "practice": "Vizier", **texts}
    )


NOTHING_FOUND = AuditResult(findings=(), tried={Named.CATEGORY: 12, Named.PAIR: 30})


def said(
    made: AnnualReport,
    *,
    released: bool = False,
    texts: Texts = Texts.NONE,
    attacked: AuditResult | None = NOTHING_FOUND,
) -> tuple[Check, ...]:
    return checks(made, ENGLISH, released=released, texts=texts, attacked=attacked)


def held(
    made: AnnualReport, texts: Texts = Texts.NONE, attacked: AuditResult | None = NOTHING_FOUND
) -> dict[str, bool]:
    return {check.name: check.holds for check in said(made, texts=texts, attacked=attacked)}


def test_categories_that_stand_together_are_named() -> None:
    (said,) = unseen(report(20, changes={"tables": (TABLE,)}), ENGLISH)
    assert said == "Kind of matter: fraud and theft or embezzlement stand together on one line."


def test_a_withheld_table_is_named() -> None:
    (said,) = unseen(report(20, changes={"withheld": ("route",)}), ENGLISH)
    assert said.startswith("Routes that were chosen: no table.")


def test_a_band_says_that_nothing_else_is_told() -> None:
    band, rest = unseen(report(None), ENGLISH)
    assert "fewer than five" in band
    assert "Formal complaints that the organisation handled itself are not counted in it." in band
    assert rest == "Tables and texts: with so few cases there are none."


def test_an_interim_report_gives_totals_only() -> None:
    (said,) = unseen(report(20, changes={"kind": Kind.INTERIM}), ENGLISH)
    assert said == "Tables and texts: an interim report gives totals only."


def test_a_band_beside_interim_figures_says_so() -> None:
    half = Part(span=Span(start=date(2025, 1, 1), end=date(2025, 6, 30)), count=8)
    band, _ = unseen(report(None, changes={"parts": (half,)}), ENGLISH)
    assert band.startswith("How many cases came besides those that were reported before")


def test_too_few_cases_for_tables_say_how_many_it_takes() -> None:
    (said,) = unseen(report(8), ENGLISH)
    assert "at least ten cases" in said


def test_where_nothing_is_hidden_the_reason_does_not_say_so() -> None:
    assert "Nobody can tell from this report" not in why(report(20), ENGLISH)
    assert "Nobody can tell from this report" in why(report(20, changes={"tables": (TABLE,)}), ENGLISH)


def test_anonymous_is_ticked_for_figures_and_for_sentences_that_were_looked_over() -> None:
    written = report(20, signals=("Something went wrong in the team of Jan.",))
    assert held(report(20))["Anonymous"]
    assert not held(written, Texts.BEING_READ)["Anonymous"]
    assert not held(written, Texts.OPEN)["Anonymous"]
    assert held(written, Texts.CLEAR)["Anonymous"]
    assert held(report(None, signals=("It is not printed then.",)))["Anonymous"]


def test_of_sentences_that_were_released_nothing_is_claimed() -> None:
    written = report(20, signals=("Released before texts were looked over.",))
    check = said(written, released=True)[0]
    assert not check.holds
    assert "as you released them" in check.sentence


def test_anonymous_is_ticked_only_after_the_attack_and_says_how_often_it_was_tried() -> None:
    assert not held(report(20), attacked=None)["Anonymous"]
    sentence = said(report(20))[0].sentence
    assert sentence.startswith("42 attempts to work out a small number")
    assert sentence.endswith("0 succeeded.")


def test_what_a_reader_could_work_out_takes_the_tick_away_and_is_said() -> None:
    finding = Finding(fault=Fault.EXACT, release=0, dimension="matter", category="theft", low=2, high=2)
    attacked = AuditResult(findings=(finding,), tried={Named.CATEGORY: 12})
    check = said(report(20, changes={"tables": (TABLE,)}), attacked=attacked)[0]
    assert not check.holds
    assert "there were 2 cases: theft or embezzlement" in check.sentence


def test_a_number_that_was_told_cannot_be_taken_back_and_takes_no_tick_away() -> None:
    told = AuditResult(findings=(Finding(fault=Fault.TOLD, release=0, low=2, high=2),), tried={})
    assert held(report(20), attacked=told)["Anonymous"]


def test_everything_that_is_tried_has_its_words() -> None:
    tried = AuditResult(findings=(), tried=dict.fromkeys(Named, 2))
    assert len(list(tried_words(tried, ENGLISH))) == len(Named) + 1


def test_complete_is_ticked_when_the_period_is_over_and_the_cover_is_signed() -> None:
    assert held(report(20))["Complete"]
    assert not held(report(20, practice=""))["Complete"]
    assert not held(report(20, changes={"end": TODAY}))["Complete"]


def test_a_released_report_asks_for_nothing_that_cannot_change_any_more() -> None:
    made = report(20, practice="")
    before, after = (said(made, released=released)[1] for released in (False, True))
    assert "Fill it in above" in before.sentence
    assert "cannot change" in after.sentence
    assert not after.holds


def test_a_report_that_was_released_too_early_stays_incomplete() -> None:
    made = report(20, changes={"end": date(2026, 12, 31)})
    assert not said(made, released=True)[1].holds


def test_accessible_says_by_what_that_was_checked_and_by_whom_it_was_not() -> None:
    assert held(report(20))["Accessible"]
    told = said(report(20))[2].sentence
    assert "checked by a program, by the rules of PDF/UA-1" in told
    assert "nobody listened to it yet" in told
