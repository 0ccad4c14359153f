"""Row 7: backups that are damaged or forged give one of our own errors, and nothing is written elsewhere.

How they are drawn and met stands in `tests.vault.forging`: damaged at random; packed anew by a ZIP program,
with bombs, `..` and double names; or spelled as we would, with other members and right checksums.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import PASSPHRASE
from tests.proof import without, writer
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.states import share
from tests.vault import forging
from vpdesk.domain.backup import BackupReason
from vpdesk.vault.backup import make_backup, verify_backup
from vpdesk.vault.vault import Vault

_NOW: Final = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)


@proves(7, "forged backups and manifests")
def read_forged_backups(run: Run) -> Iterator[Finding]:
    """List and verify backups that are not what they should be."""
    backups = run.of(small=1500, full=50_000)
    words = _read_all(run, backups)
    yield at_least(backups, "backups that were damaged or forged", words.total())
    yield at_least(backups // 10, "of them well-formed, and refused by a seal", words["late"])
    yield none("that were believed", words["fooled"] + words["as before"])
    yield none("errors that are not ours", words["broken"])
    yield none("that left a file elsewhere, or a working file", words["left"])
    other = _read_all(run, run.of(small=300, full=2000), "manifest_mac")
    yield Control(
        without="the manifest's HMAC",
        harm=other["fooled"] + other["as before"],
        of=other.total(),
        share=0.015,
    )


def _read_all(run: Run, backups: int, *taken_away: str) -> Counter[str]:
    folder = run.folder / "-".join(("backups", *taken_away))
    folder.mkdir()
    writer.begin(folder / "vault")
    return share(partial(_read_some, folder, (backups, run.seed), taken_away))


def _read_some(
    folder: Path, drawn: tuple[int, int], taken_away: tuple[str, ...], *share: int
) -> Counter[str]:
    """Read a share of the backups; say what came of each. The lock is of no use here: nobody writes."""
    without.each((*taken_away, "lock"))
    part, parts = share
    backups, seed = drawn
    chance = random.Random(f"{seed} {part}")
    place = folder / f"place-{part}" / "files"
    place.mkdir(parents=True)
    with Vault.open(folder / "vault", PASSPHRASE) as vault, vault.backup_source() as source:
        made = make_backup(source, folder / f"made-{part}", reason=BackupReason.ASKED, now=_NOW).file
        counts, good = verify_backup(made, source.key).counts, made.read_bytes()
        return Counter(
            forging.meet(place / "forged.vpbak", forging.forge(good, chance), source.key, counts)
            for _ in range(part, backups, parts)
        )
