"""Why a backup is made."""

from vpdesk.domain.code import N_, Code


class BackupReason(Code):
    """What a backup was made for; it stands in the backup's manifest, in the open."""

    FIRST = "first", N_("first backup")
    ASKED = "asked", N_("made by hand")
    LOCK = "lock", N_("when locking")
    EXIT = "exit", N_("when closing")
    HOURS = "hours", N_("while working")
    MIGRATION = "migration", N_("before a new version")
    ERASURE = "erasure", N_("around erasing a case")
    RESTORE = "restore", N_("before putting back a backup")
    KEY_CHANGE = "key_change", N_("around a change of key")
