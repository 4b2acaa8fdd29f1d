"""Wrong tokens, counted by the address that they come from, so that nobody goes on guessing."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

from crm_tui.operations.errors import TooManyLogins

WRONG_ALLOWED = 100
WINDOW_SECONDS = 60.0
_ADDRESSES = 10_000


@dataclass(slots=True)
class _Window:
    begun: float
    wrong: int = 0


class WrongLogins:
    """At most a hundred wrong tokens a minute from one address; the next ones are told when to come back.

    A right token gets in all the while: those who share an address with somebody who guesses go on working.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def count(self, address: str) -> None:
        """One more from there. Raises TooManyLogins beyond what is allowed."""
        window = self._window(address)
        window.wrong += 1
        if window.wrong > WRONG_ALLOWED:
            raise TooManyLogins(max(1, ceil(window.begun + WINDOW_SECONDS - self._now())))

    def _window(self, address: str) -> _Window:
        now = self._now()
        window = self._windows.get(address)
        if window is None or now - window.begun >= WINDOW_SECONDS:
            window = _Window(now)
            self._windows[address] = window
            self._windows.move_to_end(address)
            if len(self._windows) > _ADDRESSES:
                self._windows.popitem(last=False)
        return window
