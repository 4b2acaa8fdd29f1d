"""The keys of triage: what is done to the deal in front, and the way through the queue."""

from typing import Final

from textual.binding import Binding

from crm_tui.i18n import N_

_DEAL: Final = Binding.Group(N_("The deal in front"))
_QUEUE: Final = Binding.Group(N_("The queue"))


def _key(keys: str, action: str, name: str, words: str, tooltip: str, *, show: bool = True) -> Binding:
    return Binding(keys, action, words, id=f"triage.{name}", tooltip=tooltip, group=_DEAL, show=show)


def _way(keys: str, action: str, name: str, words: str, *, show: bool = False) -> Binding:
    return Binding(keys, action, words, id=f"triage.{name}", show=show, group=_QUEUE)


KEYS: Final = (
    _key("b", "link", "link", N_("Link"), N_("The first similar buyer is the buyer")),
    _key("n", "new_buyer", "new-buyer", N_("New buyer"), N_("Save the contact as a new buyer")),
    _key("B", "choose", "choose", N_("Choose the buyer"), N_("Choose the buyer, or another one"), show=False),
    _key("f", "file", "file", N_("File it"), N_("Out of the unsorted stage; an unread deal counts as read")),
    _key("s", "act('snooze')", "snooze", N_("Snooze"), N_("Out of the queue until tomorrow or another moment")),
    _key("x", "act('lose')", "lose", N_("Lose"), N_("Lost, with the reason")),
    _way("right,enter,l", "step(1)", "next", N_("Next"), show=True),
    _way("u", "undo", "undo", N_("Undo"), show=True),
    _key("a", "act('assign')", "assign", N_("Assign"), N_("Make a colleague responsible")),
    _key(
        "exclamation_mark", "act('spam')", "spam", N_("Spam"), N_("Its numbers on the spam list, the deal out of sight")
    ),
    _key("c", "call", "call", N_("Call"), N_("Call the client")),
    _key("w", "message", "message", N_("Write"), N_("Write to the client")),
    _key("T", "act('task')", "task", N_("Task"), N_("Plan what is to be done next"), show=False),
    _key("d", "act('done')", "task-done", N_("Task done"), N_("Complete the task that is due first"), show=False),
    _key("t", "act('tag')", "tags", N_("Tags"), N_("Put tags on the deal and take them off"), show=False),
    _key("D", "open", "open", N_("Open"), N_("Open the deal’s card"), show=False),
    _way("left,h", "step(-1)", "previous", N_("Previous")),
    _way("U", "redo", "redo", N_("Redo")),
    _way("M", "scope", "scope", N_("Mine or everybody’s")),
    _way("down,j", "scroll(1)", "down", N_("Down")),
    _way("up,k", "scroll(-1)", "up", N_("Up")),
    _way("r", "reload", "reload", N_("Read again")),
    _way("escape,q", "back", "back", N_("Back")),
)
