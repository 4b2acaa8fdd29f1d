"""Our own two sets of colours: an accent for the cursor; green saved, amber needs a look, red overdue."""

from textual.theme import Theme

DARK = Theme(
    name="crm-dark",
    primary="#7aa2f7",
    secondary="#5b7bb8",
    accent="#7aa2f7",
    success="#7fc98f",
    warning="#e6b450",
    error="#f07178",
    foreground="#d7dae0",
    background="#12151a",
    surface="#191d24",
    panel="#222833",
    dark=True,
    variables={"block-cursor-background": "#7aa2f7", "block-cursor-foreground": "#12151a"},
)

LIGHT = Theme(
    name="crm-light",
    primary="#1f5fbf",
    secondary="#3f6fae",
    accent="#1f5fbf",
    success="#1d7a35",
    warning="#8a5a00",
    error="#b3261e",
    foreground="#1d2127",
    background="#fbfbf9",
    surface="#f1f1ee",
    panel="#e5e5e0",
    dark=False,
    variables={"block-cursor-background": "#1f5fbf", "block-cursor-foreground": "#fbfbf9"},
)

OWN = (DARK, LIGHT)
