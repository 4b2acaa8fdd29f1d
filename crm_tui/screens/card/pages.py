"""What stands on the tabs of a card: each page reads its own lines and knows what can be done with them."""

from typing import Any, Protocol

from textual.app import App

from crm_tui.operations.base import Store
from crm_tui.widgets.card.data import CardBlock, CardField


class Page(Protocol):
    """A tab of a card whose lines are not the card's own fields.

    What it does goes to the store that it was made with. Methods answer whether anything changed, so that the card is
    read again; what the store refuses they raise.
    """

    id: str

    @property
    def title(self) -> str:
        """What stands on the tab, in the reader's language."""
        ...

    async def blocks(self, store: Store, record_id: str) -> tuple[CardBlock, ...]:
        """The lines of a record's page. Raises what the store refuses."""
        ...

    async def opened(self, app: App[Any], field: CardField) -> bool:
        """Enter on a line."""
        ...

    async def more(self, app: App[Any], field: CardField | None) -> bool:
        """One more: ``+`` on a line, or on the empty page."""
        ...

    async def less(self, app: App[Any], field: CardField) -> bool:
        """Take a line away: ``-`` on it."""
        ...

    async def typed(self, field: CardField, text: str) -> bool:
        """What was typed into a line."""
        ...
