"""The reasons that were given for what may stay in the texts; kept with them in the draft of the report."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from vpdesk.services.guarding import Noticed, Tick
from vpdesk.views.editors import Editor


class Ticks(Editor):
    """An editor without a place of its own: what is ticked is shown below each text (`TextChecks`)."""

    def __init__(self) -> None:
        super().__init__(QWidget())
        self._ticks: dict[tuple[str, str, str, str], Tick] = {}

    def value(self) -> tuple[Tick, ...]:
        return tuple(self._ticks.values())

    def set_value(self, value: Sequence[Tick]) -> None:
        self._ticks = {tick.subject: tick for tick in value}

    def raw(self) -> list[dict[str, str]]:
        return [tick.to_json() for tick in self.value()]

    def set_raw(self, raw: Sequence[Mapping[str, Any]]) -> None:
        self.set_value([Tick.from_json(each) for each in raw])

    def reason(self, noticed: Noticed) -> str | None:
        """Return the reason for a finding, empty when it still has to be typed; None: it was not ticked."""
        tick = self._ticks.get(noticed.subject)
        return None if tick is None else tick.reason

    def tick(self, noticed: Noticed, reason: str) -> None:
        """Let a finding stay, for this reason."""
        self._ticks[noticed.subject] = Tick.of(noticed, reason)
        self.changed.emit()

    def untick(self, noticed: Noticed) -> None:
        """Do not let it stay."""
        self._ticks.pop(noticed.subject, None)
        self.changed.emit()
