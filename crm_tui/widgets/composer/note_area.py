"""A text of several lines in which ``@`` completes colleagues (F3)."""

import re
from collections.abc import Iterable
from typing import Final

from textual import events, on
from textual.message import Message
from textual.widgets import TextArea

from crm_tui.operations.values import User
from crm_tui.widgets.plain import folded

_CALL: Final = re.compile(r"(?<!\w)@(\w*)$")
_MOST: Final = 3


class NoteArea(TextArea):
    """While an ``@`` and the beginning of a name stand before the cursor, tab writes the name out."""

    class Offered(Message):
        """Who is meant by what stands before the cursor; nobody where it calls none."""

        def __init__(self, names: tuple[str, ...]) -> None:
            super().__init__()
            self.names = names

    def __init__(self, text: str, colleagues: Iterable[User], *, classes: str) -> None:
        super().__init__(text, compact=True, classes=classes)
        self._colleagues = tuple(colleagues)
        self._names: tuple[str, ...] = ()
        self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Tab writes the first name out; where none is offered it goes on as ever."""
        if event.key == "tab" and self._names:
            event.stop()
            event.prevent_default()
            self._complete(self._names[0])

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _look(self) -> None:
        names = tuple(self._meant())
        if names != self._names:
            self._names = names
            self.post_message(self.Offered(names))

    def _meant(self) -> list[str]:
        called = _CALL.search(self._before_cursor)
        if called is None:
            return []
        begun = folded(called[1])
        return [user.name for user in self._colleagues if _answers(user, begun)][:_MOST]

    @property
    def _before_cursor(self) -> str:
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]

    def _complete(self, name: str) -> None:
        called = _CALL.search(self._before_cursor)
        if called is not None:
            row, column = self.cursor_location
            self.replace(f"@{name} ", (row, called.start()), (row, column))


def _answers(user: User, begun: str) -> bool:
    return any(folded(call).startswith(begun) for call in (user.name, *user.name.split(), user.initials))
