"""What was weighed and decided about confidentiality, in words for the screen."""

from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.i18n import _
from vpdesk.views.cases.moment import sentences
from vpdesk.views.cases.words import in_sentence


def exception_text(exception: ConfidentialityException) -> str:
    """Return all that was weighed, a line each; what a step under it may say comes first."""
    lines = (
        shared_text(exception),
        _("Feared harm: {what}", what=exception.harm),
        _("To obtain consent: {what}", what=exception.consent_sought),
        _("Other ways: {what}", what=exception.other_ways),
        _("Conscience: {what}", what=exception.moral_distress),
        _("Consulted: {whom}", whom=exception.consulted),
        _("The reporter does not know of it: {why}", why=exception.not_told_because)
        if exception.not_told_because
        else "",
    )
    return "\n".join(sentences(line) for line in lines if line)


def shared_text(exception: ConfidentialityException) -> str:
    """Return to whom something is told and what; "" when confidentiality is kept."""
    if exception.recipient is None:
        return ""
    return sentences(
        _("To: {recipient}", recipient=in_sentence(exception.recipient)),
        _("May be said: {what}", what=exception.may_be_said),
    )
