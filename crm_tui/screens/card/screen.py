"""A record on a screen of its own: every field edited where it stands, its pages, and what happened to it beside."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import ScreenResume
from textual.message import Message
from textual.widgets import Static

from crm_tui.domain.ids import RecordId
from crm_tui.i18n import N_, _
from crm_tui.screens.attendance import HEARTBEAT
from crm_tui.screens.card.base import Card
from crm_tui.screens.card.choosing import choose_fields
from crm_tui.screens.card.pages.base import ACTS
from crm_tui.screens.card.shown_fields import NOTHING
from crm_tui.screens.card.writing import CardWrites
from crm_tui.screens.reach.targets import WHY_NOT
from crm_tui.widgets.card import messages
from crm_tui.widgets.card.tab_line import TabLine
from crm_tui.widgets.composer.modes import NAMES, Mode
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.month_chart import MonthChart

if TYPE_CHECKING:
    from crm_tui.screens.reach.reaching import Reaching

# What typing into a field must not set off.
_NOT_WHILE_TYPING: Final = frozenset(
    {
        "pane",
        "neighbour",
        "back",
        "tab",
        "choose_fields",
        "write",
        "message",
        "call",
        "indicators",
        "choose_indicators",
        *ACTS,
    }
)
# What there is to do while no record could be read.
_WITHOUT_A_CARD: Final = frozenset({"back", "neighbour"})


class CardScreen(CardWrites[Card]):
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
        Binding("w", "message", N_("Write to the client"), show=False, id="card.message"),
        Binding("c", "call", N_("Call the client"), show=False, id="card.call"),
        Binding("v", "choose_fields", N_("Fields that you see"), show=False, id="card.choose_fields"),
        Binding("greater_than_sign", "tab(1)", N_("Next tab"), show=False, id="card.next_tab"),
        Binding("less_than_sign", "tab(-1)", N_("Previous tab"), show=False, id="card.previous_tab"),
        Binding("left_square_bracket", "neighbour(-1)", N_("Previous one"), show=False, id="card.previous"),
        Binding("right_square_bracket", "neighbour(1)", N_("Next one"), show=False, id="card.next"),
    ]

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

    @property
    def _record(self) -> RecordId:
        return RecordId(self.record_id)

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

    def action_message(self) -> None:
        """Write to the client in another program; a text that was begun at the foot of the feed goes along."""
        self._reach(
            lambda reaching, card: reaching.write(self._record, self.reachable(card), self._pane.composer.message)
        )

    def action_call(self) -> None:
        """Call the client."""
        self._reach(lambda reaching, card: reaching.call(self._record, self.reachable(card)))

    def _reach(self, do: Callable[["Reaching", Card], Awaitable[bool]]) -> None:
        from crm_tui.screens.reach.reaching import Reaching

        card, reaching = self._card, Reaching(self.app, self._store, self.say, self._glyphs)
        if card is not None:
            self.act(lambda: do(reaching, card))

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
        if action in WHY_NOT:
            return "" if self._card is None else WHY_NOT[action](self.reachable(self._card))
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

    @on(messages.CursorLeft)
    def _cursor_left(self, event: messages.CursorLeft) -> None:
        """From the head down into the page, and back up."""
        event.stop()
        other = self.body if event.view is self.head else self.head
        if (event.step > 0) == (event.view is self.head) and other.fields:
            other.go_to_end(-event.step)
            other.focus()
