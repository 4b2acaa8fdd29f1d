"""A client's card on a store that answers what a test put there, driven by keys."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import CompanyId, ContactId, DealId, RecordId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.operations.analytics import DealFigure, GetRelation, Relation
from crm_tui.operations.base import Change, Command, Query
from crm_tui.operations.board import BoardCard, GetCards, PlacedCard
from crm_tui.operations.companies import CompanyCard, GetCompany
from crm_tui.operations.contacts import ContactCard, GetContact
from crm_tui.operations.deals import DealPage, DealRow, GetDeal, ListDeals
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.documents import ListDocuments
from crm_tui.operations.feed import FeedPage, GetFeed
from crm_tui.operations.fields import GetLayout, GetPreference, Layout
from crm_tui.operations.matching import ListMerges
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.operations.presence import LookAt, LookAway, WhoLooks
from crm_tui.operations.values import BuyerState, Phone
from crm_tui.operations.vouchers import FindVouchers, ListVouchers, VoucherInfo, VoucherKind
from crm_tui.screens.card.client import ClientScreen
from crm_tui.screens.company import CompanyScreen
from crm_tui.screens.contact import ContactScreen
from crm_tui.widgets.failures import Failure
from tests.screens.fakes import ANNA, BUYERS, CLOCK, IN_WORK, NOW, deal

NOTHING = DealFigure(0, (), ())
EMPTY = Relation(NOTHING, NOTHING, NOTHING, (), (), None, None, None, (), (), (), ())
PHONES = (Phone("+7 916 123-45-67", "work", "+79161234567"),)
ROUNDS = 200


def contact(**changes: Any) -> ContactCard:
    """A contact with a phone."""
    values: dict[str, Any] = {
        **dict.fromkeys(("company", "position", "city", "address", "birthday", "source", "comment"), ""),
        **dict.fromkeys(("responsible_name", "external_id"), ""),
        "id": ContactId("c-1"),
        "name": "Иван Петров",
        "phones": PHONES,
        "emails": (),
        "company_id": None,
        "responsible": None,
        "tags": (),
        "deals": (),
        "extra": {},
        "created_at": NOW,
        "seq": 1,
    }
    return ContactCard(**{**values, **changes})


def company(**changes: Any) -> CompanyCard:
    """A company without people."""
    values: dict[str, Any] = {
        **dict.fromkeys(("city", "address", "website", "source", "comment", "responsible_name", "external_id"), ""),
        "id": CompanyId("k-1"),
        "name": "ООО «Вектор»",
        "phones": (),
        "emails": (),
        "responsible": None,
        "tags": (),
        "people": (),
        "deals": (),
        "custom": {},
        "extra": {},
        "created_at": NOW,
        "seq": 1,
    }
    return CompanyCard(**{**values, **changes})


def voucher(number: str, kind: VoucherKind = VoucherKind.INVOICE, **changes: Any) -> VoucherInfo:
    """A voucher on the contact's card."""
    values: dict[str, Any] = {
        "id": VoucherId(f"v-{number}"),
        "kind": kind,
        "number": number,
        "title": f"Work {number}",
        "amount": Money(50_000_00, "RUB"),
        "currency": "RUB",
        "day": date(2026, 11, 20),
        "due_day": None,
        "invoice_id": None,
        "invoice_number": "",
        "paid": None,
        "due": None,
        "comment": "",
        "records": (RecordId("c-1"),),
        "created_at": NOW,
    }
    return VoucherInfo(**{**values, **changes})


def placed(number: int, title: str = "") -> PlacedCard:
    """A deal's card on the board, in work."""
    card = BoardCard(
        id=DealId(f"d-{number}"),
        title=title or f"Deal {number}",
        amount=Money(number * 1_000_00, "RUB"),
        contact="",
        buyer=BuyerState.EMPTY,
        responsible=None,
        tags=(),
        unread=False,
        in_stage_since=NOW,
        touched_at=NOW,
        next_task_at=None,
        sort_key="",
    )
    return PlacedCard(card, IN_WORK.id, None)


def row(number: int) -> DealRow:
    """A deal as a line of a list."""
    card = deal(number)
    return DealRow(
        card.id, card.title, card.pipeline_id, card.pipeline, card.stage_id, card.stage, card.amount, "",
        card.buyer, "", (), NOW, NOW, None, "",
    )  # fmt: skip


