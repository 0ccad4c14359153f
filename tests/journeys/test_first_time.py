"""What the first-time journey through the real window leaves behind, and what it does not."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pypdfium2
import pytest

from tests.canaries import hits, traces, unpacked
from tests.journeys.conftest import tracer
from tests.journeys.first_time import Journey, sockets_opened
from vpdesk.vault.vault import Vault


def vault_folder(journey: Journey) -> Path:
    return journey.home / "data" / "vpdesk" / "vault"


def test_after_lock_and_unlock_the_case_is_as_it_was(journey: Journey) -> None:
    assert journey.case_after == journey.case_before
    told = "\n".join(journey.case_after)
    for place in ("organisation", "alias", "note", "consent", "step", "result", "safe_time"):
        assert journey.typed[place] in told, place
    assert journey.ended


def test_what_was_being_typed_at_the_lock_is_there_again(journey: Journey) -> None:
    assert journey.draft_after == f"Nog niet af: {journey.typed['draft']}"


def test_the_vault_holds_what_was_typed_and_is_in_order(journey: Journey) -> None:
    with Vault.open(vault_folder(journey), journey.passphrase) as vault:
        assert vault.check() == ()
        (organisation,) = vault.organisations.all()
        assert organisation.name == f"Stichting {journey.typed['organisation']}"
        (alias,) = vault.cases.aliases()
        assert alias == journey.typed["alias"]


def test_the_report_is_a_pdf_that_names_the_organisation_and_nobody_else(journey: Journey) -> None:
    document = pypdfium2.PdfDocument(journey.pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert journey.typed["organisation"] in text
    secret = [word for place, word in journey.typed.items() if place != "organisation"]
    assert hits(unpacked(journey.pdf.read_bytes()) + text.encode(), secret) == set()


def test_no_file_of_the_journey_holds_a_word_that_was_typed(journey: Journey) -> None:
    """The vault, the preferences, the caches, the logs: everything in the home of this journey."""
    assert traces(journey.typed.values(), [journey.home]) == {}
    assert (vault_folder(journey) / "case.db").stat().st_size > 0
    assert (journey.home / "config" / "vpdesk" / "settings.ini").exists()


def test_no_temporary_file_anywhere_holds_a_word_that_was_typed(journey: Journey) -> None:
    places = {gettempdir(), "/tmp", "/var/tmp", "/dev/shm"}  # noqa: S108  looked at, not written to
    found = traces(journey.typed.values(), map(Path, places), since=journey.began)
    found.pop(journey.pdf)  # names the organisation, and nobody else: another test reads it
    assert found == {}


def test_no_title_of_any_window_ever_says_what_was_typed(journey: Journey) -> None:
    for titles in (journey.titles_open, journey.titles_locked):
        assert "vpdesk" in titles  # it did look at our window
        assert hits(titles.encode(), journey.typed.values()) == set()


def test_after_the_lock_a_screen_reader_reaches_no_word_of_any_case(journey: Journey) -> None:
    words = journey.typed.values()
    assert journey.typed["draft"] in hits(journey.words_open.encode(), words)  # it could hear them before
    assert hits(journey.words_locked.encode(), words) == set()


def test_what_is_announced_says_whose_case_a_page_is_of_and_nothing_of_a_case_once_it_is_locked(
    journey: Journey,
) -> None:
    said = "\n".join(journey.said_open)
    assert hits(said.encode(), [journey.typed["alias"]])  # it does hear what is said
    assert hits("\n".join(journey.said_locked).encode(), journey.typed.values()) == set()


def test_that_it_is_locked_is_said_once(journey: Journey) -> None:
    """By the window that waits for the passphrase; one that is covered for a backup says it before, alone."""
    locked = [each for each in journey.said_locked if each.startswith("Vergrendeld")]
    assert locked in (
        ["Vergrendeld\nWat u schreef, is bewaard."],
        ["Vergrendeld", "Vergrendeld\nWat u schreef, is bewaard."],
    )


def test_the_locked_process_was_started_without_a_secret(journey: Journey) -> None:
    assert "vpdesk" in journey.started_with
    assert hits(journey.started_with.encode(), journey.typed.values()) == set()


def test_the_program_has_nothing_to_say_on_its_console(journey: Journey) -> None:
    """A Qt warning or a traceback would be here; the listener's questions about what is gone are not ours."""
    said = journey.log.read_text().splitlines()
    assert [line for line in said if not line.startswith("qt.accessibility.atspi: Could not find")] == []


def test_the_program_opens_no_socket_to_a_network(journey: Journey) -> None:
    if journey.sockets is None:
        pytest.skip("this machine does not let us trace a process")
    opened = sockets_opened(journey.sockets)
    assert "AF_UNIX" in opened  # the window's own, so the tracer did see
    assert opened <= {"AF_UNIX"}


def test_the_tracer_sees_a_socket_to_a_network(tmp_path: Path) -> None:
    """The control of the test above."""
    command = tracer()
    if not command:
        pytest.skip("this machine does not let us trace a process")
    log = tmp_path / "sockets.log"
    code = "import socket; socket.socket(socket.AF_INET); socket.socket(socket.AF_INET6)"
    subprocess.run([*command, "-o", str(log), sys.executable, "-c", code], check=True, env=dict(os.environ))
    assert {"AF_INET", "AF_INET6"} <= sockets_opened(log)
