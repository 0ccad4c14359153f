"""Why a case is inside or outside the mandate, in a sentence: from its matters and the agreement."""

from collections.abc import Callable, Sequence

from vpdesk.domain.mandate import deciding_matter, derive_mandate
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, MandateSource, Matter
from vpdesk.i18n import _
from vpdesk.views.cases.words import in_sentence, listing


def mandate_sentences(
    matters: Sequence[Matter],
    organisation: Organisation,
    mandate: Mandate,
    source: MandateSource,
    word: Callable[[Matter], str] = in_sentence,
) -> tuple[str, str]:
    """Return what a case counts as, and why; `word` says a matter as the organisation does."""
    if source is MandateSource.CHOSEN:
        return _verdict(mandate), _chosen(matters, organisation, mandate)
    derived = derive_mandate(matters, organisation.mandates)
    return _verdict(derived), _reason(matters, organisation, word)


def _verdict(mandate: Mandate) -> str:
    if mandate is Mandate.OUTSIDE:
        return _("Outside the mandate: recorded and counted just the same.")
    return _("Within the mandate: {mandate}.", mandate=in_sentence(mandate))


def _reason(matters: Sequence[Matter], organisation: Organisation, word: Callable[[Matter], str]) -> str:
    agreed = listing(organisation.mandates)
    deciding = deciding_matter(matters, organisation.mandates)
    if deciding is None:
        return _("With {organisation} only this was agreed: {mandates}.",
                 organisation=organisation.name, mandates=agreed)  # fmt: skip
    return _(
        "“{matter}” belongs to what was agreed with {organisation}.",
        matter=word(deciding),
        organisation=organisation.name,
    )


def _chosen(matters: Sequence[Matter], organisation: Organisation, mandate: Mandate) -> str:
    derived = derive_mandate(matters, organisation.mandates)
    if derived is mandate:
        return _("You chose this yourself; the agreement says the same.")
    return _("You chose this yourself; by the agreement it would be: {mandate}.",
             mandate=in_sentence(derived))  # fmt: skip
