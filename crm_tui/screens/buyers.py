"""What managers do with the buyer of a deal: save, choose from the list, replace; the same wherever a deal is shown.

A person with a phone or an e-mail gets the dialog with similar buyers, one without them the list to choose from (B2,
B3). The dialogs are given the store's answers; they never ask it themselves.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from crm_tui.domain.ids import ContactId, DealId, PersonId
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import _
from crm_tui.operations.contacts import GetContact
from crm_tui.operations.deals import DealCard, GetDeal, NewPerson
from crm_tui.operations.matching import FindSimilar, ReplaceBuyer, Saved, SavedBuyer, Similar
from crm_tui.operations.values import Person
from crm_tui.screens.buyer_choice import BuyerChoice
from crm_tui.screens.buyer_person import PersonLine, called
from crm_tui.screens.buyer_words import NOTHING_TO_SAVE, ONE_DEAL, SAVED_ALREADY
from crm_tui.screens.deal_actions import Done
from crm_tui.screens.dialogs.choose_buyer import ChooseBuyerDialog
from crm_tui.screens.dialogs.save_buyer import SaveBuyerDialog, WholeBase
from crm_tui.screens.dialogs.search import Fresh
from crm_tui.widgets.plain import one_line

if TYPE_CHECKING:
    from crm_tui.screens.deal_actions import DealActions

_NAME: Final = 60
_SIMILAR: Final = 5


def why_not(person: Person | None) -> str:
    """Why there is no buyer to save, in one sentence; "" where there is one (B1)."""
    if person is None or not called(person):
        return _(NOTHING_TO_SAVE)
    return _(SAVED_ALREADY) if person.contact_id else ""


class BuyerActs:
    """Acts on the buyer of one deal, for whatever screen does the other acts on deals. What the store refuses rises."""

    def __init__(self, actions: "DealActions") -> None:
        self._actions = actions
        self._app = actions.app
        self._store = actions.store
        self._region = actions.region
        self._glyphs = actions.glyphs

    async def save(self, deal_ids: Sequence[DealId], person_id: PersonId | None) -> Done | None:
        """Make a person of a deal a buyer: one who is there already, or a new one."""
        deal, person = await self._person(deal_ids, person_id)
        if deal is None:
            return None
        if person is None or (reason := why_not(person)):
            self._actions.say(reason if person else why_not(None), warning=True)
            return None
        line = PersonLine.of(person, self._region)
        reached = person.phones or person.emails
        saved = await (self._save_similar(deal, line) if reached else self._choose(deal, line))
        if saved is None:
            return None
        self._actions.say(_("%(what)s · u undo") % {"what": told(saved)}, warning=saved.outcome is Saved.ALREADY)
        return Done((deal.id,), saved.deal)

    async def replace(self, deal_ids: Sequence[DealId], person_id: PersonId | None) -> Done | None:
        """Put another contact in the place of a person's, or none; what happened stays with the deal (B6)."""
        deal, person = await self._person(deal_ids, person_id)
        if deal is None or person is None:
            if deal is not None:
                self._actions.say(why_not(None), warning=True)
            return None
        chosen = await self._app.push_screen_wait(self._list(_("Replace buyer"), _("No saved buyer")))
        contact_id = None if isinstance(chosen, Fresh) else chosen
        if chosen is None or contact_id == person.contact_id:
            return None
        card = await self._store.do(ReplaceBuyer(deal.id, _id(person), contact_id, seen=deal.seq))
        self._actions.say(_("%(what)s · u undo") % {"what": _("Buyer replaced")})
        return Done((deal.id,), card)

    async def _person(
        self, deal_ids: Sequence[DealId], person_id: PersonId | None
    ) -> tuple[DealCard | None, Person | None]:
        """The deal and the one of its people that is meant: the main one where none is named."""
        if len(deal_ids) != 1:
            if deal_ids:
                self._actions.say(_(ONE_DEAL), warning=True)
            return None, None
        deal = await self._store.ask(GetDeal(deal_ids[0]))
        return deal, next((one for one in deal.people if person_id is None or one.id == person_id), None)

    async def _save_similar(self, deal: DealCard, line: PersonLine) -> SavedBuyer | None:
        """Similar buyers, and the whole base and back as often as the user wants."""
        picked: Similar | None = None
        person_id = _id(line.person)
        while True:
            dialog = SaveBuyerDialog(
                line,
                self._find,
                lambda choice: self._store.do(choice.command(deal.id, person_id, deal.seq)),
                picked=picked,
                glyphs=self._glyphs,
            )
            given = await self._app.push_screen_wait(dialog)
            if not isinstance(given, WholeBase):
                return given
            line = given.line
            chosen = await self._app.push_screen_wait(self._list(_("Choose buyer from list"), _new(line.read())))
            picked = await self._similar(chosen) if chosen is not None and not isinstance(chosen, Fresh) else None

    async def _choose(self, deal: DealCard, line: PersonLine) -> SavedBuyer | None:
        """Nothing to be reached by: nobody can tell who is similar but the user (B2)."""
        person = line.read()
        dialog = self._list(_("Choose buyer from list"), _new(person), begun=person.name)
        chosen = await self._app.push_screen_wait(dialog)
        if chosen is None:
            return None
        contact = None if isinstance(chosen, Fresh) else await self._similar(chosen)
        return await self._store.do(BuyerChoice(contact, person).command(deal.id, _id(line.person), deal.seq))

    def _list(self, title: str, fresh: str, begun: str = "") -> ChooseBuyerDialog:
        return ChooseBuyerDialog(self._store, title, fresh, region=self._region, glyphs=self._glyphs, begun=begun)

    async def _find(self, person: NewPerson) -> tuple[Similar, ...]:
        return await self._store.ask(FindSimilar(person.name, person.phones, person.emails, limit=_SIMILAR))

    async def _similar(self, contact_id: ContactId) -> Similar:
        """Somebody chosen by hand: nothing speaks for them but that."""
        card = await self._store.ask(GetContact(contact_id))
        return Similar(card.id, card.name, card.phones, card.emails, card.company, card.city, (), 0.0, Band.MAYBE, ())


def told(saved: SavedBuyer) -> str:
    """What came of saving, in a sentence; whoever came second is told who was first (B7)."""
    person = next((one for one in saved.deal.people if one.contact_id == saved.contact_id), None)
    words = {"name": one_line(person.name, _NAME) if person else "", "who": one_line(saved.by, _NAME)}
    if saved.outcome is Saved.ALREADY and not saved.by:
        return _("Saved a moment before; that card was taken: %(name)s") % words
    sentences = {
        Saved.CREATED: _("New buyer saved: %(name)s"),
        Saved.LINKED: _("Buyer saved: %(name)s"),
        Saved.ALREADY: _("%(who)s saved this buyer a moment before; theirs was taken: %(name)s"),
    }
    return sentences[saved.outcome] % words


def _new(person: NewPerson) -> str:
    return _("New buyer: %(name)s") % {"name": one_line(called(person), _NAME)}


def _id(person: Person) -> PersonId | None:
    return PersonId(person.id) if person.id else None
