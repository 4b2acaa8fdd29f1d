"""An app that remembers what it said and what failed, and waiting until a screen has done all that it was asked."""

from typing import Any

from textual.app import App
from textual.pilot import Pilot

from crm_tui.widgets.failures import Failure


class Host(App[None]):
    """An app without a board."""

    waiting = 0

    def __init__(self) -> None:
        super().__init__()
        self.failures: list[BaseException] = []
        self.said: list[str] = []

    def on_failure(self, event: Failure) -> None:
        self.failures.append(event.error)

    def notify(self, message: str, **options: Any) -> None:
        assert options["markup"] is False
        self.said.append(message)

    async def push_screen_wait(self, *arguments: Any, **options: Any) -> Any:
        """Count who waits for a dialog: it is the person's turn then."""
        self.waiting += 1
        try:
            return await super().push_screen_wait(*arguments, **options)
        finally:
            self.waiting -= 1


async def settle(pilot: Pilot[None]) -> None:
    """Until nothing is under way but dialogs that wait for a person."""
    app, quiet = pilot.app, 0
    assert isinstance(app, Host)
    for _round in range(1000):
        await pilot.pause()
        busy = [worker for worker in app.workers if not worker.is_finished]
        quiet = quiet + 1 if len(busy) <= app.waiting else 0
        if quiet == 3:
            return
    raise AssertionError(f"still at work: {busy}")
