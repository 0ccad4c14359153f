"""A file that shows how cases are written down to be brought in: invented, with the names of the columns."""

from vpdesk.i18n import language

_DUTCH = """\
opdrachtgever;geopend;kwesties;afgesloten;positie melder;relatie beklaagde;ingang;route;uitkomst;uren
Voorbeeld BV;14-03-2025;pesten;02-06-2025;medewerker;leidinggevende;telefoon;zelf oplossen;opgelost;3,5
Voorbeeld BV;05-09-2025;werkdruk|arbeidsconflict;;medewerker;;spreekuur;;;1,75
"""
_ENGLISH = """\
organisation;opened;matters;closed;reporter_position;respondent_relation;entry;route;outcome;contacts;hours
Example Ltd;14-03-2025;bullying;02-06-2025;employee;manager;phone;self;resolved;4;3.5
Example Ltd;05-09-2025;workload|labour_dispute;;employee;;office_hour;;;2;1.75
"""


def example() -> bytes:
    """Return the file, in the language of the window, as Excel opens it without asking."""
    return (_DUTCH if language() == "nl" else _ENGLISH).encode("utf-8-sig")
