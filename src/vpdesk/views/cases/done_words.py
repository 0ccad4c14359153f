"""What the line below list and case says of a deed: in which case, for it stays there beside other cases."""

from typing import Final

from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.views.cases.begun import UNNAMED, words
from vpdesk.views.cases.verbs import Deed, Verb

#: Named in the case alone, as `UNNAMED`; a tag is seen from its case only.
_VEILED: Final = UNNAMED | {Verb.TAG}


def saved_words(file: CaseFile | None, deed: Deed | None) -> str:
    """Return what was saved by the page of a deed in a case, as far as both are known."""
    if file is None:
        return _("Saved")
    if deed is None or deed[0] in _VEILED:
        return _("Saved in {alias}", alias=file.case.alias)
    what = words(deed[0]).rstrip("…")
    return _("Saved in {alias}: {what}", alias=file.case.alias, what=what[:1].lower() + what[1:])


def deleted_words(file: CaseFile) -> str:
    """Return that something was deleted in a case; what it was stands in its bin."""
    return _("Deleted from {alias}", alias=file.case.alias)
