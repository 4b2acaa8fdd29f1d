"""By which program to reach a client: one key each."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, Literal, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from crm_tui.domain.links import Way
from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.screens.reach.targets import WAY_NAMES, Target
from crm_tui.widgets.plain import MUTED, one_line

TEXT_FIRST: Final = "text first"
Choice: TypeAlias = Target | Literal["text first"]

_KEYS: Final = {
    Way.VIBER: "v",
    Way.TELEGRAM: "t",
    Way.WHATSAPP: "w",
    Way.SMS: "s",
    Way.EMAIL: "e",
    Way.CALL: "c",
}
_DIGITS: Final = "123456789"
_ADDRESS = 40
_PROGRAM = 9
"""Cells of the longest name of a program."""


class ReachDialog(Dialog[Choice]):
    """Every way to a client with its key: the first of each program by its letter, the others by numbers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"take('{key}')", N_("By that way"), show=False, id=f"reach.{way}")
            for way, key in _KEYS.items()
        ),
        *(
            Binding(key, f"take('{key}')", N_("The way of that number"), show=False, id=f"reach.{key}")
            for key in _DIGITS
        ),
        Binding("i", "text", N_("Type a text first"), show=False, id="reach.text"),
        Binding("j", "move('down')", N_("Down"), show=False, id="reach.down"),
        Binding("k", "move('up')", N_("Up"), show=False, id="reach.up"),
    ]

    def __init__(self, title: str, targets: Sequence[Target], text: str = "") -> None:
        super().__init__()
        self.title_text = title
        self._targets = tuple(targets)
        self._text = text
        self._by_key = keys_of(self._targets)
        if self._takes_text:
            self.keys = (*self.keys[:1], ("i", N_("type a text first")), *self.keys[1:])

    def body(self) -> Iterable[Widget]:
        """The text that goes along, and the ways."""
        if self._text:
            yield Static(Content.styled(f"“{one_line(self._text, 200)}”", MUTED), classes="dialog-note", markup=False)
        several = len({target.name for target in self._targets}) > 1
        named = {target: key for key, target in self._by_key.items()}
        width = max(Content(one_line(target.typed, _ADDRESS)).cell_length for target in self._targets)
        lines = [Option(_line(named.get(target, " "), target, width, named=several)) for target in self._targets]
        yield OptionList(*lines, compact=True, markup=False)

    def answer(self) -> Choice | None:
        """The way under the cursor."""
        at = self.query_one(OptionList).highlighted
        return None if at is None else self._targets[at]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A text goes with messages alone, and a key that no way has does nothing."""
        if action == "text":
            return self._takes_text
        return action != "take" or (bool(parameters) and parameters[0] in self._by_key)

    def action_take(self, key: str) -> None:
        """Take the way of that key."""
        self.dismiss(self._by_key[key])

    def action_text(self) -> None:
        """Type a text, and come back."""
        self.dismiss(TEXT_FIRST)

    def action_move(self, where: str) -> None:
        """Move the cursor."""
        ways = self.query_one(OptionList)
        if where == "down":
            ways.action_cursor_down()
        else:
            ways.action_cursor_up()

    @property
    def _takes_text(self) -> bool:
        return any(target.way is not Way.CALL for target in self._targets)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_accept()


def keys_of(targets: Sequence[Target]) -> dict[str, Target]:
    """Which key takes which way."""
    found: dict[str, Target] = {}
    digits = iter(_DIGITS)
    for target in targets:
        letter = _KEYS[target.way]
        key = letter if letter not in found else next(digits, "")
        if key:
            found[key] = target
    return found


def _line(key: str, target: Target, width: int, *, named: bool) -> Content:
    program = _(WAY_NAMES[target.way])
    details = [target.label, *([target.name] if named else [])]
    return Content.assemble(
        (f"{key}  ", "bold"),
        (f"{program:<{_PROGRAM}}  ", ""),
        (_padded(one_line(target.typed, _ADDRESS), width), ""),
        ("  ".join(("", *(one_line(one, 30) for one in details if one))), MUTED),
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - Content(text).cell_length)
