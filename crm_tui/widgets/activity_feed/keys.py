"""The feed's own keys: they move the cursor, and say what is to happen to the item under it."""

from typing import Final

from textual.binding import Binding

from crm_tui.i18n import N_

KEYS: Final = (
    Binding("enter", "open", N_("Read it"), id="feed.open"),
    Binding("down,j", "move(1)", N_("Older"), show=False, id="feed.down"),
    Binding("up,k", "move(-1)", N_("Newer"), show=False, id="feed.up"),
    Binding("pagedown", "page(1)", N_("Page down"), show=False, id="feed.page_down"),
    Binding("pageup", "page(-1)", N_("Page up"), show=False, id="feed.page_up"),
    Binding("home", "newest", N_("The newest"), show=False, id="feed.newest"),
    Binding("end", "oldest", N_("The oldest"), show=False, id="feed.oldest"),
    Binding("d", "done", N_("Task done"), id="feed.done"),
    Binding("e", "edit", N_("Write anew"), id="feed.edit"),
    Binding("minus,delete", "remove", N_("Take the note away"), show=False, id="feed.remove"),
    Binding("f", "filter", N_("Filter"), id="feed.filter"),
    Binding("slash", "search", N_("Search"), show=False, id="feed.search"),
    Binding("escape", "stop", N_("Stop looking"), id="feed.stop"),
    Binding("r", "retry", N_("Try again"), show=False, id="feed.retry"),
)
