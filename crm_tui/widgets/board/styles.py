"""The board's colours, by what they mean; a stage's own colour is a name that the theme gives a shade to.

Every rule is read and resolved before the first frame, so what looks alike shares one (``SAME_AS``).
"""

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
    "stage-blue": "color: $primary 60%;",
    "stage-cyan": "color: $secondary 60%;",
    "stage-green": "color: $success 60%;",
    "stage-yellow": "color: $warning 60%;",
    "stage-red": "color: $error 60%;",
    "stage-magenta": "color: $accent 60%;",
}
SAME_AS: Final = {
    "amount": "text",
    "unsaved": "text",
    "head": "text",
    "head-focused": "title",
    "tab-focused": "title",
    "tab": "muted",
    "empty": "muted",
    "overdue": "error",
    "unread": "rotting",
    "stage-orange": "stage-yellow",
    "stage-purple": "stage-magenta",
}
STAGE_STYLES: Final = frozenset(name for name in (*_RULES, *SAME_AS) if name.startswith("stage-"))

COMPONENTS: Final = frozenset(f"board--{name}" for name in _RULES)
CSS: Final = "\n".join(
    [
        "BoardView { height: 1fr; width: 1fr; background: $background; color: $foreground; }",
        *(f"BoardView > .board--{name} {{ {rule} }}" for name, rule in _RULES.items()),
    ]
)
