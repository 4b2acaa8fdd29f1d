"""A tab that an admin added, with the fields that stand on it (S2)."""

from typing import Any

from textual.app import App

from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.deals import DealCard
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.fields import GetLayout, Layout, TabInfo
from crm_tui.operations.values import User
from crm_tui.screens.card.custom import custom_blocks
from crm_tui.screens.card.custom_values import AnyRecord
from crm_tui.screens.card.pages.base import Desk, Plain
from crm_tui.widgets.card.data import CardBlock, CardField


class AddedPage(Plain):
    """Fields of admins' under headings of admins', edited where they stand."""

    def __init__(self, desk: Desk, tab: TabInfo) -> None:
        self.id: str = tab.id
        self.tab = tab
        self._desk = desk
        self._layout = Layout(desk.entity, (), (), ())
        self._users: tuple[User, ...] = ()

    @property
    def title(self) -> str:
        """The admin's own word for it."""
        return self.tab.name

    async def blocks(self, store: Store, card: AnyRecord) -> tuple[CardBlock, ...]:
        """The fields with what the record has in them."""
        self._layout = await store.ask(GetLayout(self._desk.entity))
        self._users = await store.ask(ListUsers())
        return self.own(card) or (
            CardBlock("", (), _("No fields on this tab yet; an admin adds them in the settings.")),
        )

    def own(self, card: AnyRecord) -> tuple[CardBlock, ...]:
        """All of them, as the settings stood when they were read last."""
        pipeline = card.pipeline_id if isinstance(card, DealCard) else ""
        return custom_blocks(self._layout, card.custom, self.tab.id, self._users, pipeline=pipeline)

    async def opened(self, app: App[Any], field: CardField) -> bool:
        """A field stands for nothing but itself."""
        return False

    async def more(self, app: App[Any], field: CardField | None) -> bool:
        """Fields are added in the settings."""
        return False

    async def less(self, app: App[Any], field: CardField) -> bool:
        """Fields are removed in the settings."""
        return False
