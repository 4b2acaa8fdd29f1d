"""A quarter to nine: everything that came in is cleared in one go, one deal after the other, by one key each."""

from collections.abc import Callable
from datetime import timedelta

import pytest_asyncio

from crm_tui.domain.clock import FixedClock
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact, ListContacts
from crm_tui.operations.deals import CreateDeal, ListDeals, NewPerson
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.notes import Channel
from crm_tui.operations.triage import FileDeals, ListTriage, RecordAppeal
from crm_tui.operations.values import Phone
from crm_tui.storage.opening import open_store
from tests.conftest import COLLEAGUE
from tests.journeys.conftest import Desk
from tests.journeys.driving import SMALL, Manager

PEOPLE = (
    *("Марія Шевченко", "Taras Melnyk", "Олена Ткач", "Иван Петров", "Ганна Щур", "Немир Балюх", "Joline Barker"),
    *("Дорофей Белых", "Winford Reyes", "Віолетта Баланчук", "Лолита Упатова", "Angle Baldwin", "Аиша Кочергина"),
    *("Tanja Martinez", "Живосил Батіг", "Ава Рылеева", "Teddy Hewitt", "Пров Соболь", "Савва Ефимов", "Зоя Юрченко"),
)
KNOWN = 8
STRANGERS = 12


def number(n: int) -> str:
    """A phone of the country."""
    return f"067 123 40 {n:02}"


@pytest_asyncio.fixture
async def night(store: Store, clock: FixedClock) -> Store:
    """Twenty people have called: eight are in the base under another spelling, twelve are new; some called twice."""
    for n in range(KNOWN):
        await store.do(CreateContact(PEOPLE[n], (Phone(number(n), e164=f"+3806712340{n:02}"),)))
    for n in range(KNOWN + STRANGERS):
        contact = NewPerson(PEOPLE[n], (Phone(number(n)),))
        await store.do(CreateDeal(f"Call {n:02}", contact, responsible=None))
        clock.set(clock.now() + timedelta(minutes=1))
    for n in range(0, KNOWN + STRANGERS, 5):
        await store.do(CreateDeal("Again", NewPerson(number(n), (Phone(number(n)),)), responsible=None))
    return store


async def clear(manager: Manager, choose: Callable[[str], tuple[str, ...]]) -> int:
    """Clear everything that waits; how many keys it took."""
    pressed = 2
    await manager.press("g", "t")
    while "Nothing waits." not in manager.screen:
        for key in choose(manager.screen):
            await manager.press(key)
            pressed += 1
    return pressed


async def test_twenty_new_deals_are_cleared_in_fifty_keys(night: Store, desk: Desk) -> None:
    def as_a_manager_would(screen: str) -> tuple[str, ...]:
        return ("b", "f") if "Likely the same person" in screen else ("n", "f")

    async with desk() as manager:
        pressed = await clear(manager, as_a_manager_would)
        assert "You cleared 20 deals" in manager.screen
        await manager.press("escape")
        await manager.sees("In work 20")

    assert pressed <= 50
    assert (await night.ask(ListTriage(everybody=True))).total == 0
    contacts = (await night.ask(ListContacts())).rows
    assert len(contacts) == KNOWN + STRANGERS
    assert all(row.responsible for row in (await night.ask(ListDeals())).rows)


async def test_what_was_done_in_triage_is_undone_there(night: Store, desk: Desk) -> None:
    async with desk(size=SMALL) as manager:
        await manager.press("g", "t")
        await manager.sees("1 of 20", "Call 00", "2 appeals")
        await manager.press("b", "f")
        await manager.sees("2 of 20", "Call 01")
        await manager.press("u")
        await manager.sees("1 of 20", "Call 00", "The buyer is saved")
        await manager.press("u")
        await manager.sees("Likely the same person")
        await manager.press("s", "s")
        await manager.sees("Call 01", "Snoozed until")
        await manager.press("u", "x", "enter")
        await manager.sees("Call 00")


async def test_a_deal_that_a_colleague_took_leaves_with_a_word(
    night: Store, desk: Desk, where: str, clock: FixedClock
) -> None:
    await night.do(CreateUser(COLLEAGUE))
    first = (await night.ask(ListTriage())).items[0]
    async with desk() as manager:
        await manager.press("g", "t")
        await manager.sees("Call 00")
        colleague = await open_store(where, clock=clock, create=False, user=COLLEAGUE)
        await colleague.do(FileDeals(first.deal_ids))
        await manager.sees("Call 01", f"{COLLEAGUE} took “Call 00”")
        await colleague.close()


async def test_an_appeal_that_comes_in_meanwhile_joins_the_queue(store: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.press("g", "t")
        await manager.sees("Nothing waits.")
        await store.do(RecordAppeal(Channel.CALL, "1", "067 123 45 67", text="roof?"))
        await manager.sees("1 of 1", "067 123 45 67", "roof?")
        await manager.press("D")
        await manager.sees("Buyers › Unsorted")
        await manager.press("escape", "f")
        await manager.sees("Nothing waits.")
