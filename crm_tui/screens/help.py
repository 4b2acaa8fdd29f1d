"""Every key that does something for what has the focus, by group, with the reason where one is off."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crm_tui.i18n import N_, _
from crm_tui.screens.closing import ClosesOnce
from crm_tui.widgets.keys import KeyHints, KeyLine


class HelpScreen(ModalScreen[None], ClosesOnce[None]):
    """A table of keys; it was read from the bindings in force before this screen lay over them."""

    CSS_PATH = "../styles/help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", N_("Back"), id="help.back"),
        Binding("down,j", "scroll(1)", N_("Down"), show=False, id="help.down"),
        Binding("up,k", "scroll(-1)", N_("Up"), show=False, id="help.up"),
    ]

    def __init__(self, lines: Sequence[KeyLine]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The table in a scroll, for small terminals."""
        with VerticalScroll(id="help-table"):
            yield Static(key_table(self._lines))
        yield KeyHints()

    def action_scroll(self, by: int) -> None:
        """Move the table by lines."""
        self.query_one("#help-table", VerticalScroll).scroll_relative(y=by, animate=False)


def key_table(lines: Sequence[KeyLine]) -> Content:
    """Groups under their headings, each line with its keys, what they do, and why not now."""
    lines = _merged(lines)
    names = {line.id: "  ".join(_runs(line.keys)) for line in lines}
    width = max((cell_len(name) for name in names.values()), default=0)
    parts: list[Content] = []
    for group in dict.fromkeys(line.group for line in lines):
        members = [line for line in lines if line.group == group]
        parts += [
            Content.styled(group, "bold"),
            *(_row(line, names[line.id], width) for line in members),
            Content(),
        ]
    return Content("\n").join(parts) if parts else Content(_("No key does anything here."))


def _merged(lines: Sequence[KeyLine]) -> list[KeyLine]:
    """Lines of a group that read the same become one, with the keys of all."""
    found: dict[tuple[str, ...], KeyLine] = {}
    for line in lines:
        words = (line.group, line.what, line.tip, line.reason, str(line.enabled))
        before = found.get(words)
        found[words] = replace(before, keys=(*before.keys, *line.keys)) if before else line
    return list(found.values())


def _runs(keys: Sequence[str]) -> list[str]:
    """The keys as they are shown: a row of digits by its ends, "1-9"."""
    digits = [key for key in keys if key.isdecimal()]
    if len(digits) < 3 or "".join(digits) not in "0123456789":
        return list(keys)
    return [f"{digits[0]}-{digits[-1]}", *(key for key in keys if key not in digits)]


def _row(line: KeyLine, keys: str, width: int) -> Content:
    padding = " " * (width - cell_len(keys))
    tail = line.tip if line.enabled else line.reason or _("not now")
    what = Content.assemble(f" {keys}{padding}  ", (line.what, "" if line.enabled else "dim"))
    return what.append(Content.styled(f"  ({tail})", "dim")) if tail else what
