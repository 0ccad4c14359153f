#!/usr/bin/env python3
"""Set vpdesk up, then start, test or measure it: one file that needs Python and nothing else.

    python3 run.py                  open vpdesk (on Windows: py run.py)
    python3 run.py demo             make a practice vault and its annual report, and look around
    python3 run.py COMMAND ...      any other command of vpdesk
    python3 run.py test [...]       lint, types and tests; with arguments: pytest with these
    python3 run.py bench [...]      what is fast, beside what people would use instead
    python3 run.py prove [...]      what can go wrong with vaults and with figures: each done for real
    python3 run.py monkey [...]     the window under seeded clicks, keys, pastes and files: nothing may break
    python3 run.py words [...]      what the Dutch catalogue still lacks
    python3 run.py lock [...]       write requirements.lock anew (needs uv; --upgrade for newer versions)

Everything that vpdesk needs goes into `.venv` beside this file, checked against the hashes in
requirements.lock. A stamp tells a finished environment from an interrupted one, and an outdated one from
a current one. Standard library only; the syntax stays readable to old Pythons, so that they can say no.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

#: The exit status for a fault of the surroundings; the program's own commands use the same.
SURROUNDINGS = 4

if sys.version_info < (3, 11):  # noqa: UP036  this line is for the Pythons that are too old
    print(
        "vpdesk: Python 3.11 of nieuwer is nodig; dit is %s. | "
        "Python 3.11 or newer is needed; this is %s." % ((platform.python_version(),) * 2),
        file=sys.stderr,
    )
    sys.exit(SURROUNDINGS)

ROOT = Path(__file__).resolve().parent

#: What Qt loads from the system on Debian: the first group always, the second for a visible window.
QT_PACKAGES = (
    "libglib2.0-0", "libegl1", "libgl1", "libx11-6", "libdbus-1-3", "libfontconfig1", "libfreetype6",
    "libxkbcommon0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0", "libx11-xcb1",
)  # fmt: skip

#: What some tests drive from outside: Debian package and the program (or a file) in it.
TEST_PACKAGES = {
    "xvfb": "Xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "x11-utils": "xprop",
    "dbus-daemon": "dbus-daemon",
    "at-spi2-core": "/usr/libexec/at-spi-bus-launcher",
    "python3-gi": "/usr/lib/python3/dist-packages/gi/__init__.py",
    "strace": "strace",
    "poppler-utils": "pdftotext",
    "qpdf": "qpdf",
    "sqlcipher": "sqlcipher",
}

#: Fails when a library that Qt needs, or one that its two platforms need, is not there.
QT_CHECK = """
import ctypes, pathlib, PySide6
from PySide6 import QtWidgets
for platform in ("offscreen", "xcb"):
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / f"Qt/plugins/platforms/libq{platform}.so"))
"""

#: What set-up may run into: the marks it leaves in a message, and what it means in Dutch and English.
FAULTS = (
    (
        ("no space left on device", "errno 28", "not enough space on the disk", "quota exceeded"),
        "De schijf is vol; maak 1 GB vrij en probeer het opnieuw.",
        "The disk is full; free 1 GB and try again.",
    ),
    (
        ("do not match the hashes",),
        "Een opgehaald onderdeel klopt niet en is niet gebruikt; probeer het op een ander netwerk.",
        "A downloaded part is not right and was not used; try again on another network.",
    ),
    (
        (
            *("retrying (", "newconnectionerror", "nameresolutionerror", "failed to resolve", "timed out"),
            *("temporary failure resolving", "network is unreachable", "could not connect", "proxyerror"),
            *("connection refused", "sslerror", "unable to fetch some archives"),
        ),
        "Geen verbinding; alleen deze voorbereiding heeft internet nodig. Probeer het opnieuw.",
        "No connection; only this set-up needs the internet. Try again.",
    ),
    (
        ("no matching distribution", "could not find a version", "is not a supported wheel"),
        "Voor deze Python of computer is een onderdeel niet uitgebracht; gebruik Python 3.11 tot 3.13.",
        "A part was not published for this Python or computer; use Python 3.11 to 3.13.",
    ),
    (
        ("permission denied", "errno 13", "read-only file system", "access is denied"),
        "In deze map mag niet geschreven worden; kies een map van uzelf.",
        "This folder cannot be written to; choose a folder of your own.",
    ),
)


class Fault(Exception):  # noqa: N818  the surroundings fail us; nothing in this file does
    """Set-up cannot go on: why and what to do, in Dutch and in English, each one sentence."""

    def __init__(self, dutch: str, english: str) -> None:
        super().__init__(f"vpdesk: {dutch} | {english}")


def explain(message: str) -> Fault:
    """Return what a message of pip, apt, venv or the system means for the person who reads it."""
    small = message.casefold()
    for marks, dutch, english in FAULTS:
        if any(mark in small for mark in marks):
            return Fault(dutch, english)
    last = (message.strip().splitlines() or ["?"])[-1].strip()
    return Fault(f"De voorbereiding is mislukt: {last}", f"Set-up failed: {last}")


def tell(dutch: str, english: str) -> None:
    """Say what happens, beside the program's own output."""
    print(f"vpdesk: {dutch} | {english}", file=sys.stderr, flush=True)


