"""The keys of the review of a file: what becomes of a row, of all known people, and which rows are shown."""

from typing import Final

from textual.binding import Binding

from crm_tui.i18n import N_
from crm_tui.operations.import_rows import Choice

GROUPS: Final = 7
_ROW: Final = Binding.Group(N_("The row"))
_ALL: Final = Binding.Group(N_("All known people"))
_FILE: Final = Binding.Group(N_("The file"))


def _key(group: Binding.Group, keys: str, action: str, name: str, words: str, *, show: bool = False) -> Binding:
    return Binding(keys, action, words, show=show, id=f"import.{name}", group=group)


KEYS: Final = (
    _key(_FILE, "enter", "take_in", "take-in", N_("Take it in"), show=True),
    _key(_ROW, "space", "turn", "turn", N_("Another choice"), show=True),
    _key(_ROW, "a", f"decide('{Choice.UPDATE}')", "update", N_("Into the contact it is")),
    _key(_ROW, "n", f"decide('{Choice.NEW}')", "new", N_("New anyway")),
    _key(_ROW, "x", f"decide('{Choice.SKIP}')", "skip", N_("Leave it out")),
    _key(_ROW, "J,shift+down", "scroll(3)", "scroll-down", N_("More of what is said of it")),
    _key(_ROW, "K,shift+up", "scroll(-3)", "scroll-up", N_("Back in what is said of it")),
    _key(_ALL, "A", f"decide_all('{Choice.UPDATE}')", "update-all", N_("All into their contacts")),
    _key(_ALL, "N", f"decide_all('{Choice.NEW}')", "new-all", N_("All new anyway")),
    _key(_ALL, "X", f"decide_all('{Choice.SKIP}')", "skip-all", N_("Leave all out")),
    _key(_ALL, "L", "likely", "likely", N_("Likely known people too, or not")),
    _key(_FILE, "tab", "group(1)", "next-group", N_("Next group"), show=True),
    _key(_FILE, "shift+tab", "group(-1)", "previous-group", N_("Previous group")),
    *(_key(_FILE, str(n), f"show({n})", f"group-{n}", N_("The group of that number")) for n in range(1, GROUPS + 1)),
    _key(_FILE, "c", "columns", "columns", N_("Columns"), show=True),
    _key(_FILE, "M", "matching", "matching", N_("Compare with known people, or not")),
    _key(_FILE, "r", "look_again", "again", N_("Look again")),
    _key(_FILE, "escape,q", "back", "back", N_("Back"), show=True),
)
