"""Two changed the same field: what is mine, what is theirs, what was before, and which of them stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum, auto
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_, _
from crm_tui.operations.errors import Clash
from crm_tui.operations.field_names import FIELD_NAMES
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.history_words import amount_words
from crm_tui.widgets.plain import MUTED, content, one_line
from crm_tui.widgets.wording import moment_text

_LONGEST: Final = 2_000
_NOTHING: Final = "—"


class Resolution(Enum):
    """Whose value stays."""

    MINE = auto()
    THEIRS = auto()


class ConflictDialog(Dialog[Resolution], inherit_bindings=False):
    """Each field that both changed. Enter answers nothing: it may have been meant for the field below.

    Esc gives None: nothing is written, and what was typed stays where it is if there is anything (``typing``).
    """

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Back"), id="dialog.cancel"),
        Binding("ctrl+s", "resolve('MINE')", N_("Keep mine"), show=False, id="conflict.mine"),
        Binding("ctrl+t", "resolve('THEIRS')", N_("Take theirs"), show=False, id="conflict.theirs"),
    ]

    def __init__(self, clashes: Sequence[Clash], now: datetime, *, typing: bool = True) -> None:
        super().__init__()
        back = N_("back to what I typed") if typing else N_("back")
        self.keys = (("ctrl+s", N_("keep mine")), ("ctrl+t", N_("take theirs")), ("esc", back))
        who = ", ".join(dict.fromkeys(clash.who for clash in clashes))
        self.title_text = _("%(who)s changed this meanwhile") % {"who": who}
        self._clashes = tuple(clashes)
        self._now = now

    def body(self) -> Iterable[Widget]:
        """Field after field; more than fits is scrolled."""
        yield VerticalScroll(*(row for clash in self._clashes for row in self._rows(clash)), classes="conflict")

    def action_resolve(self, whose: str) -> None:
        """Decide."""
        self.dismiss(Resolution[whose])

    def _rows(self, clash: Clash) -> Iterable[Widget]:
        name = _(FIELD_NAMES.get(clash.field, clash.field))
        when = moment_text(clash.at, self._now)
        yield Static(content(name[:1].upper() + name[1:], "bold"), classes="conflict-field", markup=False)
        yield _row(_("Mine"), _value(clash.field, clash.mine))
        yield _row(_("Theirs"), _value(clash.field, clash.theirs), f"{one_line(clash.who, 40)}, {when}")
        yield _row(_("Before"), _value(clash.field, clash.before))


def _row(label: str, value: Content, note: str = "") -> Horizontal:
    values = [Static(value, markup=False)]
    if note:
        values.append(Static(content(note, MUTED), markup=False))
    named = Static(content(label), classes="form-label", markup=False)
    return Horizontal(named, Vertical(*values, classes="form-value"), classes="form-row")


def _value(field: str, text: str) -> Content:
    """A value as it stands, with its line breaks, cut where nobody would read on."""
    if not text:
        return Content.styled(_NOTHING, MUTED)
    if field == "amount":
        return content(amount_words(text))
    return Content("\n").join(Content(one_line(line, _LONGEST)) for line in text[:_LONGEST].splitlines())
