"""Documents in the window: dropped, shown out of memory, let out only after it was asked."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QWidget

from tests.canaries import invent, traces
from tests.factories import make_contact
from tests.models.test_picture import claiming, picture
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.domain.case import Case
from vpdesk.domain.document import Document
from vpdesk.exchange.incoming import Refusal, RefusedFile
from vpdesk.pdf.document import Document as Paper
from vpdesk.pdf.document import typeset
from vpdesk.pdf.text import Text
from vpdesk.services.binning import put_back, read_bin
from vpdesk.services.documents import (
    TEXT_SHOWN,
    note_coming,
    read_document,
    read_files,
    take_interrupted,
)
from vpdesk.vault.vault import Vault
from vpdesk.views.busy import BusyDialog
from vpdesk.views.cases.documents.pages import DocumentPage, TakeOutPage
from vpdesk.views.cases.documents.words import said_of_added
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.page_pictures import PageWidget
from vpdesk.views.states import Notice

PAPER = Paper(
    title="x",
    language="nl",
    footer="",
    page_words="",
    items=tuple(Text(text="Tekst " * 400) for _ in range(6)),
)


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.open_case(practice.eik.id)
    return window


def dropped(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def drop(window: Window, data: QMimeData) -> QDropEvent:
    """Drop something on the case as a desktop does: with a move as the action that it would rather have."""
    move, either = Qt.DropAction.MoveAction, Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), either, data, buttons, keys)
    QApplication.sendEvent(window.place.detail, entering)
    event = QDropEvent(QPointF(50, 50), either, data, buttons, keys)
    event.setDropAction(move)
    QApplication.sendEvent(window.place.detail, event)
    return event


def add(window: Window, practice: Practice, *paths: Path) -> list[Document]:
    """Drop files on the case, and wait until what came of it is said."""
    drop(window, dropped(*(QUrl.fromLocalFile(str(path)) for path in paths)))
    window.qtbot.waitUntil(lambda: "vault now" in window.says() or "not added" in window.says())
    window.qtbot.waitUntil(lambda: not [d for d in window.place.findChildren(BusyDialog) if d.isVisible()])
    return list(window.file(practice.eik).documents)


def view(window: Window, document: Document) -> DocumentPage:
    window.place._answer(Verb.VIEW, document.id)
    page = window.page
    assert isinstance(page, DocumentPage)
    return page


def words(page: DocumentPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_file_that_is_dropped_comes_in_and_is_copied_not_moved(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Beste melder")
    data = dropped(QUrl.fromLocalFile(str(path)))  # as long as the event: that only points at it
    event = drop(window, data)
    assert event.dropAction() is Qt.DropAction.CopyAction
    window.qtbot.waitUntil(lambda: len(window.file(practice.eik).documents) == 1)
    window.qtbot.waitUntil(lambda: "1 document is in the vault now." in window.says())
    assert "The original is still on this computer, outside the vault" in window.says()
    assert path.read_text() == "Beste melder"
    (document,) = window.file(practice.eik).documents
    assert window.desk.ask(lambda vault: read_document(vault, document.id)) == b"Beste melder"
    assert findings(window.place) == []


def test_an_address_of_the_internet_is_not_fetched(window: Window, practice: Practice) -> None:
    drop(window, dropped(QUrl("http://example.invalid/brief.pdf")))
    assert "This is no file on this computer." in window.says()
    assert window.file(practice.eik).documents == []


def test_what_stays_out_is_named_with_its_reason(window: Window, practice: Practice, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "leeg.txt").touch()
    (tmp_path / "goed.txt").write_text("x")
    documents = add(window, practice, *(tmp_path / name for name in ("map", "leeg.txt", "goed.txt")))
    assert [each.name for each in documents] == ["goed.txt"]
    said = window.says()
    assert "2 files were not added" in said
    assert "map: This is a folder. Choose the files in it." in said
    assert "leeg.txt: This file is empty." in said


def test_ten_thousand_files_are_answered_in_words_at_once(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    drop(window, dropped(*(QUrl.fromLocalFile(str(tmp_path / str(n))) for n in range(10_000))))
    window.qtbot.waitUntil(lambda: "These are 10000 files. vpdesk takes at most 50 at once." in window.says())
    assert window.file(practice.eik).documents == []


def test_the_button_asks_which_files(
    window: Window, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr("vpdesk.views.file_dialogs.choose_files", lambda *_: [tmp_path / "a.txt"])
    window.press(f"section_add_documents_{practice.eik.id}")
    window.qtbot.waitUntil(lambda: len(window.file(practice.eik).documents) == 1)


def test_a_pdf_is_shown_a_page_at_a_time(window: Window, practice: Practice, tmp_path: Path) -> None:
    (tmp_path / "besluit.pdf").write_bytes(typeset(PAPER))
    (document,) = add(window, practice, tmp_path / "besluit.pdf")
    page = view(window, document)
    window.qtbot.waitUntil(lambda: bool(page.findChildren(PageWidget)))
    window.qtbot.waitUntil(lambda: "Page 1 of" in words(page))
    assert findings(page) == []
    window.press("next_page", page)
    window.qtbot.waitUntil(lambda: "Page 2 of" in words(page))
    window.press("done", page)
    assert window.place.shown_item() == practice.eik.id


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("kapot.pdf", b"%PDF-1.7 nothing more", "This PDF cannot be shown"),
        ("bom.png", claiming(60_000, 60_000), "This picture is too large to be shown here."),
        ("kapot.jpg", b"\xff\xd8\xff" + b"\0" * 99, "This picture cannot be shown: it is damaged."),
        ("mail.eml", b"From: x\n\nhallo", "vpdesk cannot show this kind of document."),
        ("prent.svg", b"<svg onload='alert(1)'/>", "vpdesk cannot show this kind of document."),
        ("programma.exe", b"MZ\0\1\2", "vpdesk cannot show this kind of document."),
    ],
)
def test_what_cannot_be_shown_says_so_and_how_to_read_it(  # noqa: PLR0917  the fixtures, and three values
    window: Window, practice: Practice, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (document,) = add(window, practice, tmp_path / name)
    page = view(window, document)
    window.qtbot.waitUntil(lambda: said in words(page))
    window.qtbot.waitUntil(lambda: "save it outside the vault" in words(page))
    assert page.findChild(QPushButton, "take_out") is not None


def test_a_picture_is_shown(window: Window, practice: Practice, tmp_path: Path) -> None:
    (tmp_path / "foto.png").write_bytes(picture(900, 300))
    (document,) = add(window, practice, tmp_path / "foto.png")
    page = view(window, document)
    window.qtbot.waitUntil(lambda: bool(page.findChildren(PageWidget)))
    assert findings(page) == []


@pytest.mark.parametrize(
    "content",
    [
        "Volgens melder: <b>niet</b> & <script>alert(1)</script>\n",
        "\u202ednekcurt",
        "שלום עולם",
        "x" * 300_000,
        "e\u0301" * 50,
        "😀" * 1000,
        "'; DROP TABLE cases; --",
    ],
)
def test_a_text_is_shown_as_it_is_written(
    window: Window, practice: Practice, tmp_path: Path, content: str
) -> None:
    (tmp_path / "tekst.txt").write_text(content, "utf-8")
    (document,) = add(window, practice, tmp_path / "tekst.txt")
    page = view(window, document)
    window.qtbot.waitUntil(lambda: page.findChild(QPlainTextEdit) is not None)
    box = page.findChild(QPlainTextEdit)
    assert box is not None
    assert box.toPlainText() == content[:TEXT_SHOWN]
    assert box.isReadOnly()
    assert ("too long to be shown" in words(page)) is (len(content) > TEXT_SHOWN)


def test_a_document_gets_another_name_and_half_of_it_is_kept(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("x")
    (document,) = add(window, practice, tmp_path / "a.txt")
    window.press("rename", view(window, document))
    window.fill(name="Brief aan")
    window.escape()
    window.place._answer(Verb.RENAME, document.id)
    assert window.form_page.form.editor("name").raw() == "Brief aan"
    window.fill(name="Brief aan HR")
    window.finish()
    window.qtbot.waitUntil(lambda: window.file(practice.eik).documents[0].name == "Brief aan HR")


def test_deleting_puts_it_into_the_bin_and_undoing_brings_it_back(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("inhoud")
    (document,) = add(window, practice, tmp_path / "a.txt")
    window.press("delete", view(window, document))
    window.qtbot.waitUntil(lambda: window.file(practice.eik).documents == [])
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 2)
    window.press("undo_last")
    window.qtbot.waitUntil(lambda: window.file(practice.eik).documents == [document])
    assert window.desk.ask(lambda vault: read_document(vault, document.id)) == b"inhoud"


def test_a_copy_leaves_the_vault_only_after_it_was_asked_and_never_into_the_vault_itself(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("inhoud")
    (document,) = add(window, practice, tmp_path / "a.txt")
    window.press("take_out", view(window, document))
    page = window.page
    assert isinstance(page, TakeOutPage)
    assert findings(page) == []
    assert "everybody who can use this computer can read it" in " ".join(
        label.text() for label in page.findChildren(QLabel)
    )
    inside = window.desk.ask(lambda vault: vault.folder.path)
    page.write(inside / "kopie.txt")
    window.qtbot.waitUntil(lambda: "inside the vault itself" in page.page.banner.text())
    assert not (inside / "kopie.txt").exists()
    page.write(tmp_path / "kopie.txt")
    window.qtbot.waitUntil((tmp_path / "kopie.txt").exists)
    window.qtbot.waitUntil(
        lambda: any("A readable copy stands in" in label.text() for label in page.findChildren(QLabel))
    )
    assert (tmp_path / "kopie.txt").read_text() == "inhoud"


def test_after_a_lock_one_is_back_at_the_document(window: Window, practice: Practice, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (document,) = add(window, practice, tmp_path / "a.txt")
    view(window, document)
    item = window.place.shown_item()
    assert window.place.leave_page()
    window.place.show_item(item)
    assert isinstance(window.page, DocumentPage)
    window.press("done", window.page)
    window.press(f"delete_{document.id}")
    window.qtbot.waitUntil(lambda: window.file(practice.eik).documents == [])
    window.place.show_item(item)  # it is gone: the case is near enough
    assert window.place.shown_item() == practice.eik.id


def test_no_word_of_a_document_is_left_in_a_file(window: Window, practice: Practice, tmp_path: Path) -> None:
    """A small one of the proof of canaries: adding and viewing leave nothing outside the original."""
    canaries = invent(3)
    source = tmp_path / "origineel"
    source.mkdir()
    (source / "a.txt").write_text(f"begin {canaries[0]} eind " * 30_000)
    text = Text(text=f"Besluit {canaries[1]}")
    (source / "b.pdf").write_bytes(
        typeset(Paper(title="x", language="nl", footer="", page_words="", items=(text,)))
    )
    (source / "c.eml").write_text(f"Subject: {canaries[2]}\n\nx")
    began = (source / "c.eml").stat().st_ctime - 1
    for document in add(window, practice, *source.iterdir()):
        page = view(window, document)
        window.qtbot.waitUntil(partial(_has_come, page))
        window.press("done", page)
    places = {Path(place) for place in ("/tmp", "/var/tmp", "/dev/shm", str(Path.home() / ".cache"))}  # noqa: S108
    found = traces(canaries, {*places, tmp_path.parent}, since=began)
    mine = {path for path in found if source in path.parents}
    assert {path: words for path, words in found.items() if path not in mine} == {}
    assert len(mine) >= 2, "the search finds them where they are"


def _has_come(page: DocumentPage) -> bool:
    return "One moment" not in words(page)


def test_an_answer_about_many_files_is_short_and_names_each() -> None:
    refused = [RefusedFile(name=f"{n}.txt", why=Refusal.EMPTY) for n in range(49)]
    said = said_of_added(0, [*refused, RefusedFile(name="map", why=Refusal.FOLDER)])
    assert len(said.splitlines()) == 3
    assert all(f"{n}.txt" in said for n in range(49)), "who deletes an original knows that it is not here"
    assert said.endswith("map: This is a folder. Choose the files in it.")


def test_what_came_of_it_is_in_sight_from_far_down(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    window.change(lambda vault: fill_with_talks(vault, practice.eik))
    detail = window.place.detail
    bar = detail._area.verticalScrollBar()
    window.qtbot.waitUntil(lambda: bar.maximum() > 600)
    bar.setValue(bar.maximum())
    (tmp_path / "leeg.txt").touch()
    add(window, practice, tmp_path / "leeg.txt")
    notice = detail.findChild(Notice, "notice")
    assert notice is not None
    window.qtbot.waitUntil(lambda: stands_in_sight(notice, detail._area))
    bar.setValue(bar.maximum())
    assert not stands_in_sight(notice, detail._area), "the test can see that it is out of sight"
    drop(window, dropped(QUrl("http://example.invalid/brief.pdf")))
    window.qtbot.waitUntil(lambda: stands_in_sight(detail.banner, detail._area))


def test_undoing_right_after_takes_back_the_documents_and_loses_nothing(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    window.press("refer_on")
    window.fill(helper="coach")
    window.finish()
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 1)
    for name in ("brief.txt", "verslag.txt"):
        (tmp_path / name).write_text(f"in {name}")
    add(window, practice, tmp_path / "brief.txt", tmp_path / "verslag.txt")
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 2)
    assert "2 documents are added" in child(window.place, QLabel, "done").text()

    window.place.undoing.undo_last()
    window.qtbot.waitUntil(lambda: window.file(practice.eik).documents == [])
    assert len(window.file(practice.eik).referrals) == 1, "what was done before them stays"
    parts = window.desk.ask(read_bin).parts
    assert sorted(each.part.label.split("\N{NO-BREAK SPACE}")[0] for each in parts) == [
        "Document: brief.txt",
        "Document: verslag.txt",
    ]
    window.desk.ask(lambda vault: put_back(vault, parts[0].part.id))
    (back,) = window.file(practice.eik).documents
    assert window.desk.ask(lambda vault: read_document(vault, back.id)) == f"in {back.name}".encode()

    window.place.undoing.undo_last()
    window.qtbot.waitUntil(lambda: window.file(practice.eik).referrals == [])


def test_files_that_a_lock_kept_out_are_named_when_the_case_is_opened_again(
    window: Window, practice: Practice, tmp_path: Path
) -> None:
    window.place.open_case(practice.linde.id)
    window.change(lambda vault: note_coming(vault, practice.eik.id, [tmp_path / "brief.txt"], NOW))
    window.place.open_case(practice.eik.id)
    assert "brief.txt was not in the vault yet when vpdesk locked or closed. Add it again." in window.says()
    window.place.open_case(practice.linde.id)
    window.place.open_case(practice.eik.id)
    assert "brief.txt" not in window.says(), "it is said once"


def test_files_that_are_still_being_read_are_not_called_left_out(
    window: Window, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brief.txt").write_text("x")
    going: list[Callable[[], object]] = []

    def later(_work: object, *, owner: object, done: Callable[..., object], failed: object) -> None:
        assert owner
        assert failed
        going.append(lambda: done(read_files([tmp_path / "brief.txt"])))

    with monkeypatch.context() as patch:
        patch.setattr("vpdesk.models.tasks.run", later)
        window.place.detail.taking.take([tmp_path / "brief.txt"])
        window.qtbot.waitUntil(lambda: bool(going))
        window.place.open_case(practice.linde.id)
        window.place.open_case(practice.eik.id)
        assert "was not in the vault yet" not in window.says()
    going[0]()
    window.qtbot.waitUntil(lambda: len(window.file(practice.eik).documents) == 1)


def test_what_was_dropped_first_is_still_remembered_when_more_is_dropped(
    window: Window, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("brief.txt", "nota.txt"):
        (tmp_path / name).write_text(name)
    going: list[Callable[[], object]] = []

    def later(
        work: Callable[[], object], *, owner: object, done: Callable[[object], object], failed: object
    ) -> None:
        assert owner
        assert failed
        going.append(lambda: done(work()))

    with monkeypatch.context() as patch:
        patch.setattr("vpdesk.models.tasks.run", later)
        window.place.detail.taking.take([tmp_path / "brief.txt"])
        window.qtbot.waitUntil(lambda: len(going) == 1)
        window.place.detail.taking.take([tmp_path / "nota.txt"])
        window.qtbot.waitUntil(lambda: len(going) == 2)
    going[1]()
    window.qtbot.waitUntil(lambda: len(window.file(practice.eik).documents) == 1)
    window.place.open_case(practice.linde.id)
    window.place.open_case(practice.eik.id)
    assert "was not in the vault yet" not in window.says(), "it is still on its way"
    kept = window.desk.ask(lambda vault: take_interrupted(vault, practice.eik.id))
    assert kept == ("brief.txt",), "a lock now would keep it out"
    going[0]()
    window.qtbot.waitUntil(lambda: len(window.file(practice.eik).documents) == 2)


def fill_with_talks(vault: Vault, case: Case) -> None:
    with vault.transaction():
        vault.contacts.add_all(make_contact(case.id, notes=f"Note {n}.") for n in range(30))


def stands_in_sight(widget: QWidget, area: QScrollArea) -> bool:
    """Whether all of `widget` is where somebody who looks at `area` sees it."""
    seen = area.viewport().rect()
    return seen.contains(QRect(widget.mapTo(area.viewport(), QPoint(0, 0)), widget.size()))
