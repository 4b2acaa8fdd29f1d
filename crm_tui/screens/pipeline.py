"""The board: triage of deals by keyboard (P1-P11, P13)."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import DealId, PipelineId
from crm_tui.i18n import _
from crm_tui.operations.errors import CrmError, NotFound
from crm_tui.screens.pipeline_files import PipelineFiles
from crm_tui.screens.pipeline_keys import KEYS
from crm_tui.screens.pipeline_table import MARKED_AT_MOST
from crm_tui.screens.shown_view import ShownView
from crm_tui.widgets.board.messages import AllWanted, CursorMoved, MarksChanged, Opened
from crm_tui.widgets.board.view import BoardView
from crm_tui.widgets.hints import Hint, Hints
from crm_tui.widgets.topbar import TopBar

if TYPE_CHECKING:
    from crm_tui.operations.directory import Found
    from crm_tui.screens.card.house import CardHouse
    from crm_tui.screens.go import Destination

_MINUTE = 60.0
_EVENTS_PREVIEWED = 20


class PipelineScreen(PipelineFiles):
    """The first screen: it draws its frame before there is a store, and its cards as soon as there is one."""

    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)
    AUTO_FOCUS = "BoardView"
    _cards: "CardHouse | None" = None

    def compose(self) -> ComposeResult:
        """The line above, the board, the line below; the filter and the preview come when they are asked for."""
        yield TopBar(glyphs=self.glyphs)
        with Horizontal(id="pipeline-body"):
            yield BoardView(glyphs=self.glyphs)
        yield Hints()

    def on_mount(self) -> None:
        """Say which keys matter, and keep ages true."""
        self.tell_keys()
        self.set_interval(_MINUTE, self._tick)

    def settled(self) -> None:
        """Everything is loaded: say in how many notes one was named."""
        self.count_mentions()

    def _tick(self) -> None:
        self.front.tick(self.house.clock.now())

    @on(Hint.Pressed)
    async def _hint_pressed(self, event: Hint.Pressed) -> None:
        await self.run_action(event.action)

    @on(TopBar.Pressed)
    async def _topbar_pressed(self, event: TopBar.Pressed) -> None:
        await self.run_action({"pipeline": "pipelines", "view": "views", "filter": "filter"}[event.part])

    @on(MarksChanged)
    def _marks_changed(self, event: MarksChanged) -> None:
        event.stop()
        self.tell_marks()

    # Opening

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        event.stop()
        self.open_deal(event.deal_id)

    def action_open(self) -> None:
        """Open the deal under the cursor."""
        card = self.front.cursor_card
        if card is not None:
            self.open_deal(card.id)

    def action_edit(self) -> None:
        """Open the deal under the cursor and begin with its first field."""
        card = self.front.cursor_card
        if card is not None:
            self.open_deal(card.id, editing=True)

    @work(group="open", exit_on_error=False)
    async def open_deal(self, deal_id: DealId, *, editing: bool = False) -> None:
        """Show a deal on a screen of its own, and come back to where it ended."""
        last = await self.cards.deal(deal_id, neighbours=self._neighbour, editing=editing)
        await self.show_pipeline()
        await self.redraw(tuple(dict.fromkeys([deal_id, DealId(last or deal_id)])))
        if last is not None:
            self.front.focus_deal(DealId(last))

    @property
    def cards(self) -> "CardHouse":
        """Where cards are opened from here."""
        if self._cards is None or self._cards.store is not self.door:
            self._cards = self._new_card_house()
        return self._cards

    def _new_card_house(self) -> "CardHouse":
        from crm_tui.screens.card.house import CardHouse

        return CardHouse(
            self.app,
            self.door,
            clock=self.house.clock,
            region=self.country,
            glyphs=self.glyphs,
            actions=self.actions,
            freshness=lambda: self.connection,
            refusal=self.refusal,
        )

    async def _neighbour(self, step: int) -> DealId | None:
        card = self.front.neighbour(step)
        return None if card is None else card.id

    async def show_found(self, found: "Found") -> None:
        """Open the card that was jumped to, or show the deals of a tag."""
        match found.kind:
            case "deal":
                self.open_deal(DealId(found.id))
            case "tag":
                self.show_filter(f"#{found.title}")
            case kind:
                self.open_client(Entity(kind), found.id)

    @work(group="open", exit_on_error=False)
    async def open_client(self, entity: Entity, record_id: str) -> None:
        """Show a contact or a company on a screen of its own."""
        await self.cards.record(entity, record_id)
        await self.show_pipeline()

    @work(group="open", exit_on_error=False)
    async def show_place(self, where: "Destination") -> None:
        """Show a place of the program over the board."""
        from crm_tui.screens.go import Destination

        places = {Destination.CONTACTS: Entity.CONTACT, Destination.COMPANIES: Entity.COMPANY}
        if where in places:
            await self.cards.clients(places[where])
            await self.show_pipeline()
        elif where is Destination.MENTIONS:
            await self.cards.mentions()
            self.count_mentions()
        elif where is Destination.TRIAGE:
            await self.cards.triage()
            await self.show_pipeline()
            self.reload_columns()
        elif where is Destination.DUPLICATES:
            await self.cards.duplicates()
            await self.show_pipeline()
        elif where is Destination.SETTINGS:
            await self.cards.settings()
            await self.show_pipeline()
            self.reload_columns()

    # Preview

    async def action_preview(self) -> None:
        """Show the deal under the cursor beside the board, or take that away (P9)."""
        from crm_tui.widgets.preview import Preview

        for open_panel in self.query(Preview):
            await open_panel.remove()
            self.remove_class("-preview")
            self._share_room()
            return
        panel = Preview(self.house.clock.now, self.glyphs, id="pipeline-preview")
        self.add_class("-preview")
        self._share_room()
        await self.query_one("#pipeline-body").mount(panel)
        self._fill_preview()

    @on(CursorMoved)
    def _cursor_moved(self, event: CursorMoved) -> None:
        event.stop()
        self.refresh_beside()

    def refresh_beside(self) -> None:
        """Read the deal in the preview again."""
        if self.has_class("-preview"):
            self._fill_preview()

    @work(exclusive=True, group="preview", exit_on_error=False)
    async def _fill_preview(self) -> None:
        from crm_tui.operations.deals import GetDeal, GetHistory
        from crm_tui.widgets.preview import Preview

        panel, card = self.query_one(Preview), self.front.cursor_card
        if card is None:
            panel.show_nothing()
            return
        try:
            deal = await self.door.ask(GetDeal(card.id))
            history = await self.door.ask(GetHistory(card.id, limit=_EVENTS_PREVIEWED))
        except NotFound:
            panel.show_nothing()
        except CrmError as error:
            panel.show_fault(str(error))
        else:
            panel.show(deal, history)

    # Marks of a whole column

    @on(AllWanted)
    def _all_wanted(self, event: AllWanted) -> None:
        from crm_tui.operations.deals import ListDeals

        event.stop()
        self.mark_listed(
            ListDeals(stage_id=event.stage_id, filter=self.view.filter, sort=self.view.sort, limit=MARKED_AT_MOST)
        )

    # Pipelines

    @work(group="pipelines", exit_on_error=False)
    async def action_pipelines(self) -> None:
        """Choose another pipeline."""
        from crm_tui.screens.dialogs.choose import ChoiceDialog

        if self.shown is None:
            return
        if len(self.shown.pipelines) == 1:
            self.say(_("There is one pipeline."))
            return
        rows = [(one.id, one.name, "") for one in self.shown.pipelines]
        chosen = await self.app.push_screen_wait(ChoiceDialog(_("Pipeline"), rows))
        if chosen is not None:
            self.view = ShownView(PipelineId(chosen), as_table=self.view.as_table)
            await self.show_pipeline()

    def on_resize(self, event: events.Resize) -> None:
        """With room for one column only, the preview takes the board's place."""
        self.set_class(event.size.width < 60, "-one-column")
        self._share_room()

    async def action_clear(self) -> None:
        """Back one level; a preview that stands in the board's place goes first."""
        if self._preview_alone:
            await self.action_preview()
        else:
            await super().action_clear()

    @property
    def _preview_alone(self) -> bool:
        return self.has_class("-one-column") and self.has_class("-preview")

    def _share_room(self) -> None:
        """Hide the deals behind a preview that needs all the room; once they are seen again they have the keys."""
        self.query_one("#pipeline-body").set_class(self._preview_alone, "-alone")
        if not self._preview_alone and self.focused is None:
            self.call_after_refresh(self.front.focus)
