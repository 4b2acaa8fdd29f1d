"""What a card says to its screen."""

from typing import TYPE_CHECKING

from textual.message import Message

from crm_tui.widgets.card.data import CardField

if TYPE_CHECKING:
    from crm_tui.widgets.card.view import CardView


class CardMessage(Message):
    """About a field of a card."""

    def __init__(self, view: "CardView", field: CardField) -> None:
        super().__init__()
        self.view = view
        self.field = field

    @property
    def control(self) -> "CardView":
        """The part of the card that says it."""
        return self.view


class Asked(CardMessage):
    """A field that is changed in a dialog is to be changed."""


class Opened(CardMessage):
    """What a line stands for is to be opened."""


class MoreAsked(Message):
    """Another one of what the field is: one more phone, one more document. Where nothing stands yet there is none."""

    def __init__(self, view: "CardView", field: CardField | None) -> None:
        super().__init__()
        self.view = view
        self.field = field


class LessAsked(CardMessage):
    """The one under the cursor is to be taken away."""


class Typed(CardMessage):
    """What was typed is to be written; ``go_on`` asks for the next field afterwards."""

    def __init__(self, view: "CardView", field: CardField, text: str, go_on: bool) -> None:
        super().__init__(view, field)
        self.text = text
        self.go_on = go_on


class Judged(Message):
    """What is wrong with what was typed is said, or no longer so."""


class CursorLeft(Message):
    """The cursor was moved beyond the first (-1) or the last (1) field."""

    def __init__(self, view: "CardView", step: int) -> None:
        super().__init__()
        self.view = view
        self.step = step
