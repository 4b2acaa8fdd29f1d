"""The table's colours, by what they mean; the same as on the board."""

from typing import Final

_RULES: Final = {
    "text": "color: $foreground;",
    "title": "color: $foreground; text-style: bold;",
    "muted": "color: $text-muted;",
    "tag": "color: $text-secondary;",
    "saved": "color: $text-success;",
    "error": "color: $text-error; text-style: bold;",
    "rotting": "color: $text-warning;",
    "cursor": "color: $accent; text-style: bold;",
    "selected": "background: $accent 24%;",
    "unfocused": "background: $foreground 6%;",
    "rule": "color: $foreground 24%;",
}
SAME_AS: Final = {"unsaved": "text", "amount": "text", "overdue": "error", "head": "muted", "sorted": "title"}

COMPONENTS: Final = frozenset(f"deal-table--{name}" for name in _RULES)
CSS: Final = "\n".join(
    [
        "DealTable { height: 1fr; width: 1fr; background: $background; color: $foreground; }",
        *(f"DealTable > .deal-table--{name} {{ {rule} }}" for name, rule in _RULES.items()),
    ]
)
