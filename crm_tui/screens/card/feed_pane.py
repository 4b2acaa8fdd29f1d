"""The half of a card that tells what happened: it reads the feed's windows, and does what is done to its items."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from crm_tui.domain.clock import Clock
from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import NoteId, RecordId
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Store
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import CrmError
from crm_tui.operations.feed import FeedFilter, FeedKind, FeedPage, GetFeed
from crm_tui.operations.fields import GetPreference, SetPreference
from crm_tui.operations.notes import AddNote, EditNote, LogCommunication, SetMemo
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import User
from crm_tui.screens.card.feed_acts import FeedActs
from crm_tui.screens.keys_wait import KeysWait
from crm_tui.widgets.activity_feed.choice import PREFERENCE, FeedChoice, read_choice
from crm_tui.widgets.activity_feed.messages import (
    FeedWanted,
    FilterAsked,
    ItemDone,
    ItemEdited,
    ItemOpened,
    ItemRemoved,
)
from crm_tui.widgets.activity_feed.model import PAGE, Way
from crm_tui.widgets.activity_feed.view import ActivityFeed
from crm_tui.widgets.composer.messages import WrittenDown
from crm_tui.widgets.composer.modes import Mode
from crm_tui.widgets.composer.view import Composer
from crm_tui.widgets.glyphs import Glyphs

if TYPE_CHECKING:
    from crm_tui.screens.card.house import CardHouse

_FIRST: Final = 50
"""As many items as a tall screen shows: whoever opens a card does not wait for more."""
_SAVED: Final = {
    PlanTask: N_("Task planned"),
    AddNote: N_("Note written"),
    EditNote: N_("Note changed"),
    SetMemo: N_("Memo written"),
    LogCommunication: N_("Call written down"),
}


class FeedPane(KeysWait, Vertical):
    """The feed of one record. ``house`` is where other cards are opened from, None for a card that stands alone."""

    house: "CardHouse | None" = None

    class Touched(Message):
        """Something was done here: the card may be another now."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        say: Callable[[str], None],
        *,
        glyphs: Glyphs,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._store = store
        self._clock = clock
        self._say = say
        self._glyphs = glyphs
        self._record_id = RecordId("")
        self._choice = FeedChoice()
        self._users: tuple[User, ...] = ()
        self._choice_read = False
        self._one_at_a_time = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The feed, and what is written at its foot."""
        yield ActivityFeed(self._now, glyphs=self._glyphs, id="card-events")
        yield Composer(RecordId(""), self._now, id="card-composer")

    @property
    def feed(self) -> ActivityFeed:
        """The widget that shows it."""
        return self.query_one(ActivityFeed)

    @property
    def composer(self) -> Composer:
        """What is written at its foot."""
        return self.query_one(Composer)

    @property
    def unsent(self) -> bool:
        """Whether something is written there that is not stored yet."""
        return self.is_mounted and self.composer.typed_into

    async def read(self, record_id: str) -> FeedPage:
        """The newest items of a record, as this person chose to see them. Raises what the store refuses."""
        if not self._choice_read:
            self._choice = read_choice(await self._store.ask(GetPreference(PREFERENCE)))
            self._users = await self._store.ask(ListUsers())
            self._choice_read = True
        return await self._store.ask(GetFeed(RecordId(record_id), self._filter, limit=_FIRST))

    def show(self, record_id: str, page: FeedPage, memo: str | None = None) -> None:
        """The newest items; whoever reads older ones of the same record is left where they are.

        ``memo`` is the deal's; None on a card that has none.
        """
        anew = record_id != self._record_id or not self.feed.model.loaded
        self._record_id = self.composer.subject_id = RecordId(record_id)
        self.composer.memo, self.composer.colleagues = memo, self._users
        self._tell_filter()
        wanted = self.feed.begin() if anew else self.feed.renew()
        if wanted is not None:
            self.feed.take(wanted.request.number, page)

    def clear(self) -> None:
        """Another record is on its way."""
        self._record_id = RecordId("")
        self.feed.begin()

    def _now(self) -> datetime:
        return self._clock.now().astimezone()

    @property
    def _filter(self) -> FeedFilter:
        return self._choice.filter(self._now())

    def _tell_filter(self) -> None:
        self.feed.show_filter(self._choice.words(self._users), seeking=bool(self._choice.text))

    @on(FeedWanted)
    @work(group="feed", exit_on_error=False)
    async def _read_window(self, event: FeedWanted) -> None:
        """Read a stretch of the feed."""
        asked = event.request
        query = GetFeed(
            self._record_id,
            self._filter,
            before=asked.cursor if asked.way is Way.OLDER else None,
            after=asked.cursor if asked.way is Way.NEWER else None,
            oldest=asked.way is Way.OLDEST,
            limit=PAGE,
        )
        try:
            page = await self._store.ask(query)
        except CrmError as error:
            self.feed.fail(asked.number, str(error))
        else:
            self.feed.take(asked.number, page)

    @on(ItemOpened)
    @work(group="open", exit_on_error=False)
    async def _opened(self, event: ItemOpened) -> None:
        """Show an item in full, or the card that it happened on."""
        item = event.item
        if self.house is not None and item.entity:
            await self.house.record(Entity(item.entity), item.subject_id)
            self.post_message(self.Touched())
            return
        await self._acts.read(item, self._now(), self._glyphs)

    @on(ItemDone)
    def _done(self, event: ItemDone) -> None:
        self._act(self._acts.done(event.item))

    @on(ItemEdited)
    async def _edited(self, event: ItemEdited) -> None:
        """A note is written anew at the foot, a task in its form."""
        item = event.item
        if item.kind is FeedKind.NOTE:
            await self.composer.open(Mode.NOTE, item.text, NoteId(item.id))
        elif item.task is not None:
            self._act(self._acts.edit(item.task, self._now()))

    @on(ItemRemoved)
    def _removed(self, event: ItemRemoved) -> None:
        self._act(self._acts.remove(event.item))

    @property
    def _acts(self) -> FeedActs:
        return FeedActs(self.app, self._store, self._say)

    @work(group="act", exit_on_error=False)
    async def _act(self, act: Awaitable[bool]) -> None:
        """One act after the other."""
        async with self._one_at_a_time:
            if await act:
                self.post_message(self.Touched())

    @on(FilterAsked)
    @work(group="act", exit_on_error=False)
    async def _filter_asked(self, event: FilterAsked) -> None:
        """Choose what the feed shows; it is kept for the next card and the next day."""
        from crm_tui.screens.dialogs.feed import FeedFilterDialog, FeedTextDialog

        if event.text:
            words = await self.app.push_screen_wait(FeedTextDialog(self._choice.text))
            chosen = None if words is None else self._choice.with_text(words)
        else:
            chosen = await self.app.push_screen_wait(FeedFilterDialog(self._users, self._choice, self._now()))
        if chosen is None:
            return
        await self._store.do(SetPreference(PREFERENCE, chosen.to_json()))
        self._choice = chosen
        self._tell_filter()
        self._read_window(self.feed.begin())

    # Writing

    async def write(self, mode: Mode) -> None:
        """Begin to write something at the foot of the feed."""
        if reason := self.composer.why_off(mode):
            self._say(reason)
        else:
            await self.composer.open(mode)

    @on(WrittenDown)
    @work(group="write", exit_on_error=False)
    async def _written(self, event: WrittenDown) -> None:
        """Store what was written; where that is refused it stays, and is said why."""
        try:
            await self._store.do(event.request)
        except CrmError as error:
            self.composer.fail(str(error))
            return
        await self.composer.done()
        self.feed.focus()
        self._say(_("%(what)s · u undo") % {"what": _(_SAVED[type(event.request)])})
        self.post_message(self.Touched())
