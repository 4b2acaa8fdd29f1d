"""Where cards are opened from: the board, other cards, whatever names a record."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

from crm_tui.domain.clock import Clock
from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import DealId
from crm_tui.operations.base import Store
from crm_tui.screens.card.base import Neighbours
from crm_tui.screens.card.screen import CardScreen
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.glyphs import Glyphs

if TYPE_CHECKING:
    from crm_tui.screens.company import CompanyScreen
    from crm_tui.screens.contact import ContactScreen
    from crm_tui.screens.deal import DealScreen

Kept = TypeVar("Kept", bound=CardScreen[Any])


class CardHouse:
    """Opens cards on screens that are kept ready: putting one up again takes a fraction of what making one takes.

    One screen of each kind is kept. Where that one is in use, another is made, which goes when it is left.
    ``freshness`` says how fresh the data is, which a screen shows from its first line on.
    """

    def __init__(
        self,
        app: App[Any],
        store: Store,
        *,
        clock: Clock,
        region: str,
        glyphs: Glyphs,
        actions: DealActions,
        freshness: Callable[[], Freshness],
        refusal: Callable[[str], str | None],
    ) -> None:
        self.app = app
        self.store = store
        self.actions = actions
        self._freshness = freshness
        self._common: dict[str, Any] = {"clock": clock, "region": region, "glyphs": glyphs, "refusal": refusal}
        self._kept: dict[type[CardScreen[Any]], CardScreen[Any]] = {}

    async def deal(self, deal_id: DealId, *, neighbours: Neighbours | None = None, editing: bool = False) -> str | None:
        """Show a deal; the answer is the deal that was on the screen last. To be awaited in a worker."""
        from crm_tui.screens.deal import DealScreen

        def make() -> "DealScreen":
            return DealScreen(deal_id, self.store, actions=self.actions, **self._common)

        return await self._show(self._one(DealScreen, make), deal_id, neighbours, editing)

    async def contact(self, contact_id: str, *, neighbours: Neighbours | None = None) -> str | None:
        """Show a contact; the answer is the contact that was on the screen last."""
        from crm_tui.screens.contact import ContactScreen

        def make() -> "ContactScreen":
            return ContactScreen(contact_id, self.store, actions=self.actions, **self._common)

        return await self._show(self._one(ContactScreen, make), contact_id, neighbours)

    async def company(self, company_id: str, *, neighbours: Neighbours | None = None) -> str | None:
        """Show a company; the answer is the company that was on the screen last."""
        from crm_tui.screens.company import CompanyScreen

        def make() -> "CompanyScreen":
            return CompanyScreen(company_id, self.store, actions=self.actions, **self._common)

        return await self._show(self._one(CompanyScreen, make), company_id, neighbours)

    async def record(self, entity: Entity, record_id: str) -> str | None:
        """Show a record of any kind."""
        match entity:
            case Entity.DEAL:
                return await self.deal(DealId(record_id))
            case Entity.CONTACT:
                return await self.contact(record_id)
            case Entity.COMPANY:
                return await self.company(record_id)

    async def clients(self, entity: Entity) -> None:
        """Show all contacts, or all companies."""
        from crm_tui.screens.client_lists import Companies, Contacts
        from crm_tui.screens.clients import ClientsScreen

        kind = Companies if entity is Entity.COMPANY else Contacts
        opener = self.company if entity is Entity.COMPANY else self.contact
        screen = ClientsScreen(
            kind(self._common["region"]),
            self.store,
            lambda record_id, neighbours: opener(record_id, neighbours=neighbours),
            self.actions,
            glyphs=self._common["glyphs"],
        )
        screen.show_connection(self._freshness())
        await self.app.push_screen_wait(screen)

    async def mentions(self) -> None:
        """Show where the caller was mentioned; the card of the one chosen, whose mentions are seen then."""
        from crm_tui.operations.notes import ListMentions, ReadMentions
        from crm_tui.screens.dialogs.mentions import MentionsDialog

        found = await self.store.ask(ListMentions(unread_only=False))
        now = self._common["clock"].now().astimezone()
        chosen = await self.app.push_screen_wait(MentionsDialog(found, now, self._common["glyphs"]))
        if chosen is not None and chosen.entity:
            await self.store.do(ReadMentions(chosen.note.subject_id))
            await self.record(Entity(chosen.entity), chosen.note.subject_id)

    async def triage(self) -> None:
        """Show the deals that wait for somebody, one after the other (P12)."""
        from crm_tui.screens.triage.screen import TriageScreen

        screen = TriageScreen(
            self.store,
            self.actions,
            self.deal,
            refusal=self._common["refusal"],
            glyphs=self._common["glyphs"],
        )
        screen.show_connection(self._freshness())
        await self.app.push_screen_wait(screen)

    async def duplicates(self) -> None:
        """Show the pairs that may be one person (B10)."""
        from crm_tui.screens.duplicates import DuplicatesScreen

        screen = DuplicatesScreen(self.store, self.actions, self.contact, refusal=self._common["refusal"])
        screen.show_connection(self._freshness())
        await self.app.push_screen_wait(screen)

    async def settings(self) -> None:
        """Show the settings."""
        from crm_tui.screens.settings.home import SettingsScreen

        screen = SettingsScreen(self.store, self.actions, glyphs=self._common["glyphs"])
        screen.show_connection(self._freshness())
        await self.app.push_screen_wait(screen)

    async def _show(
        self, screen: CardScreen[Any], record_id: str, neighbours: Neighbours | None, editing: bool = False
    ) -> str | None:
        screen.live_in(self)
        screen.turn_to(record_id, neighbours=neighbours, editing=editing)
        screen.show_connection(self._freshness())
        await screen.prepare()
        last: str | None = await self.app.push_screen_wait(screen)
        return last

    def _one(self, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
        """A screen of that kind that is not in use."""
        kept = self._kept.get(kind)
        if isinstance(kept, kind) and kept not in self.app.screen_stack:
            return kept
        made = make()
        if kept is None:
            self._kept[kind] = made
            self.app.install_screen(made, kind.__name__)
        return made
