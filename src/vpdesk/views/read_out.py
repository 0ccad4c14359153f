"""What a page says of itself when it opens, to whoever does not see it.

The focus goes to the first field or button, and a screen reader tells of that alone. What stands above it is
what the others read first: whose case it is, what the page is for, what goes for ever.
"""

from PySide6.QtWidgets import QLabel, QWidget

from vpdesk.views.reading_order import stops, texts_before
from vpdesk.views.states import Banner, announce
from vpdesk.views.waiting import Waiting


def read_out(page: QWidget) -> None:
    """Have a screen reader say what `page` shows above the first thing that one presses or types in."""
    if said := said_above(page):
        announce(page, "\n".join(said))


def said_above(page: QWidget) -> list[str]:
    """Return what is said when `page` opens, line by line.

    Left out is what is said anyway: what has spoken for itself, and what a field, a button or a number of a
    table is called by. So is a recovery key: it is said to whoever goes there, and not aloud unasked.
    """
    first = next((each for each in stops(page) if not isinstance(each.parentWidget(), Banner)), None)
    seen = texts_before(page, first)
    above = [each for each in seen if not _is_told(each, page) and not _is_secret(each)]
    called = [each.accessibleName() for each in seen]
    if first is not None:
        called += [first.accessibleName(), first.accessibleDescription()]
    return [
        each.accessibleName() or each.text()
        for each in above
        if each.accessibleName() or not any(each.text() in name for name in called)
    ]


def _is_secret(label: QLabel) -> bool:
    return bool(label.property("kind") == "digits")


def _is_told(label: QLabel, page: QWidget) -> bool:
    """Tell whether `label` is the name of a field, or part of what speaks for itself."""
    if label.buddy() is not None:
        return True
    around = label.parentWidget()
    while around is not None and around is not page:
        if isinstance(around, Waiting) or (isinstance(around, Banner) and not around.take_news()):
            return True
        around = around.parentWidget()
    return False
