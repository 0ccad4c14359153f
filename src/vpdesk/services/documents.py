"""Documents of a case: into the vault, shown from it, and out of it only when that is asked."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.document import Document
from vpdesk.domain.errors import FindingError, RuleError
from vpdesk.domain.identity import new_id
from vpdesk.exchange.incoming import (
    MOST_AT_ONCE,
    MOST_IN_CASE,
    IncomingFile,
    Refusal,
    RefusedFile,
    read_file,
    tidy_name,
)
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
from vpdesk.vault.casework import PART
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.vault import Vault

#: Of a text, the most that is shown, in characters: a window does not do well with more.
TEXT_SHOWN: Final = 100_000


class DocumentDamagedError(FindingError):
    """What is in a document is not what came into the vault."""

    wrong = N_("This document is damaged: what is in it is not what you put into the vault.")
    safe = N_("Your other documents and cases are safe.")
    todo = N_("Put it in again from the original, or look in an earlier backup.")

    def __init__(self) -> None:
        super().__init__("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Files that were read, and those that cannot come in."""

    files: Sequence[IncomingFile]
    refused: Sequence[RefusedFile]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all of them."""
        return (*(file.name for file in self.files), *(file.name for file in self.refused))


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The documents that are in the vault now, and the files that are not."""

    documents: Sequence[Document]
    refused: Sequence[RefusedFile]


def coming_place(case_id: int) -> str:
    """Return where it is kept which files are on their way into a case."""
    return f"case/{case_id}/documents"


def coming_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return by which names files are on their way."""
    return tuple(tidy_name(path.name) for path in paths[:MOST_AT_ONCE])


def note_coming(vault: Vault, case_id: int, paths: Sequence[Path], now: datetime) -> None:
    """Keep which files are on their way into a case until they are there: a lock may come before.

    Others may be on their way into it already; they are kept too.
    """
    kept = load_draft(vault, coming_place(case_id))
    before = [] if kept is None else json.loads(kept.body)
    save_draft(vault, coming_place(case_id), _listed([*before, *coming_names(paths)]), now)


def forget_coming(vault: Vault, case_id: int, names: Sequence[str]) -> None:
    """Forget that these files were on their way into a case: what came of them is said."""
    if load_draft(vault, coming_place(case_id)) is not None:
        with vault.transaction():
            _take_off(vault, case_id, names)


def take_interrupted(vault: Vault, case_id: int) -> tuple[str, ...]:
    """Return the names of the files that were on their way when something ended it, and forget them."""
    kept = load_draft(vault, coming_place(case_id))
    if kept is None:
        return ()
    drop_draft(vault, coming_place(case_id))
    return tuple(json.loads(kept.body))


def read_files(paths: Sequence[Path]) -> Incoming:
    """Read files from the disk, any thread; raises RuleError when they are too many to take at once."""
    if len(paths) > MOST_AT_ONCE:
        raise RuleError(
            "",
            N_("These are {n} files. vpdesk takes at most {most} at once."),
            safe=N_("Nothing was added."),
            todo=N_("Choose the files that belong to this case."),
            n=len(paths),
            most=MOST_AT_ONCE,
        )
    files: list[IncomingFile] = []
    refused: list[RefusedFile] = []
    room = MOST_IN_CASE
    for path in paths:
        found = read_file(path)
        if isinstance(found, IncomingFile) and len(found.content) > room:
            found = RefusedFile(name=found.name, why=Refusal.CASE_FULL)
        if isinstance(found, IncomingFile):
            files.append(found)
            room -= len(found.content)
        else:
            refused.append(found)
    return Incoming(files=files, refused=refused)


def add_documents(
    vault: Vault, case_id: int, incoming: Incoming, on: date, progress: Report = unheard
) -> Added:
    """Store the files as documents of a case, all in one transaction; what it has already, it keeps once.

    In the same one it is forgotten that they, and no others, were on their way (`note_coming`).
    """
    present = vault.documents.of_case(case_id)
    used = sum(document.size for document in present)
    known = {document.digest for document in present}
    refused = list(incoming.refused)
    fitting: list[IncomingFile] = []
    for file in incoming.files:
        digest = _digest(file.content)
        if digest in known:
            refused.append(RefusedFile(name=file.name, why=Refusal.ALREADY))
        elif used + len(file.content) > MOST_IN_CASE:
            refused.append(RefusedFile(name=file.name, why=Refusal.CASE_FULL))
        else:
            used += len(file.content)
            known.add(digest)
            fitting.append(file)
    if not fitting:
        forget_coming(vault, case_id, incoming.names)
        return Added(documents=(), refused=refused)
    total = sum(len(file.content) for file in fitting)
    documents = []
    done = 0
    with vault.transaction():
        for file in fitting:
            progress(Progress(stage=Stage.ADDING, done=done, total=total))
            documents.append(_store(vault, case_id, file, on))
            done += len(file.content)
        progress(Progress(stage=Stage.ADDING, done=done, total=total))
        _take_off(vault, case_id, incoming.names)
    return Added(documents=documents, refused=refused)


def read_document(vault: Vault, document_id: int) -> bytes:
    """Return what is in a document; raises DocumentDamagedError when that is not what came in."""
    document = vault.documents.get(document_id)
    content = vault.documents.content(document_id)
    if _digest(content) != document.digest:
        raise DocumentDamagedError
    return content


def rename_document(vault: Vault, document: Document, name: str) -> Document:
    """Give a document another name; raises RuleError when it is none."""
    renamed = replace(document, name=name)
    with vault.transaction():
        vault.documents.save(renamed)
    return renamed


def beginning_of(text: str) -> str:
    """Return as much of a text as is shown."""
    return text[:TEXT_SHOWN]


def _listed(names: Sequence[str]) -> str:
    return json.dumps(names, ensure_ascii=False)


def _take_off(vault: Vault, case_id: int, names: Sequence[str]) -> None:
    """Take names off what is on its way, each once: two files may bear the same one."""
    kept = vault.drafts.get(coming_place(case_id))
    if kept is None:
        return
    left = Counter(json.loads(kept.body)) - Counter(names)
    if left:
        vault.drafts.save(replace(kept, body=_listed(list(left.elements()))))
    else:
        vault.drafts.drop(kept.place)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _store(vault: Vault, case_id: int, file: IncomingFile, on: date) -> Document:
    document = Document(
        case_id=case_id,
        added_on=on,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        digest=_digest(file.content),
    )
    vault.documents.save(document)
    ids = [new_id() for _part in range(0, len(file.content), PART)]
    vault.documents.put_content(document.id, file.content, ids)
    return document
