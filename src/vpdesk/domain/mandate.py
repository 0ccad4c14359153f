"""Which mandate a case falls under, from its matters and what the organisation agreed.

What is inside the mandate is agreed per organisation, so the same matter can be inside at one
organisation and outside at another.
"""

from collections.abc import Collection, Sequence

from vpdesk.domain.values import Mandate, Matter


def deciding_matter(matters: Sequence[Matter], agreed: Collection[Mandate]) -> Matter | None:
    """Return the first matter that the organisation's agreement covers; None when it covers none of them."""
    return next((matter for matter in matters if matter.mandate in agreed), None)


def derive_mandate(matters: Sequence[Matter], agreed: Collection[Mandate]) -> Mandate:
    """Return the mandate of the matter that decides.

    A case whose matters are all outside what was agreed (or that names none) is outside the mandate.
    """
    deciding = deciding_matter(matters, agreed)
    return Mandate.OUTSIDE if deciding is None else deciding.mandate
