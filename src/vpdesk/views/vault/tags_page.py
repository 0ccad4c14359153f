"""What it means to see which cases are about the same person, said before it is switched on."""

from PySide6.QtCore import Signal

from vpdesk.domain.values import Switch
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.respondents import count_tags, switch_tags, uses_tags
from vpdesk.vault.vault import Vault
from vpdesk.views.parts import body, button
from vpdesk.views.verb_page import VerbPage


class TagsPage(VerbPage):
    """`switched` carries the `Switch` as it stands now, and how many tags there are; `failed` an error."""

    switched = Signal(object, int)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._on = desk.ask(uses_tags)
        words = _("Switch off") if self._on else _("Switch on")
        super().__init__(
            "tags_page",
            _("Cases about the same person"),
            _("For when several people come to you about one and the same person."),
            button(words, self._turn, kind="primary", name="turn_tags"),
        )
        for sentence in self._sentences():
            self.page.add(body(sentence))

    def _sentences(self) -> tuple[str, ...]:
        if self._on:
            return (
                _("When this is off, no case shows a tag any more. The tags are kept until you delete them."),
                _("After switching off you can delete them all at once."),
            )
        return (
            _(
                "You give such cases the same tag: a word that only you understand. In each of them you then"
                " see how many there are, and you can open the others. A code of conduct may advise an"
                " inquiry then; each reporter still decides about their own case."
            ),
            _(
                "A tag is not a name, and you build no file against anybody. What you write down you may have"
                " to show one day."
            ),
            _(
                "A tag stays within one client organisation. It stands in no list, no search, no report and"
                " no file that leaves vpdesk, and it goes with the last case that has it."
            ),
            _("You can switch it off again at any time; then no tag is shown."),
        )

    def _turn(self) -> None:
        switch = Switch.OFF if self._on else Switch.ON

        def turn(vault: Vault) -> int:
            switch_tags(vault, switch)
            return count_tags(vault)

        self._desk.do(
            turn,
            owner=self,
            done=lambda count: self.switched.emit(switch, count),
            failed=self.failed.emit,
        )
