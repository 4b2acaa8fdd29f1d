"""One key after the other: the next is looked at when the one before has done all that it does.

Textual hands a key to what has the focus, from where it rises to the app and becomes an action. A second key that came
meanwhile would go to the same place, though the first was about to open an editor or a dialog there: letters of a name
would be commands. So a key that comes too early waits, and so do all while an act prepares what it will ask.
"""

import asyncio
import time
from typing import Any, Final, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.timer import Timer

_HELD_AT_MOST: Final = 2.0
_UNDER_WAY_AT_MOST: Final = 0.5
_PAINTED_AFTER: Final = 0.004
"""Seconds after which what a key changes is usually on the screen: nothing is done for the next one before."""
_ROUNDS: Final = 2


@runtime_checkable
class TakesItsTime(Protocol):
    """A screen that cannot take keys as soon as it is drawn; it lets them go itself once it can."""

    @property
    def takes_keys(self) -> bool:
        """Whether it can by now."""
        ...


class KeysInTurn(App[None]):
    """An app in which no key overtakes what the one before it set off."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_wait = False
        self._held: list[events.Key | events.Paste] = []
        self._patience: Timer | None = None
        self._under_way_since: float | None = None

    def hold_keys(self) -> None:
        """Keep what is typed from now on for what is about to open, two seconds at the most."""
        self._keys_wait = True
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(_HELD_AT_MOST, self._lose_patience)

    def let_keys_go(self) -> None:
        """Hand on what was typed meanwhile, key by key: one of them may open the next dialog."""
        self._keys_wait = False
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if self._held:
            self.call_after_refresh(self._hand_on)

    @property
    def has_keys_waiting(self) -> bool:
        """Whether a key that was pressed has not been handed on yet."""
        return bool(self._held)

    @property
    def keys_can_go(self) -> bool:
        """Whether the screen in front can take keys."""
        return not isinstance(self.screen, TakesItsTime) or self.screen.takes_keys

    def push_screen(self, *arguments: Any, **options: Any) -> Any:
        """Show a screen; keys wait until it can take them."""
        self.hold_keys()
        pushed = super().push_screen(*arguments, **options)
        self.screen.call_after_refresh(self._screen_is_up)
        return pushed

    async def on_event(self, event: events.Event) -> None:
        """Everything that happens passes here; keys are kept back while they have to wait."""
        if not isinstance(event, events.Key | events.Paste) or not self._has_to_wait(event):
            await self._pass_on(event)
        elif isinstance(event, events.Key):
            self._held.append(events.Key(event.key, event.character))
        elif not event.is_forwarded:
            self._held.append(events.Paste(event.text))

    def _has_to_wait(self, event: events.Event) -> bool:
        """Whether it must; a key that comes back up from a widget waits for nothing but what is about to open."""
        return self._keys_wait or (not event.is_forwarded and (self._under_way or bool(self._held)))

    @property
    def _under_way(self) -> bool:
        """Whether a key is still on its way; one whose widget went away with it is not waited for."""
        since = self._under_way_since
        return since is not None and time.monotonic() - since < _UNDER_WAY_AT_MOST

    async def _pass_on(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._under_way_since = time.monotonic()
        target = self.focused or self.screen
        await super().on_event(event)
        asyncio.get_running_loop().call_later(_PAINTED_AFTER, self._follow, target, _ROUNDS)

    def _follow(self, node: DOMNode | None, rounds: int) -> None:
        """Go the key's way behind it: from queue to queue, up to the app."""
        while node is not None and node is not self:
            if node.call_later(self._follow, node.parent, rounds):
                return
            node = node.parent
        self.call_later(self._arrived, rounds)

    def _arrived(self, rounds: int) -> None:
        """The key has become an action; on the second round, the messages that this has sent have arrived too."""
        if rounds > 1:
            self._follow(self.focused or self.screen, rounds - 1)
            return
        self._under_way_since = None
        if self._held:
            self.call_later(self._hand_on)

    async def _hand_on(self) -> None:
        if self._held and not self._keys_wait and not self._under_way:
            event = self._held.pop(0)
            await self._pass_on(event)
            if isinstance(event, events.Paste) and self._held:
                self.call_later(self._hand_on)

    def _lose_patience(self) -> None:
        """Wait on for a screen that says that it is not ready; else let the keys go."""
        if self.keys_can_go:
            self.let_keys_go()
        else:
            self.hold_keys()

    def _screen_is_up(self) -> None:
        if self.keys_can_go:
            self.let_keys_go()
