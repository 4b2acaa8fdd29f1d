"""Long lists, page after page: so many lines for a person, or all of them for a file."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from crm_tui.i18n import ngettext
from crm_tui.operations.base import Query
from crm_tui.operations.companies import CompanyPage, CompanyRow, ListCompanies
from crm_tui.operations.contacts import ContactPage, ContactRow, ListContacts
from crm_tui.operations.deals import DealCard, DealPage, DealRow, GetDeal, ListDeals

PAGE = 500

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


class Asks(Protocol):
    """Whoever answers questions: a store, or a session on one."""

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question."""
        ...


async def deal_pages(session: Asks, wanted: ListDeals) -> AsyncIterator[DealPage]:
    """Pages of deals until the last one."""
    while True:
        page = await session.ask(wanted)
        yield page
        if page.complete or not page.rows:
            return
        last = page.rows[-1]
        wanted = replace(wanted, after=(last.sort_key, last.id))


async def deal_cards(session: Asks, wanted: ListDeals) -> AsyncIterator[DealCard]:
    """Deals with all that they hold, one by one."""
    async for page in deal_pages(session, wanted):
        for row in page.rows:
            yield await session.ask(GetDeal(row.id))


async def contact_pages(session: Asks, wanted: ListContacts) -> AsyncIterator[ContactPage]:
    """Pages of contacts until the last one."""
    while True:
        page = await session.ask(wanted)
        yield page
        if page.complete or not page.rows:
            return
        wanted = replace(wanted, after=page.rows[-1].id)


async def some_deals(session: Asks, wanted: ListDeals, limit: int) -> DealPage:
    """Deals up to a limit."""
    rows: list[DealRow] = []
    complete = True
    async for page in deal_pages(session, replace(wanted, limit=min(PAGE, limit))):
        rows.extend(page.rows)
        complete = page.complete and len(rows) <= limit
        if len(rows) >= limit:
            break
    return DealPage(tuple(rows[:limit]), complete)


async def some_contacts(session: Asks, wanted: ListContacts, limit: int) -> ContactPage:
    """Contacts up to a limit."""
    rows: list[ContactRow] = []
    complete = True
    async for page in contact_pages(session, replace(wanted, limit=min(PAGE, limit))):
        rows.extend(page.rows)
        complete = page.complete and len(rows) <= limit
        if len(rows) >= limit:
            break
    return ContactPage(tuple(rows[:limit]), complete)


async def some_companies(session: Asks, wanted: ListCompanies, limit: int) -> CompanyPage:
    """Companies up to a limit."""
    rows: list[CompanyRow] = []
    while True:
        page = await session.ask(replace(wanted, limit=min(PAGE, limit), after=rows[-1].id if rows else None))
        rows.extend(page.rows)
        if page.complete or not page.rows or len(rows) >= limit:
            return CompanyPage(tuple(rows[:limit]), page.complete and len(rows) <= limit)


def drawn(source: AsyncIterator[Thing], loop: asyncio.AbstractEventLoop) -> Iterator[Thing]:
    """What an asynchronous source gives, for a plain loop in another thread than the event loop's."""

    async def following() -> list[Thing]:
        async for thing in source:
            return [thing]
        return []

    while found := asyncio.run_coroutine_threadsafe(following(), loop).result():
        yield from found


def more_follow(limit: int) -> str:
    """The note under a list that was cut at its limit."""
    return ngettext(
        "Only the first %(n)d is listed; ask for more with --limit.",
        "Only the first %(n)d are listed; ask for more with --limit.",
        limit,
    ) % {"n": limit}
