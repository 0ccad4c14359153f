"""The documents of the practice vault: a few running cases hold what the reporter brought along."""

import tomllib
from typing import TYPE_CHECKING, Final

from vpdesk import paths
from vpdesk.exchange.incoming import IncomingFile
from vpdesk.exchange.media import media_type
from vpdesk.services.documents import Incoming, add_documents
from vpdesk.services.practice import Practice
from vpdesk.vault.vault import Vault

if TYPE_CHECKING:
    from datetime import date

#: Every so many running cases one has a document.
_EVERY: Final = 4


def fill_documents(vault: Vault, data: Practice) -> None:
    """Store documents with some running cases of a practice, on the day of their last conversation."""
    words = tomllib.loads((paths.resources() / "practice" / "documents.toml").read_text("utf-8"))["document"]
    last: dict[int, date] = {}
    for contact in data.contacts:
        last[contact.case_id] = max(contact.held_on, last.get(contact.case_id, contact.held_on))
    running = [case for case in data.cases if case.closed_on is None and case.id in last]
    for number, case in enumerate(running[::_EVERY]):
        document = words[number % len(words)]
        content = document["text"].strip().encode()
        file = IncomingFile(
            name=document["name"], media_type=media_type(document["name"], content), content=content
        )
        add_documents(vault, case.id, Incoming(files=[file], refused=()), last[case.id])
