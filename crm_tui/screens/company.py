"""The card of a company: the same as a contact's, with its people and its bank requisites (C8)."""

from typing import Any, ClassVar

from textual import work

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import CompanyId
from crm_tui.i18n import _
from crm_tui.operations.base import Command
from crm_tui.operations.companies import (
    CompanyCard,
    CompanyChanges,
    DeleteCompany,
    EditCompany,
    GetCompany,
    TagCompany,
)
from crm_tui.screens.card import client_data
from crm_tui.screens.card.client import ClientScreen, named
from crm_tui.screens.card.client_acts import ClientCommands
from crm_tui.screens.card.custom import PREFIX
from crm_tui.screens.card.house import CardHouse
from crm_tui.screens.card.saving import Entry
from crm_tui.widgets.card.data import CardBlock, CardField


class CompanyScreen(ClientScreen[CompanyCard]):
    """One company."""

    entity: ClassVar[Entity] = Entity.COMPANY

    async def read(self, record_id: str) -> CompanyCard:
        """The company, and how companies are laid out."""
        await self.read_surroundings(record_id)
        return await self._store.ask(GetCompany(CompanyId(record_id)))

    def path(self, card: CompanyCard) -> tuple[str, ...]:
        """What it is."""
        return (_("Companies"),)

    def main_blocks(self, card: CompanyCard) -> tuple[CardBlock, ...]:
        """How it is reached, who works there, its requisites and what admins added."""
        return client_data.company_main(card, self._layout_of_cards, self._users, self._glyphs, self._more)

    def open_line(self, field: CardField) -> None:
        """Enter on one of its people opens their card."""
        if self.house is not None and field.name.startswith(client_data.PERSON):
            self._open_person(self.house, field.name.removeprefix(client_data.PERSON))

    @work(group="open", exit_on_error=False)
    async def _open_person(self, house: CardHouse, contact_id: str) -> None:
        await house.contact(contact_id)
        self._load()

    def command(self, card: CompanyCard, entry: Entry) -> Command[CompanyCard]:
        """What saving a field asks of the store."""
        return EditCompany(card.id, CompanyChanges(**self._changed(card, entry)), seen=entry.seen)

    def commands(self, card: CompanyCard) -> ClientCommands:
        """What the acts ask of the store."""
        return ClientCommands(
            tag=lambda add, remove: TagCompany(card.id, add, remove),
            assign=lambda user: EditCompany(card.id, CompanyChanges(responsible=user)),
            delete=lambda: DeleteCompany(card.id),
        )

    def _changed(self, card: CompanyCard, entry: Entry) -> dict[str, Any]:
        if (points := self.point_changes(card, entry)) is not None:
            return points
        if entry.name == "name":
            return {"name": named(entry.text, _("A company needs a name."))}
        if entry.name.startswith(PREFIX):
            return {"custom": {entry.name.removeprefix(PREFIX): entry.text}}
        return {entry.name: entry.text if entry.name == "comment" else entry.text.strip()}
