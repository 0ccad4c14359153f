"""What a row of found things says, before anything is drawn."""

from dataclasses import dataclass

from vpdesk.domain.excerpt import Excerpt
from vpdesk.domain.finding import HitKind
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.hits import Heading, Row
from vpdesk.services.finding import Found, FoundOrder, Hit
from vpdesk.services.finding_matters import MatterHit
from vpdesk.views import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class HitText:
    """The lines of one hit: what it is, at its right whose, and below it the sentence that says the words."""

    title: Excerpt
    side: str
    said: Excerpt

    def spoken(self) -> str:
        """Return the hit as a screen reader says it."""
        return ", ".join(part for part in (self.title.text, self.said.text, self.side) if part)


def hit_text(hit: Hit | MatterHit) -> HitText:
    """Return the lines of a hit. Where its title is what was found, the words are marked there."""
    return _of_matter(hit) if isinstance(hit, MatterHit) else _of_text(hit)


def _of_matter(hit: MatterHit) -> HitText:
    lead = ngettext("{n} case: show it in the list", "{n} cases: show them in the list", hit.cases)
    word = label(hit.matter)
    about = lead if word == hit.excerpt.text else f"{word}\N{NO-BREAK SPACE}· {lead}"
    return HitText(title=hit.excerpt, side=hit.organisation, said=Excerpt(text=about))


def _of_text(hit: Hit) -> HitText:
    said = hit.excerpt
    match hit.kind:
        case HitKind.CASE if said.text == hit.alias:
            return HitText(title=said, side=hit.organisation, said=Excerpt(text=_opened(hit)))
        case HitKind.ORGANISATION if said.text == hit.organisation:
            return HitText(title=said, side="", said=Excerpt(text=""))
        case HitKind.REFLECTION:  # its sentence stays out of sight, as in the case
            said = Excerpt(text=_("These words stand in it; the text is out of sight here."))
        case HitKind.DOCUMENT:
            return HitText(title=said, side=hit.organisation, said=Excerpt(text=_where(hit)))
        case HitKind.ORGANISATION:
            return HitText(title=Excerpt(text=hit.organisation), side="", said=said)
        case HitKind.CONTACT_PERSON | HitKind.UNIT:
            return HitText(title=Excerpt(text=label(hit.kind)), side=hit.organisation, said=said)
    return HitText(title=Excerpt(text=_where(hit)), side=hit.organisation, said=said)


def heading_text(heading: Heading) -> str:
    """Return the words above a group: how many there are, and whether that may not be all."""
    word = _(heading.title)
    if heading.more:
        return _("{group}, the first {n}", group=word, n=heading.hits)
    return f"{word}, {heading.hits}"


def spoken(row: Row) -> str:
    """Return a row as a screen reader says it."""
    return heading_text(row) if isinstance(row, Heading) else hit_text(row).spoken()


def summary(found: Found) -> str:
    """Return in one sentence what came of a question."""
    if not found.question.words:
        return ""
    n = found.count
    if not n:
        return _("Nothing was found with these words.")
    if n == 1:
        return _("One found")
    if found.order is FoundOrder.BEST:
        return _("{n} found, the best first", n=n)
    if found.fuller:
        return _("The newest {n} are shown; there may be more.", n=n)
    return _("{n} found, the newest first", n=n)


def _opened(hit: Hit) -> str:
    return "" if hit.on is None else _("opened on {day}", day=dates.short(hit.on))


def _where(hit: Hit) -> str:
    """Return in which case something stands, what it is, and of which day."""
    kind = "" if hit.kind is HitKind.CASE else label(hit.kind)
    dated = hit.on if hit.kind not in (HitKind.CASE, HitKind.REFLECTION) else None
    day = "" if dated is None else dates.short(dated)
    return " · ".join(part for part in (hit.alias, kind, day) if part)
