"""The editor of the mandate: it follows from the agreement and says why, unless the counsellor chooses."""

from collections.abc import Callable, Sequence

from vpdesk.domain.code import Code
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, MandateSource, Matter
from vpdesk.i18n import _, label
from vpdesk.views.cases.mandate_words import mandate_sentences
from vpdesk.views.cases.words import breakable, in_sentence
from vpdesk.views.choice import Choice
from vpdesk.views.editors import Editor
from vpdesk.views.parts import body, button, quiet, row


class MandateEditor(Editor):
    """The value is the mandate that was chosen, or None where it follows from the agreement (`propose`)."""

    def __init__(self) -> None:
        self._mandates = list(Mandate)
        self._combo = Choice()
        self._combo.addItems([label(mandate) for mandate in self._mandates])
        self._verdict = body("")
        self._verdict.setObjectName("mandate_sentence")
        self._reason = quiet("")
        self._reason.setObjectName("mandate_reason")
        self._otherwise = button(_("Choose otherwise"), self._choose, kind="link", name="choose_mandate")
        self._follow = button(_("Follow the agreement"), self._let_go, kind="link", name="follow_agreement")
        links = row(self._otherwise, self._follow, None)
        super().__init__(self._combo, self._verdict, self._reason, links)
        self._chosen = False
        self._matters: Sequence[Matter] = ()
        self._organisation: Organisation | None = None
        self._word: Callable[[Matter], str] = in_sentence
        self._combo.activated.connect(self._note_choice)
        self._show()

    def propose(self, matters: Sequence[Matter], organisation: Organisation | None) -> None:
        """Say what follows from these matters and the agreement with this organisation."""
        self._matters, self._organisation = matters, organisation
        self._show()

    def reword(self, words: Callable[[Code], str]) -> None:
        def word(matter: Matter) -> str:
            own = words(matter)
            return in_sentence(matter) if own == label(matter) else own

        self._word = word
        self._show()

    def value(self) -> Mandate | None:
        return self._mandates[self._combo.currentIndex()] if self._chosen else None

    def set_value(self, value: Mandate | None) -> None:
        self._chosen = value is not None
        if value is not None:
            self._combo.setCurrentIndex(self._mandates.index(value))
        self._show()
        self.changed.emit()

    def raw(self) -> str | None:
        chosen = self.value()
        return None if chosen is None else chosen.value

    def set_raw(self, raw: str | None) -> None:
        self.set_value(Mandate.of(raw) if raw in list(Mandate) else None)

    def _choose(self) -> None:
        self._chosen = True
        self._show()
        self._combo.setFocus()
        self.changed.emit()

    def _let_go(self) -> None:
        self._chosen = False
        self._show()
        self._otherwise.setFocus()
        self.changed.emit()

    def _note_choice(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._combo.setVisible(self._chosen)
        self._otherwise.setVisible(not self._chosen)
        self._follow.setVisible(self._chosen)
        self.setFocusProxy(self._combo if self._chosen else self._otherwise)
        if self._organisation is None:
            return
        source = MandateSource.CHOSEN if self._chosen else MandateSource.DERIVED
        mandate = self._mandates[max(0, self._combo.currentIndex())]
        verdict, reason = mandate_sentences(self._matters, self._organisation, mandate, source, self._word)
        self._verdict.setText(verdict)
        self._reason.setText(breakable(reason))
