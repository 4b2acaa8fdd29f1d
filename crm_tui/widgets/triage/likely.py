"""Who a deal may be from: similar buyers with their reasons, beside the deal; or the buyer that is saved."""

from collections.abc import Sequence

from textual.content import Content

from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import _, ngettext
from crm_tui.operations.contacts import ContactCard
from crm_tui.operations.deals import DealCard
from crm_tui.operations.matching import Similar
from crm_tui.operations.values import BuyerState
from crm_tui.widgets.buyer.words import band_words, bar, reasons_words
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, content
from crm_tui.widgets.wording import BUYER_STYLES

_BANDS = {Band.SAME: "bold $text-success", Band.LIKELY: "$text-warning", Band.MAYBE: MUTED}


def likely(card: DealCard, similar: Sequence[Similar], buyer: ContactCard | None, glyphs: Glyphs) -> Content:
    """The saved buyer, else those whom it may be, best first, else that there is nobody."""
    if card.buyer is BuyerState.SAVED:
        return _saved(card, buyer, glyphs)
    if not card.people:
        return Content.styled(_("No contact yet: D opens the deal, where one is added."), MUTED)
    if not similar:
        return Content.styled(_("Nobody like that is saved; n saves a new buyer."), MUTED)
    heading = _("Likely the same person") if similar[0].band is not Band.MAYBE else _("Perhaps the same person")
    blocks = [Content.styled(heading, "bold"), *(_person(one, glyphs) for one in similar)]
    return Content("\n\n").join(blocks)


def _saved(card: DealCard, buyer: ContactCard | None, glyphs: Glyphs) -> Content:
    """Their name in the base, which may be another than on the deal, and how they are known there."""
    name = next((person.name for person in card.people if person.contact_id), "") if buyer is None else buyer.name
    lines = [Content.assemble((f"{glyphs.saved} ", BUYER_STYLES[BuyerState.SAVED]), content(name))]
    if buyer is not None:
        points = (*(phone.typed for phone in buyer.phones), *(email.typed for email in buyer.emails))
        lines += [content(point) for point in points]
        lines.append(content("   ".join(part for part in (buyer.company, buyer.city) if part), MUTED))
    heading = Content.styled(_("The buyer is saved"), "bold")
    return Content("\n\n").join((heading, Content("\n  ").join(line for line in lines if line.plain)))


def _person(one: Similar, glyphs: Glyphs) -> Content:
    """Name, how sure, why, and what they buy already."""
    lines = [
        Content.assemble(
            (f"{glyphs.saved} ", BUYER_STYLES[BuyerState.SAVED]),
            content(one.name),
            (f"   {band_words(one.band)} {bar(one.score, glyphs)} {one.score:.0f}", _BANDS[one.band]),
        ),
        content(f" {glyphs.dot} ".join(reasons_words(one.reasons)), MUTED),
        content("   ".join(part for part in (one.company, one.city) if part)),
        _deals(one),
    ]
    return Content("\n  ").join(line for line in lines if line.plain)


def _deals(one: Similar) -> Content:
    count = len(one.open_deals)
    if not count:
        return Content("")
    words = ngettext("%(n)d open deal: ", "%(n)d open deals: ", count) % {"n": count}
    return content(words + ", ".join(one.open_deals))
