"""The documents of a case as moments on its timeline."""

from collections.abc import Iterator

from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.views.cases.documents.words import kind_of, size_of
from vpdesk.views.cases.moment import Moment
from vpdesk.views.cases.verbs import Verb


def document_moments(file: CaseFile) -> Iterator[Moment]:
    """Yield the documents of a case, oldest first."""
    for document in reversed(file.documents):
        yield Moment(
            day=document.added_on,
            value_id=document.id,
            icon="file-text",
            title=_("Document: {name}", name=document.name),
            details=f"{kind_of(document)}, {size_of(document)}",
            verbs=(Verb.VIEW,),
        )
