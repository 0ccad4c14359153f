from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories import CHEAP
from vpdesk.domain.overview import DueKind
from vpdesk.services.agenda import read_agenda
from vpdesk.services.practice_vault import make_practice_vault


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2028, 2, 29), date(2027, 5, 1)])
def test_the_practice_vault_shows_what_was_agreed_on_any_day(tmp_path: Path, today: date) -> None:
    with make_practice_vault(tmp_path / "kluis", today, CHEAP) as vault:
        first = vault.organisations.all()
        agreed = [one for one in first if one.appointment_ends_on is not None]
        assert len(agreed) == 3
        assert all(one.report_due_on is not None and one.report_due_on > today for one in agreed)
        assert sum(len(vault.contact_persons.of_organisation(one.id)) for one in agreed) == 6
        told = read_agenda(vault, today)
        assert DueKind.APPOINTMENT in {item.kind for item in (*told.this_week, *told.ahead)}
        ends = min(one.appointment_ends_on for one in agreed if one.appointment_ends_on is not None)
        assert timedelta(days=20) < ends - today < timedelta(days=100)
