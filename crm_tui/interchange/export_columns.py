"""The columns of an exported table, and the headings under which our own import reads them back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from crm_tui.domain.fields import FieldValue
from crm_tui.i18n import N_
from crm_tui.interchange import people
from crm_tui.interchange.fields import Field
from crm_tui.operations.contacts import ContactCard
from crm_tui.operations.deals import DealCard, DealRow
from crm_tui.operations.values import Email, Phone

Deal: TypeAlias = DealCard | DealRow
ContactColumns: TypeAlias = Sequence[tuple[str, Callable[[ContactCard], str]]]
DealColumns: TypeAlias = Sequence[tuple[str, Callable[[Deal], str]]]

_LABELS = ("", "work", "mobile", "home", "other")
_PHONES = (N_("Phone"), N_("Work phone"), N_("Mobile phone"), N_("Home phone"), N_("Other phone"))
_EMAILS = (N_("E-mail"), N_("Work e-mail"), N_("Mobile e-mail"), N_("Home e-mail"), N_("Other e-mail"))

OWN_HEADINGS: dict[str, Field] = {
    N_("ID"): Field.EXTERNAL_ID,
    N_("Name"): Field.NAME,
    N_("Company"): Field.COMPANY,
    N_("Position"): Field.POSITION,
    N_("City"): Field.CITY,
    N_("Address"): Field.ADDRESS,
    N_("Birthday"): Field.BIRTHDAY,
    N_("Source"): Field.SOURCE,
    N_("Tags"): Field.TAGS,
    N_("Responsible"): Field.RESPONSIBLE,
    N_("Comment"): Field.COMMENT,
    N_("Created"): Field.CREATED_AT,
    N_("Other data"): Field.EXTRA,
    N_("Deal title"): Field.TITLE,
    N_("Pipeline"): Field.PIPELINE,
    N_("Stage"): Field.STAGE,
    N_("Amount"): Field.AMOUNT,
    N_("Currency"): Field.CURRENCY,
    N_("Contact"): Field.NAME,
    N_("Description"): Field.DESCRIPTION,
    N_("Lost reason"): Field.LOST_REASON,
    N_("Lost note"): Field.LOST_NOTE,
    N_("Closed"): Field.CLOSED_AT,
    N_("More contacts"): Field.PEOPLE,
}


@dataclass(frozen=True, slots=True)
class ExportedField:
    """A field that admins added, as a column under its name. ``names`` are colleagues by id, for a user's field."""

    id: str
    name: str
    names: Mapping[str, str]

    def cell(self, values: Mapping[str, FieldValue]) -> str:
        """A record's value, several answers on lines of their own."""
        value = values.get(self.id, "")
        return "\n".join(value) if isinstance(value, tuple) else self.names.get(value, value)


def contact_columns(fields: Sequence[ExportedField] = ()) -> ContactColumns:
    """Heading and cell of each column of a table of contacts."""
    return (
        ("ID", lambda card: card.external_id or card.id),
        ("Name", lambda card: card.name),
        *_labelled(_PHONES, lambda card: card.phones),
        *_labelled(_EMAILS, lambda card: card.emails),
        ("Company", lambda card: card.company),
        ("Position", lambda card: card.position),
        ("City", lambda card: card.city),
        ("Address", lambda card: card.address),
        ("Birthday", lambda card: card.birthday),
        ("Source", lambda card: card.source),
        ("Tags", lambda card: ", ".join(tag.name for tag in card.tags)),
        ("Responsible", lambda card: card.responsible_name),
        ("Comment", lambda card: card.comment),
        ("Created", lambda card: _stamp(card.created_at)),
        *((field.name, _of_contact(field)) for field in fields),
        ("Other data", lambda card: _lines(card.extra)),
    )


def _of_contact(field: ExportedField) -> Callable[[ContactCard], str]:
    return lambda card: field.cell(card.custom)


def _of_deal(field: ExportedField) -> Callable[[Deal], str]:
    return lambda deal: field.cell(deal.custom) if isinstance(deal, DealCard) else ""


