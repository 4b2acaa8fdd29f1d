"""Screens that leave once: keys that come quicker than a screen goes must not take away the one below it too."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


class ClosesOnce(Screen[Result]):
    """A screen whose second dismissal does nothing."""

    _dismissed_once = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result, the first time it is asked."""
        if self._dismissed_once:
            return AwaitComplete()
        self._dismissed_once = True
        return super().dismiss(result)
