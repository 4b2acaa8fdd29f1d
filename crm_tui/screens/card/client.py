"""What the cards of contacts and companies have in common as screens."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm_tui.i18n import N_, _
from crm_tui.operations.base import Store
from crm_tui.operations.companies import CompanyCard
from crm_tui.operations.contacts import ContactCard
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.fields import GetLayout, Layout
from crm_tui.operations.values import User
from crm_tui.screens.card import asking_fields, client_data
from crm_tui.screens.card.base import Neighbours
from crm_tui.screens.card.client_acts import ClientActs, ClientCommands
from crm_tui.screens.card.faults import BadField
from crm_tui.screens.card.indicator_choice import choose_indicators, read_panel, turn_panel
from crm_tui.screens.card.pages.added import AddedPage
from crm_tui.screens.card.pages.base import Page
from crm_tui.screens.card.pages.chosen import added_pages, client_pages
from crm_tui.screens.card.points import EMAILS, PHONES, with_email, with_phone
from crm_tui.screens.card.relation import Figures, read_figures
from crm_tui.screens.card.saving import Entry
from crm_tui.screens.card.screen import CardScreen
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.reach.targets import Reachable
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.indicators import IndicatorLine, Panel

Client = TypeVar("Client", ContactCard, CompanyCard)


class ClientScreen(CardScreen[Client], Generic[Client]):
    """Somebody to sell to: a person or a company."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "act('tag')", N_("Tags"), id="client.tags"),
        Binding("a", "act('assign')", N_("Responsible"), show=False, id="client.assign"),
        Binding("X", "act('delete')", N_("Delete"), show=False, id="client.delete"),
        Binding("y", "act('copy')", N_("Copy"), show=False, id="client.copy"),
        Binding("I", "indicators", N_("Show or hide the indicators"), show=False, id="client.indicators"),
        Binding("V", "choose_indicators", N_("Indicators that you see"), show=False, id="client.choose_indicators"),
        Binding("u", "step('undo')", N_("Undo"), show=False, id="client.undo"),
        Binding("U", "step('redo')", N_("Redo"), show=False, id="client.redo"),
    ]

    def __init__(self, record_id: str, store: Store, *, actions: DealActions | None = None, **options: Any) -> None:
        super().__init__(record_id, store, **options)
        self._given_actions = actions
        self._layout_of_cards = Layout(self.entity, (), (), ())
        self._users: tuple[User, ...] = ()
        self._more = ""
        self._pages: tuple[Page, ...] = ()
        self._panel: Panel | None = None
        self._figures = Figures()
        self._added: tuple[AddedPage, ...] = ()

    def commands(self, card: Client) -> ClientCommands:
        """What the acts ask of the store."""
        raise NotImplementedError

    async def read_surroundings(self, record_id: str) -> None:
        """How cards of this kind are laid out, who the colleagues are, and the figures that the user wants to see."""
        if self._panel is None:
            self._panel = await read_panel(self._store, self.entity)
        self._figures = await read_figures(self._store, record_id) if self._panel.shown else Figures()
        self._layout_of_cards = await self._store.ask(GetLayout(self.entity))
        self._added = added_pages(self.desk, self._layout_of_cards, self._added)
        self._users = await self._store.ask(ListUsers())

    @property
    def today(self) -> date:
        """The day where the person is."""
        return self._clock.now().astimezone().date()

    def pages(self) -> Sequence[Page]:
        """Deals, vouchers, and the tabs that admins added."""
        self._pages = self._pages or client_pages(self.desk)
        return (*self._pages, *self._added)

    def below_head(self) -> Sequence[Widget]:
        """The figures of the relation."""
        return (IndicatorLine(id="card-indicators", classes="-none"),)

    def show_more(self, card: Client) -> None:
        """The figures of the relation."""
        self.query_one(IndicatorLine).show(*self._figures, self._panel or Panel(), self._clock.now())

    def turn_to(self, record_id: str, *, neighbours: Neighbours | None = None, editing: bool = False) -> None:
        """Make the screen ready for another client, whose figures are not known yet."""
        super().turn_to(record_id, neighbours=neighbours, editing=editing)
        for line in self.query(IndicatorLine):
            line.show(None, "", Panel(), self._clock.now())

    def head_blocks(self, card: Client) -> tuple[CardBlock, ...]:
        """Name, responsible, tags."""
        return client_data.head(card.name, card.tags, card.responsible_name)

    def sequence(self, card: Client) -> int:
        """The version of the record."""
        return card.seq

    def reachable(self, card: Client) -> Sequence[Reachable]:
        """The client alone."""
        return (Reachable(card.name, card.phones, card.emails),)

    def name_of(self, card: Client) -> str:
        """The person's or the company's name."""
        return card.name

    async def ask(self, field: CardField) -> None:
        """Responsible, tags and some fields of admins' are chosen from lists."""
        if self._card is not None and asking_fields.is_added(field):
            now = self._clock.now()
            await asking_fields.ask(self.app, self._store, self.entity, self._card, field, self._users, now)
        elif self._card is not None and field.name in ("responsible", "tags"):
            await self._acts["assign" if field.name == "responsible" else "tag"](self._card)

    # Keys

    def action_act(self, name: str) -> None:
        """Do something with the client."""
        card = self._card
        if card is not None:
            self.act(lambda: self._acts[name](card))

    def action_step(self, way: str) -> None:
        """Take back the last change, or do it again."""
        actions = self._given_actions or DealActions(self.app, self._store, clock=self._clock, region=self._region)
        self.act(actions.undo if way == "undo" else actions.redo)

    def action_indicators(self) -> None:
        """Hide the figures, or show them again (C10)."""
        self.act(self._turn_indicators)

    def action_choose_indicators(self) -> None:
        """Choose which figures one sees (C10)."""
        self.act(self._choose_indicators)

    async def _turn_indicators(self) -> bool:
        self._panel = await turn_panel(self._store, self.entity, self._panel or Panel())
        return True

    async def _choose_indicators(self) -> bool:
        self._panel = await choose_indicators(self.app, self._store, self.entity, self._panel or Panel())
        return True

    @property
    def _acts(self) -> dict[str, Callable[[Client], Awaitable[bool]]]:
        acts = ClientActs(self.app, self._store, self.say)
        return {
            "tag": lambda card: acts.tag(card.tags, self.commands(card)),
            "assign": lambda card: acts.assign(card.responsible, self.commands(card)),
            "delete": self._delete,
            "copy": lambda card: acts.copy(card.name, card.phones, card.emails),
        }

    async def _delete(self, card: Client) -> bool:
        if await ClientActs(self.app, self._store, self.say).delete(card.name, self.commands(card)):
            self.dismiss(self.record_id)
        return False

    # Phones and e-mails

    def more(self, field: CardField) -> None:
        """One more phone, or one more e-mail where the cursor is on one (D5)."""
        self._add_point(field)

    @work(group="act", exit_on_error=False)
    async def _add_point(self, field: CardField) -> None:
        card = self._card
        if card is None:
            return
        emails = field.name.startswith(f"{EMAILS}.")
        self._more = f"{EMAILS if emails else PHONES}.{len(card.emails if emails else card.phones)}"
        self._show_page()
        await self.edit_field(self._more)
        self._more = ""

    def less(self, field: CardField) -> None:
        """Take the phone or the e-mail under the cursor away; an undo brings it back."""
        card = self._card
        kind, _dot, at = field.name.partition(".")
        if card is None or kind not in (PHONES, EMAILS) or int(at) >= len(getattr(card, kind)):
            return
        self.act(lambda: self._take_away(card, field.name))

    async def _take_away(self, card: Client, name: str) -> bool:
        await self._store.do(self.command(card, Entry(name, "", card.seq)))
        self.say(_("Taken off · u undo"))
        return True

    def point_changes(self, card: Client, entry: Entry) -> dict[str, Any] | None:
        """The phones or the e-mails with what was typed into one of them; None where the field is neither."""
        kind, _dot, at = entry.name.partition(".")
        if kind == PHONES:
            return {kind: with_phone(card.phones, int(at), entry.text, self._region)}
        return {kind: with_email(card.emails, int(at), entry.text)} if kind == EMAILS else None


def named(text: str, sentence: str) -> str:
    """A name that is one. Raises BadField with the sentence."""
    if not text.strip():
        raise BadField(sentence)
    return text.strip()
