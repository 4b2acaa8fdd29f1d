"""Which fields of a card its reader wants to see (C9): hidden is not deleted, only left out when the card is drawn."""

import json
from collections.abc import Iterable, Set
from dataclasses import replace
from typing import Final

from crm_tui.domain.fields import Entity
from crm_tui.i18n import _
from crm_tui.screens.card.points import EMAILS, PHONES
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.tick_list import Tick

NOTHING: Final[frozenset[str]] = frozenset()


def preference(entity: Entity) -> str:
    """The name under which a user's choice is kept."""
    return f"fields.{entity}.hidden"


def read(kept: str) -> frozenset[str]:
    """The hidden fields as they were kept; none where nothing was."""
    found = json.loads(kept) if kept else []
    return frozenset(map(str, found)) if isinstance(found, list) else NOTHING


def written(hidden: Set[str]) -> str:
    """The hidden fields as they are kept."""
    return json.dumps(sorted(hidden))


def visible(blocks: Iterable[CardBlock], hidden: Set[str]) -> tuple[CardBlock, ...]:
    """The blocks without the hidden fields; one that has lost all of its fields goes too."""
    if not hidden:
        return tuple(blocks)
    pairs = [(block, tuple(field for field in block.fields if not _is_hidden(field, hidden))) for block in blocks]
    return tuple(replace(block, fields=left) for block, left in pairs if left or not block.fields)


def key(name: str) -> str:
    """What is hidden together: all phones of a card, the role of each of its people."""
    match name.split("."):
        case ["person", _person, what, *_place]:
            return f"person.{what}"
        case [what, place] if place.isdigit():
            return what
        case _:
            return name


def choices(blocks: Iterable[CardBlock]) -> tuple[Tick, ...]:
    """The fields of a card to choose from, each once, under the headings of their blocks."""
    ticks: list[Tick] = []
    for block in blocks:
        known = {tick.id for tick in ticks}
        new = {key(field.name): _title(field) for field in block.fields if field.label and key(field.name) not in known}
        if new and block.title:
            ticks.append(Tick("", block.title))
        ticks += [Tick(name, title) for name, title in new.items()]
    return tuple(ticks)


def chosen(hidden: Set[str], offered: Iterable[Tick], ticked: Iterable[str]) -> frozenset[str]:
    """What is hidden after a choice: fields that were not offered stay as they were."""
    names = {tick.id for tick in offered if tick.id}
    return frozenset((hidden - names) | (names - set(ticked)))


def _is_hidden(field: CardField, hidden: Set[str]) -> bool:
    return bool(field.label) and key(field.name) in hidden


def _title(field: CardField) -> str:
    last = key(field.name).rpartition(".")[2]
    return {PHONES: _("Phones"), EMAILS: _("E-mails")}.get(last, field.label)
