"""What is computed from printed numbers, and from nothing else: whole percentages, and an average.

A works council reads a part of a whole before a count, so a percentage stands quietly behind each printed
count of a table over enough of them. Beside earlier periods there is none: differences between percentages
over a few dozen cases invite to conclusions that the numbers do not bear.
"""

from decimal import Decimal

from vpdesk.disclosure.derived import average, percent
from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.i18n import Words
from vpdesk.reports.comparison import printed_total
from vpdesk.reports.labels import counted
from vpdesk.reports.wording import decimal


def part(count: int, table: ReleasedTable) -> int | None:
    """Return how many hundredths of its table a printed count is; None where too few were counted.

    A count that is rounded to 0 has no percentage: 0% would say that there was nothing.
    """
    return percent(count, printed_total(table)) or None


def share(count: int, table: ReleasedTable, words: Words) -> str:
    """Return that part as it is printed: 25%; empty where there is none."""
    found = part(count, table)
    return "" if found is None else words("{n}%", n=found)


def has_shares(table: ReleasedTable) -> bool:
    """Whether `table` shows percentages."""
    return part(printed_total(table), table) is not None


def average_conversations(release: Release) -> Decimal | None:
    """Return how many conversations there were for each case, in tenths; None where it is not printed."""
    cases, contacts = release.total("cases"), release.total("contacts")
    if cases is None or contacts is None or cases.count is None or contacts.count is None:
        return None
    return average(contacts.count, cases.count, release.k)


def conversations(release: Release, words: Words) -> str:
    """Return the sentence with that average; empty where there is none.

    The conversations of a period are those in cases that began earlier too, and the sentence says so.
    """
    found, contacts = average_conversations(release), release.total("contacts")
    if found is None or contacts is None or contacts.count is None:
        return ""
    return words(
        "There were {conversations}, those in cases that began earlier counted too: {average} for each case"
        " of this report.",
        conversations=counted("contacts", contacts.count, words), average=decimal(found, words),
    )  # fmt: skip
