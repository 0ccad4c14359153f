from pathlib import Path

import pytest

from tests.app.conftest import Stage
from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.views.conftest import NOW
from vpdesk.app.gallery import draw
from vpdesk.domain.organisation import Organisation
from vpdesk.settings import Settings
from vpdesk.vault.vault import Vault
from vpdesk.views.cases import new_case
from vpdesk.views.places import PLACES


@pytest.fixture
def folder(stage: Stage) -> Path:
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        organisation = Organisation(name="Gemeente Molendrecht")
        vault.organisations.save(organisation)
        vault.cases.save(make_case(organisation.id, alias="Eik-14"))
    return stage.folder


def test_every_screen_is_drawn_and_twice_the_same(
    folder: Path, tmp_path: Path, dutch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_case, "propose_alias", lambda _vault: "Beuk-21")  # else by chance
    looks = (Settings(language="en", theme="light"), Settings(language=dutch, theme="dark"))
    first, second = (
        draw(folder, PASSPHRASE, tmp_path / name, now=lambda: NOW, looks=looks)
        for name in ("first", "second")
    )
    screens = [
        "welcome",
        "new-vault",
        "unlock",
        "unlock-damaged",
        "recovery",
        *("restore-choice", "restore-opening", "rescue"),
        *(place.key for place in PLACES),
        *("reports-veiled", "reports-known", "reports-what-if"),
        *(f"vault-{page}" for page in ("passphrase", "key", "sheet", "spreadsheet", "retention")),
        "case",
        *("case-contact", "case-options", "case-step", "case-track", "case-referral"),
        *(f"case-{page}" for page in ("consent", "confidentiality", "facts", "closing", "erasing")),
        *("find", "found"),
        "new-case",
        "settings",
        "idle-warning",
        *("held", "leaving", "first-sheet", "first-sheet-check", "first-backup"),
    ]
    expected = [f"{screen}-{look.language}-{look.theme}.png" for look in looks for screen in screens]
    assert [file.name for file in first] == expected
    drawn = [file.read_bytes() for file in first]
    assert [file.read_bytes() for file in second] == drawn
    assert len(set(drawn)) == len(drawn)  # no two screens look the same, and no look is the other


def test_the_preferences_of_who_asks_stay_as_they_are(folder: Path, tmp_path: Path, stage: Stage) -> None:
    before = stage.around.settings_file.read_bytes()
    looks = (Settings(language="en", theme="dark", text_size=150),)
    draw(folder, PASSPHRASE, tmp_path / "pictures", now=lambda: NOW, looks=looks)
    assert stage.around.settings_file.read_bytes() == before
