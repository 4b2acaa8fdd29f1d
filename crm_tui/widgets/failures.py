"""How a fault finds its way from any screen or widget to the one place that tells the user."""

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState


class Failure(Message):
    """Something went wrong. It rises to the app, which tells the user and keeps the log."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        super().__init__()


class ReportsFailures(MessagePump):
    """For a screen or widget that starts workers: one that fails is reported and never passes for "empty"."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Textual tells only the node that started the worker."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.post_message(Failure(event.worker.error))
