"""What is built carries what it needs, and nothing else."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Everything that may be in a wheel, by folder and kind of file.
ALLOWED = {
    "vpdesk": {".py"},
    "vpdesk/resources": {".ttf", ".svg", ".mo", ".txt", ".toml", ".csv", ".json", ".html", ".md", ".xz"},
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built as a user would build it, from the parts that are here already."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.glob("*.whl")
    return zipfile.ZipFile(file)


def test_every_module_is_in(wheel: zipfile.ZipFile) -> None:
    modules = {file.relative_to(ROOT / "src").as_posix() for file in (ROOT / "src").rglob("*.py")}
    assert modules <= set(wheel.namelist())


def test_every_resource_is_in_but_the_sources_of_the_words(wheel: zipfile.ZipFile) -> None:
    resources = {
        f"vpdesk/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "resources").rglob("*")
        if file.is_file() and file.suffix not in {".po", ".new"}
    }
    assert "vpdesk/resources/fonts/OpenSans-Regular.ttf" in resources
    assert "vpdesk/resources/icons/lock.svg" in resources
    assert "vpdesk/resources/locale/nl/LC_MESSAGES/vpdesk.mo" in resources
    assert resources == {name for name in wheel.namelist() if name.startswith("vpdesk/resources/")}


def test_nothing_strange_is_in(wheel: zipfile.ZipFile) -> None:
    strange = []
    for name in wheel.namelist():
        path = PurePosixPath(name)
        if path.parts[0].endswith(".dist-info"):
            continue
        folder = "vpdesk/resources" if path.parts[:2] == ("vpdesk", "resources") else path.parts[0]
        if path.suffix not in ALLOWED.get(folder, set()):
            strange.append(name)
    assert not strange


def test_the_licences_travel_along(wheel: zipfile.ZipFile) -> None:
    names = {PurePosixPath(name).name for name in wheel.namelist() if ".dist-info/licenses/" in name}
    assert {"NOTICES", *(file.name for file in (ROOT / "packaging" / "licences").iterdir())} == names


def test_it_gives_one_command_for_the_terminal_and_one_for_the_window(wheel: zipfile.ZipFile) -> None:
    (entries,) = (name for name in wheel.namelist() if name.endswith("/entry_points.txt"))
    lines = wheel.read(entries).decode().split("\n")
    assert "vpdesk = vpdesk.cli:main" in lines
    assert "vpdesk-window = vpdesk.cli:window" in lines


def test_the_words_in_the_wheel_speak_dutch(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    question = "from vpdesk.i18n import Words; print(Words('nl')('Bullying'))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", question],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "Pesten"


def test_every_folder_that_others_made_is_in_the_notices() -> None:
    notices = (ROOT / "packaging" / "NOTICES").read_text(encoding="utf-8")
    own = {"locale", "practice", "help"}
    folders = {folder.name for folder in (ROOT / "resources").iterdir() if folder.is_dir()}
    assert not [name for name in folders - own if f"resources/{name}/" not in notices]
