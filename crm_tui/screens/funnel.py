"""The one place where faults are told: to the user in a sentence, to the log in full."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text
from textual.dom import DOMNode

from crm_tui import paths
from crm_tui.config import Config
from crm_tui.domain.clock import Clock
from crm_tui.i18n import _
from crm_tui.operations.errors import CrmError, StoreError
from crm_tui.screens.keys_in_turn import KeysInTurn
from crm_tui.widgets.failures import Failure
from crm_tui.widgets.keys import key_name, why_off

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.notifications import SeverityLevel

    from crm_tui.screens.files import Files


class FunnelApp(KeysInTurn):
    """An app that no refusal can end and no fault can leave without a word."""

    clock: Clock
    config: Config
    files: "Files | None" = None

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Say of a key that nobody knows that it does nothing, instead of nothing.

        Textual has no public place for this. Keys of a line that is typed into do not come here.
        """
        found = await super()._check_bindings(key, priority)
        if not found and not priority and len(name := key_name(key)) == 1:
            self.notify(_("“%(key)s” does nothing here; ? lists the keys.") % {"key": name}, markup=False, timeout=2)
        return found

    def report(self, error: BaseException) -> None:
        """Tell the user what went wrong, in a sentence; what nobody expected is written down as well."""
        if isinstance(error, CrmError):
            self.complain(str(error), "error" if isinstance(error, StoreError) else "warning")
        else:
            self.complain(self.written_down(error), "error")

    def on_failure(self, event: Failure) -> None:
        """A screen or a widget says that something failed."""
        event.stop()
        self.report(event.error)

    def written_down(self, error: BaseException) -> str:
        """Put a fault into the log; the answer is the sentence that says so."""
        from crm_tui import fault_log

        log = paths.fault_log()
        if fault_log.write(error, self.clock.now(), log):
            told = _("Something went wrong that should not have. The details are in “%(log)s”.")
        else:
            told = _("Something went wrong that should not have; the details could not be written to “%(log)s”.")
        return told % {"log": log}

    def complain(self, sentence: str, severity: "SeverityLevel" = "warning") -> None:
        """Show a sentence as it stands."""
        self.notify(sentence, severity=severity, markup=False)

    def _fatal_error(self) -> None:
        """Leave with a sentence after a fault that broke a screen: Textual's traceback holds customers' data.

        Textual has no public place for this.
        """
        error = sys.exception()
        self.panic(Text(self.written_down(error) if error else _("The program had to stop.")))

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Every key, click and palette entry passes here: a refusal is told, and so is why a key is off."""
        try:
            if await super().run_action(action, default_namespace, namespaces):
                return True
        except CrmError as error:
            self.report(error)
            return True
        name = action if isinstance(action, str) else action[1]
        reason = why_off(default_namespace, name, self.screen)
        if reason:
            self.notify(reason, markup=False)
        return bool(reason)
