"""What the counsellor chooses for a report, and the fields in which it is chosen, declared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from vpdesk.disclosure.outline import THRESHOLD
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Matter
from vpdesk.i18n import LANGUAGES, _, label
from vpdesk.reports.period import Period
from vpdesk.services.guarding import Tick
from vpdesk.services.reporting import ReportRequest
from vpdesk.views.fields import Field, long_text, number, one_of, optional_choice, text
from vpdesk.views.period_editor import PeriodEditor
from vpdesk.views.reports.ticks import Ticks

#: The counsellor's own sentences, asked for only when she wants them.
TEXTS: Final = ("activities", "signals", "sketch", "recommendations")
#: What stands on every cover; it is not a choice of one report.
COUNSELLOR_FIELDS: Final = (
    Field(
        "practice_name", N_("Your practice, on the cover"), text, N_("It stands on every report from now on.")
    ),
)
_LANGUAGE_WORDS: Final = {"nl": N_("Dutch"), "en": N_("English")}
#: Where a request speaks of something that is chosen elsewhere here.
_FIELD_OF: Final = {"start": "period", "end": "period"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoices:
    """The choices as they stand in the form; `threshold` 0 is the usual one. Texts: one paragraph a line.

    `ticked` are the reasons for what may stay in them.
    """

    organisation_id: int
    period: Period
    kind: ReleaseKind = ReleaseKind.FULL
    language: str
    threshold: int = THRESHOLD
    reason: str = ""
    activities: str = ""
    signals: str = ""
    recommendations: str = ""
    sketch: str = ""
    sketch_about: Matter | None = None
    ticked: tuple[Tick, ...] = ()

    def __post_init__(self) -> None:
        self.request()  # says what is wrong at its field

    def request(self) -> ReportRequest:
        """Return what is asked of the service; raises RuleError at the field of this form."""
        try:
            return ReportRequest(
                organisation_id=self.organisation_id,
                start=self.period.start,
                end=self.period.end,
                kind=self.kind,
                language=self.language,
                # the usual threshold is not insisted on, so that an earlier release keeps its own
                k=None if self.threshold in (0, THRESHOLD) else self.threshold,
                reason=self.reason.strip(),
                activities=_paragraphs(self.activities),
                signals=_paragraphs(self.signals),
                recommendations=_paragraphs(self.recommendations),
                sketch=_paragraphs(self.sketch),
                sketch_about=self.sketch_about.value if self.sketch_about is not None else "",
                ticked=self.ticked,
            )
        except RuleError as error:
            raise at_its_field(error) from error


def at_its_field(error: RuleError) -> RuleError:
    """Return `error`, made to speak of the field of this form that it is about."""
    error.field = {**_FIELD_OF, "k": "threshold"}.get(error.field, error.field)
    return error


def report_fields(
    organisations: Callable[[], Sequence[tuple[Any, str]]], today: Callable[[], date]
) -> tuple[Field, ...]:
    """Return the fields of `ReportChoices`; `organisations` offers identifiers and names."""
    return (
        Field("organisation_id", N_("Client organisation"), one_of(organisations)),
        Field("period", N_("Period"), partial(PeriodEditor, today)),
        Field(
            "kind",
            N_("What it is"),
            one_of(_kinds),
            N_("Interim figures are totals only; the report over the whole period follows later."),
        ),
        Field("language", N_("Language of the report"), one_of(_languages)),
        Field(
            "threshold",
            N_("Threshold"),
            number,
            N_("A smaller number is not printed separately. Raise it freely; below 5 asks for a reason."),
        ),
        Field(
            "reason",
            N_("Why a lower threshold"),
            text,
            N_("It is kept with the report, and not printed."),
        ),
        Field("activities", N_("Activities"), long_text, N_("One paragraph a line.")),
        Field(
            "signals",
            N_("Signals"),
            long_text,
            N_("Write so that nobody recognises a person: no example, no place, no date."),
        ),
        Field("sketch_about", N_("Case sketch about"), optional_choice(Matter, N_("No sketch"))),
        Field(
            "sketch",
            N_("Case sketch"),
            long_text,
            N_(
                "Put together from several cases, about nobody in particular:"
                " no time, place, function or sex."
            ),
        ),
        Field("recommendations", N_("Recommendations"), long_text, N_("One paragraph a line.")),
        Field("ticked", N_("What may stay in the texts"), Ticks),
    )


def _kinds() -> list[tuple[Any, str]]:
    return [(kind, label(kind)) for kind in (ReleaseKind.FULL, ReleaseKind.INTERIM)]


def _languages() -> list[tuple[Any, str]]:
    return [(code, _(_LANGUAGE_WORDS[code])) for code in LANGUAGES]


def _paragraphs(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.splitlines() if line.strip())
