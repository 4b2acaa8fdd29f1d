"""The keys of the board's screen: what is done to the deal under the cursor or to those marked, and to the board."""

from typing import Final

from textual.binding import Binding

from crm_tui.i18n import N_

_DEAL: Final = Binding.Group(N_("The deal, or those marked"))
_BOARD: Final = Binding.Group(N_("The board"))


def _key(group: Binding.Group, keys: str, action: str, name: str, words: str) -> Binding:
    return Binding(keys, action, words, show=False, id=f"pipeline.{name}", group=group)


KEYS: Final = (
    _key(_DEAL, "L,shift+right", "step(1)", "next-stage", N_("Next stage")),
    _key(_DEAL, "H,shift+left", "step(-1)", "previous-stage", N_("Previous stage")),
    _key(_DEAL, "J,shift+down", "shift(1)", "down", N_("Down in its stage")),
    _key(_DEAL, "K,shift+up", "shift(-1)", "up", N_("Up in its stage")),
    *(_key(_DEAL, str(n), f"stage({n})", f"stage-{n}", N_("To the stage of that number")) for n in range(1, 10)),
    _key(_DEAL, "m", "act('move')", "move", N_("Move to…")),
    _key(_DEAL, "x", "act('lose')", "lose", N_("Lost, with the reason")),
    _key(_DEAL, "exclamation_mark", "act('spam')", "spam", N_("Spam")),
    _key(_DEAL, "X", "act('delete')", "delete", N_("Delete")),
    _key(_DEAL, "t", "act('tag')", "tags", N_("Tags")),
    _key(_DEAL, "a", "act('assign')", "assign", N_("Responsible")),
    _key(_DEAL, "T", "act('task')", "task", N_("Task")),
    _key(_DEAL, "s", "act('snooze')", "snooze", N_("Snooze: out of triage until…")),
    _key(_DEAL, "b", "save_buyer", "buyer", N_("Save or choose the buyer")),
    _key(_DEAL, "B", "replace_buyer", "replace-buyer", N_("Replace the buyer")),
    _key(_DEAL, "full_stop", "repeat", "repeat", N_("Repeat the last action here")),
    _key(_DEAL, "w", "message", "message", N_("Write to the client")),
    _key(_DEAL, "c", "call", "call", N_("Call the client")),
    _key(_DEAL, "e", "edit", "edit", N_("Open and edit")),
    _key(_DEAL, "y", "copy", "copy", N_("Copy a phone or an e-mail")),
    _key(_BOARD, "n", "quick_add", "new", N_("New deal in one line")),
    _key(_BOARD, "N", "full_form", "new-form", N_("New deal, full form")),
    _key(_BOARD, "u", "undo", "undo", N_("Undo")),
    _key(_BOARD, "U", "redo", "redo", N_("Redo")),
    _key(_BOARD, "slash", "filter", "filter", N_("Filter as you type")),
    _key(_BOARD, "f", "views", "views", N_("Saved views")),
    _key(_BOARD, "F", "save_view", "save-view", N_("Save this view")),
    _key(_BOARD, "o", "sort", "sort", N_("Sort by…")),
    _key(_BOARD, "p", "preview", "preview", N_("Preview panel")),
    _key(_BOARD, "equals_sign", "table", "table", N_("Board or table")),
    _key(_BOARD, "P", "pipelines", "pipelines", N_("Another pipeline")),
    _key(_BOARD, "I", "import_file", "import", N_("Import a file")),
    _key(_BOARD, "E", "export_deals", "export", N_("Export the deals shown")),
    _key(_BOARD, "r", "reload", "reload", N_("Read everything again")),
    _key(_BOARD, "escape", "clear", "clear", N_("Take marks and filter away")),
)
