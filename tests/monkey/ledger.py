"""What was said to be saved must be in the vault, then as well as when it is opened again."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from tests.factories import PASSPHRASE, make_contact
from tests.upgrade.freeze import read_tables
from vpdesk.domain.finding import Question
from vpdesk.models.desk import Desk
from vpdesk.services.finding import find_newest
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave

#: What the monkey types now and then: a word that stands nowhere else.
MARK: Final = re.compile(r"aap\d{6}q")
#: It changes when a vault is opened.
_OWN: Final = "vault_state"
#: What belongs to two things that must be of one organisation, or of one case.
_WALLS: Final = {
    "a case has a unit of another organisation": """
        SELECT 1 FROM cases JOIN units ON units.id = unit_id
        WHERE units.organisation_id != cases.organisation_id""",
    "a case has a tag of another organisation": """
        SELECT 1 FROM respondent_links JOIN cases ON cases.id = case_id
        JOIN respondent_tags ON respondent_tags.id = tag_id
        WHERE respondent_tags.organisation_id != cases.organisation_id""",
    "a milestone stands in the track of another case": """
        SELECT 1 FROM milestones JOIN formal_tracks ON formal_tracks.id = formal_track_id
        WHERE formal_tracks.case_id != milestones.case_id""",
    "a step stands on the consent of another case": """
        SELECT 1 FROM steps JOIN consents ON consents.id = consent_id
        WHERE consents.case_id != steps.case_id""",
    "a step stands on the decision of another case": """
        SELECT 1 FROM steps JOIN confidentiality_exceptions AS e ON e.id = exception_id
        WHERE e.case_id != steps.case_id""",
}
#: Words that are looked for in one organisation alone.
_SOUGHT: Final = ("ge", "aap", "muur", "de", "ver")


class Ledger:
    """Keeps a print of every table as each commit left it, and every mark that was ever committed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self.commits = 0
        #: How often something was said to be saved that had a mark in it.
        self.acknowledged = 0
        #: A control does its harm here.
        self.before_check: Callable[[Vault], object] = lambda _vault: None
        self._prints: dict[str, str] = {}
        self._marks: set[str] = set()
        self._walls: dict[int, str] = {}
        self._home: dict[int, int] = {}

    def begin(self, vault: Vault) -> None:
        """Write words into each organisation's cases that stand nowhere else, and note how all stands."""
        with vault.transaction():
            for number, organisation in enumerate(vault.organisations.all()):
                self._walls[organisation.id] = f"muur{number:02}q"
                for case_id in _ids(vault, organisation.id):
                    self._home[case_id] = organisation.id
                    vault.contacts.save(make_contact(case_id, notes=self._walls[organisation.id]))
        self._note(vault)

    def listen(self, desk: Desk) -> None:
        """Note what each commit leaves, on the database thread, before anybody hears of it."""

        def start(vault: Vault) -> None:
            told = vault.on_commit

            def committed(tables: frozenset[str]) -> None:
                self.commits += 1
                self._note(vault)
                told(tables)

            vault.on_commit = committed

        desk.ask(start)

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Hear what every form is told of its saving."""
        note_saved, complete = Autosave._note_saved, Autosave.complete

        def heard(form: Autosave, whole: bool) -> None:
            if not form.pending:
                self._acknowledge(form, _marks(form._form.raw()))
            note_saved(form, whole)

        def completed(form: Autosave, save: Any, done: Callable[[Any], None]) -> None:
            marks = _marks(form._form.raw())

            def acknowledged(value: Any) -> None:
                self._acknowledge(form, marks & _marks(value))
                done(value)

            complete(form, save, acknowledged)

        with patch.object(Autosave, "_note_saved", heard), patch.object(Autosave, "complete", completed):
            yield

    def check(self) -> None:
        """Open the closed vault: it is sound, each table is as the last commit left it, the walls hold."""
        with Vault.open(self.folder, PASSPHRASE) as vault:
            self.before_check(vault)
            self.faults += [f"the vault is damaged: {finding}" for finding in vault.check()]
            found = _prints(vault)
            lost = sorted(name for name in self._prints | found if found.get(name) != self._prints.get(name))
            self.faults += [f"not as the last commit left it: {name}" for name in lost]
            self._check_walls(vault)

    def _check_walls(self, vault: Vault) -> None:
        self.faults += [said for said, sql in _WALLS.items() if vault.connection.execute(sql).fetchall()]
        for organisation in vault.organisations.all():
            for word in _SOUGHT:
                hits = find_newest(vault, Question.of(word, organisation.id)).hits
                if any(hit.organisation_id != organisation.id for hit in hits):
                    self.faults.append("a search in one organisation finds something of another")
            uncounted = vault.cases.uncounted(organisation.id)
            if any(case.with_mandate(organisation.mandates) != case for case in uncounted):
                self.faults.append("a case has a mandate that was not agreed")
        now = dict(vault.connection.execute("SELECT id, organisation_id FROM cases").fetchall())
        for name, table in read_tables(vault.connection).items():
            if "case_id" not in table["columns"]:
                continue
            place = table["columns"].index("case_id")
            for row in table["rows"]:
                home = now.get(row[place])
                if home is None or self._home.get(row[place]) != home:
                    continue  # it came by the page that moves a case, or by splitting: its words came along
                others = [word for owner, word in self._walls.items() if owner != home]
                if any(word in repr(row) for word in others):
                    self.faults.append(f"{name} of one organisation holds the words of another")
                    break

    def _note(self, vault: Vault) -> None:
        self._prints = _prints(vault)
        self._marks |= _marks(read_tables(vault.connection))

    def _acknowledge(self, form: Autosave, marks: set[str]) -> None:
        self.acknowledged += bool(marks)
        if lost := marks - self._marks:
            self.faults.append(f"said to be saved, and not in the vault: {sorted(lost)} ({form._place})")


def _marks(what: object) -> set[str]:
    return set(MARK.findall(repr(what)))


def _prints(vault: Vault) -> dict[str, str]:
    tables = read_tables(vault.connection)
    return {
        name: hashlib.sha256(repr(table["rows"]).encode("utf-8", "replace")).hexdigest()
        for name, table in tables.items()
        if name != _OWN
    }


def _ids(vault: Vault, organisation_id: int) -> list[int]:
    sql = "SELECT id FROM cases WHERE organisation_id = ? ORDER BY id"
    return [row[0] for row in vault.connection.execute(sql, [organisation_id])]
