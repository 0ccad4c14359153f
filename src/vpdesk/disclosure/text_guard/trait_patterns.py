"""The forms of what points to somebody without a name, Dutch and English, in small letters.

The caller (`traits`) looks for most of them at the beginning of a word: a look behind at the head of a
pattern would keep the engine from skipping what cannot match.
"""

import re
from collections.abc import Iterable
from typing import Final

MONTHS: Final = (
    ("januari", "january"), ("februari", "february"), ("maart", "march"), ("april", "april"), ("mei", "may"),
    ("juni", "june"), ("juli", "july"), ("augustus", "august"), ("september", "september"),
    ("oktober", "october"), ("november", "november"), ("december", "december"),
)  # fmt: skip
_SHORT: Final = "jan feb mrt mar apr jun jul aug sep sept okt oct nov dec"


def _either(words: Iterable[str]) -> str:
    return "|".join(words)


def _one_of(words: str) -> str:
    return "|".join(words.split())


def _spaced(lines: str) -> str:
    """Return an alternation of the phrases in `lines`, one a line, any white space between their words."""
    return _either(r"\s+".join(line.split()) for line in lines.splitlines() if line.strip())


_ANY_MONTH: Final = _either(name for names in MONTHS for name in names)
_OR_SHORT: Final = f"{_ANY_MONTH}|{_one_of(_SHORT)}"
_YEAR: Final = r"(?:19|20)\d\d"
_DAY_OF_WEEK: Final = (
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|avond|morgen|nacht)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
#: A day of a month, by its word or in figures.
DATE: Final = re.compile(
    rf"(?<![\w.,/-])(?:{_DAY_OF_WEEK},?\s+(?:de\s+|the\s+)?)?(?:"
    rf"(?P<day>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_OR_SHORT})\b\.?"
    rf"(?:,?\s+(?P<year>{_YEAR}))?"
    rf"|(?P<month2>{_OR_SHORT})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year2>{_YEAR}))?"
    rf"|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)?\d\d(?!\d)|{_YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d)"
    r"|\d{1,2}/\d{1,2}(?![\d/%]))"
)
WEEKDAY: Final = re.compile(
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:s|en|ochtend|middag|avond|morgen|nacht)*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)(?!\w)"
)
MONTH: Final = re.compile(rf"(?!(?:may|march)\b)(?:{_ANY_MONTH})(?!\w)")
#: "May" and "March" with a capital inside a sentence, or behind a word that goes with a time.
ENGLISH_MONTH: Final = re.compile(
    r"(?:(?<=[a-z,] )|(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=early )|(?<=late ))(?:May|March)(?!\w)"
    r"|(?:(?<=\bin )|(?<=since )|(?<=until )|(?<=early )|(?<=late ))(?:may|march)(?!\w)"
)

_TENS: Final = "(?:twintig|dertig|veertig|vijftig|zestig)"
_TENNERS: Final = "(?:twintiger|dertiger|veertiger|vijftiger|zestiger)"
AGE: Final = re.compile(
    r"(?:\d{2}\s?[-\u2010\u2011]?\s?jarigen?|\d{2}\s+jaar\s+(?:oud|jong)"
    r"|(?:vrouw|man|medewerker|medewerkster|collega|jongen|meisje|melder)\s+van\s+(?:rond\s+de\s+)?\d{2}"
    rf"|(?:mid|begin|eind)?[ -]?{_TENNERS}s?"
    rf"|(?:begin|eind|midden|ver|diep)\s+(?:in\s+de\s+)?{_TENS}"
    rf"|in\s+(?:zijn|haar|de)\s+(?:\w+\s+)?{_TENNERS}\s+jaren"
    r"|\d{2}[ -]years?[ -]old|aged\s+\d{2}"
    r"|in\s+(?:his|her|their)\s+(?:early\s+|mid[ -]|late\s+)?(?:twenties|thirties|forties|fifties|sixties)"
    r")(?!\w)"
)
#: The end of a word: vijfenvijftigjarige.
OF_AGE: Final = re.compile(r"(?:tig|tien|elf|twaalf)jarigen?(?!\w)")

