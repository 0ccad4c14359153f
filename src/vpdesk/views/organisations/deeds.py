"""What is done to an organisation, so that it can be undone, and what the line says of it."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.vault.vault import Vault
from vpdesk.views.undoing import Save, Undoing


class Deeds:
    """The deeds of one part of the page, which stands below the heading `title` ("": at the top)."""

    def __init__(self, desk: Desk, undoing: Undoing, title: str) -> None:
        self._desk = desk
        self._undoing = undoing
        self._title = title

    def recording(
        self,
        save: Save,
        organisation_id: Callable[[Any], int] = attrgetter("organisation_id"),
        sitting: Callable[[], object] = object,
    ) -> Save:
        """Return `save` for a form; what it saved is heard of by `take_in`, and goes on within a sitting."""

        def words(vault: Vault, value: Any) -> str:
            return self._saved(vault, organisation_id(value))

        return self._undoing.recording(
            save, root=organisation_id, words=words, sitting=lambda: (self._title, sitting())
        )

    def adding(self, save: Save) -> Save:
        """Return `save` for a form of a new organisation, with which it comes."""

        def words(_vault: Vault, value: Organisation) -> str:
            return _("{what} is added", what=value.name)

        return self._undoing.recording(save, root=attrgetter("id"), words=words)

    def take_in(self, *_told: object) -> None:
        """Hear of what forms have saved."""
        self._undoing.take_in()

    def do(
        self,
        verb: Callable[[Vault], Any],
        organisation_id: int,
        *,
        done: Callable[[Any], object],
        failed: Callable[[VpdeskError], None],
        removed: str = "",
    ) -> None:
        """Do something by a button; `removed` is what it takes away, if it does."""
        words = self._desk.ask(lambda vault: self._saved(vault, organisation_id, removed))
        self._undoing.do(verb, roots=[organisation_id], words=words, done=done, failed=failed)

    def _saved(self, vault: Vault, organisation_id: int, removed: str = "") -> str:
        name = vault.organisations.get(organisation_id).name
        if removed:
            return _("{what} removed at {organisation}", what=removed, organisation=name)
        if self._title:
            return _("Saved at {organisation}, under {section}", section=self._title, organisation=name)
        return _("Saved at {organisation}", organisation=name)
