"""What the board tells the screen that holds it."""

from textual.message import Message

from crm_tui.domain.ids import DealId, StageId
from crm_tui.operations.board import Edge


class WindowWanted(Message):
    """The board will soon show cards that it does not have: answer with ``BoardView.set_cards``."""

    def __init__(self, stage_id: StageId, edge: Edge | None, backwards: bool, limit: int) -> None:
        super().__init__()
        self.stage_id = stage_id
        self.edge = edge
        self.backwards = backwards
        self.limit = limit


class CursorMoved(Message):
    """The cursor stands on another deal, or on none. Only the last of a burst is delivered."""

    def __init__(self, deal_id: DealId | None, stage_id: StageId) -> None:
        super().__init__()
        self.deal_id = deal_id
        self.stage_id = stage_id

    def can_replace(self, message: Message) -> bool:
        """A newer place makes the older one pointless."""
        return isinstance(message, CursorMoved)


class Opened(Message):
    """A deal was chosen, by Enter or by a double click."""

    def __init__(self, deal_id: DealId) -> None:
        super().__init__()
        self.deal_id = deal_id


class MarksChanged(Message):
    """So many deals are marked now."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def can_replace(self, message: Message) -> bool:
        """Only the last number counts."""
        return isinstance(message, MarksChanged)


class AllWanted(Message):
    """Every deal of a column is to be marked and not all are loaded: answer with ``BoardView.mark``."""

    def __init__(self, stage_id: StageId) -> None:
        super().__init__()
        self.stage_id = stage_id
