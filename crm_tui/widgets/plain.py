"""Other people's text on its way to the screen: one line, no markup, of a bearable length; and colours by name."""

from typing import Final

from textual.content import Content

from crm_tui.domain import text

LONGEST: Final = 400

# What stands back behind the rest. ("$text-muted" only works in stylesheets: in text it is pure white or black.)
MUTED: Final = "$foreground 60%"

# Tags and stages name a colour; the theme says what it looks like.
_COLOURS: Final = {
    "blue": "$text-primary",
    "cyan": "$text-secondary",
    "green": "$text-success",
    "yellow": "$text-warning",
    "orange": "$text-warning",
    "red": "$text-error",
    "magenta": "$text-accent",
    "purple": "$text-accent",
    "grey": MUTED,
    "gray": MUTED,
}


def one_line(value: str, longest: int = LONGEST) -> str:
    """The text as one clean line, cut with an ellipsis where it takes more than ``longest`` cells."""
    return text.one_line(value, longest)


def content(value: str, style: str = "") -> Content:
    """One line of anybody's text as it stands, never read as markup."""
    return Content.styled(one_line(value), style)


def colour_style(colour: str) -> str:
    """The theme's style for a colour's name; none for a name that is not known."""
    return _COLOURS.get(colour, "")


def folded(value: str) -> str:
    """The text as a search compares it: whatever the case, and "ё" is "е"."""
    return value.casefold().replace("ё", "е")
