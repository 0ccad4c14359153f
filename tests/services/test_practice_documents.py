"""The practice vault holds documents in a few cases, which can be looked at."""

from datetime import date

from vpdesk.exchange.media import Showing, showing
from vpdesk.services.documents import read_document
from vpdesk.services.practice import fill, practice
from vpdesk.services.practice_documents import fill_documents
from vpdesk.vault.vault import Vault


def test_a_few_running_cases_hold_a_document_that_can_be_read(vault: Vault) -> None:
    data = practice(20, date(2026, 11, 20))
    fill(vault, data)
    fill_documents(vault, data)
    running = {case.id for case in data.cases if case.closed_on is None}
    found = [document for case_id in running for document in vault.documents.of_case(case_id)]
    assert 1 < len(found) < len(running)
    for document in found:
        assert showing(document.media_type) is Showing.TEXT
        assert "\n" in read_document(vault, document.id).decode()
