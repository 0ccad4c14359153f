"""The recovery key: 128 random bits as 48 digits on a sheet of paper, for when the passphrase is forgotten.

Eight groups of six digits; each group is sixteen bits times eleven, so that any one wrong digit, and any two
neighbours changed about, leave a remainder and are found in their group (the check of BitLocker's sheets).
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Self

from vpdesk.domain.code import N_
from vpdesk.vault.key_faults import RecoveryKeyError
from vpdesk.vault.masked import Masked, wipe

GROUPS: Final = 8
GROUP_DIGITS: Final = 6
_DIGITS: Final = GROUPS * GROUP_DIGITS
_CHECK: Final = 11
_LARGEST: Final = 0xFFFF * _CHECK
#: What may stand between digits: whatever a hand or a scanner puts there.
_BETWEEN: Final = re.compile(r"[\s.,;:/|_\-\u2010-\u2015]+")

_LOOK: Final = N_("Compare it with your sheet.")


class RecoveryKey(Masked):
    """A recovery key, masked in memory."""

    __slots__ = ()
    length = GROUPS * 2

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the recovery key that `text` holds, however it is spaced; raises RecoveryKeyError."""
        parts = [part for part in _BETWEEN.split(_plain(text)) if part]
        if len(parts) == GROUPS:
            return cls.parse_groups(parts)
        digits = "".join(parts)
        if not digits.isdecimal() and digits:
            raise RecoveryKeyError(
                N_("A recovery key has digits only. There is something else here."), todo=_LOOK
            )
        if len(digits) != _DIGITS:
            raise RecoveryKeyError(
                N_("A recovery key has 48 digits; this one has {given}."), todo=_LOOK, given=len(digits)
            )
        return cls.parse_groups([digits[at : at + GROUP_DIGITS] for at in range(0, _DIGITS, GROUP_DIGITS)])

    @classmethod
    def parse_groups(cls, groups: Sequence[str]) -> Self:
        """Return the recovery key of eight groups as they were typed; raises RecoveryKeyError."""
        secret = bytearray(cls.length)
        try:
            for at, text in enumerate(groups):
                value = read_group(at + 1, text)
                secret[at * 2], secret[at * 2 + 1] = divmod(value, 256)
            return cls.take(secret)
        finally:
            wipe(secret)

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups of six digits, for the sheet and the screen."""
        with self.revealed() as secret:
            return tuple(
                f"{(secret[at] * 256 + secret[at + 1]) * _CHECK:0{GROUP_DIGITS}}"
                for at in range(0, self.length, 2)
            )


#: What opens a vault: a passphrase, or the recovery key.
Secret = str | RecoveryKey


def read_group(number: int, text: str) -> int:
    """Return the sixteen bits of the group with this `number` (from 1); raises RecoveryKeyError."""
    digits = _BETWEEN.sub("", _plain(text))
    if not digits.isdecimal() or len(digits) != GROUP_DIGITS:
        raise RecoveryKeyError(
            N_("Group {group} must have six digits; here it has {given}."),
            todo=_LOOK, group=number, given=sum(character.isdecimal() for character in digits),
        )  # fmt: skip
    value, rest = divmod(int(digits), _CHECK)
    if rest or value * _CHECK > _LARGEST:
        raise RecoveryKeyError(N_("There is a typing error in group {group}."), todo=_LOOK, group=number)
    return value


def _plain(text: str) -> str:
    """One spelling for digits and spaces that look the same."""
    return unicodedata.normalize("NFKC", text).strip()
