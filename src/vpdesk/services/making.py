"""How a release comes about: what it takes in, what it holds, what it counts, what it prints, and the attack.

Nothing here is stored. The counts are secret; of a `Making` only its `figures` may be shown to a reader.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.findings import AuditResult, Fault, Finding
from vpdesk.disclosure.history import HistoryError, LowerThresholdError
from vpdesk.disclosure.outline import THRESHOLD, outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Kind, Release, Span
from vpdesk.disclosure.witness import Witness, witness_of
from vpdesk.disclosure.witness_check import check
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.register import ReleaseKind
from vpdesk.services.audit_events import bodies_of, events_of_batch, events_of_history
from vpdesk.services.batches import Batch, batch_of
from vpdesk.services.group_history import GroupHistory, history_of, intake_of_batch
from vpdesk.services.tallying import Counted, Tallying
from vpdesk.vault.vault import Vault


class UncertifiedError(Exception):
    """A table has no sound witness: a mistake of the program, and nothing may leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A release that is asked for: to whom, over which days. `k` None: the usual threshold."""

    organisation_id: int
    kind: ReleaseKind = ReleaseKind.FULL
    start: date
    end: date
    k: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A release as it would be made now, with all that it is made from."""

    history: GroupHistory
    batch: Batch
    counted: Counted
    figures: Release

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """The worlds that show that nobody can be found in what the tables hide.

        Raises UncertifiedError where the independent check refuses them.
        """
        figures = self.figures
        follow_ups = {
            pool.over: counts
            for pool, counts in zip(self.counted.outline.pools, self.counted.follow_ups, strict=True)
        }
        tables = {counts.declared.dimension: counts for counts in self.counted.tables}
        found = []
        for table in figures.tables:
            if table.remainder is not None:
                counts = follow_ups[table.over] if table.follows else tables[table.dimension]
                found.append(witness_of(table, counts, k=figures.k, kappa=figures.kappa))
        witnesses = tuple(one for one in found if one is not None)
        if check(figures, witnesses):
            raise UncertifiedError
        return witnesses

    @property
    def template(self) -> dict[str, Any]:
        """What was declared before the figures were seen: the lists that were counted over, as JSON."""
        counted = self.counted
        return {
            "lists": {
                counts.declared.dimension: {one.key: list(one.members) for one in counts.declared.categories}
                for counts in (*counted.tables, *counted.follow_ups)
            }
        }


def make(vault: Vault, asked: Asked) -> Making:
    """Return the release that is asked for as it would be made now, after the attack on it.

    Raises RuleError as `draft` does, and where the attack on all releases to the group finds anything new.
    A number that was told is out already: nothing refuses it.
    """
    making = draft(vault, asked)
    if asked.kind is not ReleaseKind.TOLD and new_findings(making):
        raise RuleError(
            "start",
            N_("With what was released before, a reader could compute a number that must stay hidden."),
            safe=N_("Nothing was released."),
            todo=N_("Choose a longer period, or give interim figures: these are totals only."),
        )
    return making


def draft(vault: Vault, asked: Asked) -> Making:
    """Return the release that is asked for before anything attacks it: for the counsellor's eyes.

    Raises RuleError where it does not go together with those before it.
    """
    organisation = vault.organisations.get(asked.organisation_id)
    history, batch, counted = count(vault, asked)
    figures = release(
        counted.outline,
        organisation.name,
        counted.tables,
        halves=counted.halves,
        follow_ups=counted.follow_ups,
    )
    return Making(history=history, batch=batch, counted=counted, figures=figures)


def count(vault: Vault, asked: Asked) -> tuple[GroupHistory, Batch, Counted]:
    """Return what the release that is asked for would be made from; raises RuleError as `draft` does."""
    history = history_of(vault, asked.organisation_id)
    batch = batch_of(vault, asked.organisation_id, asked.start, asked.end)
    try:
        planned = outline(
            Kind(asked.kind.value),
            Span(start=asked.start, end=asked.end),
            intake_of_batch(batch),
            history.earlier,
            k=threshold_of(history, asked),
        )
    except HistoryError as error:
        raise _not_together(error, history) from error
    return history, batch, Tallying(vault, asked.organisation_id, history, batch).count(planned)


def threshold_of(history: GroupHistory, asked: Asked) -> int:
    """Return the threshold of a release: the usual one, or that of interim figures inside it if higher."""
    if asked.k is not None:
        return asked.k
    inside = [
        entry.k
        for entry in history.entries
        if entry.kind is ReleaseKind.INTERIM and asked.start <= entry.start and entry.end <= asked.end
    ]
    return max([THRESHOLD, *inside]) if asked.kind is ReleaseKind.FULL else THRESHOLD


def attack(making: Making) -> AuditResult:
    """Return what the independent auditor finds in all releases to the group, with this one at the end."""
    history, figures = making.history, making.figures
    now = events_of_batch(making.batch, history, figures.start, figures.end)
    return audit(
        [*bodies_of(history), figures.to_json()], [*events_of_history(history), now], kappa=figures.kappa
    )


def new_findings(making: Making) -> tuple[Finding, ...]:
    """Return what the auditor finds since the release is there: numbers that were told are told."""
    result = attack(making)
    if not result.refuses:
        return ()
    history = making.history
    before = audit(bodies_of(history), events_of_history(history), kappa=making.figures.kappa).findings
    return tuple(one for one in result.findings if one not in before and one.fault is not Fault.TOLD)


def _not_together(error: HistoryError, history: GroupHistory) -> RuleError:
    days = {
        "start": error.span.start.strftime("%d-%m-%Y"),
        "end": error.span.end.strftime("%d-%m-%Y"),
    }
    if isinstance(error, LowerThresholdError):
        span = (error.span.start, error.span.end)
        k = max(one.k for one in history.entries if (one.start, one.end) == span)
        return RuleError(
            "k",
            N_("Interim figures over {start} to {end} have threshold {k}, and this report holds them."),
            safe=N_("Nothing was released."),
            todo=N_("Choose that threshold or a higher one."),
            k=k,
            **days,
        )
    return RuleError(
        "start",
        N_("A report over {start} to {end} was released before, and this period overlaps it."),
        safe=N_("Nothing was released."),
        todo=N_("Choose a period that shares no day with it."),
        **days,
    )