def call(*command: object, **variables: str) -> None:
    """Run one step of the set-up quietly; raises Fault when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **variables},
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stdout.strip(), file=sys.stderr, flush=True)
        raise explain(done.stdout)


def has(python: object, module: str) -> bool:
    """Tell whether this Python can import `module`."""
    command = [str(python), "-c", f"import {module}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def may_install() -> bool:
    """Tell whether system packages can be installed without asking: root, on Debian or its kin."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(*packages: str) -> None:
    """Install Debian packages; raises Fault when apt fails."""
    tell("Onderdelen van het systeem installeren.", "Installing from the system: " + " ".join(packages))
    wait = ("-o", "DPkg::Lock::Timeout=300")
    call("apt-get", *wait, "-q", "update", DEBIAN_FRONTEND="noninteractive")
    call(
        *("apt-get", *wait, "-q", "-y", "--no-install-recommends", "install", *packages),
        DEBIAN_FRONTEND="noninteractive",
    )


def ask_for_packages(dutch: str, english: str, *packages: str) -> Fault:
    """Return the fault that says what is missing, and which command to type to get it."""
    command = "sudo apt-get install " + " ".join(packages)
    return Fault(f"{dutch} Typ de opdracht hierachter.", f"{english} Type (Debian, Ubuntu): {command}")


class Environment:
    """The private environment of one checkout, and what it was made from."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        windows = os.name == "nt"
        self.python = self.folder / ("Scripts/python.exe" if windows else "bin/python")
        self._lock = root / "requirements.lock"
        self._stamp = self.folder / "vpdesk-parts"
        self._libraries = self.folder / "vpdesk-libraries"

    def prepare(self) -> None:
        """Make, finish or update the environment as far as that is needed; raises Fault."""
        base = f"{platform.python_implementation()} {sys.version_info[0]}.{sys.version_info[1]}"
        parts = hashlib.sha256(self._lock.read_bytes()).hexdigest()
        stamp = self._read(self._stamp) if self.python.exists() else ""
        if stamp.partition("\n")[0] != base:
            tell("Voorbereiden; dit is eenmalig.", "Setting up; this happens once.")
            self._make()
        if stamp != f"{base}\n{parts}":
            self._fetch()
            self._stamp.write_text(f"{base}\n{parts}", encoding="utf-8")
        if sys.platform.startswith("linux") and self._read(self._libraries) != parts:
            self._check_libraries()
            self._libraries.write_text(parts, encoding="utf-8")

    def _read(self, file: Path) -> str:
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def _make(self) -> None:
        """Start from nothing: whatever an interrupted set-up left is cleared."""
        if not has(sys.executable, "ensurepip") and not has(sys.executable, "pip"):
            if not may_install():
                raise ask_for_packages("Python mist pip.", "Python lacks pip.", "python3-venv", "python3-pip")
            install_packages("python3-venv", "python3-pip")
        without = [] if has(sys.executable, "ensurepip") else ["--without-pip"]
        call(sys.executable, "-m", "venv", "--clear", *without, self.folder)

    def _fetch(self) -> None:
        """Bring the environment up to the lock file. Until that is done there is no stamp."""
        self._stamp.unlink(missing_ok=True)
        self._libraries.unlink(missing_ok=True)
        tell("Onderdelen ophalen en controleren…", "Fetching and checking the parts…")
        own = has(self.python, "pip")
        pip = (self.python, "-m", "pip") if own else (sys.executable, "-m", "pip", "--python", self.python)
        call(
            *(*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"),
            *("--require-hashes", "--only-binary", ":all:", "--requirement", self._lock),
        )
        # PySide compiles a part of itself at each start, 8 ms of it, until it is told to unpack that once
        call(self.python, "-c", "import shiboken6.Shiboken", SBK_EMBED="0")

    def _check_libraries(self) -> None:
        if self._loads_qt():
            return
        if not may_install():
            raise ask_for_packages(
                "Qt mist onderdelen van het systeem.", "Qt misses parts of the system.", *QT_PACKAGES
            )
        install_packages(*QT_PACKAGES)
        if not self._loads_qt():
            call(self.python, "-c", QT_CHECK)  # says which library is still missing

    def _loads_qt(self) -> bool:
        check = [str(self.python), "-c", QT_CHECK]
        return subprocess.run(check, capture_output=True, check=False).returncode == 0

    def compile_words(self) -> None:
        """Compile the catalogue when one of its files is newer than what was compiled; raises Fault."""
        locale = self.root / "resources" / "locale"
        for language in (folder for folder in locale.iterdir() if folder.is_dir()):
            compiled = language / "LC_MESSAGES" / "vpdesk.mo"
            then = compiled.stat().st_mtime_ns if compiled.exists() else 0
            if any(file.stat().st_mtime_ns > then for file in language.glob("*.po")):
                call(self.python, self.root / "packaging" / "catalogue.py", "compile")
                return

    def run(self, *command: str, folder: Path | None = None, offscreen: bool = False) -> int:
        """Run this environment's Python on `command` and return its exit status.

        Without a screen (on Linux), or when `offscreen`, Qt draws into memory.
        """
        variables = {**os.environ, "PYTHONPATH": str(self.root / "src")}
        screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        if offscreen or (sys.platform.startswith("linux") and not screen):
            variables.setdefault("QT_QPA_PLATFORM", "offscreen")
        status = subprocess.call([str(self.python), *command], env=variables, cwd=folder)
        return status if status >= 0 else 128 - status


def is_installed(part: str) -> bool:
    """Tell whether a program (by its name), or a file (by its whole path), is there."""
    return shutil.which(part) is not None or (Path(part).is_absolute() and Path(part).exists())


def prepare_tests() -> None:
    """Install the programs that some tests drive, where that can be done without asking."""
    missing = [name for name, part in TEST_PACKAGES.items() if not is_installed(part)]
    if not missing or not sys.platform.startswith("linux"):
        return
    if may_install():
        try:
            install_packages(*missing)
        except Fault as fault:
            print(fault, file=sys.stderr, flush=True)
        return
    tell(
        "Sommige tests worden overgeslagen.",
        "Some tests will be skipped without: sudo apt-get install " + " ".join(missing),
    )


def test(environment: Environment, arguments: list[str]) -> int:
    """Lint, types and tests, or pytest alone with `arguments`; pytest's summary comes last."""
    prepare_tests()
    status = 0
    for step in [] if arguments else [("ruff", "check", "."), ("mypy",)]:
        print("+", *step, flush=True)
        status = environment.run("-m", *step, folder=environment.root) or status
    if status:
        print("+ the findings above fail this run; the tests follow all the same", flush=True)
    print("+ pytest", *arguments, flush=True)
    tests = environment.run("-m", "pytest", *arguments, folder=environment.root, offscreen=True)
    return tests or status


