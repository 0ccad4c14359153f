"""Closed lists of words, Dutch and English together: what belongs to names, and what is never one.

They are rules of the two languages and no words for a screen: nothing of them is ever shown.
"""

from typing import Final


def set_of(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


#: What stands between a given name and a surname.
PARTICLES: Final = set_of(
    """
    van von der den de het t s ten ter te op in aan bij uit over onder tot voor d l la le les du des di
    da do dos del della el al ul ibn bin bint abu ait ou zu zum zur vd vande vander vanden af av
    """
)
#: What is said before a name.
TITLES: Final = set_of(
    """
    mevrouw mevr mw mvr dhr heer meneer mijnheer juffrouw drs dr ir ing mr mrs ms miss sir madam prof
    professor
    """
)
#: Titles that are also something else where they are written in capitals.
OFFICES: Final = set_of("mr ir ing ms")
#: After these a point ends no sentence.
ABBREVIATIONS: Final = set_of(
    """
    mw mevr mvr dhr drs dr ir ing mr mrs ms prof st nr no art bijv bv o.a ca evt incl excl resp vs tel
    jr sr o a m b v n t d z g i e w
    """
)
#: Parts of an organisation and what it works with: written with a capital they are still nobody's name.
INSTITUTIONS: Final = set_of(
    """
    raad college bestuur directie commissie klachtencommissie ondernemingsraad medezeggenschapsraad
    meldpunt personeelszaken secretariaat receptie balie huis kamer wet klokkenluiders arbodienst
    bedrijfsarts vertrouwenspersoon vertrouwenspersonen inspectie arbeidsinspectie universiteit
    hogeschool school gemeente provincie rijk ministerie waterschap stichting vereniging bibliotheek
    museum theater ziekenhuis bank politie teams team intranet internet excel word outlook zoom
    nederland nederlands nederlandse engels engelse europa europese corona covid board council committee
    office works human resources house act law university english dutch european i christmas easter
    kerst pasen pinksteren ramadan
    """
)
#: Capitals that are no initials.
CAPITAL_WORDS: Final = set_of(
    """
    or hr mt pz po bhv avg vp ict it tv nl eu vn ok id ai pc cv cao vog rvb rvt cvb rie zzp ggz hrm hbo
    mbo wo ceo cfo or gor cor mr dmr gmr ov sz so vo bo ib wmo ww wia uwv aow btw kvk bv nv lvv hvk okb
    ggd gg ebi nvm asap faq gdpr uk us usa eap nda cob
    """
)
#: Dotted capitals that are no initials.
DOTTED: Final = frozenset({"bv", "nv", "nb", "ps", "vof", "ehbo", "us", "uk", "usa", "mt", "or", "hr", "cv"})
#: Words that speak of somebody: a name before them is used as a name.
SPEECH: Final = set_of(
    """
    gaf geeft zei zegt meldt meldde vertelt vertelde vroeg vraagt vond vindt wilde wil kwam komt ging
    gaat heeft had deed doet belde belt schreef schrijft liet laat nam neemt stelde stelt voelt voelde
    werkt werkte stond staat zag ziet kreeg krijgt kon kan mocht moest moet weet wist noemde noemt legde
    legt gaan zegde vertrok klaagde said says told tells asked asks reported reports came went has had
    felt feels wrote writes called wants wanted thinks thought did does knows knew mentioned explained
    complained left works worked
    """
)
#: After these words an ordinary word with a capital may be a name or an adjective that came first.
BEING: Final = set_of("is was werd wordt bleef blijft zou zal and en of or were are")
#: Names that are also months, and the words that make them so.
MONTHS: Final = set_of(
    """
    jan mei may june april august augustus maart march juni juli july avril mai
    """
)
MONTHLY: Final = set_of(
    """
    in since until from of by late early begin eind vanaf tot during half medio sinds voor na through
    between
    """
)
#: Names that are also the smallest words of a sentence.
SMALL_WORDS: Final = set_of(
    """
    wil ben will may can van den bij ter mag had was zal een al an in so to we
    """
)
#: Dutch words of two or three letters that are names too (longer words are asked of the caller).
SHORT_WORDS: Final = set_of(
    """
    wit bos vos kok dam mol wil ben mei bij den aal bak bal bel bol bom bot bok cel dak dal das del dok
    dos duo eik een eet elf eik es fee fit gat geel gem gul had hak hal has hek hen her hof hok hop hut
    kan kap kat kin kip kus lam lap las lat lek lof lol lot lus man mes mos net oog oom oor oud pak pan
    pas pen pet pin pit pop pot put rad ram rat rib rij rit rok rug rum sap soms som stal tak tas tin
    tol top tor ui uil vak val van vat vet via vis vla vol vrij wal was web weg wei win zak zee zin zon
    al as da ha in is ja la lid log map max mij mix nou nu of om op pak rol ruw sla te tel ton uit uw
    wie wij wol zo zou aan als dat die dit doe ook oog per rij toe ver voor want wat wel zei
    """
)
