"""What fields and the cards that have them are called in the settings."""

from typing import Final

from crm_tui.domain.fields import ANALYTICS, MAIN, Entity, FieldKind
from crm_tui.i18n import N_, _
from crm_tui.operations.fields import Layout
from crm_tui.screens.card.client_data import COMPANY_LINES, CONTACT_LINES

FIELDS_OF: Final = {
    Entity.DEAL: N_("Fields of deals"),
    Entity.CONTACT: N_("Fields of contacts"),
    Entity.COMPANY: N_("Fields of companies"),
}
KINDS: Final = {
    FieldKind.TEXT: N_("text"),
    FieldKind.LONG_TEXT: N_("long text"),
    FieldKind.NUMBER: N_("number"),
    FieldKind.MONEY: N_("money"),
    FieldKind.DATE: N_("date"),
    FieldKind.CHOICE: N_("one choice"),
    FieldKind.CHOICES: N_("several choices"),
    FieldKind.CHECKBOX: N_("checkbox"),
    FieldKind.PHONE: N_("phone"),
    FieldKind.EMAIL: N_("e-mail"),
    FieldKind.LINK: N_("link"),
    FieldKind.USER: N_("colleague"),
}
COLOUR_NAMES: Final = {
    "blue": N_("blue"),
    "green": N_("green"),
    "yellow": N_("yellow"),
    "magenta": N_("magenta"),
    "cyan": N_("cyan"),
    "red": N_("red"),
}
_REACHED: Final = (N_("Phones"), N_("E-mails"))
BUILT_IN: Final = {
    Entity.DEAL: (
        *(N_("Title"), N_("Budget"), N_("Responsible"), N_("Tags"), N_("Contacts")),
        *(N_("Description"), N_("Comment")),
    ),
    Entity.CONTACT: (N_("Name"), "Responsible", "Tags", *_REACHED, *CONTACT_LINES.values(), "Comment"),
    Entity.COMPANY: ("Name", "Responsible", "Tags", *_REACHED, *COMPANY_LINES.values(), "Comment"),
}
"""The fields that every card has on its main tab, for the catalogue."""


def tab_name(layout: Layout, tab: str) -> str:
    """A tab as its reader knows it."""
    if tab in (MAIN, ANALYTICS):
        return _("Main") if tab == MAIN else _("Analytics")
    return next((one.name for one in layout.tabs if one.id == tab), tab)


def all_tabs(layout: Layout) -> tuple[str, ...]:
    """The tabs that fields can stand on, in their order."""
    return (MAIN, ANALYTICS, *(tab.id for tab in layout.tabs))
