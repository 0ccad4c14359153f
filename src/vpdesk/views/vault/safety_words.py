"""How safe a vault is, in sentences: how old its backups are, and what was proven of them."""

from datetime import date, datetime

from PySide6.QtCore import QLocale

from vpdesk.domain.values import Switch
from vpdesk.i18n import Words, _, label, language, ngettext
from vpdesk.models.row_text import Tone
from vpdesk.reports.wording import numeral
from vpdesk.services.safety import Safety
from vpdesk.vault.backup import Backup, Condition
from vpdesk.vault.second_place import is_due
from vpdesk.views import dates

Said = tuple[str, Tone]


def moment(when: datetime, today: date) -> str:
    """Return "vandaag 14:02", "gisteren 18:20" or "3 november, 18:20"."""
    at = dates.clock(when)
    days = (today - when.date()).days
    if days == 0:
        return _("today at {time}", time=at)
    if days == 1:
        return _("yesterday at {time}", time=at)
    return _("{day}, {time}", day=dates.day_and_month(when.date(), today), time=at)


def last_backup(safety: Safety, today: date) -> Said:
    """Say when the newest backup was made, or why there is none."""
    memory = safety.memory
    if memory.backup_failure:
        return _("The last backup did not succeed: {why}", why=_(memory.backup_failure)), Tone.LATE
    if memory.backed_up_at is None and safety.earlier:
        newest = safety.earlier[0]
        said = _(
            "Not made here yet; vpdesk makes one when it locks or closes. The earlier ones are still"
            " there: the newest is of {moment}, in {folder}.",
            moment=moment(newest.made.astimezone(), today),
            folder=newest.file.parent,
        )
        return said, Tone.SOON
    if memory.backed_up_at is None:
        said = (
            _("There is no backup yet. vpdesk makes one when it locks or closes.")
            if safety.by_itself is Switch.ON
            else _("There is no backup yet. Of this vault vpdesk makes none by itself; you can make one.")
        )
        return said, Tone.SOON
    if safety.has_lost_newest:
        return (
            _(
                "The backup of {moment} is not there any more, or is damaged. vpdesk makes a new one.",
                moment=moment(memory.backed_up_at, today),
            ),
            Tone.LATE,
        )
    return (
        _("Made and checked {moment}.", moment=moment(memory.backed_up_at, today)),
        Tone.GOOD,
    )


def second_place(safety: Safety, today: date) -> Said:
    """Say what stands in the place outside this computer."""
    memory = safety.memory
    if not memory.second_place:
        return (
            _("Not chosen yet. If this computer breaks or is stolen, its backups are gone with it."),
            Tone.SOON,
        )
    if memory.second_copied_at is None:
        return _("{place}: nothing was copied there yet.", place=memory.second_place), Tone.SOON
    said = _(
        "{place}: last copied and read back {moment}.",
        place=memory.second_place,
        moment=moment(memory.second_copied_at, today),
    )
    if not is_due(memory, today):
        return said, Tone.GOOD
    plug = _("That is too long ago: connect the stick or disk and make a new copy.")
    return f"{said} {plug}", Tone.LATE


def drill(safety: Safety, today: date) -> Said:
    """Say how the last test of putting a backup back ended."""
    memory = safety.memory
    if memory.drill_failure:
        return _("The last test failed: {why}", why=_(memory.drill_failure)), Tone.LATE
    if memory.drilled_at is None:
        said = (
            _("Not tested yet. vpdesk tests by itself every month whether a backup can be put back.")
            if safety.by_itself is Switch.ON
            else _("Not tested yet. Of this vault vpdesk tests none by itself; you can test one.")
        )
        return said, Tone.SOFT
    return (
        _(
            "Tested by putting it back {moment}: everything was right.",
            moment=moment(memory.drilled_at, today),
        ),
        Tone.GOOD,
    )


def sheet(safety: Safety, today: date) -> Said:
    """Say whether there is a recovery sheet."""
    proven = safety.recovery_proven_on
    if proven is None:
        return _("Not made yet. Without it, nobody can help you if you forget your passphrase."), Tone.SOON
    return _("Made and checked on {day}.", day=dates.day_and_month(proven, today)), Tone.GOOD


def backup_title(backup: Backup, today: date) -> str:
    """Return when a backup was made, as the title of its row."""
    words = moment(backup.made.astimezone(), today)
    return words[0].upper() + words[1:]


def backup_facts(backup: Backup, *, with_folder: bool = False) -> str:
    """Return why it was made, how large it is, what is wrong with it, and perhaps where it is."""
    facts = [size(backup.size)]
    if backup.manifest is not None:
        facts.insert(0, label(backup.manifest.reason))
    if backup.condition in (Condition.DAMAGED, Condition.NEWER):
        facts.append(label(backup.condition))
    if with_folder:
        facts.append(str(backup.file.parent))
    return " · ".join(facts)


def size(number: int) -> str:
    """Return "57,3 kB"."""
    return QLocale(language()).formattedDataSize(number, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def how_many(backups: tuple[Backup, ...]) -> str:
    """Say how many backups there are on this computer."""
    count = len(backups)
    if not count:
        return _("None yet.")
    total = size(sum(each.size for each in backups))
    return ngettext("{n} backup, {size}.", "{n} backups, {size}.", count, size=total)


def summary(safety: Safety, today: date) -> str:
    """Return the one sentence below the title: whether something asks for attention."""
    said = (
        last_backup(safety, today),
        second_place(safety, today),
        drill(safety, today),
        sheet(safety, today),
    )
    asking = sum(tone in (Tone.LATE, Tone.SOON) for _sentence, tone in said)
    if not asking:
        return _("Your vault can take a broken computer and a forgotten passphrase.")
    number = numeral(asking, Words(language()))
    said_so = ngettext(
        "One thing here asks for your attention.",
        "{number} things here ask for your attention.",
        asking,
        number=number,
    )
    return said_so[0].upper() + said_so[1:]
