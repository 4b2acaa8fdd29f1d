"""Who stands for a person of a deal: a new contact made of it, one that is there, or the one a colleague just saved."""

from collections.abc import Iterable
from typing import Final

from sqlmodel import col, select

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import ContactId, new_id
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import N_
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.errors import NotFound, NothingToSave
from crm_tui.operations.matching import SaveBuyer
from crm_tui.storage import contact_data, custom, match_sql, merging, records
from crm_tui.storage.context import Context
from crm_tui.storage.finding import find
from crm_tui.storage.match_source import Source
from crm_tui.storage.tables import Contact, Deal, Email, Person, Phone

# Who was first to link a person of a deal: the newest entry that others wrote.
_LINKED_BY: Final = """
    SELECT j.actor FROM journal_entry e JOIN journal j ON j.seq = e.seq
    WHERE e.subject_id = :deal AND e.seq > :seen AND e.entity = 'person' AND e.entity_id = :person
        AND e.field IN ('contact_id', '') AND j.origin <> :origin ORDER BY e.seq DESC LIMIT 1
"""
_SAVED_BY: Final = """
    SELECT CASE j.actor_id WHEN :me THEN '' ELSE j.actor END FROM journal_entry e JOIN journal j ON j.seq = e.seq
    WHERE e.subject_id = :contact AND e.seq > :seen AND e.entity IN ('contact', 'phone', 'email') AND e.field = ''
        AND j.state = 'done' ORDER BY e.seq DESC LIMIT 1
"""
_SHARING_MOST: Final = 50


def person_of(context: Context, deal: Deal, person_id: str | None, corrected: NewPerson | None = None) -> Person:
    """A person of a deal, the main one where none is named, as corrected. Raises NotFound, NothingToSave for none."""
    people = records.people(context.session, deal.id)
    found = next((one for one in people if person_id in (None, one.id)), None)
    if found is None and person_id is not None:
        raise NotFound(N_("contact"), person_id)
    if corrected is not None and found is not None:
        contact_data.set_person(context, found, corrected)
    elif corrected is not None:
        found = contact_data.new_person(context, deal, corrected, 0)
    if found is None:
        raise NothingToSave
    context.session.flush()
    return found


def link(context: Context, deal: Deal, person: Person, contact: Contact | None) -> None:
    """Let a contact, or nobody, stand for a person."""
    person.contact_id = contact.id if contact is not None else None
    context.session.flush()
    contact_data.repeat_main_person(context, deal)


def stand_for(context: Context, deal: Deal, person: Person | None, contact: Contact) -> None:
    """Show a contact as it is saved in a person's place; where a deal has nobody, it becomes the main person."""
    shown = NewPerson(
        name=contact.name,
        phones=contact_data.shown_phones(context, contact.id),
        emails=contact_data.shown_emails(context, contact.id),
        role=person.role if person is not None else "",
        contact_id=ContactId(contact.id),
    )
    if person is None:
        contact_data.new_person(context, deal, shown, 0)
    else:
        contact_data.set_person(context, person, shown)
    context.session.flush()
    contact_data.repeat_main_person(context, deal)


def linked_before(context: Context, person: Person, command: SaveBuyer) -> tuple[Contact, str] | None:
    """The contact that stands for a person already, and which colleague was first; None where the caller may go on.

    A caller who names a contact has seen the one that stands there, unless it came since.
    """
    there = find(context.session, Contact, person.contact_id) if person.contact_id else None
    if there is None or there.deleted_at is not None or there.id == command.contact_id:
        return None
    asked = {
        "deal": person.deal_id,
        "person": person.id,
        "origin": context.origin,
        "seen": -1 if command.seen is None else command.seen,
    }
    found = records.rows_of(context)(_LINKED_BY, asked)
    if found and command.seen is not None:
        return there, str(found[0][0])
    return None if command.contact_id is not None else (there, "")


def saved_since(context: Context, person: Person, seen: int | None) -> tuple[Contact, str] | None:
    """The contact that was made of the same person since, and by which colleague; "" where that was the caller."""
    if seen is None:
        return None
    rows, mine = records.rows_of(context), _source(context, person)
    for contact in _sharing(context, mine):
        asked = {"contact": contact.id, "seen": seen, "me": context.actor.id}
        by = rows(_SAVED_BY, asked)
        match = match_sql.compared(rows, mine, contact.n or 0) if by else None
        if match is not None and match.band is not Band.MAYBE:
            return contact, str(by[0][0])
    return None


def _source(context: Context, person: Person) -> Source:
    phones, emails = (
        records.phones(context.session, person.id),
        records.emails(context.session, person.id),
    )
    numbers = tuple(phone.e164 or phone.typed for phone in phones)
    return Source(person.name, phones=numbers, emails=tuple(email.address for email in emails))


def _sharing(context: Context, mine: Source) -> Iterable[Contact]:
    """The live contacts that share a phone or an e-mail."""
    by_phone = select(Phone.owner_id).where(col(Phone.e164).in_(mine.phones), col(Phone.deleted_at).is_(None))
    by_email = select(Email.owner_id).where(col(Email.address).in_(mine.emails), col(Email.deleted_at).is_(None))
    owners = [*context.session.exec(by_phone), *context.session.exec(by_email)]
    live = select(Contact).where(col(Contact.id).in_(owners), col(Contact.deleted_at).is_(None))
    return context.session.exec(live.order_by(col(Contact.n).desc()).limit(_SHARING_MOST)).all()


def new_contact(context: Context, deal: Deal, person: Person) -> Contact:
    """A contact with all that stands on the deal. Raises NothingToSave where nothing does."""
    phones = contact_data.shown_phones(context, person.id)
    emails = contact_data.shown_emails(context, person.id)
    typed = [person.name, *(phone.e164 or phone.typed for phone in phones), *(email.typed for email in emails)]
    name = next((text for text in typed if text.strip()), None)
    if name is None:
        raise NothingToSave
    contact = Contact(
        id=new_id(context.now),
        name=name,
        company_id=deal.company_id,
        source=deal.source,
        responsible_id=deal.responsible_id or context.actor.id,
        created_at=context.now,
    )
    custom.fill_defaults(context, Entity.CONTACT, contact)
    context.session.add(contact)
    context.session.flush()
    contact_data.set_phones(context, contact.id, contact.id, phones)
    contact_data.set_emails(context, contact.id, contact.id, emails)
    return contact


def gain(context: Context, contact: Contact, command: SaveBuyer) -> None:
    """Add to a chosen contact what it does not have yet; what it has stays."""
    phones = contact_data.shown_phones(context, contact.id)
    emails = contact_data.shown_emails(context, contact.id)
    numbers = {contact_data.number(phone, context.region) for phone in phones}
    addresses = {contact_data.address(email) for email in emails}
    more_phones = [one for one in command.add_phones if contact_data.number(one, context.region) not in numbers]
    more_emails = [one for one in command.add_emails if contact_data.address(one) not in addresses]
    if more_phones:
        contact_data.set_phones(context, contact.id, contact.id, (*phones, *more_phones))
    if more_emails:
        contact_data.set_emails(context, contact.id, contact.id, (*emails, *more_emails))
    merging.add_alias(contact, command.also_known_as)
    context.session.flush()