def bench(environment: Environment, arguments: list[str]) -> int:
    """Run the benchmarks; what they need is in the environment."""
    return environment.run("-m", "benchmarks", *arguments, folder=environment.root, offscreen=True)


def prove(environment: Environment, arguments: list[str]) -> int:
    """Do to vaults and to figures what can go wrong with them, and count what came of it."""
    prepare_tests()
    return environment.run("-m", "tests.proof", *arguments, folder=environment.root, offscreen=True)


def monkey(environment: Environment, arguments: list[str]) -> int:
    """Let a monkey play at the real window, over a vault of practice data."""
    return environment.run("-m", "tests.monkey", *arguments, folder=environment.root, offscreen=True)


def words(environment: Environment, arguments: list[str]) -> int:
    """Say what the Dutch catalogue lacks (or `compile` it)."""
    return environment.run("packaging/catalogue.py", *(arguments or ["missing"]), folder=environment.root)


def lock(environment: Environment, arguments: list[str]) -> int:
    """Write requirements.lock anew: hashes for every system, and no address. Raises Fault."""
    beside = environment.python.with_name("uv.exe" if os.name == "nt" else "uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        raise Fault("Hiervoor is uv nodig.", "This needs uv (pipx install uv).")
    file = environment.root / "requirements.lock"
    status = subprocess.call(
        [
            *(uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"),
            *("--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", "--all-extras"),
            *("--output-file", file.name, *arguments, "pyproject.toml"),
        ],
        cwd=environment.root,
    )
    if "://" in file.read_text(encoding="utf-8"):
        raise Fault("requirements.lock bevat een adres.", "requirements.lock holds an address.")
    return status


def main(arguments: list[str]) -> int:
    """Set up what is needed, do what is asked, and return the exit status."""
    commands = {"test": test, "bench": bench, "prove": prove, "monkey": monkey, "words": words}
    environment = Environment(ROOT)
    first, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if first == "lock":  # before any set-up: the set-up reads what this writes
            return lock(environment, rest)
        environment.prepare()
        if first != "words":
            environment.compile_words()
        if first in commands:
            return commands[first](environment, rest)
        return environment.run("-m", "vpdesk", *arguments)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return SURROUNDINGS
    except OSError as error:
        print(explain(str(error)), file=sys.stderr)
        return SURROUNDINGS
    except KeyboardInterrupt:
        tell("Gestopt; een volgende keer gaat het verder.", "Stopped; the next run carries on.")
        return 128 + 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
