"""The board's own keys: they move the cursor and set marks; what is done to deals belongs to the screen."""

from typing import Final

from textual.binding import Binding

from crm_tui.i18n import N_

_CURSOR = Binding.Group(N_("Cursor"))
_MARKS = Binding.Group(N_("Marks"))


def _key(group: Binding.Group, keys: str, action: str, name: str, words: str, tooltip: str) -> Binding:
    return Binding(keys, action, words, id=f"board.{name}", tooltip=tooltip, group=group)


KEYS: Final = (
    _key(_CURSOR, "up,k", "up", "up", N_("Up"), N_("The card above")),
    _key(_CURSOR, "down,j", "down", "down", N_("Down"), N_("The card below")),
    _key(_CURSOR, "left,h", "left", "left", N_("Left"), N_("The stage before")),
    _key(_CURSOR, "right,l", "right", "right", N_("Right"), N_("The stage after")),
    _key(_CURSOR, "home", "first", "first", N_("First"), N_("The first card of the stage")),
    _key(_CURSOR, "end", "last", "last", N_("Last"), N_("The last card of the stage")),
    _key(_CURSOR, "pageup", "page(-1)", "pageup", N_("Page up"), N_("A page of cards up")),
    _key(_CURSOR, "pagedown", "page(1)", "pagedown", N_("Page down"), N_("A page of cards down")),
    _key(_CURSOR, "enter", "open", "open", N_("Open"), N_("Open the deal")),
    _key(_MARKS, "space", "mark", "mark", N_("Mark"), N_("Mark the deal, or take its mark away")),
    _key(_MARKS, "v", "mark_range", "range", N_("Mark a range"), N_("Mark from the last mark to here")),
    _key(_MARKS, "asterisk", "mark_all", "all", N_("Mark all"), N_("Mark every deal of the stage")),
)
