"""Groups of a list in one line, each with its key and its count; without room for all, the shown one and its place."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.message import Message

from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.oneline import OneLine, Part, cut

_BETWEEN = "   "


class Group(NamedTuple):
    """A group: its name for the program, what it is called, how many are in it, in words."""

    name: str
    words: str
    number: str


class GroupLine(OneLine):
    """Says which group is shown; a click on another asks for it."""

    DEFAULT_CSS: ClassVar[str] = """
    GroupLine { height: 1; width: 1fr; background: $background; }
    GroupLine > .groups--text { color: $foreground; }
    GroupLine > .groups--key { color: $text-accent; }
    GroupLine > .groups--shown { color: $foreground; text-style: bold underline; }
    GroupLine > .groups--muted { color: $foreground 60%; }
    """
    PREFIX: ClassVar[str] = "groups"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"groups--text", "groups--key", "groups--shown", "groups--muted"}

    class Wanted(Message):
        """Another group is to be shown."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._groups: tuple[Group, ...] = ()
        self._shown = ""

    def show(self, groups: Sequence[Group], shown: str) -> None:
        """Show these groups, one of them as the present one."""
        self._groups, self._shown = tuple(groups), shown
        self.changed()

    def left(self, width: int) -> Sequence[Part]:
        """All groups, or the present one between its neighbours."""
        parts = [Part(" ", "text")]
        for place, group in enumerate(self._groups, 1):
            parts += [*self._parts(place, group), Part(_BETWEEN, "text")]
        if sum(part.cells for part in parts) - len(_BETWEEN) <= width:
            return parts[:-1]
        return self._alone(width)

    def right(self, width: int) -> Sequence[Part]:
        """Nothing."""
        del width
        return ()

    def pressed(self, action: str) -> None:
        """Somebody clicked on a group."""
        self.post_message(self.Wanted(action))

    def _parts(self, place: int, group: Group) -> list[Part]:
        style = "shown" if group.name == self._shown else "muted"
        said = f"{group.words} {group.number}"
        return [Part(f"{place} ", "key", group.name), Part(said, style, group.name)]

    def _alone(self, width: int) -> list[Part]:
        names = [group.name for group in self._groups]
        if self._shown not in names:
            return []
        place = names.index(self._shown)
        group, before = self._groups[place], names[place - 1]
        after, count = names[(place + 1) % len(names)], f" {place + 1}/{len(names)}"
        words = cut(f"{group.words} {group.number}", max(1, width - len(count) - 6))
        return [
            Part(f" {self._glyphs.left} ", "key", before),
            Part(words, "shown"),
            Part(f" {self._glyphs.right}", "key", after),
            Part(count, "muted"),
        ]
