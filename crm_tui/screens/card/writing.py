"""What is done on a card: fields saved, lines opened, added and taken away."""

from collections.abc import Awaitable, Callable

from textual import on, work

from crm_tui.operations.errors import CrmError, InvalidValue, StoreError
from crm_tui.screens.card.base import Card
from crm_tui.screens.card.faults import BadField
from crm_tui.screens.card.reading import CardReads
from crm_tui.screens.card.saving import Entry, Saved, Writing, save
from crm_tui.widgets.card import messages
from crm_tui.widgets.card.data import CardField
from crm_tui.widgets.card.view import CardView


class CardWrites(CardReads[Card]):
    """One act after the other, then the record as it is now."""

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
        if text == field.text:
            await self._leave_field(view, None, go_on)
            return
        try:
            saved = await self._saved(Entry(field.name, text, view.seen))
        except (BadField, InvalidValue) as fault:
            view.fail(field.name, fault.reason)
        except CrmError as error:
            view.fail(field.name, str(error), passing=isinstance(error, StoreError))
        else:
            self._show(saved.card)
            await self._leave_field(view, saved.seen, go_on)

    async def _saved(self, entry: Entry) -> Saved[Card]:
        assert self._card is not None
        writing = Writing(self._text_of, self.command, lambda: self.read(self.record_id))
        saved = await save(self.app, self._store, self._card, entry, writing, self._clock.now())
        self._page_blocks = await self._read_page(saved.card)
        return saved

    def _text_of(self, card: Card, name: str) -> str:
        """What a field of a record holds; "" where it has none of that name yet."""
        page = self._page
        blocks = (*self.head_blocks(card), *self.main_blocks(card), *(page.own(card) if page else ()))
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

    async def edit_field(self, name: str) -> None:
        """Open the editor over a field of the page."""
        if self.body.focus_field(name):
            await self.body.action_edit()
