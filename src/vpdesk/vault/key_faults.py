"""What can be wrong with a recovery key, and with a change of keys."""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import EnvironmentFault, FindingError, RuleError, WrongPassphraseError

_NOTHING_CHANGED = N_("Nothing was changed.")


class RecoveryKeyError(RuleError):
    """What was typed is no recovery key; `group` says in which group (1 to 8), 0 for the whole."""

    def __init__(self, wrong: str, *, todo: str, group: int = 0, **values: object) -> None:
        super().__init__(
            f"group{group}" if group else "recovery_key",
            wrong,
            safe=_NOTHING_CHANGED,
            todo=todo,
            group=group,
            **values,
        )
        self.group = group


class WrongRecoveryKeyError(WrongPassphraseError):
    """The vault does not open with this recovery key."""

    wrong = N_("This recovery key does not open the vault.")
    todo = N_("Check the order of the groups, and whether this is the newest sheet of this vault.")


class NoRecoverySheetError(WrongPassphraseError):
    """The vault has no slot for a recovery key."""

    wrong = N_("No recovery sheet was made for this vault.")
    todo = N_("Open it with your passphrase.")


class RecoveryNotProvenError(EnvironmentFault):
    """The recovery key that was made does not open the header on the disk."""

    wrong = N_("The recovery key on this sheet does not open the vault.")
    safe = N_("Your passphrase opens it as before.")
    todo = N_("Make a new recovery sheet and tear this one up.")


class TooLittleMemoryError(EnvironmentFault):
    """The computer has less free memory than one try of a passphrase takes, by what the header says."""

    wrong = N_("This computer has too little free memory to try the passphrase.")
    safe = _NOTHING_CHANGED
    todo = N_("Close other programs, then try again.")


class VaultBusyError(EnvironmentFault):
    """Somebody else reads the database, for a backup for instance."""

    wrong = N_("The vault is being read just now, perhaps for a backup.")
    safe = _NOTHING_CHANGED
    todo = N_("Wait a moment, then try again.")


class KeyChangeUnprovenError(FindingError):
    """The copy under the new key is not what it should be; it was thrown away."""

    wrong = N_("The copy under the new key is not the same as your vault.")
    safe = N_("The copy was thrown away; your vault and its keys are as they were.")
    todo = N_("Check the vault first, in the place Vault; then try again.")

    def __init__(self, findings: tuple[str, ...] = ()) -> None:
        super().__init__("", findings)
