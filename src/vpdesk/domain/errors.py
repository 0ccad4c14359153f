"""Everything that is expected to go wrong, sorted by what the user can do about it.

    VpdeskError                 a message in words, never a traceback
      RuleError                 a value breaks a rule of the profession: correct it
      FindingError              something was looked for and found: a faulty file, a leak
      WrongPassphraseError      try again
      EnvironmentFault          disk, lock, permission, a file that is not what it was
        (the vault's own causes stand in vpdesk.vault.faults)

Everything else is a bug, and is shown as a bug.
"""


class VpdeskError(Exception):
    """An expected failure. `wrong` says what is wrong, `safe` what is safe, `todo` what to do.

    The three are English sentences marked for the catalogue; `values` fills their named places
    after translation. They never hold the text of a case.
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
    """The vault does not open with this secret."""


class EnvironmentFault(VpdeskError):  # noqa: N818  a fault of the surroundings, not an error of ours
    """The surroundings fail us: disk, lock, permission, a file changed from outside."""
