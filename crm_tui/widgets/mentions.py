"""How many mentions nobody has looked at yet, for the line at the top."""

from crm_tui.widgets.glyphs import Glyphs

MOST = 99


def unread_words(count: int, glyphs: Glyphs) -> str:
    """What the line says, such as "@3 •"; nothing where there are none."""
    if count <= 0:
        return ""
    return f"@{count if count <= MOST else f'{MOST}+'} {glyphs.unread}"