def _labelled(
    headings: Sequence[str], values: Callable[[ContactCard], Sequence[Phone | Email]]
) -> list[tuple[str, Callable[[ContactCard], str]]]:
    """A column for each usual label; a value with a label of its own stands in the last, behind that label."""

    def cell(label: str) -> Callable[[ContactCard], str]:
        return lambda card: labelled_cell(values(card), label)

    return [(heading, cell(label)) for heading, label in zip(headings, _LABELS, strict=True)]


def labelled_cell(values: Sequence[Phone | Email], label: str) -> str:
    """The values with one label; under "other" also those with unusual labels."""
    found = []
    for value in values:
        if value.label == label:
            found.append(value.typed)
        elif label == "other" and value.label not in _LABELS:
            found.append(f"{_short(value.label)}: {value.typed}")
    return "; ".join(found)


def _short(label: str) -> str:
    """A label without the marks that part values."""
    return " ".join("".join(" " if char in ":;,+()\r\n" or char.isdigit() else char for char in label).split())[:40]


def deal_columns(fields: Sequence[ExportedField] = ()) -> DealColumns:
    """Heading and cell of each column of a table of deals; what a list's row does not know stays empty."""
    return (
        ("ID", lambda deal: (deal.external_id if isinstance(deal, DealCard) else "") or deal.id),
        ("Deal title", lambda deal: deal.title),
        ("Pipeline", lambda deal: deal.pipeline),
        ("Stage", lambda deal: deal.stage),
        ("Amount", lambda deal: f"{deal.amount.decimal:f}" if deal.amount else ""),
        ("Currency", _currency),
        ("Contact", _contact),
        ("Position", lambda deal: deal.people[0].role if isinstance(deal, DealCard) and deal.people else ""),
        ("Phone", lambda deal: _reach(deal, "phones")),
        ("E-mail", lambda deal: _reach(deal, "emails")),
        ("Company", lambda deal: deal.company if isinstance(deal, DealCard) else ""),
        ("Source", lambda deal: deal.source if isinstance(deal, DealCard) else ""),
        ("Tags", _tags),
        ("Responsible", lambda deal: deal.responsible_name if isinstance(deal, DealCard) else deal.responsible),
        ("Description", lambda deal: deal.description if isinstance(deal, DealCard) else ""),
        ("Comment", lambda deal: deal.comment if isinstance(deal, DealCard) else ""),
        ("Lost reason", lambda deal: deal.lost_reason if isinstance(deal, DealCard) else ""),
        ("Lost note", lambda deal: deal.lost_note if isinstance(deal, DealCard) else ""),
        ("Created", lambda deal: _stamp(deal.created_at)),
        ("Closed", lambda deal: _stamp(deal.closed_at) if isinstance(deal, DealCard) else ""),
        ("More contacts", lambda deal: people.written(deal.people[1:]) if isinstance(deal, DealCard) else ""),
        *((field.name, _of_deal(field)) for field in fields),
        ("Other data", lambda deal: _lines(deal.extra) if isinstance(deal, DealCard) else ""),
    )


def _lines(extra: Mapping[str, str]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in extra.items())


def _currency(deal: Deal) -> str:
    if isinstance(deal, DealCard):
        return deal.currency
    return deal.amount.currency if deal.amount else ""


def _contact(deal: Deal) -> str:
    if isinstance(deal, DealRow):
        return deal.contact
    return deal.people[0].name if deal.people else ""


def _reach(deal: Deal, which: str) -> str:
    """The phones or e-mails of the deal's first contact, labels in front."""
    if isinstance(deal, DealRow) or not deal.people:
        return ""
    values: Sequence[Phone | Email] = getattr(deal.people[0], which)
    return "; ".join(f"{_short(each.label)}: {each.typed}" if each.label else each.typed for each in values)


def _tags(deal: Deal) -> str:
    return ", ".join(tag if isinstance(tag, str) else tag.name for tag in deal.tags)


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds") if moment else ""
