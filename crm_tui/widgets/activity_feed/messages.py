"""What the feed says to its screen."""

from textual.message import Message

from crm_tui.operations.feed import FeedItem
from crm_tui.widgets.activity_feed.model import Request


class FeedWanted(Message):
    """A stretch of the feed is to be read and given to ``take``."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self.request = request


class ItemMessage(Message):
    """About the item under the cursor."""

    def __init__(self, item: FeedItem) -> None:
        super().__init__()
        self.item = item


class ItemOpened(ItemMessage):
    """Show the item in full, or the card that it happened on."""


class ItemEdited(ItemMessage):
    """A note or a task is to be written anew."""


class ItemDone(ItemMessage):
    """A task is done."""


class ItemRemoved(ItemMessage):
    """A note is to be taken away."""


class FilterAsked(Message):
    """Somebody wants to see other items; ``text`` says that it is by words."""

    def __init__(self, text: bool) -> None:
        super().__init__()
        self.text = text
