"""A record on a screen of its own: every field edited where it stands, its pages, and what happened to it beside."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import ScreenResume
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.clock import Clock, SystemClock
from crm_tui.domain.fields import MAIN, Entity
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Change, Command, Store
from crm_tui.operations.errors import CrmError, InvalidValue, StoreError
from crm_tui.operations.feed import FeedPage
from crm_tui.screens.attendance import HEARTBEAT, Attendance
from crm_tui.screens.card.choosing import choose_fields, hidden_fields
from crm_tui.screens.card.faults import BadField
from crm_tui.screens.card.feed_pane import FeedPane
from crm_tui.screens.card.pages.base import ACTS, Desk, Page
from crm_tui.screens.card.saving import Entry, Saved, Writing, save
from crm_tui.screens.card.shown_fields import NOTHING, visible
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.funnel import FunnelApp
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.activity_feed.view import ActivityFeed
from crm_tui.widgets.card import messages, sheet
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.card.tab_line import TabLine
from crm_tui.widgets.card.view import CardView
from crm_tui.widgets.card_line import CardLine
from crm_tui.widgets.composer.modes import NAMES, Mode
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.month_chart import MonthChart
from crm_tui.widgets.plain import content

if TYPE_CHECKING:
    from crm_tui.screens.card.house import CardHouse

Card = TypeVar("Card")
Neighbours = Callable[[int], Awaitable[str | None]]
# What typing into a field must not set off.
_NOT_WHILE_TYPING: Final = frozenset(
    {"pane", "neighbour", "back", "tab", "choose_fields", "write", "indicators", "choose_indicators", *ACTS}
)
# What there is to do while no record could be read.
_WITHOUT_A_CARD: Final = frozenset({"back", "neighbour"})


class Reading(NamedTuple, Generic[Card]):
    """A record as it was read, with what else its screen shows."""

    record_id: str
    card: Card
    newest: FeedPage
    page: tuple[CardBlock, ...]


class CardScreen(KeysWait, ClosesOnce[str | None], Generic[Card]):
    """One record. Leaving gives the id of the record that was on the screen last.

    ``neighbours`` gives the next (1) and the previous (-1) record of the list one came from; ``editing`` opens the
    first field at once; ``refusal`` says why the person's role does not allow an action. Keys wait until the record is
    read, so that none of them acts on what is not there. The board below follows the store and tells the screen: see
    ``pipeline_follow.FollowsStore``.

    A screen can be kept and turned to another record (``turn_to``): putting a ready one on the screen takes a tenth of
    what making one takes. What kind of record it is, subclasses say: what is read, shown, and asked when saving.
    """

    CSS_PATH = Path(__file__).parents[2] / "styles" / "card.tcss"
    AUTO_FOCUS = "#card-head"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual types it
        (0, "-tiny"),
        (60, "-one-pane"),
        (100, "-two-panes"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", N_("Try again"), id="card.reload"),
        Binding("o", "launch", N_("Open in its own program"), id="page.launch"),
        Binding("E", "export", N_("Save to a file"), id="page.export"),
        Binding("O", "make", N_("Make from a template"), id="page.make"),
        Binding("escape,q", "back", N_("Back"), id="card.back"),
        Binding("tab,shift+tab", "pane", N_("Activity"), id="card.pane"),
        *(
            Binding(key, f"write('{mode}')", name, show=mode is Mode.NOTE, id=f"card.write_{mode}")
            for mode, (key, name) in NAMES.items()
        ),
        Binding("v", "choose_fields", N_("Fields that you see"), show=False, id="card.choose_fields"),
        Binding("greater_than_sign", "tab(1)", N_("Next tab"), show=False, id="card.next_tab"),
        Binding("less_than_sign", "tab(-1)", N_("Previous tab"), show=False, id="card.previous_tab"),
        Binding("left_square_bracket", "neighbour(-1)", N_("Previous one"), show=False, id="card.previous"),
        Binding("right_square_bracket", "neighbour(1)", N_("Next one"), show=False, id="card.next"),
    ]

    entity: ClassVar[Entity]
    house: "CardHouse | None" = None
    """Where other cards are opened from; None for a card that stands alone."""

    def __init__(
        self,
        record_id: str,
        store: Store,
        *,
        neighbours: Neighbours | None = None,
        clock: Clock | None = None,
        region: str = "",
        glyphs: Glyphs = UNICODE,
        editing: bool = False,
        refusal: Callable[[str], str | None] = lambda _action: None,
    ) -> None:
        super().__init__()
        self._refusal = refusal
        self.record_id = record_id
        self._ready = False
        self._editing_first = editing
        self._store = store
        self._neighbours = neighbours
        self._clock = clock or SystemClock()
        self._region = region
        self._glyphs = glyphs
        self._line = CardLine(glyphs=glyphs, id="card-line")
        self.head = CardView(arrange=sheet.head, region=region, glyphs=glyphs, id="card-head")
        self.body = CardView(region=region, glyphs=glyphs, id="card-fields")
        self._attendance = Attendance(store)
        self._card: Card | None = None
        self._failure = ""
        self._tab = MAIN
        self._page_blocks: tuple[CardBlock, ...] = ()
        self._hidden: frozenset[str] | None = None
        self._turned = True
        self._dressed = ""
        self._pane = FeedPane(store, self._clock, self.say, glyphs=glyphs, id="card-feed")
        self._ahead: asyncio.Future[Reading[Card]] | None = None
        self._taken: Reading[Card] | None = None
        self._one_at_a_time = asyncio.Lock()

    def live_in(self, house: "CardHouse") -> None:
        """Open other cards from there."""
        self.house = self._pane.house = house

    # What subclasses say

    async def read(self, record_id: str) -> Card:
        """The record, and what else its card needs. Raises what the store refuses."""
        raise NotImplementedError

    def path(self, card: Card) -> tuple[str, ...]:
        """Where the record stands, for the line at the top."""
        raise NotImplementedError

    def head_blocks(self, card: Card) -> tuple[CardBlock, ...]:
        """What the head shows."""
        raise NotImplementedError

    def main_blocks(self, card: Card) -> tuple[CardBlock, ...]:
        """What the main page shows."""
        raise NotImplementedError

    def command(self, card: Card, entry: Entry) -> Command[Card]:
        """What saving a field asks of the store. Raises BadField."""
        raise NotImplementedError

    def sequence(self, card: Card) -> int:
        """The version of the record."""
        raise NotImplementedError

    def name_of(self, card: Card) -> str:
        """What the record is called."""
        raise NotImplementedError

    def memo_of(self, card: Card) -> str | None:
        """The memo; None on a card that has none."""
        return None

    def pages(self) -> Sequence[Page]:
        """The tabs beside the main one."""
        return ()

    def below_head(self) -> Sequence[Widget]:
        """What stands between the head and the tabs."""
        return ()

    def show_more(self, card: Card) -> None:
        """Show what a kind of card has beyond the rest."""

    async def ask(self, field: CardField) -> None:
        """Change a field in its dialog."""

    async def after_reading(self, card: Card) -> None:
        """What follows once the record is on the screen."""

    # The screen

    def compose(self) -> ComposeResult:
        """The head, the tabs, the two halves, the line of keys."""
        yield self._line
        yield self.head
        yield Static("", id="card-fault", markup=False)
        yield from self.below_head()
        yield TabLine(id="card-tabs")
        with Horizontal(id="card-body"):
            yield self.body
            yield self._pane
        yield MonthChart(self._glyphs)
        yield KeyHints()

    def post_message(self, message: Message) -> bool:
        """A kept screen that comes up again wears its styles already; putting them on takes half of its time.

        After a change of theme they are put on anew.
        """
        if isinstance(message, ScreenResume):
            dressed, self._dressed = self._dressed, self.app.theme
            message.refresh_styles = dressed != self._dressed
        return super().post_message(message)

    def on_mount(self) -> None:
        """Say now and then that the record is looked at."""
        self.set_interval(HEARTBEAT, self._look)

    def on_screen_resume(self) -> None:
        """Come up with a record that is not shown yet: read it, and say that it is looked at."""
        if self._turned:
            self._turned = False
            self._load()
            self._look()

    def turn_to(self, record_id: str, *, neighbours: Neighbours | None = None, editing: bool = False) -> None:
        """Make a screen that was left ready for another record."""
        self.record_id, self._neighbours, self._editing_first = record_id, neighbours, editing
        self._card, self._failure, self._tab, self._page_blocks = None, "", MAIN, ()
        self._ready, self._turned, self._dismissed_once = False, True, False
        self._line.set_path()
        self._line.set_lookers(())
        self.remove_class("-feed")
        if self.is_mounted:
            self.head.show(())
            self.body.show(())
            self._pane.clear()
            self.set_focus(self.head)

    async def prepare(self, within: float = 0.1) -> None:
        """Read the record before the screen comes up, so that it comes up whole; not longer than a person would notice.

        ``within`` is in seconds. What is not there by then follows.
        """
        self._ahead = asyncio.ensure_future(self._read_all(self.record_id))
        await asyncio.wait({self._ahead}, timeout=within)
        if self.is_mounted and self._ahead.done() and not self._ahead.exception():
            self._take(self._ahead.result())

    @property
    def feed(self) -> ActivityFeed:
        """What happened, beside the card."""
        return self._pane.feed

    @on(FeedPane.Touched)
    def _touched(self) -> None:
        """Something was done in the feed."""
        self._load()

    @property
    def takes_keys(self) -> bool:
        """Whether the record is there, or why it is not."""
        return self._ready

    @property
    def card(self) -> Card | None:
        """The record as it was read last."""
        return self._card

    @property
    def unsent(self) -> bool:
        """Whether a field holds something that is not saved yet."""
        return self.head.changed or self.body.changed or self._pane.unsent

    @property
    def in_focus(self) -> str:
        """The record: a toast says when others change it."""
        return self.record_id

    @property
    def title_in_focus(self) -> str:
        """What the record is called."""
        return "" if self._card is None else self.name_of(self._card)

    @property
    def seen(self) -> int | None:
        """The sequence of what the person has before their eyes."""
        return None if self._card is None else self.sequence(self._card)

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """Read the record again where others touched it; what is being typed stays."""
        if any(change.subjects is None or self.record_id in change.subjects for change in changes):
            self._load()

    def read_again(self) -> None:
        """The connection is back: read the record, and who looks at it; what could not be saved can be now."""
        for view in (self.head, self.body):
            view.forgive()
        self._load()
        self._look()

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        self._line.set_connection(*freshness)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a field is typed into, the keys are the field's; trying again is offered after a failure."""
        if action == "reload":
            return bool(self._failure)
        if self._refusal(action) or self._why_not_here(action):
            return None
        if self._card is None and action not in _WITHOUT_A_CARD:
            return False
        return not (action in _NOT_WHILE_TYPING and self._editing)

    def why_disabled(self, action: str) -> str | None:
        """Why the person's role does not allow an action, or the page in front does not know it."""
        return self._refusal(action) or self._why_not_here(action) or None

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Leave, and look away."""
        self.take_leave()
        return super().dismiss(result)

    def take_leave(self) -> None:
        """Look away."""
        self.app.run_worker(self._attendance.leave(), group="presence", exit_on_error=False)

    # Keys

    def action_back(self) -> None:
        """Leave; the list one came from is told which record was here."""
        self.dismiss(self.record_id)

    def action_reload(self) -> None:
        """Try to read the record again."""
        self._load()

    def action_pane(self) -> None:
        """Go to what happened and back; where there is no room for both, one takes the place of the other."""
        to_feed = not self.feed.has_focus
        self.set_class(to_feed, "-feed")
        if to_feed:
            self.feed.focus()
        else:
            self.head.focus()

    @work(exclusive=True, group="tab", exit_on_error=False)
    async def action_tab(self, step: int) -> None:
        """The next or the previous tab, round and round."""
        tabs = [tab for tab, _title in self._tabs]
        await self._open_tab(tabs[(tabs.index(self._tab) + step) % len(tabs)])

    @on(TabLine.Chosen)
    @work(exclusive=True, group="tab", exit_on_error=False)
    async def _tab_chosen(self, event: TabLine.Chosen) -> None:
        await self._open_tab(event.tab)

    @work(group="act", exit_on_error=False)
    async def action_write(self, mode: str) -> None:
        """Write a task, a note, the memo, a call at the foot of the feed, which comes into sight for it."""
        self.add_class("-feed")
        await self._pane.write(Mode(mode))

    def action_choose_fields(self) -> None:
        """Choose which fields of such cards one sees (C9)."""
        self.act(self._choose_fields)

    async def _choose_fields(self) -> bool:
        if self._card is None:
            return False
        blocks = self.main_blocks(self._card)
        hidden = await choose_fields(self.app, self._store, self.entity, blocks, self._hidden or NOTHING)
        self._hidden = self._hidden if hidden is None else hidden
        return hidden is not None

    def action_launch(self) -> None:
        """Open what is under the cursor in its own program."""
        self._act_on_page("launch")

    def action_export(self) -> None:
        """Save what is under the cursor to a file."""
        self._act_on_page("export")

    def action_make(self) -> None:
        """Make a document from a template."""
        self._act_on_page("make")

    def _act_on_page(self, name: str) -> None:
        page, field = self._page, self.body.cursor
        if page is not None:
            self.act(lambda: page.act(self.app, name, field))

    def _why_not_here(self, action: str) -> str:
        if action not in ACTS:
            return ""
        acts = self._page.acts if self._page else {}
        return acts.get(action, _("That is for documents; > goes to their tab."))

    @work(exclusive=True, group="neighbour", exit_on_error=False)
    async def action_neighbour(self, by: int) -> None:
        """Show the next or the previous record of the list one came from (D8)."""
        found = await self._neighbours(by) if self._neighbours else None
        if found is None:
            self.say(_("This is the last one of the list.") if by > 0 else _("This is the first one of the list."))
            return
        self._load(found)

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Tell the person in passing."""
        self.app.notify(sentence, severity="warning" if warning else "information", markup=False)

    @on(messages.CursorLeft)
    def _cursor_left(self, event: messages.CursorLeft) -> None:
        """From the head down into the page, and back up."""
        event.stop()
        other = self.body if event.view is self.head else self.head
        if (event.step > 0) == (event.view is self.head) and other.fields:
            other.go_to_end(-event.step)
            other.focus()

    # Reading

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self, other: str | None = None) -> None:
        """Read the record, or another in its place; one that cannot be read leaves the one on the screen."""
        ahead, self._ahead = self._ahead, None
        try:
            reading = await (ahead if ahead and not other else self._read_all(other or self.record_id))
        except CrmError as error:
            self._show_fault(str(error))
            await self._take_keys()
            return
        if reading is not self._taken:
            self._take(reading)
        await self._take_keys()
        await self.after_reading(reading.card)

    async def _read_all(self, record_id: str) -> Reading[Card]:
        if self._hidden is None:
            self._hidden = await hidden_fields(self._store, self.entity)
        card = await self.read(record_id)
        newest = await self._pane.read(record_id)
        return Reading(record_id, card, newest, await self._read_page(record_id))

    def _take(self, reading: Reading[Card]) -> None:
        """Show what was read."""
        moved_on = self.record_id != reading.record_id
        self._taken, self.record_id, self._page_blocks = reading, reading.record_id, reading.page
        self._show(reading.card)
        self._pane.show(reading.record_id, reading.newest, self.memo_of(reading.card))
        if moved_on:
            self._look()

    async def _take_keys(self) -> None:
        """Once the record was read for the first time: open the first field where that was asked, and let keys in."""
        if self._ready:
            return
        if self._editing_first and self._card is not None:
            await self.head.action_edit()
        self._ready = True
        if isinstance(self.app, FunnelApp):
            self.app.let_keys_go()

    @work(exclusive=True, group="presence", exit_on_error=False)
    async def _look(self) -> None:
        """Say again that the record is open here, and show who else has it open."""
        if self not in self.app.screen_stack:
            return
        lookers = await self._attendance.look(self.record_id)
        if lookers is not None:
            self._line.set_lookers(lookers)

    def _show(self, card: Card) -> None:
        self._card = card
        self._failure = ""
        self._line.set_path(*self.path(card))
        for view in (self.head, self.body):
            view.locked = self._refusal("edit") or ""
        self.head.show(self.head_blocks(card), self.sequence(card))
        self._show_page()
        self.show_more(card)
        self._show_what_is_wrong()
        self.refresh_bindings()

    def _show_fault(self, sentence: str) -> None:
        """Say what happened and how to go on; the last good data stays."""
        self._failure = sentence
        self._show_what_is_wrong()
        self.refresh_bindings()

    @on(messages.Judged)
    def _show_what_is_wrong(self) -> None:
        """One line over the whole width, for the store."""
        told = Content("")
        if self._failure:
            told = Content.assemble(content(self._failure, "$text-error"), "  ", _("Press r to try again."))
        self.query_one("#card-fault", Static).update(told)
        self.set_class(bool(told.plain), "-failed")

    # Pages

    @property
    def _tabs(self) -> tuple[tuple[str, str], ...]:
        return ((MAIN, _("Main")), *((page.id, page.title) for page in self.pages()))

    @property
    def _page(self) -> Page | None:
        return self._page_of(self._tab)

    def _page_of(self, tab: str) -> Page | None:
        return next((page for page in self.pages() if page.id == tab), None)

    @property
    def desk(self) -> Desk:
        """What the pages work with."""
        return Desk(self._store, self.entity, self._clock, self._glyphs, self.say, lambda: self.house)

    async def _open_tab(self, tab: str) -> None:
        page = self._page_of(tab)
        blocks = await page.blocks(self._store, self.record_id) if page else ()
        self._tab, self._page_blocks = tab, blocks
        self._show_page()
        self.refresh_bindings()
        if not self.body.has_focus:
            self.body.focus()

    async def _read_page(self, record_id: str) -> tuple[CardBlock, ...]:
        page = self._page
        return await page.blocks(self._store, record_id) if page else ()

    def _show_page(self) -> None:
        if self._card is None:
            return
        self._tab = self._page.id if self._page else MAIN  # an admin may have taken the tab away
        shown = visible(self.main_blocks(self._card), self._hidden or NOTHING)
        blocks = self._page_blocks if self._page else shown
        self.body.show(blocks, self.sequence(self._card))
        tabs = self.query_one(TabLine)
        tabs.show(self._tabs, self._tab)
        tabs.set_class(len(self._tabs) == 1, "-none")
        self.call_later(self.query_one(MonthChart).show, self._page.bars if self._page else ())

    # Writing

    def act(self, do: Callable[[], Awaitable[object]]) -> None:
        """One act after the other, then the record as it is now; None says that nothing came of it."""
        self._do(do)

    @work(group="act", exit_on_error=False)
    async def _do(self, do: Callable[[], Awaitable[object]]) -> None:
        async with self._one_at_a_time:
            done = await do()
        if done is not None and done is not False and self.is_current:
            self._load()

    @on(messages.Asked)
    def _asked(self, event: messages.Asked) -> None:
        self.act(lambda: self._ask(event.field))

    async def _ask(self, field: CardField) -> bool:
        await self.ask(field)
        return True

    @on(messages.Opened)
    def _opened(self, event: messages.Opened) -> None:
        page = self._page
        if page is not None and event.view is self.body:
            self.act(lambda: page.opened(self.app, event.field))
        else:
            self.open_line(event.field)

    @on(messages.MoreAsked)
    def _more_asked(self, event: messages.MoreAsked) -> None:
        page = self._page
        if page is not None and event.view is self.body:
            self.act(lambda: page.more(self.app, event.field))
        elif event.field is not None:
            self.more(event.field)

    @on(messages.LessAsked)
    def _less_asked(self, event: messages.LessAsked) -> None:
        page = self._page
        if page is not None and event.view is self.body:
            self.act(lambda: page.less(self.app, event.field))
        else:
            self.less(event.field)

    def open_line(self, field: CardField) -> None:
        """Enter on a line of the main page that stands for something else."""

    def more(self, field: CardField) -> None:
        """One more of what a field of the main page is."""

    def less(self, field: CardField) -> None:
        """Take away what a field of the main page is."""

    @on(messages.Typed)
    def _typed(self, event: messages.Typed) -> None:
        self._write(event.view, event.field, event.text, event.go_on)

    @work(group="write", exit_on_error=False)
    async def _write(self, view: CardView, field: CardField, text: str, go_on: bool) -> None:
        if self._card is None:
            return
        if text == field.text and self._page is None:
            await self._leave_field(view, None, go_on)
            return
        try:
            saved = await self._saved(view, Entry(field.name, text, view.seen))
        except (BadField, InvalidValue) as fault:
            view.fail(field.name, fault.reason)
        except CrmError as error:
            view.fail(field.name, str(error), passing=isinstance(error, StoreError))
        else:
            self._show(saved.card)
            await self._leave_field(view, saved.seen, go_on)

    async def _saved(self, view: CardView, entry: Entry) -> Saved[Card]:
        assert self._card is not None
        page = self._page
        if page is not None and view is self.body:
            field = next(field for field in view.fields if field.name == entry.name)
            await page.typed(field, entry.text)
            self._page_blocks = await page.blocks(self._store, self.record_id)
            return Saved(await self.read(self.record_id))
        writing = Writing(self._text_of, self.command, lambda: self.read(self.record_id))
        return await save(self.app, self._store, self._card, entry, writing, self._clock.now())

    def _text_of(self, card: Card, name: str) -> str:
        """What a field of a record holds; "" where it has none of that name yet."""
        blocks = (*self.head_blocks(card), *self.main_blocks(card))
        return next((field.text for block in blocks for field in block.fields if field.name == name), "")

    async def _leave_field(self, view: CardView, seen: int | None, go_on: bool) -> None:
        """Close the editor once what was typed is settled, or go back into it."""
        if seen is not None:
            view.go_back(seen)
            return
        await view.close()
        self._load()
        if go_on:
            view.action_field(1)

    @property
    def _editing(self) -> bool:
        return self.head.editing or self.body.editing

    async def edit_field(self, name: str) -> None:
        """Open the editor over a field of the page."""
        if self.body.focus_field(name):
            await self.body.action_edit()


AnyCard = CardScreen[Any]
