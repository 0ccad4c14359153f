"""What can be wrong with a backup: one cause, one sentence, one way out.

    NotABackupError       the file is something else     BackupDamagedError    it is not what was written
    NewerBackupError      a later version made it        OtherKeyError         it is not of this vault's key
    BackupUnprovenError   a fresh one failed its checks  BackupUnsettledError  the vault never stood still
    KeysRenewedError      the keys are others by now
    NoBackupError         there is none                  SecondPlaceMissingError  the stick is not there
    SecondPlaceHereError  it is no second place at all   RestoredGoneError     what it was made into is gone

None of them touches the vault.
"""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import EnvironmentFault, FindingError


class NotABackupError(EnvironmentFault):
    """The file was never a backup of ours."""

    wrong = N_("This file is not a backup of vpdesk.")
    safe = N_("Nothing was changed.")
    todo = N_("Choose a file whose name ends in .vpbak.")


class NoBackupError(EnvironmentFault):
    """There is no backup to work with."""

    wrong = N_("There is no usable backup in this folder.")
    safe = N_("Nothing was changed.")
    todo = N_("Make a backup first, or choose another folder.")


class BackupDamagedError(FindingError):
    """Something in the backup is not as it was written."""

    wrong = N_("This backup is damaged and cannot be used.")
    safe = N_("Your vault is as it was.")
    todo = N_("Use another backup, and make a new one.")

    def __init__(self, findings: tuple[str, ...] = ()) -> None:
        super().__init__("", findings)


class NewerBackupError(EnvironmentFault):
    """A later version of the program wrote the backup."""

    wrong = N_("This backup was made by a newer version of vpdesk.")
    safe = N_("Nothing was changed.")
    todo = N_("Install the newest version of vpdesk and put the backup back with that.")


class OtherKeyError(EnvironmentFault):
    """The backup is sound by itself, and made with another vault key."""

    wrong = N_("This backup belongs to another vault, or was made before the key of this vault was renewed.")
    safe = N_("Nothing was changed.")
    todo = N_("Open it with the passphrase or recovery key of its own time.")


class BackupUnprovenError(FindingError):
    """A backup was made, checked and found wanting; it was thrown away."""

    wrong = N_("The new backup did not pass its checks, so it was not kept.")
    safe = N_("Your vault and your earlier backups are as they were.")
    todo = N_("Try again. If it happens once more, check the vault: that can be done in the place Vault.")

    def __init__(self, findings: tuple[str, ...] = ()) -> None:
        super().__init__("", findings)


class BackupUnsettledError(EnvironmentFault):
    """The vault changed all the time, so that no copy could be compared with it."""

    wrong = N_("The vault kept changing, so no backup could be made.")
    safe = N_("Your vault and your earlier backups are as they were.")
    todo = N_("Wait until what is running has finished, then try again.")


class KeysRenewedError(EnvironmentFault):
    """The vault got another passphrase, sheet or key while a backup waited for its turn."""

    wrong = N_("The keys of this vault were changed while the backup waited, so it was not made.")
    safe = N_("Your vault and your earlier backups are as they were.")
    todo = N_("Try again.")


class SecondPlaceMissingError(EnvironmentFault):
    """The folder for copies outside this computer is not there."""

    wrong = N_("The second place for your backups is not there; the USB stick may not be in the computer.")
    safe = N_("Your vault and the backups on this computer are as they were.")
    todo = N_("Put in the stick and try again, or choose another second place.")


class RestoredGoneError(EnvironmentFault):
    """The vault that was made of a backup is not there any more when it is to take its place."""

    wrong = N_("What was read from the backup is not there any more.")
    safe = N_("Your vault was left as it was, and so was the backup.")
    todo = N_("Choose the backup again.")


class SecondPlaceHereError(EnvironmentFault):
    """What was chosen for copies elsewhere is where the vault or its first backups are."""

    wrong = N_("This folder is where your vault or its backups already are, so it is no second place.")
    safe = N_("Nothing was changed.")
    todo = N_("Choose a USB stick, or a folder on another disk.")
