"""A name as it was written down, taken apart into what can be recognised of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from vpdesk.disclosure.text_guard.folding import Token, fold, spellings, tokens
from vpdesk.disclosure.text_guard.vocabulary import INSTITUTIONS, PARTICLES, TITLES

#: What stands in brackets behind a name is a department more often than a name.
_BRACKETS: Final = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One person's name: the words before the particles, the particles, the words after them.

    A name of one word stands in both. `letters` are initials that were written instead of a name.
    """

    given: tuple[str, ...]
    particles: tuple[str, ...]
    surname: tuple[str, ...]
    letters: str = ""

    @classmethod
    def of(cls, written: str) -> "Name | None":
        """Take a written name apart; None where nothing in it can be recognised."""
        if next((each.folded for each in tokens(written)), "") in INSTITUTIONS:
            return None  # a committee, a front desk: nobody's name
        before, _comma, after = _BRACKETS.sub(" ", written).partition(",")
        moved = _pieces(after)
        if any(each.folded not in PARTICLES for piece in moved for each in piece):  # Wit, Mark de
            own, family = moved, _pieces(before)
        else:
            own, family = _divided(_pieces(before))
        particles = tuple(
            each.folded for piece in (*own, *family) for each in piece if each.folded in PARTICLES
        )
        firsts, lasts = _names(own, family), _names(family, own)
        letters = "".join(each.folded for each in (*firsts, *lasts) if len(each.folded) == 1)
        given = tuple(each.raw for each in firsts if len(each.folded) > 1)
        surname = tuple(each.raw for each in lasts if len(each.folded) > 1)
        if not given and not surname:
            return None
        if not given and len(surname) == 1 and not letters and not particles:
            given = surname  # of one word nobody can say which it is
        return cls(given=given, particles=particles, surname=surname or given, letters=letters)

    def words(self) -> Iterator[str]:
        """Yield every word of it by which it can be recognised, in each spelling."""
        for word in {*self.given, *self.surname}:
            yield from spellings(word)

    def joined(self) -> Iterator[str]:
        """Yield what stands there when spaces, hyphens and particles run together, as in an address."""
        firsts = {self.letters[:1], self.letters} | {each[:1] for each in map(fold, self.given)}
        firsts.discard("")
        own = {"".join(map(fold, self.given)), *map(fold, self.given)}
        own |= {"".join(each[0] for each in map(fold, self.given))}
        own.discard("")
        for family in self._families():
            yield family
            for first in chain(firsts, own):
                yield first + family
                yield family + first
        yield from (each for each in own if len(each) > 3)

    def initials(self) -> Iterator[str]:
        """Yield its initials, with and without those of the particles."""
        given = "".join(each[0] for each in map(fold, self.given))
        own = "".join(each[0] for each in map(fold, self.surname) if each)
        between = "".join(each[0] for each in self.particles if each)
        if given == own and len(self.given) == len(self.surname) == 1 and self.given == self.surname:
            return
        for first in {given, given[:1], self.letters, self.letters[:1]} - {""}:
            yield from {first + part for last in (own, own[:1], own[-1:]) for part in (last, between + last)}

    def _families(self) -> set[str]:
        plain = "".join(map(fold, self.surname))
        singles = {each for word in self.surname for each in spellings(word)}
        wholes = {plain, *singles} if len(self.surname) > 1 else singles
        between = "".join(self.particles)
        short = "".join(each[0] for each in self.particles if each)
        return {*wholes, *(before + each for each in wholes for before in (between, short) if before)}


def _pieces(written: str) -> list[list[Token]]:
    """Return the words of a written name that can belong to one, those between two spaces together."""
    return [found for piece in written.split() if (found := list(filter(_may_belong, tokens(piece))))]


def _may_belong(word: Token) -> bool:
    return not (word.folded in TITLES or word.raw[0].isdigit())


def _divided(pieces: list[list[Token]]) -> tuple[list[list[Token]], list[list[Token]]]:
    """Return what is before the surname, and the surname: from its particles on, or after the first piece."""
    led = (at for at, piece in enumerate(pieces) if piece[0].folded in PARTICLES)
    begins = next(led, None)
    if begins is None:
        initials = (at for at, piece in enumerate(pieces) if len(piece[-1].folded) > 1)
        whole = next(initials, 0)  # J. Bakker: what is written in full is the surname
        begins = whole or min(1, len(pieces) - 1)
    return pieces[:begins], pieces[begins:]


def _names(pieces: list[list[Token]], others: list[list[Token]]) -> list[Token]:
    """Return the words of `pieces` that are names: those with a capital, where any word has one."""
    kept = [each for piece in pieces for each in piece if each.folded not in PARTICLES]
    written_so = any(each.is_capital for piece in (*pieces, *others) for each in piece)
    return [each for each in kept if each.is_capital] if written_so else kept
