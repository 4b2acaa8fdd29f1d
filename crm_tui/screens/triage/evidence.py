"""What is shown of a deal that waits: the deal, what happened last, and who it may be from."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Final

from crm_tui.domain.ids import DealId, RecordId
from crm_tui.domain.person_names import nameless
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactCard, GetContact
from crm_tui.operations.deals import DealCard, GetDeal
from crm_tui.operations.errors import NotFound
from crm_tui.operations.feed import FeedItem, GetFeed
from crm_tui.operations.matching import FindSimilar, Similar
from crm_tui.operations.triage import TriageItem
from crm_tui.widgets.triage.glance import MOST_EVENTS

_SIMILAR: Final = 4
_APPEALS: Final = 10
"""Of how many appeals of one number the people and events are shown."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The deals of an item, the oldest first, their last events; the buyer that is saved, else similar ones."""

    cards: tuple[DealCard, ...]
    events: tuple[FeedItem, ...]
    similar: tuple[Similar, ...]
    buyer: ContactCard | None = None

    @property
    def card(self) -> DealCard:
        """The deal itself."""
        return self.cards[0]

    def saved(self, card: DealCard) -> "Evidence":
        """The same with the deal as it is since its buyer is saved."""
        return replace(self, cards=(card, *self.cards[1:]), similar=())


async def read(store: Store, item: TriageItem) -> Evidence | None:
    """All that is shown of an item; None where it has gone meanwhile."""
    deals = item.deal_ids[:_APPEALS]
    cards = [card for card in await asyncio.gather(*(_card(store, deal) for deal in deals)) if card is not None]
    if not cards:
        return None
    events, similar, buyer = await asyncio.gather(
        _events(store, (card.id for card in cards)), _similar(store, cards[0]), _buyer(store, cards[0])
    )
    return Evidence(tuple(cards), events, similar, buyer)


async def _card(store: Store, deal_id: DealId) -> DealCard | None:
    try:
        return await store.ask(GetDeal(deal_id))
    except NotFound:
        return None


async def _events(store: Store, deals: Iterable[DealId]) -> tuple[FeedItem, ...]:
    """The last events on all of them, newest first."""
    pages = await asyncio.gather(*(store.ask(GetFeed(RecordId(deal), limit=MOST_EVENTS)) for deal in deals))
    happened = (event for page in pages for event in page.items)
    return tuple(nlargest(MOST_EVENTS, happened, key=lambda event: event.at))


async def _similar(store: Store, card: DealCard) -> tuple[Similar, ...]:
    person = next(iter(card.people), None)
    if person is None or person.contact_id is not None:
        return ()
    name = "" if nameless(person.name) else person.name
    found = await store.ask(FindSimilar(name, person.phones, person.emails, limit=_SIMILAR))
    return tuple(one for one in found if one.score > 0)


async def _buyer(store: Store, card: DealCard) -> ContactCard | None:
    contact_id = next((person.contact_id for person in card.people if person.contact_id is not None), None)
    try:
        return await store.ask(GetContact(contact_id)) if contact_id else None
    except NotFound:
        return None
