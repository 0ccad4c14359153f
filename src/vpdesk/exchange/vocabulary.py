"""The words that an import file may use for a code: the code itself, or the profession's Dutch.

These words belong to the file format. They are not looked up in the catalogue of the window: a word that
is improved on screen must not make last year's file unreadable. (A test keeps the reverse: each word on
screen is accepted here.)
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final, Generic, TypeVar

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.code import Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.values import Entry, Mandate, Matter, Outcome, Position, Relation, Route
from vpdesk.exchange.findings import shown
from vpdesk.exchange.folding import fold
from vpdesk.i18n import N_

C = TypeVar("C", bound=Code)
#: No word was answered.
NOTHING: Final[Mapping[str, Code]] = {}
_NEAR: Final = 0.75
_LONGEST_WORD: Final = 80


class UnknownWordError(RuleError):
    """A word, `text`, that stands for no code; `near` is a known word that looks like it, or nothing."""

    def __init__(self, text: str, known: Mapping[str, str]) -> None:
        super().__init__("", N_("“{text}” is not a code or word for this column."), text=shown(text))
        self.text = text
        self._known = known

    def sentences(self) -> tuple[str, ...]:
        """Return the sentence, and the near word when there is one (looked for only when it is shown)."""
        near = (
            get_close_matches(fold(self.text), self._known, 1, _NEAR)
            if len(self.text) <= _LONGEST_WORD
            else []
        )
        if not near:
            return super().sentences()
        self.values["near"] = self._known[near[0]]
        return (*super().sentences(), N_("Did you mean “{near}”?"))


class SeveralMeaningsError(RuleError):
    """A word, `text`, that stands for several codes."""

    def __init__(self, text: str, codes: Iterable[str]) -> None:
        super().__init__(
            "",
            N_("“{text}” can mean several things here. Write one of these: {choices}."),
            text=shown(text),
            choices=", ".join(codes),
        )
        self.text = text


class Vocabulary(Generic[C]):
    """The words of one value list, with capitals, accents, hyphens and underscores left aside."""

    def __init__(self, words: Mapping[C, tuple[str, ...]], answered: Mapping[str, Code] = NOTHING) -> None:
        self._words = words
        self._codes: dict[str, tuple[C, ...]] = {}
        self._known: dict[str, str] = {}
        for code, dutch in words.items():
            for word in (code.value, *dutch):
                folded = fold(word)
                self._known.setdefault(folded, word)
                if code not in self._codes.get(folded, ()):
                    self._codes[folded] = (*self._codes.get(folded, ()), code)
        self._codes.update({word: (code,) for code in words for word, one in answered.items() if one == code})

    @property
    def codes(self) -> tuple[C, ...]:
        """The codes of the list, in its order."""
        return tuple(dict.fromkeys(code for codes in self._codes.values() for code in codes))

    def with_words(self, answered: Mapping[str, Code]) -> "Vocabulary[C]":
        """Return a vocabulary in which each folded word of `answered` stands for that code, if it has it."""
        return Vocabulary(self._words, answered) if answered else self

    def __call__(self, text: str) -> C:
        """Return the code of a word; raises RuleError when it stands for none, or for several."""
        codes = self._codes.get(fold(text))
        if codes is None:
            raise UnknownWordError(text, self._known)
        if len(codes) > 1:
            raise SeveralMeaningsError(text, codes)
        return codes[0]


MANDATES: Final = Vocabulary(
    {
        Mandate.CONDUCT: ("ongewenste omgangsvormen", "persoonlijke integriteit"),
        Mandate.INTEGRITY: ("zakelijke integriteit",),
        Mandate.OUTSIDE: ("buiten mandaat", "buiten het mandaat"),
    }
)

MATTERS: Final = Vocabulary(
    {
        Matter.BULLYING: ("pesten",),
        Matter.INTIMIDATION: ("intimidatie",),
        Matter.SEXUAL_HARASSMENT: ("seksuele intimidatie",),
        Matter.DISCRIMINATION: ("discriminatie",),
        Matter.AGGRESSION: ("agressie en geweld", "agressie", "geweld"),
        Matter.STALKING: ("stalking", "stalken"),
        Matter.ABUSE_OF_POWER: ("machtsmisbruik",),
        Matter.OTHER_CONDUCT: ("anders", "anders (ongewenste omgangsvormen)"),
        Matter.FRAUD: ("fraude",),
        Matter.CORRUPTION: ("corruptie",),
        Matter.THEFT: ("diefstal of verduistering", "diefstal", "verduistering"),
        Matter.CONFLICT_OF_INTEREST: ("belangenverstrengeling",),
        Matter.MISUSE_OF_POWERS: ("oneigenlijk gebruik van bevoegdheden",),
        Matter.MISUSE_OF_PROPERTY: ("misbruik van eigendommen",),
        Matter.MISUSE_OF_INFORMATION: ("misbruik van informatie",),
        Matter.PRIVACY_BREACH: ("opzettelijke privacyschending", "privacyschending"),
        Matter.ENVIRONMENTAL_HARM: ("natuurschending",),
        Matter.MISCONDUCT: ("misdragingen",),
        Matter.OTHER_INTEGRITY: ("anders", "anders (zakelijke integriteit)"),
        Matter.LABOUR_DISPUTE: ("arbeidsconflict",),
        Matter.LEGAL_POSITION: ("rechtspositie of beoordeling", "rechtspositie", "beoordeling"),
        Matter.WORKLOAD: ("werkdruk",),
        Matter.REORGANISATION: ("reorganisatie",),
        Matter.COOPERATION: ("samenwerking of communicatie", "samenwerking", "communicatie"),
        Matter.PRIVATE_MATTER: ("privéprobleem",),
        Matter.CAREER: ("loopbaan of persoonlijke ontwikkeling", "loopbaan", "persoonlijke ontwikkeling"),
        Matter.SOUNDING_BOARD: ("klankbord",),
        Matter.OTHER_OUTSIDE: ("anders", "anders (buiten mandaat)"),
    }
)

POSITIONS: Final = Vocabulary(
    {
        Position.EMPLOYEE: ("medewerker",),
        Position.MANAGER: ("leidinggevende",),
        Position.CONTRACTOR: ("inhuur of uitzendkracht", "inhuur", "uitzendkracht"),
        Position.INTERN: ("stagiair", "stagiaire"),
        Position.FORMER_EMPLOYEE: ("oud-medewerker", "oudmedewerker"),
        Position.APPLICANT: ("sollicitant",),
        Position.VOLUNTEER: ("vrijwilliger",),
        Position.STUDENT: ("student",),
        Position.PHD_CANDIDATE: ("promovendus",),
        Position.WITNESS: ("getuige",),
        Position.ACCUSED: ("beschuldigde",),
        Position.UNKNOWN: ("onbekend",),
    }
)

RELATIONS: Final = Vocabulary(
    {
        Relation.MANAGER: ("leidinggevende",),
        Relation.COLLEAGUE: ("collega",),
        Relation.SUBORDINATE: ("ondergeschikte",),
        Relation.BOARD: ("directie of bestuur", "directie", "bestuur"),
        Relation.TEACHER: ("docent of begeleider", "docent", "begeleider"),
        Relation.STUDENT: ("(mede)student", "medestudent", "student"),
        Relation.CUSTOMER: ("klant, cliënt of patiënt", "klant", "cliënt", "patiënt"),
        Relation.THIRD_PARTY: ("derde",),
        Relation.ORGANISATION: ("de organisatie", "organisatie"),
        Relation.UNKNOWN: ("onbekend",),
    }
)

ENTRIES: Final = Vocabulary(
    {
        Entry.PHONE: ("telefoon", "telefonisch"),
        Entry.EMAIL: ("e-mail",),
        Entry.MESSAGE: ("bericht",),
        Entry.OFFICE_HOUR: ("spreekuur",),
        Entry.PORTAL: ("meldplatform",),
        Entry.INTERNAL_COUNSELLOR: ("interne VP", "interne vertrouwenspersoon"),
        Entry.VIA_MANAGER: ("leidinggevende", "via leidinggevende", "via de leidinggevende"),
        Entry.HR: (),
        Entry.COMPANY_DOCTOR: ("bedrijfsarts",),
        Entry.WORKS_COUNCIL: ("ondernemingsraad", "OR"),
        Entry.OTHER: ("anders",),
        Entry.UNKNOWN: ("onbekend",),
    }
)

ROUTES: Final = Vocabulary(
    {
        Route.LISTENING_ONLY: ("alleen luisteren",),
        Route.SELF: ("zelf oplossen",),
        Route.WITH_RESPONDENT: ("samen met de ander",),
        Route.WITH_MANAGER: ("met de leidinggevende",),
        Route.CONFLICT_MEDIATION: ("conflictbemiddeling",),
        Route.MEDIATION: (),
        Route.COMPLAINTS_COMMITTEE: ("klachtencommissie",),
        Route.REPORTING_POINT: ("meldpunt",),
        Route.POLICE_REPORT: ("aangifte",),
        Route.COURT: ("rechter",),
    }
)

#: The column of the outcome also takes "running", as practice writes it there: such a case has none yet.
OUTCOMES: Final = Vocabulary[Outcome | CaseStatus](
    {
        CaseStatus.OPEN: ("running", "lopend", "loopt nog"),
        Outcome.RESOLVED: ("opgelost",),
        Outcome.IMPROVED: ("verbeterd",),
        Outcome.UNRESOLVED: ("niet opgelost",),
        Outcome.WITHDRAWN: ("gestopt op verzoek van de melder", "gestopt op verzoek melder"),
        Outcome.LEFT: ("vertrokken",),
        Outcome.HANDLED_FORMALLY: ("formeel afgehandeld",),
        Outcome.REFERRED_ON: ("doorverwezen",),
        Outcome.LISTENED_ONLY: ("alleen geluisterd",),
        Outcome.LOST_CONTACT: ("contact verloren",),
        Outcome.UNKNOWN: ("onbekend",),
    }
)
