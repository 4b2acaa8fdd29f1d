"""A tab that an admin added, with the fields that stand on it (S2)."""

from typing import Any

from textual.app import App

from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.deals import DealCard
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.fields import GetLayout, TabInfo
from crm_tui.screens.card import custom_values
from crm_tui.screens.card.custom import PREFIX, custom_blocks
from crm_tui.screens.card.pages.base import Desk, Plain
from crm_tui.widgets.card.data import CardBlock, CardField


class AddedPage(Plain):
    """Fields of admins' under headings of admins', edited where they stand."""

    def __init__(self, desk: Desk, tab: TabInfo) -> None:
        self.id: str = tab.id
        self.tab = tab
        self._desk = desk
        self._record_id = ""

    @property
    def title(self) -> str:
        """The admin's own word for it."""
        return self.tab.name

    async def blocks(self, store: Store, record_id: str) -> tuple[CardBlock, ...]:
        """The fields with what the record has in them."""
        self._record_id = record_id
        card = await custom_values.read(store, self._desk.entity, record_id)
        layout = await store.ask(GetLayout(self._desk.entity))
        users = await store.ask(ListUsers())
        pipeline = card.pipeline_id if isinstance(card, DealCard) else ""
        fields = custom_blocks(layout, card.custom, self.tab.id, users, pipeline=pipeline)
        return fields or (CardBlock("", (), _("No fields on this tab yet; an admin adds them in the settings.")),)

    async def opened(self, app: App[Any], field: CardField) -> bool:
        """A field stands for nothing but itself."""
        return False

    async def more(self, app: App[Any], field: CardField | None) -> bool:
        """Fields are added in the settings."""
        return False

    async def less(self, app: App[Any], field: CardField) -> bool:
        """Fields are removed in the settings."""
        return False

    async def typed(self, field: CardField, text: str) -> bool:
        """Keep what was typed into a field."""
        values = {field.name.removeprefix(PREFIX): text}
        await self._desk.store.do(custom_values.written(self._desk.entity, self._record_id, values))
        return True
