"""Contacts and companies."""

import json

from sqlmodel import col, select

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import CompanyId, ContactId, DealId, UserId, new_id
from crm_tui.i18n import N_
from crm_tui.operations.contacts import (
    ContactCard,
    ContactChanges,
    ContactPage,
    ContactRow,
    CreateContact,
    DeleteContact,
    EditContact,
    GetContact,
    ListContacts,
    TagContact,
)
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.values import UNSET
from crm_tui.storage import contact_data, custom, merging, records, tagging
from crm_tui.storage.context import Context, from_ms, handles
from crm_tui.storage.tables import Company, Contact, Deal, Member
from crm_tui.storage.words import long_words, short_match, split_words

_LINE_FIELDS = ("position", "city", "address", "birthday", "source", "comment", "messengers")


@handles(GetContact)
def get_contact(context: Context, query: GetContact) -> ContactCard:
    """One contact."""
    return card(context, records.contact(context.session, query.contact_id))


def card(context: Context, contact: Contact) -> ContactCard:
    """A contact with everything its screen shows."""
    session = context.session
    company = company_of(context, contact)
    responsible = session.get(Member, contact.responsible_id) if contact.responsible_id else None
    deals = session.exec(select(Deal.id).where(Deal.buyer_id == contact.id, col(Deal.deleted_at).is_(None)))
    return ContactCard(
        id=ContactId(contact.id),
        name=contact.name,
        phones=contact_data.shown_phones(context, contact.id),
        emails=contact_data.shown_emails(context, contact.id),
        company_id=CompanyId(company.id) if company else None,
        company=company.name if company else "",
        position=contact.position,
        city=contact.city,
        address=contact.address,
        birthday=contact.birthday,
        source=contact.source,
        comment=contact.comment,
        messengers=contact.messengers,
        custom=custom.shown(contact.custom),
        responsible=UserId(responsible.id) if responsible else None,
        responsible_name=responsible.name if responsible else "",
        tags=tagging.shown(context, contact.id),
        deals=tuple(DealId(deal) for deal in deals),
        extra=json.loads(contact.extra),
        external_id=contact.external_id,
        created_at=from_ms(contact.created_at),
        seq=records.rows_of(context)("SELECT value FROM sequence", {})[0][0],
        aliases=merging.aliases(contact),
    )


def company_of(context: Context, contact: Contact) -> Company | None:
    """The company that a contact works for."""
    if contact.company_id is None:
        return None
    live = select(Company).where(Company.id == contact.company_id, col(Company.deleted_at).is_(None))
    return context.session.exec(live).first()


@handles(ListContacts)
def list_contacts(context: Context, query: ListContacts) -> ContactPage:
    """Contacts as lines, newest first."""
    found = select(Contact).where(col(Contact.deleted_at).is_(None))
    tags, plain = split_words(query.text)
    for number in matching(context, "contact", tags, plain):
        found = found.where(col(Contact.n).in_(number))
    if query.after is not None:
        found = found.where(col(Contact.n) < records.contact(context.session, query.after).n)
    contacts = context.session.exec(found.order_by(col(Contact.n).desc()).limit(query.limit + 1)).all()
    return ContactPage(
        rows=tuple(contact_row(context, one) for one in contacts[: query.limit]), complete=len(contacts) <= query.limit
    )


def matching(context: Context, entity: str, tags: list[str], plain: str) -> list[list[int]]:
    """For each thing asked for, the numbers of the newest contacts or companies that have it."""
    rows = records.rows_of(context)
    asked: list[tuple[str, dict[str, str]]] = []
    if words := long_words(plain):
        holding, patterns = rows.dialect.holding(entity, words)
        asked.append((f"SELECT rowid FROM {entity}_search WHERE {holding} ORDER BY rowid DESC LIMIT 5000", patterns))
    elif plain:
        named, spellings = short_match(rows.dialect.like, ("name",), plain, "name")
        asked.append((f"SELECT n FROM {entity} WHERE {named} ORDER BY n DESC LIMIT 5000", spellings))
    for tag in tags:
        worn = (
            f"SELECT c.n FROM {entity} c JOIN tagging g ON g.record_id = c.id JOIN tag t ON t.id = g.tag_id "
            "WHERE t.name_key = :tag AND g.deleted_at IS NULL ORDER BY c.n DESC LIMIT 5000"
        )
        asked.append((worn, {"tag": tagging.key(tag)}))
    return [[row[0] for row in rows(sql, values)] for sql, values in asked]


