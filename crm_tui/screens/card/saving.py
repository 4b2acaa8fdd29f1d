"""Saving a field of a card; where a colleague wrote the same field meanwhile, the person decides whose value stays."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from textual.app import App

from crm_tui.operations.base import Command, Store
from crm_tui.operations.errors import Conflict
from crm_tui.screens.settling import whose

Card = TypeVar("Card")


class Entry(NamedTuple):
    """What was typed into a field, and the sequence of the card on which typing began."""

    name: str
    text: str
    seen: int


class Saved(NamedTuple, Generic[Card]):
    """The record after the attempt. ``seen`` is None where the field is done with.

    Else the person went back to typing, knowing what others wrote up to that sequence.
    """

    card: Card
    seen: int | None = None


class Writing(NamedTuple, Generic[Card]):
    """How a field of a kind of card is written: what it holds, what saving it asks, how the record is read again."""

    text_of: Callable[[Card, str], str]
    command: Callable[[Card, Entry], Command[Card]]
    read: Callable[[], Awaitable[Card]]


async def save(
    app: App[Any], store: Store, card: Card, entry: Entry, writing: Writing[Card], now: datetime
) -> Saved[Card]:
    """Write what was typed, asking as often as somebody comes between. Raises BadField and what the store refuses."""
    while entry.text != writing.text_of(card, entry.name):
        try:
            return Saved(await store.do(writing.command(card, entry)))
        except Conflict as conflict:
            from crm_tui.screens.dialogs.conflict import Resolution

            decided, seen = await whose(app, conflict, now), conflict.seq
        card, entry = await writing.read(), entry._replace(seen=seen)
        if decided is not Resolution.MINE:
            return Saved(card, None if decided is Resolution.THEIRS else seen)
    return Saved(card)
