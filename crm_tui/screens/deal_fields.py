"""The fields of a deal's screen: what each shows, what its editor starts with, what saving it changes."""

from typing import Final

from textual.content import Content

from crm_tui.i18n import N_, _
from crm_tui.operations.deals import DealCard, DealChanges, NewPerson
from crm_tui.operations.values import Email, Person, Phone
from crm_tui.screens.dialogs import checks
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, colour_style, content, one_line
from crm_tui.widgets.preview import point_content
from crm_tui.widgets.wording import (
    BUYER_STYLES,
    amount_typed,
    labelled,
    money_text,
    read_emails,
    read_phones,
)

LONGEST_TEXT: Final = 2_000
FIELDS: Final = {
    "title": N_("Title"),
    "amount": N_("Budget"),
    "responsible": N_("Responsible"),
    "tags": N_("Tags"),
    "name": N_("Contact"),
    "phones": N_("Phones"),
    "emails": N_("E-mails"),
    "description": N_("Description"),
    "comment": N_("Comment"),
}


class BadField(ValueError):
    """What was typed cannot be a value of the field; ``reason`` says why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def shown(name: str, card: DealCard, glyphs: Glyphs) -> Content:
    """A field as the screen shows it."""
    match name:
        case "title":
            return content(card.title, "bold")
        case "amount":
            return content(money_text(card.amount)) if card.amount else _muted(_("no budget"))
        case "responsible":
            return content(card.responsible_name) if card.responsible_name else _muted(_("nobody"))
        case "tags":
            parts = [content(f"#{tag.name}", colour_style(tag.colour)) for tag in card.tags]
            return Content(" ").join(parts) if parts else _muted(_("no tags"))
        case "description" | "comment":
            return _long(card.description if name == "description" else card.comment)
        case _:
            return _person_field(name, card, glyphs)


def typed(name: str, card: DealCard) -> str:
    """A field as its editor starts with it; "" for those that are changed in a dialog."""
    person = _main_person(card)
    texts = {
        "title": card.title,
        "amount": amount_typed(card.amount),
        "name": person.name,
        "phones": labelled(person.phones),
        "emails": labelled(person.emails),
        "description": card.description,
        "comment": card.comment,
    }
    return texts.get(name, "")


def changes(name: str, text: str, card: DealCard, region: str) -> DealChanges:
    """What saving a field changes. Raises BadField where the text cannot be its value."""
    match name:
        case "title":
            if not text.strip():
                raise BadField(_("A deal needs a title."))
            return DealChanges(title=text.strip())
        case "amount":
            return DealChanges(amount=_amount(text, card.currency))
        case "description":
            return DealChanges(description=text)
        case "comment":
            return DealChanges(comment=text)
        case _:
            return DealChanges(contact=_person(name, text, _main_person(card), region))


def _amount(text: str, currency: str) -> str:
    if fault := checks.amount(currency)(text.strip()):
        raise BadField(fault)
    return text.strip()


def _person(name: str, text: str, person: Person, region: str) -> NewPerson:
    """The deal's contact with one field changed; it always has a name (D2)."""
    called = text.strip() if name == "name" else person.name
    if name == "emails" and (fault := checks.optional(checks.email)(text.strip())):
        raise BadField(fault)
    phones: tuple[Phone, ...] = read_phones(text, region, person.phones) if name == "phones" else person.phones
    emails: tuple[Email, ...] = read_emails(text) if name == "emails" else person.emails
    if not called:
        raise BadField(_("A contact in a deal always has a name; fill it in first."))
    return NewPerson(called, phones, emails, person.role, person.contact_id)


def _main_person(card: DealCard) -> Person:
    return card.people[0] if card.people else Person("", "", "")


def _person_field(name: str, card: DealCard, glyphs: Glyphs) -> Content:
    person = _main_person(card)
    if name == "name":
        icon = (f"{glyphs.buyer(card.buyer)} ", BUYER_STYLES[card.buyer])
        return Content.assemble(icon, content(person.name), content(f"  {person.role}", MUTED))
    points: list[Phone | Email] = list(person.phones if name == "phones" else person.emails)
    return Content("\n").join(point_content(point, glyphs) for point in points)


def _long(text: str) -> Content:
    """A text of several lines, each clean, cut where nobody would read on."""
    lines = text[:LONGEST_TEXT].splitlines()
    return Content("\n").join(Content(one_line(line, LONGEST_TEXT)) for line in lines)


def _muted(text: str) -> Content:
    return Content.styled(text, MUTED)