_SOMEBODY: Final = _one_of(
    """
    vrouw man vrouwelijke mannelijke medewerker medewerkster collega leidinggevende manager melder
    meldster docent docente arts verpleegkundige chauffeur student studente stagiair stagiaire leerling
    promovendus uitzendkracht teamleider persoon lid kracht werknemer ambtenaar begeleider monteur
    planner vrijwilliger woman female male employee colleague person member teacher nurse driver intern
    trainee reporter
    """
)
ONLY_ONE: Final = re.compile(
    r"(?:als\s+(?:enige|eerste|laatste)(?!\s+(?:stap|punt|instantie|onderwerp|keer|maatregel))"
    r"|(?:de|het|onze|hun|jullie)\s+(?:enige|eerste|laatste|jongste|oudste|nieuwste|langstzittende)"
    rf"\s+(?:\w+\s+)?(?:{_SOMEBODY})s?"
    r"|(?:de|het)\s+enige\s+(?:die|met|in|van|op)"
    r"|(?:de|het)\s+(?:jongste|oudste|nieuwste|langstzittende)\s+(?:van|in|op|die|uit)"
    rf"|(?:jongste|oudste|nieuwste|enige)\s+(?:vrouwelijke\s+|mannelijke\s+)?(?:{_SOMEBODY})"
    rf"|the\s+(?:only|first|youngest|oldest|newest)\s+(?:\w+\s+)?(?:{_SOMEBODY})s?"
    r"|the\s+(?:youngest|oldest|newest)\s+(?:of|in|on)|the\s+only\s+one\s+(?:who|with|in|of))(?!\w)"
)
CONDITION: Final = re.compile(
    "(?:"
    + _spaced(r"""
        zwanger(?:e|schap\w*)?
        bevallen
        bevalling
        ouderschapsverlof
        ziek gemeld
        ziekgemeld
        ziekmelding(?:en)?
        zich ziek
        (?:is|was|zijn|zit|werd|langdurig) (?:langdurig\s+)?ziek
        (?:is|was|werd) (?:\w+\s+){1,3}ziek
        ziek (?:is|was|werd|viel|geworden|geweest|thuis)
        ziektewet
        depressie(?:f|ve)?
        ptss
        miskraam
        overspannen
        burn-?out
        rolstoel\w*
        hoofddoek\w*
        ontslagen
        op staande voet
        geschorst
        op non-?actief
        overgeplaatst
        zelfmoord\w*
        su[iï]cid\w*
        kanker\w*
        verslaafd\w*
        verslaving\w*
        alcoholist\w*
        autis\w+
        adhd
        transgender\w*
        transvrouw
        transman
        non-?binair\w*
        homoseksue\w+
        homo
        queer
        dyslexie
        lesbisch\w*
        moslim\w*
        joods\w*
        weduwe
        weduwnaar
        (?:gescheiden|alleenstaande?) (?:vrouw|man|moeder|vader|ouder)
        slechthorend\w*
        slechtziend\w*
        dyslectisch\w*
        pregnan\w+
        maternity
        parental leave
        called in sick
        sick leave
        off sick
        (?:is|was|fell|became) (?:seriously\s+)?ill
        depression
        ptsd
        miscarriage
        wheelchair
        headscarf
        dismissed
        suspended
        burn(?:ed|t)[ -]out
        cancer
        addict(?:ed|ion)
        gay
        lesbian
        muslim
        jewish
        widow(?:er)?
        single (?:mother|father|parent)
    """)
    + r")(?!\w)"
)
_SOLE: Final = _one_of(
    """
    controller chef-?kok kok jurist boekhouder accountant communicatieadviseur preventiemedewerker
    kwaliteitsmedewerker bode bibliothecaris tuinman schoonmaker schoonmaakster
    """
)
FUNCTION: Final = re.compile(
    "(?:"
    + _one_of(
        """
    burgemeester gemeentesecretaris griffier wethouder rector decaan dean conci[eë]rge receptioniste?
    (?:directie)?secretaresse portier roostermaker magazijnchef afdelingshoofd mayor caretaker
    """
    )
    + r"|hoofd\s+(?!(?:van|is|te|en|in|op|om|bij|koel|bieden)\b)[a-z]{5,}|head\s+of\s+(?!the\b)[a-z]+"
    + rf"|(?:de|onze|een|the|our)\s+(?:enige\s+|only\s+)?(?:{_SOLE}))(?!\w)"
)
#: Words between marks of quotation; an apostrophe inside a word is none.
QUOTE: Final = re.compile(
    r"[\u201c\u201e\u00ab\"][^\u201c\u201d\u201e\u00bb\"\n]{12,600}[\u201d\u201c\u00bb\"]"
    r"|(?<!\w)[\u2018'][^\u2018\u2019'\n]{12,600}[\u2019'](?!\w)"
)

#: Man or woman. "Zij" and "zijn" are also they and to be: only where they are she and his.
SEX: Final = re.compile(
    r"(?:"
    + _one_of(
        """
    vrouw(?:en|elijke?)? man(?:nen|nelijke?)? hij hem haar meisje jongen moeder vader meneer mevrouw
    dame heer medewerkster melderes meldster he him his she hers? woman women men female male mother
    father girl boy
    """
    )
    + r"|z(?:ij|e)\s+(?:is|was|heeft|had|werd|wordt|voelt|voelde|zegt|zei|vindt|vond|wil|wilde|kan|kon|gaf"
    r"|geeft|vertelde|vertelt|meldde|meldt|werkt|werkte|krijgt|kreeg|komt|kwam)"
    r"|zijn\s+(?:leidinggevende|manager|collega|collega's|chef|baas|werk|team|functie|klacht|melding|verhaal)"
    r")(?!\w)"
)
#: A stretch of time.
PERIOD: Final = re.compile(
    rf"(?:{_YEAR}|"
    + _spaced(r"""
        vorige? (?:jaar|maand|week|zomer|winter)
        dit (?:voorjaar|najaar|jaar)
        begin (?:van\s+)?(?:het|dit) jaar
        in (?:het|de) (?:voorjaar|najaar|zomer|winter|herfst|lente)
        na de zomer
        (?:eerste|tweede|derde|vierde) kwartaal
        (?:eerste|tweede) (?:half)?jaar
        rond (?:kerst|pasen)
        last (?:year|month|week|summer|winter|spring|autumn)
        this (?:spring|autumn|year)
        in (?:spring|summer|autumn|winter)
        (?:first|second|third|fourth) quarter
    """)
    + r")(?!\w)"
)
#: A place of the organisation, by any name.
SITE: Final = re.compile(
    r"(?<!\w)(?:locatie|vestiging|afdeling|filiaal|team|standplaats|site|branch|department|office)\s+[A-Z0-9]\w*"
)
