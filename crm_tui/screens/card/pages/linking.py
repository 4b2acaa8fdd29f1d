"""Putting deals on the cards of contacts and companies, and taking them off."""

from typing import Any, Final, NamedTuple

from textual.app import App

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import CompanyId, ContactId, DealId, PersonId
from crm_tui.i18n import _
from crm_tui.operations.base import Command
from crm_tui.operations.companies import GetCompany
from crm_tui.operations.contacts import GetContact
from crm_tui.operations.deals import CreateDeal, DealCard, DealChanges, DealRow, EditDeal, GetDeal, ListDeals, NewPerson
from crm_tui.operations.filters import DealFilter
from crm_tui.operations.people import AddPerson, RemovePerson
from crm_tui.screens.card.pages.base import Desk
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.plain import one_line
from crm_tui.widgets.wording import money_text

FOUND: Final = 30


class Client(NamedTuple):
    """Whose deals they are: a person as a deal carries one, or a company by its name."""

    name: str
    person: NewPerson | None


class DealLinks:
    """What ties deals to one client. What the store refuses rises."""

    def __init__(self, app: App[Any], desk: Desk, record_id: str) -> None:
        self._app = app
        self._desk = desk
        self._store = desk.store
        self._record_id = record_id

    async def more(self) -> bool:
        """Link a deal that is found, or make one under the title that was typed."""
        from crm_tui.screens.dialogs.search import Fresh, SearchDialog

        client = await self._client()
        dialog = SearchDialog(_("Link a deal"), self._find, _("New deal"))
        chosen = await self._app.push_screen_wait(dialog)
        if chosen is None:
            return False
        if isinstance(chosen, Fresh):
            return await self._make(client, chosen.text)
        return await self._link(client, await self._store.ask(GetDeal(chosen)))

    async def less(self, deal_id: DealId) -> bool:
        """Take a deal off the client, after asking; one that a company has through a person stays."""
        from crm_tui.screens.dialogs.confirm import ConfirmDialog

        deal = await self._store.ask(GetDeal(deal_id))
        cut = self._cut(deal)
        if cut is None:
            self._desk.say(_("The deal is here through one of the people; take it off on their card."))
            return False
        question = _("Take “%(title)s” off this card? The deal stays.") % {"title": one_line(deal.title, 60)}
        if not await self._app.push_screen_wait(ConfirmDialog(question, _("Take it off"), _("Keep"))):
            return False
        await self._store.do(cut)
        self._desk.say(_("Taken off · u undo"))
        return True

    async def _client(self) -> Client:
        if self._desk.entity is Entity.COMPANY:
            return Client((await self._store.ask(GetCompany(CompanyId(self._record_id)))).name, None)
        card = await self._store.ask(GetContact(ContactId(self._record_id)))
        return Client(card.name, NewPerson(card.name, card.phones, card.emails, card.position, card.id))

    async def _find(self, text: str) -> list[tuple[PickerRow, DealId]]:
        page = await self._store.ask(ListDeals(filter=DealFilter(text=text), limit=FOUND))
        return [(_row(deal), deal.id) for deal in page.rows]

    async def _make(self, client: Client, title: str) -> bool:
        made = CreateDeal(
            title or client.name, contact=client.person, company="" if client.person is not None else client.name
        )
        deal = await self._store.do(made)
        self._desk.say(_("Deal made: %(title)s · u undo") % {"title": one_line(deal.title, 60)})
        return True

    async def _link(self, client: Client, deal: DealCard) -> bool:
        title = one_line(deal.title, 60)
        if self._cut(deal) is not None:
            self._desk.say(_("“%(title)s” is on this card already.") % {"title": title})
            return False
        if client.person is not None:
            await self._store.do(AddPerson(deal.id, client.person))
        elif await self._may_change_company(client, deal):
            await self._store.do(EditDeal(deal.id, DealChanges(company=client.name)))
        else:
            return False
        self._desk.say(_("Linked: %(title)s · u undo") % {"title": title})
        return True

    async def _may_change_company(self, client: Client, deal: DealCard) -> bool:
        """A deal has one company: to give it another is asked first."""
        from crm_tui.screens.dialogs.confirm import ConfirmDialog

        if not deal.company:
            return True
        names = {"present": one_line(deal.company, 40), "other": one_line(client.name, 40)}
        question = _("The deal is with “%(present)s”. Make it one with “%(other)s”?") % names
        sure = await self._app.push_screen_wait(ConfirmDialog(question, _("Change it"), _("Keep")))
        return sure is True

    def _cut(self, deal: DealCard) -> Command[DealCard] | None:
        """What takes the deal off this client, in one step; None where it is not on it itself."""
        if self._desk.entity is Entity.COMPANY:
            mine = deal.company_id == self._record_id
            return EditDeal(deal.id, DealChanges(company=""), seen=deal.seq) if mine else None
        person = next((one for one in deal.people if one.contact_id == self._record_id), None)
        if person is None:
            return None
        return RemovePerson(deal.id, PersonId(person.id), everywhere=True, seen=deal.seq)


def _row(deal: DealRow) -> PickerRow:
    detail = "  ".join(filter(None, (deal.contact, deal.stage, money_text(deal.amount))))
    return PickerRow(deal.id, deal.title, detail)
