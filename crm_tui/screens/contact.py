"""The card of a contact (C1-C7)."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import ContactId
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Command
from crm_tui.operations.contacts import (
    ContactCard,
    ContactChanges,
    DeleteContact,
    EditContact,
    GetContact,
    TagContact,
)
from crm_tui.operations.matching import ListMerges, MergeInfo
from crm_tui.screens.card import client_data, merges
from crm_tui.screens.card.client import ClientScreen, named
from crm_tui.screens.card.client_acts import ClientCommands
from crm_tui.screens.card.custom import PREFIX
from crm_tui.screens.card.saving import Entry
from crm_tui.widgets.card.data import CardBlock, CardField


class ContactScreen(ClientScreen[ContactCard]):
    """One contact."""

    entity: ClassVar[Entity] = Entity.CONTACT
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "split", N_("Take out what was merged"), show=False, id="contact.split"),
    ]
    _merges: tuple[MergeInfo, ...] = ()

    async def read(self, record_id: str) -> ContactCard:
        """The contact, and how contacts are laid out."""
        await self.read_surroundings(record_id)
        self._merges = await self._store.ask(ListMerges(ContactId(record_id)))
        return await self._store.ask(GetContact(ContactId(record_id)))

    def named_on(self, card: ContactCard) -> frozenset[str]:
        """Where the person works."""
        return frozenset([card.company_id] if card.company_id else ())

    def path(self, card: ContactCard) -> tuple[str, ...]:
        """What it is, and where the person works."""
        return tuple(filter(None, (_("Contacts"), card.company)))

    def main_blocks(self, card: ContactCard) -> tuple[CardBlock, ...]:
        """How the person is reached, who it is, and what admins added."""
        blocks = client_data.contact_main(
            card, self._layout_of_cards, self._users, self._glyphs, self.today, self._more
        )
        return *blocks, *merges.merge_blocks(self._merges, self._clock.now())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to take out only where something was merged."""
        return None if self.why_disabled(action) else super().check_action(action, parameters)

    def why_disabled(self, action: str) -> str | None:
        """Why an action is off."""
        if action == "split" and not self._merges:
            return _("Nothing was merged into this card.")
        return super().why_disabled(action)

    def action_split(self) -> None:
        """Take out again what was merged into this contact (B11)."""
        self._split(merges.under(self.body.cursor, self._merges))

    def open_line(self, field: CardField) -> None:
        """Enter on what was merged takes it out again."""
        self._split(merges.under(field, self._merges))

    def less(self, field: CardField) -> None:
        """Take away the phone or the e-mail under the cursor, or take out what was merged."""
        merge = merges.under(field, self._merges)
        if merge is None:
            super().less(field)
        else:
            self._split(merge)

    def _split(self, merge: MergeInfo | None) -> None:
        if reason := self.why_disabled("split"):
            self.say(reason)
        else:
            self.act(lambda: merges.take_apart(self.app, self._store, self._merges, merge, self.say))

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
