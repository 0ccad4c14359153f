"""Bringing cases in from a file."""

from datetime import date

from vpdesk.exchange.case_csv import read_cases
from vpdesk.vault.vault import Vault


def import_cases(vault: Vault, data: bytes, *, today: date) -> int:
    """Store every case of a CSV file, or none; return how many there were.

    The organisations must be in the vault. Raises FindingError with everything that is wrong with the file.
    """
    cases = read_cases(
        data, today=today, organisations=vault.organisations.all(), taken=vault.cases.aliases()
    )
    with vault.transaction():
        vault.cases.add_all(cases)
    return len(cases)
