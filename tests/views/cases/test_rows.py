"""What a row of the list says."""

from dataclasses import replace
from datetime import date, time

import pytest

from vpdesk import i18n
from vpdesk.domain.overview import CaseRow
from vpdesk.domain.values import Matter
from vpdesk.models.row_text import Tone
from vpdesk.views.cases.rows import row_text

TODAY = date(2026, 11, 21)
ROW = CaseRow(
    id=1,
    alias="Eik-14",
    organisation="Waterschap De Vliet",
    matters=(Matter.BULLYING, Matter.INTIMIDATION),
    opened_on=date(2026, 9, 3),
    closed_on=None,
    next_contact_on=None,
    aftercare_due_on=None,
)


def test_a_row_says_alias_organisation_and_matters() -> None:
    text = row_text(ROW, TODAY)
    assert (text.title, text.sub, text.third) == ("Eik-14", "Waterschap De Vliet", "bullying, intimidation")
    assert text.chip == ""


def test_when_a_case_was_closed_is_in_sight_when_something_waits_in_it_too() -> None:
    closed = replace(ROW, closed_on=date(2026, 10, 1))
    assert row_text(closed, TODAY).third == "bullying, intimidation"  # the chip says it
    waiting = replace(closed, aftercare_due_on=date(2026, 12, 24))
    assert row_text(waiting, TODAY).third == "closed 1 Oct · bullying, intimidation"


@pytest.mark.parametrize(
    ("changes", "chip", "tone"),
    [
        ({"aftercare_due_on": date(2026, 11, 16)}, "aftercare late", Tone.LATE),
        ({"next_contact_on": date(2026, 11, 20)}, "contact late", Tone.LATE),
        ({"next_contact_on": TODAY}, "today", Tone.SOON),
        ({"next_contact_on": date(2026, 11, 27)}, "Fri 27 Nov", Tone.SOON),
        ({"next_contact_on": date(2026, 12, 24)}, "24 Dec", Tone.SOFT),
        ({"next_contact_on": TODAY, "next_contact_at": time(9, 30)}, "today 09:30", Tone.SOON),
        ({"next_contact_on": date(2026, 11, 27), "next_contact_at": time(14)}, "Fri 27 Nov 14:00", Tone.SOON),
        ({"next_contact_on": date(2026, 12, 24), "next_contact_at": time(14)}, "24 Dec", Tone.SOFT),
        ({"next_contact_on": date(2026, 11, 20), "next_contact_at": time(14)}, "contact late", Tone.LATE),
        (  # the time is not that of the aftercare
            {"next_contact_on": date(2026, 11, 25), "next_contact_at": time(14), "aftercare_due_on": TODAY},
            "aftercare today",
            Tone.SOON,
        ),
        ({"aftercare_due_on": date(2026, 12, 24)}, "aftercare 24 Dec", Tone.SOFT),
        ({"step_due_on": date(2026, 11, 16)}, "step late", Tone.LATE),
        ({"step_due_on": date(2026, 12, 24)}, "step 24 Dec", Tone.SOFT),
        ({"term_due_on": date(2026, 11, 16)}, "term has passed", Tone.LATE),
        ({"term_due_on": date(2026, 11, 27)}, "term Fri 27 Nov", Tone.SOON),
        ({"closed_on": date(2026, 10, 1)}, "closed 1 Oct", Tone.SOFT),
        # what waits goes before the fact that it is closed: that is when aftercare starts
        (
            {"closed_on": date(2026, 10, 1), "aftercare_due_on": date(2026, 11, 16)},
            "aftercare late",
            Tone.LATE,
        ),
        # of two things the first
        (
            {"next_contact_on": date(2026, 11, 27), "aftercare_due_on": date(2026, 11, 16)},
            "aftercare late",
            Tone.LATE,
        ),
    ],
)
def test_the_chip_says_what_presses_most(changes: dict[str, date | time], chip: str, tone: Tone) -> None:
    text = row_text(replace(ROW, **changes), TODAY)  # type: ignore[arg-type]  # days and times
    assert (text.chip, text.tone) == (chip, tone)


def test_the_chip_speaks_dutch() -> None:
    i18n.use("nl")
    assert row_text(replace(ROW, aftercare_due_on=date(2026, 11, 16)), TODAY).chip == "nazorg te laat"
    assert row_text(replace(ROW, next_contact_on=date(2026, 11, 27)), TODAY).chip == "vr 27 nov"
    assert row_text(ROW, TODAY).third == "pesten, intimidatie"
