"""Row 3: the power is cut while passphrase, recovery key and vault key change; a secret always opens.

Whoever was told that a change was made opens the vault with the new secret; whoever was not, with the one
from before or, where the cut came late, with the new one that she had typed. And a passphrase that was
changed, perhaps because somebody knows it, opens nothing any more from the moment that she was told so.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import CHEAP, PASSPHRASE
from tests.proof import without, writer
from tests.proof.killer import Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.states import History, examine
from tests.proof.writer import HarmedError
from vpdesk.domain.errors import VpdeskError, WrongPassphraseError
from vpdesk.vault import rekey, rewrap
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.vault import Vault

#: What is changed: where the whole database is copied, few moments are those of the header.
SECRETS: Final = ("passphrase", "sheet")
KEY: Final = ("key",)
ALL: Final = (*SECRETS, *KEY)
_CHANGES: Final = 12
_SAVES: Final = 3
#: States that are drawn from one history.
_EACH: Final = 500


@proves(3)
def cut_power_on_keys(run: Run) -> Iterator[Finding]:
    """Cut the power at every kind of moment of several histories of changes."""
    states = run.of(small=200, full=10_000)
    words = _cut(run, SECRETS, states // 2) + _cut(run, ALL, states - states // 2)
    yield at_least(states, "states that a power cut could leave", words.total())
    yield none("states that no secret opens that was told of", words["locked out"])
    yield none("states that open with something else in them, or damaged", words["harmed"])
    yield none("states that a passphrase opens that was changed before", words["old opens"])
    for kinds, name, said, harmed, share in (
        (SECRETS, "durable_files", "whole files", ("locked out", "harmed"), 0.1),
        (KEY, "order_of_keys", "the order in which keys change places", ("locked out", "harmed"), 0.2),
        (SECRETS, "both_headers", "writing both headers", ("old opens",), 0.1),
    ):
        other = _cut(run, kinds, run.of(small=100, full=1000), name)
        harm = sum(other[word] for word in harmed)
        yield Control(without=said, harm=harm, of=other.total(), share=share)


def _cut(run: Run, kinds: tuple[str, ...], states: int, *taken_away: str) -> Counter[str]:
    """Record histories of such changes and judge states of them."""
    name = "-".join((*kinds, *taken_away))
    words = Counter[str]()
    histories = -(-states // _EACH)
    for number in range(histories):
        chance = random.Random(f"{run.seed} {name} {number}")
        folder = run.folder / f"{name}-{number}"
        writer.begin(folder)
        history = History.of(folder, partial(change, folder, kinds, chance, taken_away))
        share = states // histories + (number < states % histories)
        words += examine(history, share, judge, within=run.folder, seed=chance.randrange(1 << 30))
    return words


def change(
    path: Path, kinds: tuple[str, ...], chance: random.Random, taken_away: Sequence[str], say: Say
) -> None:
    """Change one secret after the other, opening the vault with one or the other of them."""
    for name in taken_away:
        getattr(without, name)()
    passphrase, sheet = PASSPHRASE, ""
    with Vault.open(path, passphrase) as vault:
        for number in range(1, _SAVES + 1):
            writer.save(vault, number, chance)
    say(f"passphrase {passphrase}")
    for _ in range(_CHANGES):
        secret: Secret = RecoveryKey.parse(sheet) if sheet and chance.random() < 0.5 else passphrase
        with Vault.open(path, secret) as vault:
            what = chance.choice(kinds)
            if what == "passphrase":
                passphrase = f"wachtzin {chance.randrange(1 << 30)}"
                say(f">passphrase {passphrase}")
                rewrap.change_passphrase(vault, passphrase, cost=CHEAP)
                say(f"passphrase {passphrase}")
            else:
                recovery_key = RecoveryKey.generate()
                sheet = " ".join(recovery_key.groups)
                say(f">sheet {sheet}")
                if what == "sheet":
                    rewrap.put_recovery_slot(vault, recovery_key)
                else:
                    rekey.renew_key(vault, passphrase, recovery_key)
                say(f"sheet {sheet}")


def judge(folder: Path, said: Sequence[str]) -> str:
    """Say what the secrets of that moment open in `folder`: ok, locked out, harmed, or what "old opens"."""
    told: dict[str, str] = {}
    typed: dict[str, str] = {}
    changed = list[str]()
    for line in said:
        kind, _, secret = line.removeprefix(">").partition(" ")
        if not line.startswith(">") and kind == "passphrase" and kind in told:
            changed.append(told[kind])
        (typed if line.startswith(">") else told)[kind] = secret
    # first, because whoever opens it heals what a cut left
    if changed and _open(folder, "passphrase", changed[-1]) == "ok":
        return "old opens"
    kinds = [kind for kind in ("passphrase", "sheet") if kind in told]
    for kind in kinds if len(said) % 2 else reversed(kinds):
        # whoever knows two passphrases tries either first; a sheet is only shown once it opens the vault
        secrets = [told[kind], typed.get(kind, told[kind])]
        if kind == "passphrase" and len(said) % 4 > 1:
            secrets.reverse()
        words = [_open(folder, kind, secrets[0])]
        if words == ["locked out"]:
            words.append(_open(folder, kind, secrets[1]))
        if words[-1] != "ok":
            return words[-1]
    return "ok"


def _open(folder: Path, kind: str, text: str) -> str:
    secret: Secret = RecoveryKey.parse(text) if kind == "sheet" else text
    try:
        with Vault.open(folder, secret) as vault:
            return "ok" if writer.saves_in(vault) == _SAVES else "harmed"
    except WrongPassphraseError:
        return "locked out"
    except (HarmedError, VpdeskError):
        return "harmed"
