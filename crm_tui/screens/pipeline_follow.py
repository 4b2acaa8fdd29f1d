"""How the screens follow the store: what others write is drawn, a lost connection told, and found again by itself."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol, runtime_checkable

from textual import work
from textual.timer import Timer

from crm_tui.i18n import _
from crm_tui.operations.base import Change, Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.errors import CrmError, LoginNeeded, NotFound, StoreError
from crm_tui.screens.link import Link
from crm_tui.screens.pipeline_reads import Freshness, PipelineReads
from crm_tui.widgets.plain import one_line

FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 5.0
_SAID_FOR: Final = 5.0
_SECOND: Final = 1.0
_CELLS: Final = 60
_CHANGES_THE_FRAME = frozenset(
    {"CreatePipeline", "AddStage", "EditStage", "CreateUser", "SetRole", "SaveView", "DeleteView"}
    | {"CreateTag", "RenameTag", "SetTagColour", "MergeTags", "DeleteTag"}
)
_MENTIONS = frozenset({"AddNote", "EditNote", "DeleteNote"})
_NOT_WORTH_A_WORD = frozenset({"MarkRead"})


@runtime_checkable
class FollowsStore(Protocol):
    """A screen on top of the board that shows a record and wants to know what becomes of it."""

    @property
    def in_focus(self) -> str:
        """The record that it shows."""
        ...

    @property
    def title_in_focus(self) -> str:
        """What the record is called."""
        ...

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """Somebody else has written."""
        ...

    def read_again(self) -> None:
        """The connection is back: anything may have changed meanwhile."""
        ...

    def show_connection(self, freshness: Freshness) -> None:
        """Say how fresh the data is."""
        ...


class PipelineFollow(PipelineReads):
    """Follows the store for the board and for what lies on top of it.

    ``drawn`` is the journal's sequence up to which the board shows what others wrote: a move made by it that meets
    a newer one is a conflict.
    """

    def __init__(self) -> None:
        super().__init__()
        self.drawn: int | None = None
        self._heard: list[Change] = []
        self._drawing = False
        self._said: set[tuple[str, str]] = set()
        self._second: Timer | None = None

    async def attach(self, store: Store) -> None:
        """Show what is in the store, and follow it."""
        self._link = Link(store, self._look_for_the_store, self.tell_connection)
        await self.show_pipeline()
        if self.shown is not None:
            self.drawn = self.shown.seq
        self._tell_what_is_allowed()
        self.follow()

    # The connection

    @work(exclusive=True, group="follow", exit_on_error=False)
    async def follow(self) -> None:
        """Hear what is written for as long as the store is open, across lost connections."""
        pause, clock = FIRST_PAUSE, asyncio.get_running_loop().time
        while True:
            began = clock()
            try:
                await self._hear()
            except StoreError as error:
                self._lose(error)
            else:
                return
            pause = FIRST_PAUSE if clock() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _hear(self) -> None:
        """Until the store is closed. The feed begins before anything is read again: nothing falls between the two."""
        feed = self.door.changes()
        if self.door.lost_at is not None:
            await self._come_back_to_it()
        async for change in feed:
            self._heard.append(change)
            if not self._drawing:
                self._drawing = True
                self._draw_heard()

    def _look_for_the_store(self) -> None:
        """A call failed in the store: is it the call, or the connection?"""
        if self.door.lost_at is None:
            self._check()

    @work(exclusive=True, group="check", exit_on_error=False)
    async def _check(self) -> None:
        if (fault := await self.door.fault()) is not None:
            self._lose(fault)
            self.follow()

    def _lose(self, fault: StoreError) -> None:
        """Say that the connection is lost; that the store does not know the person any more is said in a sentence."""
        if isinstance(fault, LoginNeeded) and not isinstance(self.door.lost_by, LoginNeeded):
            self.house.report(fault)
        self.door.lost_by = fault
        if self.door.lost_at is None:
            self.door.lost_at = self.house.clock.now()
            if self._second is None:
                self._second = self.set_interval(_SECOND, self.tell_connection)
            self._second.resume()
            self.tell_keys()
        self.tell_connection()

    async def _come_back_to_it(self) -> None:
        """Read again what is on the screen. Raises StoreError while the store does not answer."""
        try:
            board = await self.door.ask(GetBoard(self.view.pipeline_id))
        except NotFound:
            board = await self.door.ask(GetBoard())
        self.door.lost_at, self.door.lost_by, self.drawn = None, None, board.seq
        if self._second is not None:
            self._second.pause()
        self.board.error(None, None)
        self.take_board(board)
        self.tell_keys()
        self.reload_columns()
        self.refresh_beside()
        for screen in self._followers:
            screen.read_again()

    def tell_connection(self) -> None:
        """Say on every screen how fresh the data is."""
        super().tell_connection()
        for screen in self._followers:
            screen.show_connection(self.connection)

    @property
    def _followers(self) -> list[FollowsStore]:
        return [screen for screen in self.app.screen_stack if isinstance(screen, FollowsStore)]

    # What others write

    @work(group="heard", exit_on_error=False)
    async def _draw_heard(self) -> None:
        """Draw what was heard, all at once what came while the last was being drawn."""
        try:
            while self._heard:
                changes, self._heard = self._heard, []
                await self._take_changes(changes)
        finally:
            self._drawing = False

    async def _take_changes(self, changes: Sequence[Change]) -> None:
        """Draw them, tell the screens on top, and say so where the record in focus is among them."""
        theirs = [change for change in changes if not change.mine]
        focus = self._in_focus
        if theirs:
            await self._draw_changes(theirs, missed=self._lacks(changes[0]))
            for screen in self._followers:
                screen.refresh_from(theirs)
            self._say_who(focus, theirs)
            if any(change.operation in _MENTIONS for change in theirs):
                self.count_mentions()
        if not self._stale:
            self.drawn = max(self.drawn or 0, changes[-1].seq)

    @work(exclusive=True, group="mentions", exit_on_error=False)
    async def count_mentions(self) -> None:
        """Say at the top in how many notes the person was named and has not looked yet."""
        from crm_tui.operations.notes import ListMentions

        try:
            unread = await self.door.ask(ListMentions())
        except CrmError:
            return  # the line at the top says that the connection is lost; counted again once it is back
        self.topbar.set_mentions(len(unread))

    def _lacks(self, change: Change) -> bool:
        """Whether something in front of a change is not drawn: sequences have no gaps."""
        return self._stale or (self.drawn is not None and change.seq > self.drawn + 1)

    async def _draw_changes(self, changes: Sequence[Change], *, missed: bool) -> None:
        if any(change.operation in _CHANGES_THE_FRAME for change in changes):
            await self.show_pipeline()
            self._tell_what_is_allowed()
        everything = missed or any(change.subjects is None for change in changes)
        touched = set[str]().union(*(change.subjects or () for change in changes))
        if everything:
            self.reload_columns()
        else:
            await self.redraw(sorted(touched))
        card = self.front.cursor_card
        if everything or (card is not None and card.id in touched):
            self.refresh_beside()

    def _tell_what_is_allowed(self) -> None:
        """Name the keys that the person's role has; it may be another by now."""
        self.tell_keys()
        self.refresh_bindings()

    def refresh_beside(self) -> None:
        """What stands beside the deals, about the one under the cursor, may have changed with it."""

    @property
    def _in_focus(self) -> tuple[str, str] | None:
        """The record that the person works on, by id and title: on the topmost screen, or else under the cursor."""
        for screen in reversed(self._followers):
            return screen.in_focus, screen.title_in_focus
        card = self.front.cursor_card
        return None if card is None else (card.id, card.title)

    def _say_who(self, in_focus: tuple[str, str] | None, changes: Sequence[Change]) -> None:
        """One toast a person while the last one still stands, however much they change."""
        if in_focus is None:
            return
        focus, title = in_focus
        worth = [change for change in changes if change.operation not in _NOT_WORTH_A_WORD]
        for who in dict.fromkeys(change.actor for change in worth if focus in (change.subjects or ())):
            said = (who, focus)
            if said not in self._said:
                self._said.add(said)
                self.set_timer(_SAID_FOR, partial(self._may_say_again, said))
                words = {"who": one_line(who, _CELLS), "title": one_line(title, _CELLS)}
                self.tell(_("%(who)s changed “%(title)s”") % words)

    def _may_say_again(self, said: tuple[str, str]) -> None:
        """The toast has gone. (Textual looks at a callback's signature, which a method of a set does not have.)"""
        self._said.discard(said)
