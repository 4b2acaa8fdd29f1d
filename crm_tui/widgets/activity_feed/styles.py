"""The feed's colours, by what they mean."""

from typing import Final

_RULES: Final = {
    "text": "color: $foreground;",
    "head": "color: $foreground; text-style: bold;",
    "muted": "color: $foreground 60%;",
    "note": "color: $foreground;",
    "mention": "color: $text-accent; text-style: bold;",
    "done": "color: $text-success;",
    "due": "color: $text-warning;",
    "who": "color: $text-accent;",
    "error": "color: $text-error;",
    "rule": "color: $foreground 40%;",
    "cursor": "color: $accent; text-style: bold;",
    "selected": "background: $surface;",
}

COMPONENTS: Final = frozenset(f"feed--{name}" for name in _RULES)
CSS: Final = "\n".join(
    [
        "ActivityFeed { width: 1fr; height: 1fr; background: $background; color: $foreground; }",
        *(f"ActivityFeed > .feed--{name} {{ {rule} }}" for name, rule in _RULES.items()),
    ]
)
