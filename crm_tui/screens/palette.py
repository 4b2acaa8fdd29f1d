"""The command palette: every action of here and now by its name, and the colours."""

from collections.abc import Iterator
from functools import partial

from rich.markup import escape
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen
from textual.types import IgnoreReturnCallbackType
from textual.widget import Widget
from textual.widgets.option_list import Option

from crm_tui.i18n import N_, _
from crm_tui.widgets.keys import KeyLine, key_lines

_THEMES = {
    "crm-dark": N_("Colours: dark"),
    "crm-light": N_("Colours: light"),
    "ansi-dark": N_("Colours: the terminal's own, dark"),
    "ansi-light": N_("Colours: the terminal's own, light"),
}
_Entry = tuple[str, str, IgnoreReturnCallbackType]


class ActionProvider(Provider):
    """Lists the actions of the screen that the palette was opened over; one that is off says why."""

    async def startup(self) -> None:
        """Read the keys once: they do not change while the palette is open."""
        self._entries = [*self._actions(), *self._themes()]

    async def search(self, query: str) -> Hits:
        """The actions whose names fit what was typed."""
        matcher = self.matcher(query)
        for name, note, run in self._entries:
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, Content(name), run, text=name, help=escape(note) or None)

    async def discover(self) -> Hits:
        """All of them, while nothing is typed."""
        for name, note, run in self._entries:
            yield DiscoveryHit(Content(name), run, text=name, help=escape(note) or None)

    def _actions(self) -> Iterator[_Entry]:
        for line in sorted(key_lines(self.screen), key=_rank):
            keys = "  ".join(line.keys)
            note = keys if line.enabled else f"{keys}  {line.reason or _('not now')}"
            yield line.what, note, partial(self.app.run_action, line.action, line.node)

    def _themes(self) -> Iterator[_Entry]:
        for theme, name in _THEMES.items():
            yield _(name), "", partial(self.app.run_action, f"set_theme({theme!r})", self.app)


def _rank(line: KeyLine) -> int:
    """What the screen does comes first, then its widgets and the program; moving the cursor is for the keys."""
    if line.group == _("Cursor"):
        return 3
    return 0 if isinstance(line.node, Screen) else 1 if isinstance(line.node, Widget) else 2


class Palette(CommandPalette):
    """Textual's palette, which says in the user's language that nothing fits."""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        say = partial(self._say_that_nothing_fits, search_value)
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, say)

    def _say_that_nothing_fits(self, typed: str) -> None:
        if typed:
            nothing = Option(Content(_("No action of that name.")), id=self._NO_MATCHES, disabled=True)
            self.query_one(CommandList).add_option(nothing)
        self._list_visible = bool(typed)


def palette() -> CommandPalette:
    """The palette itself, in the user's language."""
    return Palette(placeholder=_("Find an action…"))
