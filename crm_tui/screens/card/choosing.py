"""Asking a user which fields of a card they want to see, and keeping it for them."""

from collections.abc import Iterable, Set
from typing import Any

from textual.app import App

from crm_tui.domain.fields import Entity
from crm_tui.operations.base import Store
from crm_tui.operations.fields import GetPreference, SetPreference
from crm_tui.screens.card import shown_fields
from crm_tui.widgets.card.data import CardBlock


async def hidden_fields(store: Store, entity: Entity) -> frozenset[str]:
    """The fields that the user has hidden on the cards of an entity."""
    return shown_fields.read(await store.ask(GetPreference(shown_fields.preference(entity))))


async def choose_fields(
    app: App[Any], store: Store, entity: Entity, blocks: Iterable[CardBlock], hidden: Set[str]
) -> frozenset[str] | None:
    """Ask which of the fields of these blocks are seen; what is hidden then, None where nothing came of it."""
    from crm_tui.screens.dialogs.shown_fields import ShownFieldsDialog

    offered = shown_fields.choices(blocks)
    answer: frozenset[str] | None = await app.push_screen_wait(ShownFieldsDialog(offered, hidden))
    if answer is None or answer == hidden:
        return None
    await store.do(SetPreference(shown_fields.preference(entity), shown_fields.written(answer)))
    return answer
