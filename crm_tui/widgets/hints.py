"""The footer: the handful of keys that matter here and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from crm_tui.widgets.oneline import OneLine, Part


@dataclass(frozen=True, slots=True)
class Hint:
    """A key as written on the keyboard, what it does in a word or two, and the action a click asks for."""

    key: str
    words: str
    action: str = ""

    class Pressed(Message):
        """A hint was clicked on."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action


class Hints(OneLine):
    """One line of keys; those that do not fit are left out from the end."""

    PREFIX: ClassVar[str] = "hints"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hints--text", "hints--key", "hints--words"}
    DEFAULT_CSS: ClassVar[str] = """
    Hints {
        height: 1;
        width: 1fr;
        dock: bottom;
        background: $surface;
        color: $foreground;
        & > .hints--key { color: $foreground; text-style: bold; }
        & > .hints--words { color: $text-muted; }
    }
    """

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._hints: tuple[Hint, ...] = ()
        self._status = ""

    def show(self, hints: Sequence[Hint | tuple[str, str]]) -> None:
        """Show these keys instead; a pair is a key and its words."""
        self._hints = tuple(hint if isinstance(hint, Hint) else Hint(*hint) for hint in hints)
        self.changed()

    def say(self, status: str) -> None:
        """Words at the right end, such as how many deals are marked."""
        self._status = status
        self.changed()

    def left(self, width: int) -> Sequence[Part]:
        """The keys that fit, whole."""
        parts: list[Part] = []
        used = 0
        for hint in self._hints:
            pair = (Part(f" {hint.key}", "key", hint.action), Part(f" {hint.words}  ", "words", hint.action))
            used += sum(part.cells for part in pair)
            if used - 2 > width:
                break
            parts += pair
        return parts

    def right(self, width: int) -> Sequence[Part]:
        """The status."""
        return [Part(f"{self._status} ", "key")] if self._status else []

    def pressed(self, action: str) -> None:
        """Hand the click on."""
        self.post_message(Hint.Pressed(action))
