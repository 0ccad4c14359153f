"""What can be asked on the command line, and in which words."""

import argparse
from collections.abc import Callable
from pathlib import Path

from vpdesk import i18n
from vpdesk.cli import access_commands, backup_commands, commands, release_commands, rescue_commands
from vpdesk.cli.asking import read_day
from vpdesk.cli.start import Parser, window_options
from vpdesk.i18n import N_, _


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `command`, the function that carries it out."""
    parser = Parser(
        prog="vpdesk",
        description=_("Offline case desk for confidential counsellors"),
        parents=[window_options()],
    )
    kinds = parser.add_subparsers(title=_("commands"), metavar="")

    demo = kinds.add_parser("demo", help=_("make a practice vault, its report and pictures"))
    demo.add_argument("--out", type=Path, default=Path("vpdesk-demo"), help=_("the folder for them"))
    demo.set_defaults(command=commands.make_demo)

    new = _with_vault(kinds, "new", commands.make_vault, N_("make a new vault"))
    new.epilog = _("The passphrase is asked twice. Nobody can get it back for you.")

    organisation = _with_vault(
        kinds, "organisation", commands.save_organisation, N_("make or change an organisation")
    )
    organisation.add_argument("name", help=_("its name"))
    organisation.add_argument("--mandate", help=_("what the agreement covers: conduct,integrity"))
    organisation.add_argument(
        "--list", dest="lists", action="append", default=[], metavar="DIMENSION=CODE,CODE,...",
        help=_("the lines of one table of its reports, in order; what they leave out is counted as other"),
    )  # fmt: skip

    import_ = _with_vault(kinds, "import", commands.import_cases, N_("import cases from a CSV file"))
    import_.add_argument("file", type=Path, help=_("the CSV file"))

    report = _with_vault(kinds, "report", commands.release_report, N_("release an anonymised report as PDF"))
    _add_period(report)
    report.add_argument("--interim", action="store_true", help=_("totals only, inside a period that runs"))
    report.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    report.add_argument("--json", type=Path, metavar="FILE", help=_("the printed figures as JSON"))
    report.add_argument("--k", type=int, default=None, help=_("smallest count that is printed (5)"))
    report.add_argument("--reason", default="", help=_("why a lower threshold is chosen"))
    report.add_argument("--language", choices=i18n.LANGUAGES, default=None)

    told = _with_vault(
        kinds, "told", release_commands.enter_told, N_("enter a number that a client was told otherwise")
    )
    _add_period(told)
    told.add_argument(
        "--cases", type=int, required=True, metavar="N", help=_("how many new cases of that period it said")
    )
    told.add_argument("--reason", required=True, help=_("how it got out: a letter, an invoice, a talk"))

    audit = _with_vault(
        kinds, "audit", release_commands.audit_releases, N_("attack again all that was released")
    )
    audit.add_argument("--json", type=Path, metavar="FILE", help=_("what was found as JSON"))

    _with_vault(kinds, "check", rescue_commands.check_vault, N_("check the vault for damage"))

    passphrase = _with_vault(
        kinds, "passphrase", access_commands.change_passphrase, N_("choose another passphrase")
    )
    passphrase.add_argument("--new-passphrase-file", type=Path, metavar="FILE")

    sheet = _with_vault(
        kinds, "recovery-key", access_commands.make_recovery_key, N_("make a new recovery sheet")
    )
    sheet.add_argument("--out", type=Path, metavar="FILE.pdf", help=_("the sheet as PDF, to be printed"))

    backup = _with_vault(kinds, "backup", backup_commands.back_up, N_("make a backup and check it"))
    backup.add_argument("--to", type=Path, metavar="FOLDER", help=_("another folder than beside the vault"))

    restore = kinds.add_parser("restore", help=_("put back a backup"), description=_("put back a backup"))
    restore.add_argument("file", type=Path, metavar="FILE.vpbak", help=_("the backup"))
    restore.add_argument("vault", type=Path, metavar="VAULT", help=_("the folder of the vault"))
    _add_secrets(restore)
    restore.add_argument("--yes", action="store_true", help=_("do not ask first"))
    restore.set_defaults(command=backup_commands.restore)

    rescue = _with_vault(
        kinds, "rescue", rescue_commands.rescue_vault, N_("make a new vault of what is left of a damaged one")
    )
    rescue.add_argument("--into", type=Path, required=True, metavar="NEW", help=_("a new or empty folder"))
    rescue.add_argument(
        "--backup", type=Path, metavar="FILE.vpbak", help=_("another backup than the newest beside the vault")
    )
    return parser


def _with_vault(
    kinds: "argparse._SubParsersAction[Parser]",  # its only name; argparse has no public one
    name: str,
    command: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, help=_(summary), description=_(summary))
    parser.add_argument("vault", type=Path, metavar="VAULT", help=_("the folder of the vault"))
    if command is commands.make_vault:
        parser.add_argument("--passphrase-file", type=Path, metavar="FILE")
    else:
        _add_secrets(parser)
    parser.set_defaults(command=command)
    return parser


def _add_period(parser: argparse.ArgumentParser) -> None:
    """Ask for a client and a period."""
    parser.add_argument("--organisation", required=True, help=_("its name"))
    parser.add_argument(
        "--from", dest="start", type=read_day, required=True, metavar="DATE", help="2026-01-01"
    )
    parser.add_argument("--to", dest="end", type=read_day, required=True, metavar="DATE", help="2026-12-31")


def _add_secrets(parser: argparse.ArgumentParser) -> None:
    """Let the vault be opened with its passphrase or with its recovery key, from a file or typed."""
    secrets = parser.add_mutually_exclusive_group()
    secrets.add_argument("--passphrase-file", type=Path, metavar="FILE")
    secrets.add_argument("--recovery-key-file", type=Path, metavar="FILE")
    secrets.add_argument(
        "--recovery-key", action="store_true", help=_("ask for the recovery key instead of the passphrase")
    )
