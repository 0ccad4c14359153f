"""The command line: the same services as the window, for whoever wants them in a script.

A person never needs it. Exit status: 0 done; 1 a finding (leak, damage, a file with errors); 2 wrong usage;
3 wrong passphrase; 4 the environment (disk, lock, permission). An error is one line that says what is
wrong, what is safe and what to do; findings follow it, one a line.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NoReturn

from vpdesk import durable, i18n, settings
from vpdesk.domain.errors import (
    EnvironmentFault,
    FindingError,
    RuleError,
    VpdeskError,
    WrongPassphraseError,
)
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.i18n import N_, _
from vpdesk.vault.vault import Vault

DONE, FINDING, USAGE, PASSPHRASE, ENVIRONMENT = range(5)

_STATUS: Final[tuple[tuple[type[VpdeskError], int], ...]] = (
    (FindingError, FINDING),
    (RuleError, USAGE),
    (WrongPassphraseError, PASSPHRASE),
    (EnvironmentFault, ENVIRONMENT),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    os.umask(0o077)
    i18n.use(settings.load().language)
    _speak()
    try:
        chosen = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = chosen.command
        return command(chosen)
    except VpdeskError as error:
        print(i18n.explain(error), file=sys.stderr)
        for finding in getattr(error, "findings", ()):
            print(f"  {finding}", file=sys.stderr)
        return next(status for kind, status in _STATUS if isinstance(error, kind))
    except KeyboardInterrupt:
        print(_("Stopped. Nothing was changed."), file=sys.stderr)
        return USAGE


def window() -> int:
    """Open the window; the entry point that has no console."""
    return main([])


#: argparse's own words, which it looks up where we tell it to (`_speak`).
_ARGPARSE: Final = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
)


def _speak() -> None:
    """Let argparse take its words from our catalogue; it has no public way to choose one."""
    vars(argparse)["_"] = _


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line in the user's language."""

    def error(self, message: str) -> NoReturn:
        print(
            _("This command is not understood: {why}. Type {help} for what is possible.",
              why=message, help="vpdesk --help"),
            file=sys.stderr,
        )  # fmt: skip
        sys.exit(USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="vpdesk", description=_("Offline case desk for confidential counsellors"))
    parser.set_defaults(command=_window)
    parser.add_argument("--vault", type=Path, help=_("the folder of the vault to open"))
    commands = parser.add_subparsers(title=_("commands"), metavar="")

    demo = commands.add_parser("demo", help=_("make a practice vault, its report and pictures"))
    demo.add_argument("--out", type=Path, default=Path("vpdesk-demo"), help=_("the folder for them"))
    demo.set_defaults(command=_demo)

    new = _with_vault(commands, "new", _new, N_("make a new vault"))
    new.epilog = _("The passphrase is asked twice. Nobody can get it back for you.")

    organisation = _with_vault(commands, "organisation", _organisation, N_("make or change an organisation"))
    organisation.add_argument("name", help=_("its name"))
    organisation.add_argument("--mandate", help=_("what the agreement covers: conduct,integrity"))
    organisation.add_argument(
        "--list", dest="lists", action="append", default=[], metavar="DIMENSION=CODE,CODE,...",
        help=_("the lines of one table of its reports, in order"),
    )  # fmt: skip

    import_ = _with_vault(commands, "import", _import, N_("import cases from a CSV file"))
    import_.add_argument("file", type=Path, help=_("the CSV file"))

    report = _with_vault(commands, "report", _report, N_("release an anonymised report as PDF"))
    report.add_argument("--organisation", required=True, help=_("its name"))
    report.add_argument("--from", dest="start", type=_day, required=True, metavar="DATE", help="2026-01-01")
    report.add_argument("--to", dest="end", type=_day, required=True, metavar="DATE", help="2026-12-31")
    report.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    report.add_argument("--json", type=Path, metavar="FILE", help=_("the printed figures as JSON"))
    report.add_argument("--k", type=int, default=None, help=_("smallest count that is printed (5)"))
    report.add_argument("--reason", default="", help=_("why a lower threshold is chosen"))
    report.add_argument("--language", choices=i18n.LANGUAGES, default=None)

    _with_vault(commands, "check", _check, N_("check the vault for damage"))
    return parser


def _with_vault(
    commands: "argparse._SubParsersAction[_Parser]",  # its only name; argparse has no public one
    name: str,
    command: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=_(summary), description=_(summary))
    parser.add_argument("vault", type=Path, metavar="VAULT", help=_("the folder of the vault"))
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE")
    parser.set_defaults(command=command)
    return parser


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(_("{text} is no date", text=text))


def _passphrase(chosen: argparse.Namespace, *, twice: bool = False) -> str:
    if chosen.passphrase_file is not None:
        text = _read(chosen.passphrase_file).decode("utf-8", errors="replace")
        return text.splitlines()[0] if text.strip() else ""
    typed = getpass.getpass(_("Passphrase: "))
    if twice and getpass.getpass(_("Once more: ")) != typed:
        raise RuleError(
            "passphrase", N_("The two passphrases differ."), safe=N_("No vault was made."),
            todo=N_("Try again."),
        )  # fmt: skip
    return typed


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise RuleError(
            "file", N_("There is no file {name}."), safe=N_("Nothing was changed."),
            todo=N_("Check the name and the folder."), name=str(file),
        ) from None  # fmt: skip
    except OSError as error:
        raise EnvironmentFault(
            N_("The file {name} cannot be read."), safe=N_("Nothing was changed."),
            todo=N_("Check whether you may read it."), name=str(file),
        ) from error  # fmt: skip


