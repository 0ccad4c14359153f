"""What checking a vault found, in sentences."""

from collections.abc import Iterator
from datetime import date, datetime

from vpdesk.i18n import _, explain, ngettext
from vpdesk.models.row_text import Tone
from vpdesk.services.checking import Checked
from vpdesk.views.vault.safety_words import Said, moment


def fact(found: Checked, when: datetime, today: date) -> Said:
    """Return the one sentence that stays beside the button."""
    at = moment(when, today)
    if found.findings:
        return _("Checked {moment}: there is damage.", moment=at), Tone.LATE
    if any(each.fault is not None for each in found.backups):
        return _("Checked {moment}: the vault is right, and not every backup is.", moment=at), Tone.SOON
    return _("Checked {moment}: everything was right.", moment=at), Tone.GOOD


def sentences(found: Checked) -> Iterator[str]:
    """Yield what was found, what matters most first."""
    if found.findings:
        yield _(
            "There is damage in the file with your cases (case.db). Checking has changed nothing. Copy the"
            " folder of your vault before you do anything else. Then put back a backup, or rescue what can"
            " still be read: both are on the locked screen."
        )
    else:
        yield _("Your vault was read from beginning to end: everything is right.")
    if found.healed:
        yield _("One of the two key files was damaged; it was put right from the other.")
    right = sum(each.fault is None for each in found.backups)
    if found.backups:
        yield ngettext("{n} backup is in order.", "{n} backups are in order.", right)
    if found.other_keys:
        yield ngettext(
            "{n} backup has another key, from before the key was renewed, and was not read.",
            "{n} backups have another key, from before the key was renewed, and were not read.",
            found.other_keys,
        )
    for each in found.backups:
        if each.fault is not None:
            yield f"{each.backup.file}: {explain(each.fault)}"
