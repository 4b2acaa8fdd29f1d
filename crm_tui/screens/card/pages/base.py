"""What stands on the tabs of a card: each page reads its own lines and knows what can be done with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual.app import App

from crm_tui.domain.clock import Clock
from crm_tui.domain.fields import Entity
from crm_tui.operations.base import Store
from crm_tui.screens.card.custom_values import AnyRecord
from crm_tui.widgets.card.data import CardBlock, CardField
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.month_chart import Bar

if TYPE_CHECKING:
    from crm_tui.screens.card.house import CardHouse


ACTS: Final = ("launch", "export", "make")
"""What some pages can do beside opening, adding and taking away; the names are those of the screen's actions."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of a card work with; ``house`` is asked late, since a card is put into its house after it is made.

    ``say`` tells the person in passing.
    """

    store: Store
    entity: Entity
    clock: Clock
    glyphs: Glyphs
    say: Callable[[str], None]
    house: Callable[[], "CardHouse | None"]


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

    @property
    def acts(self) -> Mapping[str, str]:
        """Which of ``ACTS`` it knows, each with the reason in words why it is off on this card, "" where it is not."""
        ...

    @property
    def bars(self) -> Sequence[Bar]:
        """What is drawn as a chart below the lines that were read last."""
        ...

    async def blocks(self, store: Store, card: AnyRecord) -> tuple[CardBlock, ...]:
        """The lines of a record's page. Raises what the store refuses."""
        ...

    def own(self, card: AnyRecord) -> tuple[CardBlock, ...]:
        """Those lines that are fields of the record itself: typed into, and saved as those of its main page."""
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

    async def act(self, app: App[Any], name: str, field: CardField | None) -> bool:
        """One of its ``acts``, on the line under the cursor, None on an empty page."""
        ...


class Plain:
    """A page that has no chart, no acts of its own, and no fields of the record's."""

    def own(self, card: AnyRecord) -> tuple[CardBlock, ...]:
        """None."""
        return ()

    @property
    def bars(self) -> Sequence[Bar]:
        """None."""
        return ()

    @property
    def acts(self) -> Mapping[str, str]:
        """None."""
        return {}

    async def act(self, app: App[Any], name: str, field: CardField | None) -> bool:
        """There is none."""
        return False
