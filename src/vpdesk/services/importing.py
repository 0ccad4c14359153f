"""Bringing cases in from a file."""

from datetime import date

from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.exchange.case_csv import read_cases
from vpdesk.vault.vault import Vault


def import_cases(vault: Vault, data: bytes, *, today: date) -> int:
    """Store every case of a CSV file, or none; return how many there were.

    The organisations must be in the vault. A running case of which the file does not say whether there was
    contact is marked as taken over, so that it never passes for one that waits for a first reply. Raises
    FindingError with everything that is wrong with the file.
    """
    found = read_cases(
        data, today=today, organisations=vault.organisations.all(), taken=vault.cases.aliases()
    )
    taken_over = [
        CaseEvent(case_id=case.id, happened_on=today, kind=CaseEventKind.IMPORTED)
        for case in found.cases
        if case.closed_on is None and case.id in found.without_contacts
    ]
    with vault.transaction():
        vault.cases.add_all(found.cases)
        if taken_over:
            vault.case_events.add_all(taken_over)
    return len(found.cases)
