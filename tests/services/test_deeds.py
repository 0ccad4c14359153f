"""Any deeds on any cases, by chance: undone one after the other, every row is as it was at the beginning."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_step
from tests.services.test_binning import fill, rows
from vpdesk.domain.contact import Participant
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter, Outcome
from vpdesk.services.binning import bin_case, bin_part, deletable, put_back, put_case_back
from vpdesk.services.casework import read_case, save_case, save_contact
from vpdesk.services.closing import close_case, reopen_case
from vpdesk.services.consents import carry_out_step, record_consent, withdraw_consent
from vpdesk.services.joining import join_cases
from vpdesk.services.splitting import split_case
from vpdesk.services.undoing import Deed, deed_since, look, undo
from vpdesk.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 20, 14, 9)
ON = NOW.date()


class Hand:
    """Does one thing after another to the cases of a vault; `deeds` is what can be undone."""

    def __init__(self, vault: Vault, seed: int) -> None:
        self.vault = vault
        self.dice = random.Random(seed)
        self.deeds: list[Deed] = []
        self.count = 0

    def cases(self) -> list[int]:
        return [row["id"] for row in self.vault.connection.execute("SELECT id FROM cases ORDER BY id")]

    def do_something(self) -> None:
        """Do one thing by chance; what a rule refuses changes nothing."""
        self.count += 1
        case_id, other = (self.dice.choice(self.cases()) for _ in range(2))
        ids = {case_id, other}
        before = look(self.vault, ids)
        verb: Callable[[int, int], Any] = self.dice.choice(
            [self.talk, self.change, self.allow, self.withdraw, self.take_step, self.delete, self.put_back,
             self.close, self.reopen, self.join, self.split, self.bin]
        )  # fmt: skip
        try:
            made = verb(case_id, other)
        except RuleError:
            assert deed_since(self.vault, before) is None, verb.__name__
            return
        deed = deed_since(self.vault, before, [made] if isinstance(made, int) else [])
        if deed is not None:
            self.deeds.append(deed)

    def talk(self, case_id: int, _other: int) -> None:
        there = (Participant.REPORTER,) * self.dice.randint(0, 1)
        save_contact(self.vault, make_contact(case_id, notes=f"gesprek {self.count}", participants=there))

    def change(self, case_id: int, _other: int) -> None:
        matters = tuple(self.dice.sample(list(Matter), 2))
        save_case(
            self.vault, replace(self.vault.cases.get(case_id), alias=f"Iep-{self.count}", matters=matters)
        )

    def allow(self, case_id: int, _other: int) -> None:
        consent = make_consent(case_id)
        record_consent(self.vault, consent)
        with self.vault.transaction():
            self.vault.steps.save(make_step(case_id, consent.id))

    def withdraw(self, case_id: int, _other: int) -> None:
        for consent in self.vault.consents.of_case(case_id)[:1]:
            withdraw_consent(self.vault, consent.id, ON)

    def take_step(self, case_id: int, _other: int) -> None:
        for step in self.vault.steps.of_case(case_id)[:1]:
            carry_out_step(self.vault, step.id, ON - timedelta(days=200))

    def delete(self, case_id: int, _other: int) -> None:
        parts = deletable(read_case(self.vault, case_id))
        if parts:
            value_id = self.dice.choice(sorted(parts))
            bin_part(self.vault, parts[value_id], value_id, label="x", now=NOW)

    def put_back(self, case_id: int, _other: int) -> None:
        found = self.vault.bin.of_case(case_id)
        if found:
            put_back(self.vault, self.dice.choice(found).id)

    def close(self, case_id: int, _other: int) -> None:
        aftercare = make_aftercare(case_id)
        close_case(self.vault, case_id, on=ON, outcome=self.dice.choice(list(Outcome)), aftercare=aftercare)

    def reopen(self, case_id: int, _other: int) -> None:
        reopen_case(self.vault, case_id, ON)

    def join(self, case_id: int, other: int) -> None:
        join_cases(self.vault, case_id, other, ON)

    def split(self, case_id: int, _other: int) -> int | None:
        file = read_case(self.vault, case_id)
        there = sorted({*deletable(file), *(aftercare.id for aftercare in file.aftercares)})
        if not there:
            return None
        return split_case(
            self.vault,
            case_id,
            moved=self.dice.sample(there, self.dice.randint(1, len(there))),
            kept_matters=file.case.matters[:1],
            moved_matters=(Matter.STALKING,),
            alias=f"Olm-{self.count}",
            on=ON,
        ).id

    def bin(self, case_id: int, _other: int) -> None:
        if self.vault.cases.get(case_id).binned_on is None:
            bin_case(self.vault, case_id, date(2026, 11, self.dice.randint(1, 20)))
        else:
            put_case_back(self.vault, case_id)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_done_is_undone_to_the_last_row(
    vault: Vault, organisation: Organisation, seed: int
) -> None:
    for _number in range(3):
        fill(vault, save_case(vault, make_case(organisation.id)))
    with vault.transaction():
        for row in vault.connection.execute("SELECT place FROM drafts").fetchall():
            vault.drafts.drop(row["place"])  # drafts are no part of a deed
    before = rows(vault)
    hand = Hand(vault, seed)
    for _step in range(40):
        hand.do_something()
    assert len(hand.deeds) > 10
    assert vault.check() == ()
    while hand.deeds:
        undo(vault, hand.deeds.pop())
    assert rows(vault) == before
    assert vault.check() == ()
