"""The editor that asks whether the limit of confidentiality was announced, and proposes the day."""

from datetime import date

from vpdesk.i18n import _
from vpdesk.views import dates
from vpdesk.views.editors import Editor
from vpdesk.views.parts import button, put_icon, row


class AnnouncedEditor(Editor):
    """One toggle: yes, on the day that `propose` named last. The value is that day, or None."""

    def __init__(self) -> None:
        self._toggle = button("", self._turn, kind="toggle", name="announced_yes")
        self._toggle.setCheckable(True)
        super().__init__(row(self._toggle, None))
        self.box = self._toggle
        self.setFocusProxy(self._toggle)
        self._day: date | None = None
        self._question = ""
        self._show()

    def call(self, title: str) -> None:
        self._question = title
        self._show()

    def propose(self, day: date) -> None:
        """Propose another day, that of the conversation."""
        self._day = day
        self._show()

    def value(self) -> date | None:
        return (self._day or self.today()) if self._toggle.isChecked() else None

    def set_value(self, value: date | None) -> None:
        self._toggle.setChecked(value is not None)
        if value is not None:
            self._day = value
        self._show()
        self.changed.emit()

    def raw(self) -> bool:
        return self._toggle.isChecked()

    def set_raw(self, raw: bool) -> None:
        self._toggle.setChecked(raw)
        self._show()
        self.changed.emit()

    def _turn(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        today = self.today()
        day = dates.day_and_month(self._day or today, today)
        self._toggle.setText(_("Yes, on {day}", day=day))
        self._toggle.setAccessibleName(f"{self._question} {self._toggle.text()}".strip())
        on = self._toggle.isChecked()
        put_icon(self._toggle, "check" if on else "plus", "brand" if on else "quiet", size=16, gap=4)
