"""Whatever happens to cases between releases, nothing is counted twice and nothing released ever changes.

Random histories, seeded: cases come, close, join, split, move to the bin and back, are erased, refuse to be
counted, and every deed may be undone; a release may be cut off in the middle, and the work goes on with what
was on the disk then.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.factories import (
    CHEAP,
    PASSPHRASE,
    make_case,
    make_consent,
    make_contact,
    make_release,
)
from vpdesk.domain.binned import BinKind
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import EventKind
from vpdesk.domain.values import ConsentDecision, ConsentPurpose, Matter, Outcome
from vpdesk.services.batches import batch_of, entries_of
from vpdesk.services.binning import bin_part, put_back
from vpdesk.services.joining import join_cases
from vpdesk.services.splitting import split_case
from vpdesk.services.undoing import Deed, deed_since, look, undo
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.ledger import Ledger
from vpdesk.vault.vault import Vault

BEGIN = date(2020, 1, 1)
MONTH = timedelta(days=30)
ON = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0)
_STEPS = 60


class CutOffError(Exception):
    """The power is gone."""


@dataclass
class World:
    """What a history knows of its cases beside the vault: which stand for which others.

    `stands_for` maps a case to the cases whose story it holds; `counted` are the cases of which one was
    counted as new, `closed` as closed, and `contacts` the contacts that were counted; `openings` are the
    events that counted them as new.
    """

    folder: Path
    vault: Vault
    organisation: Organisation
    random: Random
    stands_for: dict[int, set[int]] = field(default_factory=dict)
    counted: Counter[int] = field(default_factory=Counter)
    closed: Counter[int] = field(default_factory=Counter)
    contacts: Counter[int] = field(default_factory=Counter)
    openings: dict[int, int] = field(default_factory=dict)
    month: int = 0
    released: dict[int, str] = field(default_factory=dict)
    last: tuple[Deed, dict[int, set[int]]] | None = None

    def some(self, number: int = 1) -> list[int]:
        there = sorted(self.stands_for)
        return self.random.sample(there, number) if len(there) >= number else []

    def day(self) -> date:
        """A day of the month that runs, or now and then of an earlier one."""
        month = self.random.choice((self.month, self.month, self.month, self.random.randint(0, self.month)))
        return BEGIN + month * MONTH + timedelta(days=self.random.randint(0, 29))


def come(world: World) -> None:
    matters = (Matter.BULLYING, Matter.FRAUD)
    case = make_case(world.organisation.id, opened_on=world.day(), matters=matters)
    with world.vault.transaction():
        world.vault.cases.save(case)
        for _ in range(world.random.randint(0, 3)):
            world.vault.contacts.save(make_contact(case.id, held_on=world.day(), minutes=30))
    world.stands_for[case.id] = {case.id}
    world.last = None


def talk(world: World) -> None:
    for case_id in world.some():
        with world.vault.transaction():
            world.vault.contacts.save(make_contact(case_id, held_on=world.day()))


def close(world: World) -> None:
    for case_id in world.some():
        case = world.vault.cases.get(case_id)
        with world.vault.transaction():
            if case.closed_on is None:
                world.vault.cases.save(case.close(max(world.day(), case.opened_on), Outcome.RESOLVED))
            else:
                world.vault.cases.save(case.reopen())


def refuse(world: World) -> None:
    for case_id in world.some():
        decision = world.random.choice(list(ConsentDecision))
        with world.vault.transaction():
            world.vault.consents.save(
                make_consent(
                    case_id, purpose=ConsentPurpose.COUNTING, decision=decision, given_on=world.day()
                )
            )


def join(world: World) -> None:
    for first, second in [world.some(2)] if len(world.stands_for) > 1 else []:
        before, known = look(world.vault, [first, second]), deepcopy(world.stands_for)
        join_cases(world.vault, first, second, ON)
        deed = deed_since(world.vault, before)
        assert deed is not None
        world.last = deed, known
        world.stands_for[first] |= world.stands_for.pop(second)


def split(world: World) -> None:
    for case_id in world.some():
        talks = world.vault.contacts.of_case(case_id)
        if not talks:
            continue
        before, known = look(world.vault, [case_id]), deepcopy(world.stands_for)
        alias = f"Deel-{world.random.getrandbits(40)}"
        fresh = split_case(
            world.vault, case_id, moved=[world.random.choice(talks).id], kept_matters=[Matter.BULLYING],
            moved_matters=[Matter.FRAUD], alias=alias, on=ON,
        )  # fmt: skip
        deed = deed_since(world.vault, before, [fresh.id])
        assert deed is not None
        world.last = deed, known
        was_counted = any(world.counted[each] for each in world.stands_for[case_id])
        world.stands_for[fresh.id] = {fresh.id} | (world.stands_for[case_id] if was_counted else set())


def take_back(world: World) -> None:
    if world.last is not None:
        deed, known = world.last
        with suppress(RuleError):
            undo(world.vault, deed)
            world.stands_for = known
    world.last = None


def throw_away(world: World) -> None:
    for case_id in world.some():
        for contact in world.vault.contacts.of_case(case_id)[:1]:
            binned = bin_part(world.vault, BinKind.CONTACT, contact.id, label="x", now=NOW)
            if world.random.random() < 0.7:
                put_back(world.vault, binned.id)


def erase(world: World) -> None:
    for case_id in world.some():
        erase_case(world.vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=ON)
        del world.stands_for[case_id]
    world.last = None


def release(world: World) -> None:
    """Release the month that runs; now and then the power goes before it is stored."""
    start = BEGIN + world.month * MONTH
    end = start + MONTH - timedelta(days=1)
    batch = batch_of(world.vault, world.organisation.id, start, end)
    entry = make_release(world.organisation.id, start=start, end=end)
    copy = world.folder.with_name(f"kluis-{entry.id}")
    with suppress(CutOffError), world.vault.transaction():
        world.vault.releases.register(entry, entries_of(batch, entry))
        if world.random.random() < 0.3:
            shutil.copytree(world.folder, copy)
            raise CutOffError
    if copy.exists():
        world.vault.close()
        world.folder, world.vault = copy, Vault.open(copy, PASSPHRASE)
        return
    world.month += 1
    for event in world.vault.ledger.of_releases([entry.id])[entry.id]:
        assert event.case_id is not None
        stories = world.stands_for[event.case_id]
        match event.event:
            case EventKind.OPENING:
                assert not any(world.counted[story] for story in stories), "a case is counted twice"
                world.counted.update(stories)
                world.openings.update(dict.fromkeys(stories, event.id))
            case EventKind.CLOSING:
                world.closed[event.case_id] += 1
            case EventKind.CONTACT:
                assert event.contact_id is not None
                world.contacts[event.contact_id] += 1
    world.released[entry.id] = _said(world.vault, entry.id)


def _said(vault: Vault, release_id: int) -> str:
    """Return what a release says and counted, without whom it names."""
    sql = "SELECT event, half, known, codes, contacts, minutes, of_release FROM ledger WHERE release_id = ?"
    counted = sorted(map(tuple, vault.connection.execute(f"{sql} ORDER BY id", [release_id])), key=repr)
    return repr((vault.releases.get(release_id).body, counted))


DEEDS = (come, come, come, talk, close, close, refuse, join, split, take_back, throw_away, erase, release)


def require_each_to_stand_for_its_stories(world: World) -> None:
    """Ask of every case whether it stands for exactly the events that counted what it holds."""
    sql = """
        SELECT id FROM ledger WHERE case_id = :case AND event = 'opening'
        UNION SELECT s.event_id FROM stands_for AS s JOIN ledger AS l ON l.id = s.event_id
        WHERE s.case_id = :case AND l.event = 'opening'
    """
    for case_id, stories in world.stands_for.items():
        found = {row[0] for row in world.vault.connection.execute(sql, {"case": case_id})}
        assert found == {world.openings[each] for each in stories if each in world.openings}, "whose is it"


def live_through(folder: Path, seed: int, asks: Callable[[World], None] = lambda _world: None) -> World:
    """Do sixty deeds by chance, and look after each whether anything is counted twice or has changed."""
    organisation = Organisation(name="Stichting De Boomgaard")
    vault = Vault.create(folder, PASSPHRASE, cost=CHEAP)
    with vault.transaction():
        vault.organisations.save(organisation)
    world = World(folder, vault, organisation, Random(seed))
    try:
        for _ in range(_STEPS):
            world.random.choice(DEEDS)(world)
            for release_id, said in world.released.items():
                assert _said(world.vault, release_id) == said, "what was released has changed"
            assert max(world.contacts.values(), default=0) <= 1, "a contact is counted twice"
            assert max(world.closed.values(), default=0) <= 1, "a closing is counted twice"
            asks(world)
        assert world.vault.check() == ()
    finally:
        world.vault.close()
    return world


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_counted_twice_and_nothing_released_changes(tmp_path: Path, seed: int) -> None:
    world = live_through(tmp_path / "kluis", seed, require_each_to_stand_for_its_stories)
    assert len(world.released) > 1
    assert sum(world.counted.values()) > 1


def _nothing(_ledger: Ledger, _one: int, _other: int) -> None:
    """Note nothing of what became of two cases."""


@pytest.mark.parametrize("forgotten", ["count_along", "count_as"])
def test_a_ledger_that_does_not_follow_its_cases_counts_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    """The control: a few histories are enough to see it."""
    monkeypatch.setattr(Ledger, forgotten, _nothing)
    with pytest.raises(AssertionError, match="twice"):
        for seed in range(12):
            live_through(tmp_path / f"kluis-{seed}", seed)


def test_a_ledger_in_which_nobody_stands_for_another_is_found_out(tmp_path: Path) -> None:
    """The control of that question."""

    def forget(world: World) -> None:
        world.vault.connection.execute("DELETE FROM stands_for")
        require_each_to_stand_for_its_stories(world)

    with pytest.raises(AssertionError, match="whose is it"):
        for seed in range(12):
            live_through(tmp_path / f"kluis-{seed}", seed, forget)
