from pathlib import Path

import pytest

from vpdesk import paths


def test_the_resources_are_there() -> None:
    for name in ("fonts", "icons", "locale", "words", "practice"):
        assert (paths.resources() / name).is_dir()


@pytest.mark.parametrize(
    "place", ["OneDrive/kluis", "Dropbox (werk)/kluis", "iCloud Drive/x", "Nextcloud/vp", "google drive/a"]
)
def test_a_synchronised_place_is_recognised(tmp_path: Path, place: str) -> None:
    assert paths.is_synchronised(tmp_path / place)


@pytest.mark.parametrize("place", ["kluis", "Documenten/mijn kluis", "vpdesk/vault"])
def test_a_place_of_ones_own_is_not(tmp_path: Path, place: str) -> None:
    assert not paths.is_synchronised(tmp_path / place)