def _open(chosen: argparse.Namespace) -> Vault:
    return Vault.open(chosen.vault, _passphrase(chosen))


def _window(chosen: argparse.Namespace) -> int:
    from vpdesk import app  # noqa: PLC0415  only the window needs Qt

    return app.run(chosen.vault)


def _demo(chosen: argparse.Namespace) -> int:
    from vpdesk.demo import demonstrate  # noqa: PLC0415  the only command that needs everything

    return demonstrate(chosen.out)


def _new(chosen: argparse.Namespace) -> int:
    from vpdesk.services.passphrase import measure_strength  # noqa: PLC0415  loads word lists

    passphrase = _passphrase(chosen, twice=True)
    if not passphrase.strip():
        raise RuleError(
            "passphrase", N_("The passphrase is empty."), safe=N_("No vault was made."),
            todo=N_("Choose a passphrase of five words or more."),
        )  # fmt: skip
    strength = measure_strength(passphrase)
    if not strength.is_enough:
        print(_(strength.why), file=sys.stderr)
    Vault.create(chosen.vault, passphrase).close()
    print(_("The vault was made in {folder}.", folder=chosen.vault))
    return DONE


def _organisation(chosen: argparse.Namespace) -> int:
    from vpdesk.services.organisations import save_organisation  # noqa: PLC0415
    from vpdesk.services.report_lists import check_list, declare_list  # noqa: PLC0415

    lists = [_list_argument(text) for text in chosen.lists]
    for dimension, entries in lists:
        check_list(dimension, entries)
    mandates = None if chosen.mandate is None else _mandates(chosen.mandate)
    with _open(chosen) as vault:
        found = vault.organisations.by_name(chosen.name)
        organisation = Organisation(
            id=found.id if found else Organisation(name="x").id,
            name=found.name if found else chosen.name.strip(),
            mandates=mandates or (found.mandates if found else (Mandate.CONDUCT,)),
            remarks=found.remarks if found else "",
        )
        save_organisation(vault, organisation)
        for dimension, entries in lists:
            declare_list(vault, organisation.id, dimension, entries)
    done = N_("{name} was changed.") if found else N_("{name} was added.")
    print(_(done, name=organisation.name))
    return DONE


def _mandates(text: str) -> tuple[Mandate, ...]:
    try:
        return tuple(Mandate.of(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise RuleError(
            "mandate", N_("{text} is no mandate."), todo=N_("Choose from conduct and integrity."), text=text
        ) from None


def _list_argument(text: str) -> tuple[str, str]:
    dimension, separator, entries = text.partition("=")
    if not separator:
        raise RuleError(
            "list",
            N_("{text} is no list."),
            todo=N_("Write for example matter=bullying,fraud,other."),
            text=text,
        )
    return dimension.strip(), entries.strip()


def _import(chosen: argparse.Namespace) -> int:
    from vpdesk.services.importing import import_cases  # noqa: PLC0415

    data = _read(chosen.file)
    with _open(chosen) as vault:
        count = import_cases(vault, data, today=date.today())  # noqa: DTZ011  her own day
    print(i18n.ngettext("{n} case was imported.", "{n} cases were imported.", count))
    return DONE


def _report(chosen: argparse.Namespace) -> int:
    from vpdesk.reports.annual import write  # noqa: PLC0415
    from vpdesk.services.reporting import ReportRequest, release_report  # noqa: PLC0415

    for file in (chosen.out, chosen.json):
        if file is not None and not file.absolute().parent.is_dir():
            raise RuleError(
                "out", N_("There is no folder {name}."), safe=N_("Nothing was released."),
                todo=N_("Choose a folder that is there."), name=str(file.parent),
            )  # fmt: skip
    with _open(chosen) as vault:
        organisation = vault.organisations.by_name(chosen.organisation)
        if organisation is None:
            raise RuleError(
                "organisation", N_("There is no organisation {name} in this vault."),
                safe=N_("Nothing was released."), todo=N_("Check the name."), name=chosen.organisation,
            )  # fmt: skip
        request = ReportRequest(
            organisation_id=organisation.id,
            start=chosen.start,
            end=chosen.end,
            language=chosen.language or i18n.language(),
            k=chosen.k,
            reason=chosen.reason,
        )
        report = release_report(vault, request, now=datetime.now())  # noqa: DTZ005  her own clock
    durable.replace(chosen.out, write(report))
    if chosen.json is not None:
        text = json.dumps(report.release.to_json(), ensure_ascii=False, indent=2)
        durable.replace(chosen.json, text.encode())
    print(_("The report stands in {file}.", file=chosen.out))
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    with _open(chosen) as vault:
        findings = vault.check()
        if findings:
            raise FindingError(
                N_("The file with your cases is damaged (case.db)."), findings,
                safe=N_("Nothing was changed."),
                todo=N_("Copy the folder before you do anything else, then put back an earlier copy."),
            )  # fmt: skip
        organisations = len(vault.organisations.all())
        cases = sum(row.running + row.closed for row in vault.organisations.rows())
    print(_("The vault is in order: {organisations} organisations, {cases} cases.",
            organisations=organisations, cases=cases))  # fmt: skip
    return DONE
