"""Whether a page may be printed: what must hold of it for either reader.

One knows the cases that the organisation handled itself, and takes them off. The other knows none of them,
and counts all. The same page is a different one to each, and must be certified as both: so each finds worlds
that print it. To who takes off, the worlds have the same known cases; to who does not, they have none.

The verdict reads printed values only, and what was known, so it is the same in all those worlds. It refuses
more pages than the certificate of either reader, and so the replay in `certificate`, which asks that no
earlier page is certified, stays on the safe side.

Where a case may have several codes, three sums besides say exactly how few cases stand somewhere, and are
asked of either reader:

- of two categories, what they count beyond the cases: those that stand in both. With more categories that is
  spread over every two of them, and none of these can be shown to be small.
- where one category excludes all others and is printed, what stands in it and in one other leaves: those that
  have another code, and not that one. They are none where that one is the only other category.
"""

from dataclasses import dataclass, field
from typing import Self

from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.counts import TableCounts


@dataclass(slots=True, kw_only=True)
class Verdict:
    """The verdict on each page that a table can print.

    `frame` and every page are those of the reader who takes off what is known: `known` cases per category,
    `known_cases` of them. `none` is the place of the category that excludes all others, if there is one.
    """

    frame: Frame
    known: tuple[int, ...]
    known_cases: int
    none: int | None
    _knowing: Certificate = field(init=False)
    _plain: Certificate = field(init=False)

    def __post_init__(self) -> None:
        frame = self.frame
        self._knowing = Certificate(frame)
        self._plain = Certificate(
            Frame(
                cases=frame.cases + self.known_cases,
                total=frame.total + sum(self.known),
                k=frame.k,
                kappa=frame.kappa,
                excluding=frame.excluding,
            )
        )

    @classmethod
    def of(cls, counts: TableCounts, k: int, kappa: int) -> Self:
        """Return the verdict on the pages of a table of `counts`."""
        residual, declared = counts.residual, counts.declared
        return cls(
            frame=Frame(
                cases=residual.cases, total=residual.total, k=k, kappa=kappa, excluding=declared.excluding
            ),
            known=counts.known_counts,
            known_cases=counts.known_cases,
            none=declared.none,
        )

    def holds(self, page: Shown) -> bool:
        """Return whether `page` may be printed."""
        return self._holds(self._knowing, page) and self._hides_from_all(page)

    def _hides_from_all(self, page: Shown) -> bool:
        """Return whether a page hides its lines from a reader too who cannot take off what was known."""
        if not self.known_cases:
            return True
        pairs = zip(page, self.known, strict=True)
        return self._holds(self._plain, tuple(None if n is None else n + known for n, known in pairs))

    def _holds(self, certificate: Certificate, page: Shown) -> bool:
        return not _leaves_few(certificate.frame, page, self.none) and certificate.holds(page)


def _leaves_few(frame: Frame, page: Shown, none: int | None) -> bool:
    """Whether sums of the page tell exactly how few cases stand in two categories, or beside one."""
    others = [count for place, count in enumerate(page) if place != none]
    if len(others) == 2 and 0 < frame.total - frame.cases < frame.k:
        return True
    excluded = None if none is None else page[none]
    if excluded is None or len(others) == 1:
        return False
    return any(count is not None and frame.cases - excluded - count < frame.k for count in others)
