"""Saving a field of a deal; where a colleague wrote the same field meanwhile, the person decides whose value stays."""

from datetime import datetime
from typing import Any, NamedTuple

from textual.app import App

from crm_tui.operations.base import Store
from crm_tui.operations.deals import DealCard, EditDeal, GetDeal
from crm_tui.operations.errors import Conflict
from crm_tui.screens.deal_fields import changes, typed
from crm_tui.screens.settling import whose


class Typed(NamedTuple):
    """What was typed into a field, and the sequence of the card on which typing began."""

    name: str
    text: str
    seen: int


class Saved(NamedTuple):
    """The deal after the attempt. ``seen`` is None where the field is done with.

    Else the person went back to typing, knowing what others wrote up to that sequence.
    """

    card: DealCard
    seen: int | None = None


async def save(app: App[Any], store: Store, card: DealCard, entry: Typed, *, region: str, now: datetime) -> Saved:
    """Write what was typed, asking as often as somebody comes between. Raises BadField and what the store refuses."""
    seen = entry.seen
    while entry.text != typed(entry.name, card):
        change = changes(entry.name, entry.text, card, region)
        try:
            return Saved(await store.do(EditDeal(card.id, change, seen=seen)))
        except Conflict as conflict:
            from crm_tui.screens.dialogs.conflict import Resolution

            decided, seen = await whose(app, conflict, now), conflict.seq
        card = await store.ask(GetDeal(card.id))
        if decided is not Resolution.MINE:
            return Saved(card, None if decided is Resolution.THEIRS else seen)
    return Saved(card)
