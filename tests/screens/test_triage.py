"""Triage by keys, on a made-up queue: what each key asks of the store, and what then stands in front."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from crm_tui.domain.ids import ContactId, DealId
from crm_tui.domain.matching.reasons import Band, Evidence, Reason
from crm_tui.domain.stages import StageKind
from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.contacts import GetContact
from crm_tui.operations.deals import ChangeDeals, MarkRead
from crm_tui.operations.errors import AlreadyFiled, StoreLocked
from crm_tui.operations.history import Step, Undo
from crm_tui.operations.matching import FindSimilar, SaveBuyer, Saved, SavedBuyer, Similar
from crm_tui.operations.spam import MarkSpam
from crm_tui.operations.triage import Cause, FileDeals, ListTriage, SnoozeDeals, TriageItem, TriageQueue
from crm_tui.operations.values import BuyerState, Email, Phone
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.triage.screen import TriageScreen
from crm_tui.widgets.triage.head import TriageLine
from tests.screens.card.drawer import contact
from tests.screens.fakes import CLOCK, HOSTILE, IN_WORK, LOST, NOW, UNSORTED, FakeStore, deal
from tests.screens.settled import Host, settle

IVANOV = Similar(
    ContactId("c-1"),
    "Иванов Иван Петрович",
    (Phone("+7 916 123-45-67", "", "+79161234567"),),
    (),
    "ООО «Вектор»",
    "Москва",
    ("Склад", "Ремонт"),
    31.0,
    Band.SAME,
    (Reason(Evidence.SAME_PHONE, 12.0),),
)


BUYER = contact(name=IVANOV.name)


def item(number: int, cause: Cause = Cause.UNSORTED, *others: int, title: str = "") -> TriageItem:
    """An item of the queue."""
    return TriageItem(
        DealId(f"d-{number}"),
        tuple(DealId(f"d-{other}") for other in others),
        title or f"Звонок {number}",
        cause,
        NOW - timedelta(hours=2),
        "+7 916 123-45-67",
        BuyerState.UNSAVED,
        None,
    )


@dataclass
class TriageStore(FakeStore):
    """A queue that shrinks with what is done, and one similar buyer for everybody."""

    items: tuple[TriageItem, ...] = (item(1), item(2), item(3, Cause.UNREAD))
    similar: tuple[Similar, ...] = (IVANOV,)
    outcome: Saved = Saved.LINKED
    gone: list[TriageItem] = field(default_factory=list)
    asleep: int = 0

    def __post_init__(self) -> None:
        numbers = [deal_id for one in self.items for deal_id in one.deal_ids]
        self.cards = {
            deal_id: deal(
                int(deal_id[2:]), stage_id=UNSORTED.id, stage=UNSORTED.name, stage_kind=StageKind.UNSORTED, seq=7
            )
            for deal_id in numbers
        }

    async def ask(self, query: Query[Any]) -> Any:
        match query:
            case ListTriage() if not self.failure:
                return self._queue()
            case FindSimilar() if not self.failure:
                return self.similar
            case GetContact() if not self.failure:
                return BUYER
        return await super().ask(query)

    def _queue(self) -> TriageQueue:
        counts = {cause: sum(one.cause is cause for one in self.items) for cause in Cause}
        soon = NOW + timedelta(hours=1)
        return TriageQueue(self.items, counts, False, self.asleep, soon if self.asleep else None, soon)

    def _carried_out(self, command: Command[Any]) -> Any:
        match command:
            case FileDeals(deal_ids):
                self._leave(deal_ids[0])
                return self._put(replace(self._card(deal_ids[0]), stage=IN_WORK.name))
            case SnoozeDeals(deal_ids):
                self._leave(deal_ids[0])
                return self._card(deal_ids[0])
            case SaveBuyer(deal_id):
                return self._saved(self._card(deal_id))
            case ChangeDeals(deal_ids):
                self._leave(deal_ids[0])
            case MarkSpam(deal_id):
                self._leave(deal_id)
                return ()
            case MarkRead(deal_id, unread):
                self._turn(deal_id, unread=unread)
            case Undo() if self.gone:
                self.items = (self.gone.pop(), *self.items)
                return Step(2, "FileDeals", (self.items[0].deal_id,), self.items[0].title)
        return super()._carried_out(command)

    def _saved(self, card: Any) -> SavedBuyer:
        people = (replace(card.people[0], contact_id=IVANOV.id),)
        saved = self._put(replace(card, buyer=BuyerState.SAVED, people=people))
        return SavedBuyer(saved, IVANOV.id, self.outcome, "Oleg" if self.outcome is Saved.ALREADY else "")

    def _turn(self, deal_id: DealId, *, unread: bool) -> None:
        if unread:
            self.items = (*self.items, self.gone.pop())
        else:
            self._leave(deal_id)

    def _leave(self, deal_id: DealId) -> None:
        self.gone += [one for one in self.items if one.deal_id == deal_id]
        self.items = tuple(one for one in self.items if one.deal_id != deal_id)


class Desk:
    """Somebody in front of the queue."""

    def __init__(self, pilot: Pilot[None], screen: TriageScreen, store: TriageStore, opened: list[DealId]) -> None:
        self._pilot, self._screen, self.store, self.opened = pilot, screen, store, opened

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self._pilot.press(key)
            await settle(self._pilot)

    def text(self, name: str) -> str:
        return str(self._screen.query_one(f"#triage-{name}", Static).content)

    @property
    def title(self) -> str:
        return self.text("head").split("\n")[0]

    @property
    def line(self) -> str:
        line = self._screen.query_one(TriageLine)
        return "".join(part.text for part in line.left(120)).strip()

    def why(self, action: str) -> str | None:
        return self._screen.why_disabled(action)

    async def hear(self, who: str, *deals: str) -> None:
        """A colleague has written."""
        change = Change(9, who, "FileDeals", False, frozenset(deals))
        self._screen.refresh_from([change])
        await settle(self._pilot)

    @property
    def said(self) -> str:
        return self.text("said")


@asynccontextmanager
async def at_desk(
    store: TriageStore | None = None, size: tuple[int, int] = (120, 40), refusal: str | None = None
) -> AsyncIterator[Desk]:
    """The screen on a made-up store."""
    host, opened = Host(), list[DealId]()
    kept = store or TriageStore()

    async def open_deal(deal_id: DealId) -> None:
        opened.append(deal_id)

    async with host.run_test(size=size) as pilot:
        actions = DealActions(host, kept, clock=CLOCK, region="RU")
        screen = TriageScreen(kept, actions, open_deal, refusal=lambda _action: refusal)
        host.push_screen(screen)
        await settle(pilot)
        yield Desk(pilot, screen, kept, opened)


def done(store: TriageStore) -> Sequence[Command[Any]]:
    return store.done


async def test_the_most_urgent_deal_stands_there_with_who_it_may_be() -> None:
    async with at_desk() as desk:
        assert desk.title == "Звонок 1"
        assert "unsorted 2h" in desk.text("head")
        assert "Иван Петров" in desk.text("glance")
        assert "Иванов Иван Петрович   same ▇▇▇▇▇▇▇▇ 31" in desk.text("similar")
        assert "2 open deals: Склад, Ремонт" in desk.text("similar")
        assert desk.line == "Triage   1 of 3   unsorted 2   unread 1"


async def test_one_goes_through_the_queue_and_round_again() -> None:
    async with at_desk() as desk:
        await desk.press("right", "enter")
        assert (desk.title, desk.line[:15]) == ("Звонок 3", "Triage   3 of 3")
        await desk.press("right")
        assert desk.title == "Звонок 1"
        await desk.press("left")
        assert desk.title == "Звонок 3"


async def test_the_next_deal_is_known_before_it_is_wanted() -> None:
    async with at_desk() as desk:
        asked: list[Query[Any]] = []
        ask = desk.store.ask

        async def watched(query: Query[Any]) -> Any:
            asked.append(query)
            return await ask(query)

        desk.store.ask = watched  # type: ignore[method-assign] # a store that is listened to
        await desk._pilot.press("right")
        assert "Иван Петров" in desk.text("glance")
        assert "Иванов" in desk.text("similar")
        await settle(desk._pilot)
        assert DealId("d-2") not in {getattr(query, "deal_id", None) for query in asked}


async def test_a_key_files_the_deal_and_the_next_one_stands_there() -> None:
    async with at_desk() as desk:
        await desk.press("f")
        assert done(desk.store) == [FileDeals((DealId("d-1"),))]
        assert desk.title == "Звонок 2"
        assert desk.line == "Triage   2 of 3   unsorted 1   unread 1"
        assert desk.said == "Filed in “In work” · u undo"


async def test_all_appeals_of_a_number_are_filed_together() -> None:
    async with at_desk(TriageStore(items=(item(1, Cause.UNSORTED, 4, 5), item(2)))) as desk:
        assert "3 appeals" in desk.text("head")
        await desk.press("f")
        assert done(desk.store) == [FileDeals((DealId("d-1"), DealId("d-4"), DealId("d-5")))]


async def test_undo_brings_a_deal_back_to_the_front() -> None:
    async with at_desk() as desk:
        await desk.press("f", "right", "u")
        assert (desk.title, desk.line) == ("Звонок 1", "Triage   1 of 3   unsorted 2   unread 1")
        assert "Undone: the filing" in desk.said


async def test_a_deal_that_no_longer_waits_is_brought_back_all_the_same() -> None:
    """A rotting deal that was lost was touched by just that."""
    async with at_desk(TriageStore(items=(item(1, Cause.ROTTING), item(2)))) as desk:
        await desk.press("s", "s")
        desk.store.gone.clear()
        desk.store.done[:] = [SnoozeDeals((DealId("d-1"),), None)]
        await desk.press("u")
        assert (desk.title, desk.line) == ("Звонок 1", "Triage   1 of 2   unsorted 1   rotting 1")
        await desk.hear("Oleg", "d-9")
        assert desk.title == "Звонок 1"
        await desk.press("s", "s")
        assert (desk.title, desk.line) == ("Звонок 2", "Triage   2 of 2   unsorted 1")


async def test_an_unread_deal_counts_as_read_and_that_is_undone_too() -> None:
    async with at_desk(TriageStore(items=(item(3, Cause.UNREAD), item(1)))) as desk:
        await desk.press("f")
        assert (desk.title, desk.said) == ("Звонок 1", "Read · u undo")
        await desk.press("f", "u", "u")
        assert [one.deal_id for one in desk.store.items] == ["d-1", "d-3"]
        assert (desk.title, desk.said) == ("Звонок 3", "Unread again")


async def test_a_key_links_the_first_similar_buyer_with_what_is_new() -> None:
    store = TriageStore()
    person = replace(store.cards["d-1"].people[0], emails=(Email("i@ex.ru"),))
    store.cards["d-1"] = replace(store.cards["d-1"], people=(person,))
    async with at_desk(store) as desk:
        await desk.press("b")
        assert done(store) == [SaveBuyer(DealId("d-1"), contact_id=IVANOV.id, add_emails=(Email("i@ex.ru"),), seen=7)]
        assert "The buyer is saved" in desk.text("similar")
        assert "Иванов Иван Петрович" in desk.text("similar")
        assert desk.said == "Buyer saved: Иванов Иван Петрович · u undo"
        assert desk.title == "Звонок 1"
        assert desk.why("link") == "The buyer is saved already."
        await desk.press("b", "n")
        assert len(done(store)) == 1


async def test_a_key_saves_a_new_buyer() -> None:
    async with at_desk(TriageStore(similar=(), outcome=Saved.CREATED)) as desk:
        assert desk.why("link") == "Nobody like that is saved; n saves a new buyer."
        await desk.press("n")
        assert done(desk.store) == [SaveBuyer(DealId("d-1"), seen=7)]
        assert desk.said == "New buyer saved: Иван Петров · u undo"


async def test_a_deal_is_snoozed_until_tomorrow_by_two_keys() -> None:
    async with at_desk() as desk:
        await desk.press("s", "s")
        (command,) = done(desk.store)
        assert isinstance(command, SnoozeDeals)
        assert command.until is not None
        assert (command.until - NOW).days == 0
        assert desk.title == "Звонок 2"
        await desk.press("s", "x")
        assert len(done(desk.store)) == 1


async def test_a_deal_is_snoozed_until_a_moment_in_words() -> None:
    async with at_desk() as desk:
        await desk.press("s", "p", "a", "enter")
        assert done(desk.store) == []
        await desk.press("backspace", "+", "3", "d", "enter")
        (command,) = done(desk.store)
        assert isinstance(command, SnoozeDeals)
        assert command.until is not None
        assert (command.until.date() - NOW.date()).days == 3


async def test_a_deal_is_lost_with_its_reason() -> None:
    async with at_desk() as desk:
        await desk.press("x")
        await desk.press("ctrl+s")
        assert LOST.name == desk.store.cards["d-1"].stage


async def test_a_key_marks_spam_and_with_it_all_appeals_of_the_number() -> None:
    async with at_desk(TriageStore(items=(item(1, Cause.UNSORTED, 4), item(2)))) as desk:
        await desk.press("exclamation_mark")
        assert done(desk.store) == [MarkSpam(DealId("d-1"))]
        assert desk.title == "Звонок 2"


async def test_the_card_is_opened_and_read_again() -> None:
    async with at_desk() as desk:
        await desk.press("D")
        assert desk.opened == ["d-1"]


async def test_a_colleague_who_was_quicker_is_named() -> None:
    async with at_desk() as desk:
        desk.store.items = desk.store.items[1:]
        await desk.hear("Oleg", "d-1")
        assert (desk.title, desk.said) == ("Звонок 2", "Oleg took “Звонок 1”.")
        desk.store.items = ()
        await desk.hear("Oleg", "d-2", "d-3")
        assert desk.said == "Oleg took “Звонок 2” and 1 more."


async def test_what_a_colleague_filed_is_refused_and_leaves() -> None:
    async with at_desk() as desk:
        desk.store.refusal = AlreadyFiled("Звонок 1", "In work")
        desk.store.items = desk.store.items[1:]
        await desk.press("f")
        assert desk.title == "Звонок 2"


async def test_when_all_is_cleared_it_is_said_what_comes() -> None:
    async with at_desk(TriageStore(items=(item(1),), asleep=2)) as desk:
        await desk.press("f")
        page = desk.text("done")
        assert "Nothing waits." in page
        assert "You cleared 1 deal in 0 s." in page
        assert "2 deals are snoozed; the next comes back at 13:00." in page
        assert "The next task is due at 13:00." in page
        assert desk.why("file") == "Nothing waits."


async def test_a_store_that_fails_leaves_what_was_there() -> None:
    store = TriageStore()
    async with at_desk(store) as desk:
        store.failure = StoreLocked("deals.db")
        await desk.press("M")
        assert "Press r to try again." in desk.text("fault")
        assert desk.title == "Звонок 1"
        await desk.press("r")
        assert desk.text("fault") == ""


async def test_whoever_may_only_read_is_told_so() -> None:
    async with at_desk(refusal="Your role does not allow this; ask Anna.") as desk:
        await desk.press("f", "b")
        assert done(desk.store) == []
        assert desk.why("file") == "Your role does not allow this; ask Anna."
        assert desk.why("step") is None


async def test_hostile_names_are_text() -> None:
    hostile = replace(IVANOV, name=HOSTILE, open_deals=(HOSTILE,), company=HOSTILE)
    store = TriageStore(items=(item(1, title=HOSTILE), item(2)), similar=(hostile,))
    store.cards["d-1"] = deal(1, title=HOSTILE, description=HOSTILE)
    async with at_desk(store, size=(80, 24)) as desk:
        assert "[/]" in desk.title
        assert "[@click=app.quit]" in desk.text("similar")
        await desk.hear("Oleg[/]", "d-1")
        assert "[/]" in desk.title
