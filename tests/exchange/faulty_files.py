"""Files that are wrong, each with the findings that name its faults.

Each is read on 1 April 2026, for the organisations "Stichting De Beuk" and "Gemeente Iepenveen".
"""

from dataclasses import dataclass

GOOD = "organisation;opened;matters\nStichting De Beuk;2026-01-05;bullying\n"
BEUK = "Stichting De Beuk"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyFile:
    """One file; each of `findings` is how a finding begins, and there are no others."""

    name: str
    data: bytes
    findings: tuple[str, ...]


def _file(name: str, content: str | bytes, *findings: str) -> FaultyFile:
    data = content.encode() if isinstance(content, str) else content
    return FaultyFile(name=name, data=data, findings=findings)


def _cell(name: str, column: str, cell: str, finding: str) -> FaultyFile:
    """One good case with one bad cell in an optional column."""
    content = f"organisation;opened;matters;{column}\n{BEUK};2026-01-05;bullying;{cell}\n"
    return _file(name, content, f"line 2, column {column}: {finding}")


def _row(name: str, row: str, *findings: str) -> FaultyFile:
    return _file(name, f"organisation;opened;matters\n{row}\n", *findings)


WHOLE_FILES = (
    _file("empty file", b"", "the whole file: It is empty"),
    _file("blank lines only", "\n;;;\n  \n", "the whole file: It is empty"),
    _file("header only", "organisation;opened;matters\n", "line 1: There is no case"),
    _file("UTF-16 with its mark", GOOD.encode("utf-16"), "the whole file: It is written in UTF-16"),
    _file("UTF-16 without a mark", GOOD.encode("utf-16-le"), "the whole file: It is written in UTF-16"),
    _file("a spreadsheet", b"PK\x03\x04" + bytes(range(256)), "the whole file: This is a spreadsheet"),
    _file("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 64)) * 9, "the whole file: This is not a text"),
    _file("tabs", GOOD.replace(";", "\t"), "the whole file: Its cells are separated by another sign"),
    _file("announced tabs", "sep=\t\n" + GOOD, "the whole file: Its cells are separated by another sign"),
    _file("larger than the limit", b" " * 64_000_001, "the whole file: It is larger than 64 MB"),
)

HEADERS = (
    _file(
        "a column is missing",
        f"organisation;opened\n{BEUK};2026-01-05\n",
        "line 1, column matters / kwesties / kwestie: This column is missing",
    ),
    _file(
        "an unknown column",
        GOOD.replace("matters", "matters;name"),
        "line 1, column name: This column is not",
    ),
    _file(
        "a column twice",
        GOOD.replace("matters", "matters;opened"),
        "line 1, column opened: This column is there",
    ),
    _file(
        "a column in both languages",
        GOOD.replace("matters", "matters;Geopend"),
        "line 1, column Geopend: This column is there twice",
    ),
    _file(
        "a column without a name",
        GOOD.replace("opened", ";opened"),
        "line 1, column 2: This column has no name",
    ),
    _file("an open quotation mark", GOOD.replace("opened", '"opened'), "line 1, column 2: A quotation mark"),
    _file("the header twice", GOOD + GOOD, "line 3: The header is repeated"),
)

ROWS = (
    _row(
        "an unknown organisation",
        "Stichting De Eik;2026-01-05;bullying",
        "line 2, column organisation: “Sticht",
    ),
    _row("no organisation", ";2026-01-05;bullying", "line 2, column organisation: This cell is empty"),
    _row("no date", f"{BEUK};;bullying", "line 2, column opened: This cell is empty"),
    _row("no matter", f"{BEUK};2026-01-05; ", "line 2, column matters: This cell is empty"),
    _row(
        "a day that does not exist",
        f"{BEUK};31-02-2026;bullying",
        "line 2, column opened: 31-02-2026 does not",
    ),
    _row(
        "a leap day in another year",
        f"{BEUK};2025-02-29;bullying",
        "line 2, column opened: 2025-02-29 does not",
    ),
    _row(
        "two digits of the year",
        f"{BEUK};05-01-26;bullying",
        "line 2, column opened: 05-01-26: write the year",
    ),
    _row("slashes", f"{BEUK};05/01/2026;bullying", "line 2, column opened: “05/01/2026” is not a date"),
    _row("a number for a date", f"{BEUK};46027;bullying", "line 2, column opened: 46027 is a number"),
    _row("tomorrow", f"{BEUK};2026-04-02;bullying", "line 2, column opened: 2026-04-02 is in the future"),
    _row("long ago", f"{BEUK};0206-01-05;bullying", "line 2, column opened: 0206-01-05 is before 1970"),
    _row(
        "Arabic digits",
        f"{BEUK};\u0662\u0660\u0662\u0666-01-05;bullying",
        "line 2, column opened: “\u0662\u0660\u0662\u0666-01-05” is not a date",
    ),
    _row("an unknown matter", f"{BEUK};2026-01-05;gossip", "line 2, column matters: “gossip” is not a code"),
    _row(
        "a slip of the pen",
        f"{BEUK};2026-01-05;discriminatei",
        "line 2, column matters: “discriminatei” is not a code or word for this column. "
        "Did you mean “discriminatie”?",
    ),
    _row(
        "a word with several meanings",
        f"{BEUK};2026-01-05;anders",
        "line 2, column matters: “anders” can mean",
    ),
    _row(
        "a matter twice",
        f"{BEUK};2026-01-05;pesten|bullying",
        "line 2, column matters: “bullying” stands here tw",
    ),
    _row("nothing after a bar", f"{BEUK};2026-01-05;bullying|", "line 2, column matters: A value is missing"),
    _row(
        "a cell too many", f"{BEUK};2026-01-05;bullying;fraud", "line 2, column 4: This cell is one too many"
    ),
    _row("a cell too few", f"{BEUK};2026-01-05", "line 2, column matters: The line ends before this cell"),
    _row("another separator", f"{BEUK},2026-01-05,bullying", "line 2, column opened: The line ends before"),
    _row("an open quotation mark", f'{BEUK};"2026-01-05;bullying', "line 2, column opened: A quotation mark"),
    _row(
        "a word behind a quotation",
        f'"{BEUK}"x;2026-01-05;bullying',
        "line 2, column organisation: A quotation",
    ),
    _row("a formula for a name", "=1+1;2026-01-05;bullying", "line 2, column organisation: It begins with ="),
    _row(
        "a NUL byte", f"{BEUK};2026-01-05;bul\0lying", "line 2, column matters: This cell holds a character"
    ),
    _row(
        "10 MB in one cell",
        f"{BEUK};2026-01-05;{'x' * 10_000_000}",
        "line 2, column matters: This cell is longer than 1000 characters",
    ),
    _row(
        "10 MB in one quoted cell",
        f'{BEUK};2026-01-05;"{"x" * 10_000_000}"',
        "line 2, column matters: This cell is longer than 1000 characters",
    ),
    _file(
        "a byte without meaning in Windows-1252",
        b"organisation;opened;matters\nCaf\xe9 \x81;2026-01-05;bullying\n",
        "line 2, column organisation: This cell holds a character",
    ),
    _file(
        "a UTF-8 mark above other bytes",
        b"\xef\xbb\xbforganisation;opened;matters\nCaf\xe9;2026-01-05;bullying\n",
        "line 2, column organisation: This cell holds a character",
    ),
)

CELLS = (
    _cell("closing before opening", "closed", "2026-01-04", "The closing date is before the opening date"),
    _cell("closing in the future", "gesloten", "02-04-2026", "02-04-2026 is in the future"),
    _cell(
        "an outcome without a closing date", "outcome", "resolved", "There is an outcome but no closing date"
    ),
    _cell("two mandates", "mandate", "conduct|integrity", "Only one value can stand here"),
    _cell("an unknown mandate", "mandaat", "overig", "“overig” is not a code"),
    _cell("two positions", "positie melder", "medewerker|student", "Only one value can stand here"),
    _cell("a relation twice", "relatie beklaagde", "collega|Collega", "“Collega” stands here twice"),
    _cell("a code of another column", "entry", "bullying", "“bullying” is not a code"),
    _cell("an unknown route", "route", "klagen", "“klagen” is not a code"),
    _cell("fewer contacts than none", "contacts", "-1", "A number of contacts or hours is never below 0"),
    _cell("half a contact", "gesprekken", "1,5", "“1,5” is not a whole number"),
    _cell("very many contacts", "contacts", "99999999", "99999999 is more than 10000"),
    _cell("a number that fills the cell", "contacts", "9" * 900, "“" + "9" * 40 + "…” is not a whole number"),
    _cell("fewer hours than none", "hours", "-0,5", "A number of contacts or hours is never below 0"),
    _cell("hours with a thousands point", "uren", "1.000", "“1.000” is not a number of hours"),
    _cell("hours and minutes", "uren", "1:30", "“1:30” is not a number of hours"),
    _cell("no number", "hours", "NaN", "“NaN” is not a number of hours"),
    _cell("a formula for an alias", "alias", "=HYPERLINK(1)", "It begins with ="),
    _cell("a formula behind spaces", "alias", "  @SUM(1)", "It begins with @"),
    _cell("an alias that is too long", "alias", "x" * 61, "This cell is longer than 60 characters"),
    _cell("an e-mail address for an alias", "alias", "jan@voorbeeld.nl", "An alias never holds an e-mail"),
    _cell(
        "a telephone number for an alias", "alias", "Eik 06 - 1234 5678", "An alias never holds a telephone"
    ),
    _cell("a bell in an alias", "alias", "Eik\a", "This cell holds a character that cannot be printed"),
    _cell("text that runs backwards", "alias", "Eik\u202e", "This cell holds a character that cannot be"),
)

MANY_FAULTS = (
    _file(
        "all faults of a line, and of all lines",
        "organisatie;geopend;kwesties;gesloten;uitkomst;uren;alias\n"
        "Stichting De Eik;31-02-2026;pestn;;opgelost;1:30;=Eik\n"
        f"{BEUK};2026-01-05;pesten;2026-01-04;lopend;;Linde-01\n"
        f"{BEUK};2026-01-05;pesten;;;;Linde-02\n"
        f"{BEUK};2026-01-05;fraude;;;;Linde-02\n"
        f'{BEUK};"2026-01-05;pesten\n'
        f"{BEUK};05-01-26;pesten\n",
        "line 2, column organisatie: “Stichting De Eik” is not one of your organisations",
        "line 2, column geopend: 31-02-2026 does not exist",
        "line 2, column kwesties: “pestn” is not a code",
        "line 2, column uren: “1:30” is not a number of hours",
        "line 2, column alias: It begins with =",
        "line 3, column gesloten: The closing date is before the opening date",
        "line 3, column uitkomst: The case has a closing date",
        "line 5, column alias: An earlier line has this alias already",
        "line 6, column geopend: A quotation mark is not closed",
        "line 7, column geopend: 05-01-26: write the year with four digits",
    ),
    _file(
        "a line number counts the lines inside a cell",
        f'organisation;opened;matters\n"Stichting\nDe\nBeuk";2026-01-05;bullying\n{BEUK};2026-01-05;gossip\n',
        "line 5, column matters: “gossip” is not a code",
    ),
    _file(
        "all faults of a header",
        "organisation;opened;opened;;kwestie;naam\n",
        "line 1, column opened: This column is there twice",
        "line 1, column 4: This column has no name",
        "line 1, column naam: This column is not known",
    ),
)

FAULTY_FILES = (*WHOLE_FILES, *HEADERS, *ROWS, *CELLS, *MANY_FAULTS)
