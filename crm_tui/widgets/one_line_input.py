"""An input of one line that takes a paste of many: line breaks read as spaces, and nothing pasted is lost."""

from textual import events
from textual.widgets import Input


class OneLineInput(Input):
    """An Input for what people paste from messages and tables."""

    def _on_paste(self, event: events.Paste) -> None:
        """Put all of it in, on the one line."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.split()), *sorted(self.selection))