class Shelf:
    """A store of answers by the kind of question; what is done is kept, and ``refusals`` are raised one by one."""

    def __init__(self) -> None:
        self.answers: dict[type[Any], Callable[[Any], Any]] = {
            GetContact: lambda _query: contact(),
            GetCompany: lambda _query: company(),
            GetLayout: lambda query: Layout(query.entity, (), (), ()),
            ListUsers: lambda _query: (ANNA,),
            GetFeed: lambda _query: FeedPage((), (), None, None),
            GetPreference: lambda _query: "",
            WhoLooks: lambda _query: (),
            GetRelation: lambda _query: EMPTY,
            ListPipelines: lambda _query: (BUYERS,),
            GetCards: lambda query: tuple(placed(int(one.rpartition("-")[2])) for one in query.deal_ids),
            ListDocuments: lambda _query: (),
            ListVouchers: lambda _query: (),
            ListMerges: lambda _query: (),
            FindVouchers: lambda _query: (),
            ListDeals: lambda _query: DealPage((row(7),), True),
            GetDeal: lambda query: deal(int(query.deal_id.rpartition("-")[2])),
        }
        self.done: list[Command[Any]] = []
        self.refusals: list[Exception] = []

    async def ask(self, query: Query[Any]) -> Any:
        return self.answers[type(query)](query)

    async def do(self, command: Command[Any]) -> Any:
        if isinstance(command, LookAt | LookAway):
            return None
        if self.refusals:
            raise self.refusals.pop(0)
        self.done.append(command)
        answer = self.answers.get(type(command))
        return answer(command) if answer else None

    async def changes(self) -> AsyncIterator[Change]:
        for change in tuple[Change, ...]():
            yield change

    async def close(self) -> None:
        return None


class Host(App[None]):
    """Remembers what was said and what failed."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.failures: list[BaseException] = []

    def notify(self, message: str, **options: Any) -> None:
        assert options["markup"] is False
        self.said.append(message)

    def on_failure(self, event: Failure) -> None:
        self.failures.append(event.error)


class Drawer:
    """The card and the hands on its keys."""

    def __init__(self, pilot: Pilot[None], screen: ClientScreen[Any], shelf: Shelf) -> None:
        self.pilot, self.screen, self.shelf = pilot, screen, shelf

    @property
    def app(self) -> Host:
        app = self.pilot.app
        assert isinstance(app, Host)
        return app

    @property
    def text(self) -> str:
        """What stands on the screen in front."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.replace("\u00a0", " ").rstrip() for strip in strips)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Put a text into the line that has the keys."""
        focused = self.app.focused
        assert isinstance(focused, Input)
        focused.value = text
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something to come true."""
        for _round in range(ROUNDS):
            if condition():
                return
            await self.pilot.pause()
            await asyncio.sleep(0.01)
        raise AssertionError(f"never came true; failures: {self.app.failures}; the screen:\n{self.text}")

    async def sees(self, *words: str) -> None:
        await self.until(lambda: all(word in self.text for word in words))

    async def goes_to(self, tab: str) -> None:
        """Press > until a tab is in front."""
        for _step in range(len(self.screen.pages()) + 1):
            if self.screen._tab == tab:
                return
            before = self.screen._tab
            await self.press("greater_than_sign")
            await self.until(lambda before=before: self.screen._tab != before)  # type: ignore[misc]  # mypy infers no type for the default
        raise AssertionError(f"there is no tab {tab}")


@asynccontextmanager
async def opened(
    shelf: Shelf, *, entity: Entity = Entity.CONTACT, size: tuple[int, int] = (120, 40), clock: FixedClock = CLOCK
) -> AsyncIterator[Drawer]:
    """A card on the screen."""
    app = Host()
    screen: ClientScreen[Any]
    if entity is Entity.COMPANY:
        screen = CompanyScreen("k-1", shelf, clock=clock, region="RU")
    else:
        screen = ContactScreen("c-1", shelf, clock=clock, region="RU")
    async with app.run_test(size=size) as pilot:
        await app.push_screen(screen)
        drawer = Drawer(pilot, screen, shelf)
        await drawer.until(lambda: screen.takes_keys)
        yield drawer
