"""What keys do here and now, read from the bindings in force: for the hints, the help and the palette."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen
from textual.widget import Widget

from crm_tui.i18n import N_, _
from crm_tui.widgets.fitting import fitting

_NAMES = {"enter": "enter", "escape": "esc", "full_stop": ".", "tab": "tab", "home": "home", "end": "end"}
_GAP = "   "


@runtime_checkable
class ExplainsKeys(Protocol):
    """A screen or widget that can say why an action of its own is off."""

    def why_disabled(self, action: str) -> str | None:
        """The reason in one sentence, or None where there is none to give.

        Asked with what the action is given, ``compose('sms')``, and by its name alone.
        """
        ...


@runtime_checkable
class NamesKeys(Protocol):
    """A screen or widget whose action is called otherwise on some of what it acts on."""

    def name_of_key(self, action: str) -> str | None:
        """The name here and now, not translated yet; None where it is the binding's."""
        ...


@dataclass(frozen=True, slots=True)
class KeyLine:
    """An action that the user can ask for: its group, its keys, its name, and why it is off where it is."""

    group: str
    keys: tuple[str, ...]
    what: str
    tip: str
    enabled: bool
    reason: str
    action: str
    node: DOMNode
    id: str
    shown: bool

    @property
    def shortcut(self) -> str:
        """The first of its keys, as a hint shows it."""
        return self.keys[0]


def key_name(key: str) -> str:
    """A key as a person reads it: ``question_mark`` is ?, ``ctrl+k`` stays."""
    *modifiers, name = key.split("+")
    return "+".join([*modifiers, _NAMES.get(name) or format_key(name)])


def key_lines(screen: Screen[object]) -> list[KeyLine]:
    """Every named action that a key of the focused widget, its screen or the app asks for, nearest first."""
    lines: dict[str, KeyLine] = {}
    names: dict[DOMNode, NamesKeys | None] = {}
    for key, (node, binding, enabled, tip) in screen.active_bindings.items():
        if binding.id is None or not binding.description or binding.system:
            continue
        if node not in names:
            names[node] = node if isinstance(node, NamesKeys) else None
        found, own = lines.get(binding.id), names[node]
        lines[binding.id] = KeyLine(
            group=_group(node, binding.group.description if binding.group else ""),
            keys=(*(found.keys if found else ()), key_name(key)),
            what=_((own.name_of_key(binding.action) if own else None) or binding.description),
            tip=_(tip),
            enabled=enabled,
            reason="" if enabled else why_off(node, binding.action, screen),
            action=binding.action,
            node=node,
            id=binding.id,
            shown=binding.show,
        )
    return list(lines.values())


def why_off(node: object, action: str, screen: Screen[object]) -> str:
    """Why an action is off: asked of the widget that has its key, then of the screen; "" if neither says."""
    head, paren, given = action.partition("(")
    name = head.rpartition(".")[2]
    for witness in (node, screen):
        for asked in (f"{name}{paren}{given}", name):
            reason = witness.why_disabled(asked) if isinstance(witness, ExplainsKeys) else None
            if reason:
                return reason
    return ""


def _group(node: DOMNode, named: str) -> str:
    if named:
        return _(named)
    if isinstance(node, Screen):
        return _(N_("This screen"))
    return _(N_("Here")) if isinstance(node, Widget) else _(N_("Everywhere"))


def in_passing(words: str) -> str:
    """A name as it stands in a line of keys: "Next stage" is "next stage" there, "E-mail" stays."""
    return words if words[1:2] in ("", "-") else f"{words[0].lower()}{words[1:]}"


class KeyHints(Widget):
    """One line with the few keys that matter here and now; a click does what the key does."""

    DEFAULT_CSS = """
    KeyHints { dock: bottom; height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, limit: int = 6, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._limit = limit
        self._lines: Sequence[KeyLine] = ()

    def on_mount(self) -> None:
        """Follow the focus: what it can do is what the line says."""
        self.screen.bindings_updated_signal.subscribe(self, self._renew)

    def _renew(self, screen: Screen[object]) -> None:
        lines = [line for line in key_lines(screen) if line.shown and line.enabled][: self._limit]
        if [(line.keys, line.what) for line in lines] != [(line.keys, line.what) for line in self._lines]:
            self._lines = lines
            self.refresh()

    @property
    def _seen(self) -> Sequence[KeyLine]:
        """Those for which there is room."""
        widths = ((line, cell_len(f"{line.shortcut} {line.what}")) for line in self._lines)
        return fitting(widths, self.content_size.width, len(_GAP))

    def render(self) -> Content:
        """The keys in the accent colour, each with what it does."""
        parts = [Content.assemble((line.shortcut, "bold $accent"), f" {in_passing(line.what)}") for line in self._seen]
        return Content(_GAP).join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what the hint under the pointer says."""
        x = event.x - self.gutter.left
        for line in self._seen:
            width = cell_len(f"{line.shortcut} {line.what}")
            if 0 <= x < width:
                await self.app.run_action(line.action, line.node)
                return
            x -= width + len(_GAP)
