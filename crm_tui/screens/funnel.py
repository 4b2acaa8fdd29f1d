"""The one place where faults are told: to the user in a sentence, to the log in full."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.timer import Timer

from crm_tui import paths
from crm_tui.config import Config
from crm_tui.domain.clock import Clock
from crm_tui.i18n import _
from crm_tui.operations.errors import CrmError, StoreError
from crm_tui.widgets.failures import Failure
from crm_tui.widgets.keys import why_off

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.notifications import SeverityLevel

    from crm_tui.screens.files import Files


_HELD_AT_MOST = 2.0


class FunnelApp(App[None]):
    """An app that no refusal can end and no fault can leave without a word."""

    clock: Clock
    config: Config
    files: "Files | None" = None

    def __init__(self) -> None:
        super().__init__()
        self._keys_wait = False
        self._held: list[events.Key | events.Paste] = []
        self._patience: Timer | None = None

    # Keys that wait

    def hold_keys(self) -> None:
        """Keep what is typed from now on for what is about to open, two seconds at the most."""
        self._keys_wait = True
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(_HELD_AT_MOST, self.let_keys_go)

    def let_keys_go(self) -> None:
        """Hand on what was typed meanwhile, key by key: one of them may open the next dialog."""
        self._keys_wait = False
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if self._held:
            self.call_after_refresh(self._hand_on)

    async def _hand_on(self) -> None:
        if self._held and not self._keys_wait:
            await super().on_event(self._held.pop(0))
            self.call_after_refresh(self._hand_on)

    async def on_event(self, event: events.Event) -> None:
        """Everything that happens passes here; keys are kept back while they have to wait."""
        waits = self._keys_wait or (self._held and not event.is_forwarded)
        if not waits or not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif isinstance(event, events.Key):
            self._held.append(events.Key(event.key, event.character))
        elif not event.is_forwarded:
            self._held.append(events.Paste(event.text))

    def push_screen(self, *arguments: Any, **options: Any) -> Any:
        """Show a screen; keys wait until it can take them."""
        self.hold_keys()
        pushed = super().push_screen(*arguments, **options)
        self.screen.call_after_refresh(self.let_keys_go)
        return pushed

    # Faults

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
