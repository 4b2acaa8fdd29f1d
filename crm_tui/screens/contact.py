"""The card of a contact (C1-C7)."""

from typing import Any, ClassVar

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import ContactId
from crm_tui.i18n import _
from crm_tui.operations.base import Command
from crm_tui.operations.contacts import (
    ContactCard,
    ContactChanges,
    DeleteContact,
    EditContact,
    GetContact,
    TagContact,
)
from crm_tui.screens.card import client_data
from crm_tui.screens.card.client import ClientScreen, named
from crm_tui.screens.card.client_acts import ClientCommands
from crm_tui.screens.card.custom import PREFIX
from crm_tui.screens.card.saving import Entry
from crm_tui.widgets.card.data import CardBlock


class ContactScreen(ClientScreen[ContactCard]):
    """One contact."""

    entity: ClassVar[Entity] = Entity.CONTACT

    async def read(self, record_id: str) -> ContactCard:
        """The contact, and how contacts are laid out."""
        await self.read_surroundings(record_id)
        return await self._store.ask(GetContact(ContactId(record_id)))

    def named_on(self, card: ContactCard) -> frozenset[str]:
        """Where the person works."""
        return frozenset([card.company_id] if card.company_id else ())

    def path(self, card: ContactCard) -> tuple[str, ...]:
        """What it is, and where the person works."""
        return tuple(filter(None, (_("Contacts"), card.company)))

    def main_blocks(self, card: ContactCard) -> tuple[CardBlock, ...]:
        """How the person is reached, who it is, and what admins added."""
        return client_data.contact_main(card, self._layout_of_cards, self._users, self._glyphs, self.today, self._more)

    def command(self, card: ContactCard, entry: Entry) -> Command[ContactCard]:
        """What saving a field asks of the store."""
        return EditContact(card.id, ContactChanges(**self._changed(card, entry)), seen=entry.seen)

    def commands(self, card: ContactCard) -> ClientCommands:
        """What the acts ask of the store."""
        return ClientCommands(
            tag=lambda add, remove: TagContact(card.id, add, remove),
            assign=lambda user: EditContact(card.id, ContactChanges(responsible=user)),
            delete=lambda: DeleteContact(card.id),
        )

    def _changed(self, card: ContactCard, entry: Entry) -> dict[str, Any]:
        if (points := self.point_changes(card, entry)) is not None:
            return points
        if entry.name == "name":
            return {"name": named(entry.text, _("A contact needs a name."))}
        if entry.name.startswith(PREFIX):
            return {"custom": {entry.name.removeprefix(PREFIX): entry.text}}
        return {entry.name: entry.text if entry.name == "comment" else entry.text.strip()}
