"""What a document does not print, and what may be said of that."""

from vpdesk.i18n import Words
from vpdesk.reports.content import AnnualReport


def nobody_can_tell(words: Words) -> str:
    """Return the sentence that says what the protection is worth: exactly what the certificate proves.

    Of every hidden category a reader must allow that it is empty. "As if they had not been there" would
    say more than is true where the number of a joint line is printed; of a band it is true as it stands.
    """
    return words("Nobody can tell from this report whether a category that is not printed occurred at all.")


def hides_something(report: AnnualReport) -> bool:
    """Whether the document itself shows that some category is not printed separately."""
    release = report.release
    return any(table.remainder for table in release.tables) or bool(release.withheld)
