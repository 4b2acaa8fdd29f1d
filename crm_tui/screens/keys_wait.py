"""Keys wait while an act is under way, so that what is typed ahead goes to the dialog that is about to open.

Letters are commands on the board: without this, a name typed right after ``n`` would move deals.
"""

from typing import Any, Final, cast

from textual.worker import Worker

from crm_tui.screens.funnel import FunnelApp
from crm_tui.widgets.failures import ReportsFailures

ACTS: Final = frozenset({"act", "open", "views", "pipelines", "neighbour"})


class KeysWait(ReportsFailures):
    """For a screen whose acts run in workers of the groups in ``ACTS``."""

    def run_worker(self, work: Any, *arguments: Any, **options: Any) -> Worker[Any]:
        """Start a worker; for an act, keys wait from now on until it asks something or is over."""
        if options.get("group") in ACTS and isinstance(self.app, FunnelApp):
            self.app.hold_keys()
        above: Any = super()
        return cast("Worker[Any]", above.run_worker(work, *arguments, **options))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let the keys go with the end of the act; Textual tells the class that reports failures by itself."""
        if event.worker.group in ACTS and event.worker.is_finished and isinstance(self.app, FunnelApp):
            self.app.let_keys_go()
