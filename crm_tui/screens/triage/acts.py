"""The acts on deals as triage does them, and what it does besides: linking or saving a buyer by one key."""

from typing import TYPE_CHECKING, Final

from crm_tui.i18n import _
from crm_tui.operations.deals import DealCard
from crm_tui.operations.matching import Saved, SavedBuyer, Similar
from crm_tui.screens.buyer_choice import BuyerChoice
from crm_tui.screens.buyer_person import PersonLine, additions
from crm_tui.screens.buyers import told
from crm_tui.screens.deal_actions import DealActions
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import one_line

if TYPE_CHECKING:
    from crm_tui.screens.triage.screen import TriageScreen

_NAME: Final = 60


class TriageActions(DealActions):
    """The acts, told in the line above the keys: a toast for each would pile up at this pace."""

    def __init__(self, screen: "TriageScreen", common: DealActions, glyphs: Glyphs) -> None:
        super().__init__(screen.app, common.store, clock=common.clock, region=common.region, glyphs=glyphs)
        self._screen = screen

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Tell what happened."""
        if warning:
            super().say(sentence, warning=True)
        else:
            self._screen.say(sentence)

    async def link(self, card: DealCard, similar: Similar | None) -> SavedBuyer | None:
        """Make the contact of a deal a buyer: the one who is similar, with all that the deal adds, or a new one."""
        return await self._guarded(self._link(card, similar))

    async def _link(self, card: DealCard, similar: Similar | None) -> SavedBuyer:
        saved = await self.store.do(choice(card, similar, self.region).command(card.id, None, card.seq))
        said = told(saved)
        if similar is not None and saved.outcome is Saved.LINKED:
            said = _("Buyer saved: %(name)s") % {"name": one_line(similar.name, _NAME)}
        self.say(_("%(what)s · u undo") % {"what": said}, warning=saved.outcome is Saved.ALREADY)
        return saved


def choice(card: DealCard, similar: Similar | None, region: str) -> BuyerChoice:
    """What a person would choose in the dialog without changing anything there."""
    person = PersonLine.of(card.people[0], region).read()
    if similar is None:
        return BuyerChoice(None, person)
    found = additions(person, similar.name, similar.phones, similar.emails)
    return BuyerChoice(similar, person, kept=frozenset(one.id for one in found if one.kept))
