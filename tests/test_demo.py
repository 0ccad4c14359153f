"""The practice vault: made anew each time, and no other vault is ever taken for one."""

import json
from pathlib import Path

import pypdfium2
import pytest

from tests.factories import CHEAP, PASSPHRASE
from vpdesk import app, cli
from vpdesk.domain.overview import CaseFilter
from vpdesk.services.practice_vault import PRACTICE_PASSPHRASE
from vpdesk.vault.vault import Vault


@pytest.fixture(autouse=True)
def _without_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(app, "draw_pictures", lambda *_arguments: [])


def test_the_demo_leaves_a_vault_a_report_and_its_figures(tmp_path: Path) -> None:
    assert cli.main(["demo", "--out", str(tmp_path)]) == cli.DONE
    with Vault.open(tmp_path / "oefenkluis", PRACTICE_PASSPHRASE) as vault:
        assert vault.cases.count(CaseFilter()) > 100
        assert len(vault.organisations.all()) == 5
    (pdf,) = tmp_path.glob("*.pdf")
    (figures,) = tmp_path.glob("*.json")
    found = json.loads(figures.read_text("utf-8"))
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert found["organisation"] in text
    assert str(found["totals"]["cases"]) in text
    assert found["tables"]


def test_the_demo_can_be_repeated(tmp_path: Path) -> None:
    assert cli.main(["demo", "--out", str(tmp_path)]) == cli.DONE
    assert cli.main(["demo", "--out", str(tmp_path)]) == cli.DONE


def test_another_vault_in_its_place_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Vault.create(tmp_path / "oefenkluis", PASSPHRASE, cost=CHEAP).close()
    assert cli.main(["demo", "--out", str(tmp_path)]) == cli.ENVIRONMENT
    assert "niet leeg" in capsys.readouterr().err
    Vault.open(tmp_path / "oefenkluis", PASSPHRASE).close()
