"""What figures of the relation were counted from, where that is not deals: lists from which each one can be opened."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from textual.app import App

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import RecordId
from crm_tui.i18n import _
from crm_tui.operations.analytics import Relation
from crm_tui.operations.feed import FeedFilter, FeedItem, FeedKind, GetFeed
from crm_tui.operations.vouchers import ListVouchers, VoucherInfo, VoucherKind
from crm_tui.screens.card.feed_acts import FeedActs
from crm_tui.screens.card.pages.base import Desk
from crm_tui.screens.card.pages.voucher_acts import VoucherActs, voucher_row
from crm_tui.widgets.activity_feed import words
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.shown import span
from crm_tui.widgets.wording import full_moment_text

COUNTED: Final = frozenset({"touch", "reply", "overdue", "invoiced", "paid"})
"""The figures that are known here."""
_MOST: Final = 500
_MOMENT: Final = timedelta(milliseconds=1)
Source: TypeAlias = FeedItem | VoucherInfo
Rows: TypeAlias = list[tuple[PickerRow, Source]]


class Sources:
    """Shows what a card's figures were counted from. What the store refuses rises."""

    def __init__(self, app: App[Any], desk: Desk, record_id: RecordId, relation: Relation) -> None:
        self._app, self._desk, self._store = app, desk, desk.store
        self._record_id, self._relation = record_id, relation

    async def open(self, figure: str, title: str) -> bool:
        """List what a figure was counted from, and open the one that is chosen; whether anything may have changed."""
        from crm_tui.screens.dialogs.choose import ListDialog

        rows = await self._rows(figure)
        if not rows:
            self._desk.say(_("Nothing is kept of what this figure was counted from."))
            return False
        if figure == "touch":
            return await self._open(rows[0][1])
        chosen = await self._app.push_screen_wait(ListDialog(title, rows))
        return chosen is not None and await self._open(chosen)

    async def _rows(self, figure: str) -> Rows:
        match figure:
            case "touch":
                return await self._last_touch()
            case "reply":
                return await self._replies()
            case "overdue":
                return await self._overdue()
            case "invoiced":
                return _vouchers(await self._store.ask(ListVouchers(self._record_id, VoucherKind.INVOICE)))
            case _:
                paid = ListVouchers(self._record_id, VoucherKind.PAYMENT, for_its_invoices=True)
                return _vouchers(await self._store.ask(paid))

    async def _last_touch(self) -> Rows:
        """The newest thing that had happened by then."""
        touched = self._relation.last_touch
        until = None if touched is None else touched + _MOMENT
        page = await self._store.ask(GetFeed(self._record_id, FeedFilter(until=until), limit=1))
        return [(self._row(item, ""), item) for item in page.items]

    async def _replies(self) -> Rows:
        """The calls and messages that were answered, and how soon; the newest first."""
        wanted = FeedFilter(kinds=(FeedKind.COMMUNICATION,))
        page = await self._store.ask(GetFeed(self._record_id, wanted, limit=_MOST))
        return [(self._row(item, span(waited)), item) for item, waited in answered(page.items)]

    async def _overdue(self) -> Rows:
        """The tasks whose time has passed; the feed pins the first of them."""
        page = await self._store.ask(GetFeed(self._record_id, limit=1))
        late = [item for item in page.upcoming if item.task and item.task.due_at and item.task.due_at < self._now]
        return [(self._row(item, ""), item) for item in late]

    def _row(self, item: FeedItem, detail: str) -> PickerRow:
        open_task = item.task is not None and item.task.done_at is None
        said = (words.coming if open_task else words.said)(item, self._now, self._desk.glyphs)
        first, *_rest = said.text.splitlines() or [""]
        moment = full_moment_text(item.at.astimezone(self._now.tzinfo))
        return PickerRow(f"{item.kind}:{item.id}", first, "  ".join(filter(None, (moment, detail))))

    async def _open(self, source: Source) -> bool:
        """A voucher's form; a task's form, a text in full, or the other card on which it happened."""
        if isinstance(source, VoucherInfo):
            return await VoucherActs(self._app, self._desk, self._record_id, source.kind).edit(source)
        house = self._desk.house()
        if house is not None and source.entity:
            await house.record(Entity(source.entity), source.subject_id)
            return True
        acts = FeedActs(self._app, self._store, self._desk.say)
        if source.task is not None and source.task.done_at is None:
            return await acts.edit(source.task, self._now)
        return await acts.read(source, self._now, self._desk.glyphs)

    @property
    def _now(self) -> datetime:
        return self._desk.clock.now().astimezone()


def answered(items: Sequence[FeedItem]) -> list[tuple[FeedItem, timedelta]]:
    """Of calls and messages, newest first, those that were answered and how long they had waited.

    Of several in a row only the first one waits for an answer.
    """
    by_record: dict[str, list[FeedItem]] = {}
    for item in reversed(items):
        by_record.setdefault(item.subject_id, []).append(item)
    found = [one for line in by_record.values() for one in _answered_on(line)]
    return sorted(found, key=lambda one: (one[0].at, one[0].id), reverse=True)


def _answered_on(line: Sequence[FeedItem]) -> Iterator[tuple[FeedItem, timedelta]]:
    """Those of one record, whose conversation comes from its beginning."""
    waiting: FeedItem | None = None
    for item in line:
        if item.incoming:
            waiting = waiting or item
        elif waiting is not None:
            yield waiting, item.at - waiting.at
            waiting = None


def _vouchers(found: Sequence[VoucherInfo]) -> Rows:
    return [(voucher_row(voucher), voucher) for voucher in found if voucher.amount]
