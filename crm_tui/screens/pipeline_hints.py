"""The line of keys below the board: the handful that matters, by what the person is doing."""

from typing import Final

from crm_tui.i18n import N_, _
from crm_tui.widgets.hints import Hint

_AT_WORK: Final = (
    Hint("L", N_("move"), "step(1)"),
    Hint("enter", N_("open"), "open"),
    Hint("n", N_("new"), "quick_add"),
    Hint("/", N_("filter"), "filter"),
    Hint("u", N_("undo"), "undo"),
    Hint("?", N_("keys"), "app.help"),
)
_FILTERING: Final = (
    Hint("enter", N_("keep"), "end_filter(True)"),
    Hint("esc", N_("clear"), "end_filter(False)"),
)
_TRY_AGAIN: Final = Hint("r", N_("try again"), "reload")


def hints(*, filtering: bool, stale: bool) -> list[Hint]:
    """The keys to name while the search line has the keys, after a failed read, or else."""
    wanted = _FILTERING if filtering else (_TRY_AGAIN, *_AT_WORK) if stale else _AT_WORK
    return [Hint(hint.key, _(hint.words), hint.action) for hint in wanted]
