"""What the table tells the screen that holds it; cursor, marks and opening speak as the board does."""

from textual.message import Message

from crm_tui.domain.ids import DealId

Key = tuple[str | int, DealId]


class RowsWanted(Message):
    """The table will soon show rows that it does not have: answer with ``DealTable.set_rows``."""

    def __init__(self, number: int, after: Key | None, limit: int) -> None:
        super().__init__()
        self.number = number
        self.after = after
        self.limit = limit


class EveryWanted(Message):
    """Every deal of the view is to be marked and not all are loaded: answer with ``DealTable.mark``."""
