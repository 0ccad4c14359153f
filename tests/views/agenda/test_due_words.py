from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.views.agenda.due import TODAY, day, make_item
from vpdesk import i18n
from vpdesk.domain.overview import DueKind
from vpdesk.domain.term import TermKind
from vpdesk.domain.values import Channel, Initiative
from vpdesk.models.row_text import Tone
from vpdesk.views import dates
from vpdesk.views.agenda.due_words import _YOU, KINDS, agreement, near_day, nearness, title


def test_every_kind_of_due_thing_has_its_symbol_title_and_button() -> None:
    assert set(KINDS) == set(DueKind)


def test_every_channel_says_what_the_counsellor_does() -> None:
    assert set(_YOU) == set(Channel)


def test_the_title_is_the_kind_and_the_alias() -> None:
    assert title(make_item()) == "Aftercare: Eik-14"


def test_the_agreement_says_where_when_how_and_when_it_is_safe() -> None:
    item = make_item(channel=Channel.PHONE, safe_time="after 17:00", attempts=2)
    assert agreement(item, TODAY, dated=True) == (
        "De Vliet · agreed for Wednesday 18 November: you call, after 17:00 · tried 2 times"
    )
    assert agreement(item, TODAY, dated=False) == "De Vliet · agreed: you call, after 17:00 · tried 2 times"


def test_the_agreement_says_so_when_the_reporter_takes_the_initiative() -> None:
    item = make_item(initiative=Initiative.REPORTER)
    assert "the reporter gets in touch; otherwise you do, on Wednesday" in agreement(item, TODAY, dated=True)
    assert "you get in touch" not in agreement(item, TODAY, dated=True)


def test_what_is_agreed_with_an_organisation_names_it_and_says_what_to_do() -> None:
    item = make_item(kind=DueKind.APPOINTMENT, case_id=None, value_id=7, alias="", due_on=date(2027, 2, 20))
    assert title(item) == "Your appointment at De Vliet ends"
    said = agreement(item, TODAY, dated=True)
    assert said == "on Saturday 20 February 2027 · agree in time whether you go on"
    report = replace(item, kind=DueKind.REPORT)
    assert title(report) == "Report to De Vliet"
    assert agreement(report, TODAY, dated=False) == "make it in time, then fill in the next day"


@pytest.mark.parametrize(
    ("offset", "words", "tone"),
    [
        (-5, "5 days late", Tone.LATE),
        (-1, "1 day late", Tone.LATE),
        (0, "today", Tone.SOON),
        (1, "tomorrow", Tone.SOON),
        (2, "Friday", Tone.SOFT),
        (6, "Tuesday", Tone.SOFT),
        (7, "25 Nov", Tone.SOFT),
        (60, "17 Jan 2027", Tone.SOFT),
    ],
)
def test_the_chip_says_how_near_it_is(offset: int, words: str, tone: Tone) -> None:
    assert nearness(make_item(due_on=day(offset)), TODAY) == (words, tone)


def test_the_same_weekday_a_week_later_is_said_by_its_date() -> None:
    i18n.use("nl")
    assert near_day(day(6), TODAY) == "dinsdag"
    assert near_day(day(7), TODAY) == "25 november"


def test_a_planned_step_says_what_it_is() -> None:
    item = make_item(kind=DueKind.STEP, words="talk with HR")
    assert title(item) == "Planned step: Eik-14"
    assert agreement(item, TODAY, dated=True) == "De Vliet · planned for Wednesday 18 November: talk with HR"
    assert agreement(item, TODAY, dated=False) == "De Vliet · talk with HR"


def test_a_term_says_what_must_be_there_and_by_when() -> None:
    item = make_item(kind=DueKind.TERM, term=TermKind.ADVICE)
    assert title(item) == "Term: Eik-14"
    assert agreement(item, TODAY, dated=True) == (
        "De Vliet · the committee's advice, by Wednesday 18 November 2026 at the latest"
    )


def test_a_first_reply_says_by_when_the_reporter_hears_something() -> None:
    item = make_item(kind=DueKind.FIRST_REPLY, term=TermKind.FIRST_REPLY)
    assert title(item) == "First reply: Eik-14"
    assert agreement(item, TODAY, dated=True) == (
        "De Vliet · first reply to a reporter, by Wednesday 18 November 2026 at the latest"
    )


def test_what_waits_since_another_year_says_which() -> None:
    """After months away "25 November" alone is the wrong one."""
    item = make_item(kind=DueKind.CONTACT, due_on=date(2026, 11, 25))
    assert agreement(item, date(2026, 11, 30), dated=True) == "De Vliet · agreed for Wednesday 25 November"
    assert agreement(item, date(2027, 6, 3), dated=True) == "De Vliet · agreed for Wednesday 25 November 2026"


def test_what_was_agreed_for_a_time_says_so() -> None:
    item = make_item(kind=DueKind.CONTACT, due_on=TODAY, at=time(14))
    day = dates.day_of_timeline(TODAY, TODAY)
    assert agreement(item, TODAY, dated=True) == f"De Vliet · agreed for {day} at 14:00"
    assert agreement(item, TODAY, dated=False) == "De Vliet · agreed with the reporter at 14:00"
    assert nearness(item, TODAY)[0] == "today 14:00"
    assert nearness(item, TODAY - timedelta(days=1))[0] == "tomorrow 14:00"
    assert nearness(item, TODAY - timedelta(days=3))[0] == f"{dates.weekday(TODAY)} 14:00"
    assert "14:00" not in nearness(item, TODAY - timedelta(days=30))[0]
    assert nearness(item, TODAY + timedelta(days=1))[0] == "1 day late"
