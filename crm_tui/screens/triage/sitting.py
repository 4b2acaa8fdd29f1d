"""Where a person stands in the queue: what is in front of them, what they have cleared, what remains."""

from collections.abc import Collection, Sequence
from datetime import datetime

from crm_tui.domain.ids import DealId
from crm_tui.operations.triage import Cause, TriageItem, TriageQueue


class Sitting:
    """The queue as last read, less what was cleared since; the place in it follows the item and not the number."""

    def __init__(self, began: datetime) -> None:
        self.began = began
        self.queue: TriageQueue | None = None
        self.counts: dict[Cause, int] = dict.fromkeys(Cause, 0)
        self._items: list[TriageItem] = []
        self._at = 0
        self._cleared: dict[DealId, TriageItem] = {}
        self._brought_back: dict[DealId, TriageItem] = {}

    @property
    def current(self) -> TriageItem | None:
        """The item in front of the person."""
        return self._items[self._at] if self._items else None

    @property
    def following(self) -> TriageItem | None:
        """The item that comes next."""
        return self._items[(self._at + 1) % len(self._items)] if len(self._items) > 1 else None

    @property
    def cleared(self) -> int:
        """How many items have been cleared."""
        return len(self._cleared)

    @property
    def place(self) -> tuple[int, int]:
        """Which item this is, and of how many, those that are cleared counted in."""
        return self.cleared + self._at + 1, self.cleared + sum(self.counts.values())

    @property
    def exhausted(self) -> bool:
        """Whether all that was read is cleared, while more may wait."""
        return not self._items and self.queue is not None and bool(self.queue.items)

    def take(self, queue: TriageQueue, focus: Collection[str] = ()) -> tuple[TriageItem, ...]:
        """Take a newer queue over, in front of the item of one of the deals in ``focus`` where there is one.

        Answers with the items that are gone though nobody here has cleared them.
        """
        before, self.queue, self.counts = self._items, queue, dict(queue.counts)
        wanted = before[self._at :] + before[: self._at]
        self._brought_back |= {deal: self._cleared[deal] for deal in self._cleared if deal in focus}
        self._items = self._with_those_brought_back(queue)
        there = {deal: place for place, item in enumerate(self._items) for deal in item.deal_ids}
        order = (*focus, *(deal for item in wanted for deal in item.deal_ids))
        self._at = next((there[DealId(deal)] for deal in order if deal in there), 0)
        self._cleared = {deal: item for deal, item in self._cleared.items() if deal not in there}
        return tuple(item for item in before if not there.keys() & set(item.deal_ids))

    def _with_those_brought_back(self, queue: TriageQueue) -> list[TriageItem]:
        """The items, with those in front whose clearing was undone: a deal that rotted was touched by just that."""
        there = {deal for item in queue.items for deal in item.deal_ids}
        missing = [item for deal, item in self._brought_back.items() if deal not in there]
        for item in missing:
            self.counts[item.cause] += 1
        return [*missing, *queue.items]

    def clear(self, item: TriageItem) -> None:
        """The item is done with; the next one moves up."""
        place = next((place for place, one in enumerate(self._items) if one.deal_id == item.deal_id), None)
        if place is None:
            return
        del self._items[place]
        self._brought_back.pop(item.deal_id, None)
        self.counts[item.cause] = max(0, self.counts[item.cause] - 1)
        self._at -= place < self._at
        self._at = self._at if self._at < len(self._items) else 0
        self.count(item)

    def count(self, item: TriageItem) -> None:
        """An item that has left the queue was cleared here."""
        self._cleared[item.deal_id] = item

    def step(self, by: int) -> None:
        """The next item or the one before; beyond the end the first one comes again."""
        if self._items:
            self._at = (self._at + by) % len(self._items)

    def holds(self, deals: Sequence[str]) -> bool:
        """Whether one of these deals is in the queue."""
        return any(set(deals) & set(item.deal_ids) for item in self._items)