def contact_row(context: Context, contact: Contact) -> ContactRow:
    """A contact as a line of a list."""
    phones, emails = (
        contact_data.shown_phones(context, contact.id),
        contact_data.shown_emails(context, contact.id),
    )
    company = company_of(context, contact)
    return ContactRow(
        id=ContactId(contact.id),
        name=contact.name,
        phone=(phones[0].e164 or phones[0].typed) if phones else "",
        email=emails[0].typed if emails else "",
        company=company.name if company else "",
        city=contact.city,
        tags=tuple(tag.name for tag in tagging.shown(context, contact.id)),
        created_at=from_ms(contact.created_at),
    )


@handles(CreateContact)
def create_contact(context: Context, command: CreateContact) -> ContactCard:
    """A new contact."""
    contact = Contact(
        id=new_id(context.now),
        name=_name(command.name),
        company_id=company_named(context, command.company),
        responsible_id=context.actor.id,
        external_id=command.external_id,
        created_at=context.now,
        **{field: getattr(command, field) for field in _LINE_FIELDS},
    )
    custom.fill_defaults(context, Entity.CONTACT, contact)
    context.session.add(contact)
    context.session.flush()
    contact_data.set_phones(context, contact.id, contact.id, command.phones)
    contact_data.set_emails(context, contact.id, contact.id, command.emails)
    tagging.add(context, contact.id, command.tags)
    context.session.flush()
    return card(context, contact)


@handles(EditContact)
def edit_contact(context: Context, command: EditContact) -> ContactCard:
    """Change fields of a contact."""
    contact = records.contact(context.session, command.contact_id)
    _change(context, contact, command.changes)
    context.session.flush()
    return card(context, contact)


def _change(context: Context, contact: Contact, changes: ContactChanges) -> None:
    if changes.name is not UNSET:
        contact.name = _name(changes.name)
    if changes.company is not UNSET:
        contact.company_id = company_named(context, changes.company)
    if changes.responsible is not UNSET:
        if changes.responsible is not None:
            records.member(context.session, changes.responsible)
        contact.responsible_id = changes.responsible
    if changes.phones is not UNSET:
        contact_data.set_phones(context, contact.id, contact.id, changes.phones)
    if changes.emails is not UNSET:
        contact_data.set_emails(context, contact.id, contact.id, changes.emails)
    for field in _LINE_FIELDS:
        if getattr(changes, field) is not UNSET:
            setattr(contact, field, getattr(changes, field))
    if changes.aliases is not UNSET:
        contact.aliases = ""
        for alias in changes.aliases:
            merging.add_alias(contact, alias)
    custom.change(context, Entity.CONTACT, contact, changes.custom)


@handles(TagContact)
def tag_contact(context: Context, command: TagContact) -> ContactCard:
    """Put tags on and take tags off."""
    contact = records.contact(context.session, command.contact_id)
    tagging.add(context, contact.id, command.add)
    tagging.remove(context, contact.id, command.remove)
    context.session.flush()
    return card(context, contact)


@handles(DeleteContact)
def delete_contact(context: Context, command: DeleteContact) -> None:
    """Take a contact out of sight."""
    records.contact(context.session, command.contact_id).deleted_at = context.now


def company_named(context: Context, name: str) -> str | None:
    """The id of the company of that name, made where it is new; None for no name."""
    shown = " ".join(name.split())
    if not shown:
        return None
    query = select(Company).where(Company.name_key == shown.casefold(), col(Company.deleted_at).is_(None))
    company = context.session.exec(query).first()
    if company is None:
        company = Company(id=new_id(context.now), name=shown, name_key=shown.casefold(), created_at=context.now)
        context.session.add(company)
        context.session.flush()
    return company.id


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise InvalidValue("name", N_("is empty; type who it is"))
    return name
