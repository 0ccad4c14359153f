"""What can be wrong with a vault: one cause, one sentence, one way out.

    WrongPassphraseError  (domain)      NoVaultError           there is no vault here
    VaultInUseError                     VaultExistsError       there is one already
                                        RootOfDriveError       nor can there be one
    HeaderDamagedError                  DatabaseMissingError   DatabaseDamagedError
      DamageMetError    (met later)
    OtherVaultError                     OlderCopyError         NewerSchemaError
    MovedError                          and of every file (domain): ReadOnlyError, DiskFullError,
                                        StorageError

Every one of them leaves the files as they were.
"""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import EnvironmentFault, FindingError


class NoVaultError(EnvironmentFault):
    """The folder holds no vault."""

    wrong = N_("There is no vault in this folder.")
    safe = N_("Nothing was changed.")
    todo = N_("Choose the folder of your vault, or make a new one.")


class VaultExistsError(EnvironmentFault):
    """A new vault was asked for where something is already."""

    wrong = N_("This folder is not empty, so no new vault is made here.")
    safe = N_("What is in it stays as it is.")
    todo = N_("Choose an empty or a new folder.")


class RootOfDriveError(EnvironmentFault):
    """The folder is the root of a drive, and has nothing beside it."""

    wrong = N_("A vault needs a folder of its own; it cannot lie directly on a disk or a USB stick.")
    safe = N_("Nothing was changed.")
    todo = N_(
        "Make a folder on it and choose that. If the files of your vault lie there already, move them into"
        " that folder first."
    )


class VaultInUseError(EnvironmentFault):
    """Another process holds the vault's lock."""

    wrong = N_("This vault is open already, in another window or on another computer.")
    safe = N_("Nothing was changed.")
    todo = N_("Go to the window that is open, or close it first.")


class HeaderDamagedError(FindingError):
    """Neither copy of the header can be read."""

    wrong = N_("The key file of this vault is damaged (header.1 and header.2).")
    safe = N_("Your cases are still there, encrypted, and nothing was changed.")
    todo = N_("Put back a backup, or rescue the vault: each backup holds these files too.")

    def __init__(self) -> None:
        super().__init__("")


class DatabaseMissingError(FindingError):
    """The file with the cases is not there; it is never made anew in its place."""

    wrong = N_("The file with your cases is missing (case.db).")
    safe = N_("Nothing was made in its place and nothing was changed.")
    todo = N_("Was it moved? Then put it back in this folder. Is it gone? Then put back a backup.")

    def __init__(self) -> None:
        super().__init__("")


class DatabaseDamagedError(FindingError):
    """The passphrase is right, and the file with the cases cannot be read."""

    wrong = N_("Your passphrase is right, but the file with your cases is damaged (case.db).")
    safe = N_("Nothing was changed.")
    todo = N_(
        "Copy the folder before you do anything else. "
        "Then put back a backup, or rescue what can still be read."
    )

    def __init__(self) -> None:
        super().__init__("")


class DamageMetError(DatabaseDamagedError):
    """Damage was met while the vault was open; the lock page says so."""

    wrong = N_("A part of the file with your cases (case.db) cannot be read. So vpdesk has locked the vault.")
    safe = N_("What can still be read was not changed, and your backups are as they were.")
    todo = N_(
        "Copy the folder before you do anything else. Then put back a backup, or rescue what can still be"
        " read. To look something up first, you can still try to open it."
    )


class OtherVaultError(FindingError):
    """Header and database belong to different vaults."""

    wrong = N_("The key file and the file with your cases belong to different vaults.")
    safe = N_("Nothing was changed.")
    todo = N_("Put back a backup: its files belong together.")

    def __init__(self) -> None:
        super().__init__("")


class OlderCopyError(FindingError):
    """The database is older than the one that was open last."""

    wrong = N_("The file with your cases is older than the one you worked in last time.")
    safe = N_("Nothing was changed.")
    todo = N_("Put back a backup, or rescue the vault: that takes what is newest of file and backup.")

    def __init__(self) -> None:
        super().__init__("")


class NewerSchemaError(EnvironmentFault):
    """The vault was written by a later version of the program."""

    wrong = N_("This vault was made by a newer version of vpdesk.")
    safe = N_("Nothing was changed.")
    todo = N_("Install the newest version of vpdesk and open the vault with that.")


class MovedError(EnvironmentFault):
    """The file was deleted, moved or replaced while it was open."""

    wrong = N_("The file with your cases was moved, deleted or replaced while it was open.")
    safe = N_("This change was not saved; what was saved before is in the moved file.")
    todo = N_("Leave this window open, put the file back in its place, then try again.")
    meanwhile = N_("Leave this window open and put the file back in its place; then it is saved by itself.")
