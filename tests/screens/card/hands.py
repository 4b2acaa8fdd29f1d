"""Getting to a field of a client's card and typing into it."""

from crm_tui.widgets.card.view import CardView
from tests.screens.card.drawer import Drawer


def view_of(drawer: Drawer, name: str) -> CardView:
    """The half of the card that has a field."""
    views = (drawer.screen.head, drawer.screen.body)
    return next(view for view in views if any(field.name == name for field in view.fields))


async def go(drawer: Drawer, name: str) -> CardView:
    """Put the cursor on a field."""
    view = view_of(drawer, name)
    view.focus_field(name)
    view.focus()
    await drawer.pilot.pause()
    return view


def shown(drawer: Drawer, name: str) -> str:
    """What a field shows."""
    return next(field.shown.plain for field in view_of(drawer, name).fields if field.name == name)


async def type_into(drawer: Drawer, name: str, text: str) -> CardView:
    """Type a text in the place of what a field holds, and save it."""
    view = await go(drawer, name)
    await drawer.press("e", "ctrl+u", *text, "enter")
    return view
