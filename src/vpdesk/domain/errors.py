"""Everything that is expected to go wrong, sorted by what the user can do about it.

    VpdeskError                 a message in words, never a traceback
      RuleError                 a value breaks a rule of the profession: correct it
      FindingError              something was looked for and found: a faulty file, a leak
      WrongPassphraseError      try again
      EnvironmentFault          disk, lock, permission, a file that is not what it was
        ReadOnlyError  DiskFullError  StorageError
        (the vault's own causes stand in vpdesk.vault.faults)

Everything else is a bug, and is shown as a bug.
"""

from typing import Self

from vpdesk.domain.code import N_


class VpdeskError(Exception):
    """An expected failure. `wrong` says what is wrong, `safe` what is safe, `todo` what to do.

    The three are English sentences marked for the catalogue, and never hold the text of a case. `values`
    fills their named places after translation, on the screen alone: no report of a bug knows them.
    """

    wrong: str = ""
    safe: str = ""
    todo: str = ""

    def __init__(self, wrong: str = "", *, safe: str = "", todo: str = "", **values: object) -> None:
        self.wrong = wrong or type(self).wrong
        self.safe = safe or type(self).safe
        self.todo = todo or type(self).todo
        self.values = values
        super().__init__(self.wrong)

    def sentences(self) -> tuple[str, ...]:
        """Return the sentences that are there, untranslated, in the order they are read."""
        return tuple(part for part in (self.wrong, self.safe, self.todo) if part)


class RuleError(VpdeskError):
    """A value breaks a rule; `field` names the field that it is about (empty: the whole value)."""

    def __init__(self, field: str, wrong: str, *, safe: str = "", todo: str = "", **values: object) -> None:
        super().__init__(wrong, safe=safe, todo=todo, **values)
        self.field = field


class FindingError(VpdeskError):
    """Something that was checked is not as it should be; `findings` are its lines, in words."""

    def __init__(
        self,
        wrong: str,
        findings: tuple[str, ...] = (),
        *,
        safe: str = "",
        todo: str = "",
        **values: object,
    ) -> None:
        super().__init__(wrong, safe=safe, todo=todo, **values)
        self.findings = findings


class WrongPassphraseError(VpdeskError):
    """The vault does not open with this passphrase (`vpdesk.vault.key_faults`: with this recovery key)."""

    wrong = N_("This passphrase does not open the vault.")
    safe = N_("Nothing was changed.")
    todo = N_("Try again; mind capitals and spaces.")


class EnvironmentFault(VpdeskError):  # noqa: N818  a fault of the surroundings, not an error of ours
    """The surroundings fail us: disk, lock, permission, a file changed from outside.

    `meanwhile` says what to do where the program itself tries on, so that nothing is to be pressed.
    """

    meanwhile: str = N_("Leave this window open: it is saved by itself as soon as that is possible.")

    def tried_on(self) -> Self:
        """Say `meanwhile` from now on; return the error itself."""
        self.todo = self.meanwhile
        return self


class ReadOnlyError(EnvironmentFault):
    """A folder or a file in it cannot be written."""

    wrong = N_("This folder or a file in it cannot be written to.")
    safe = N_("What was saved before is safe, and nothing was changed.")
    todo = N_("Make the folder writable for your own account, then try again.")
    meanwhile = N_(
        "Leave this window open and make the folder writable for your own account; then it is saved by"
        " itself."
    )


class DiskFullError(EnvironmentFault):
    """The disk has no room for what was to be saved."""

    wrong = N_("The disk is full: this could not be saved.")
    safe = N_("What was saved before is safe.")
    todo = N_("Leave this window open, make room on the disk, then try again.")
    meanwhile = N_("Leave this window open and make room on the disk; then it is saved by itself.")


class StorageError(EnvironmentFault):
    """The disk failed in another way."""

    wrong = N_("The disk does not answer as it should: this could not be saved.")
    safe = N_("What was saved before is safe.")
    todo = N_(
        "Is the disk or the USB stick connected? Then try again. If it goes on, lock vpdesk and copy the"
        " folder of your vault to another disk."
    )
