"""Phones and e-mails of a contact or of a person on a deal: read, normalised, and written where they differ."""

from collections.abc import Sequence

from crm_tui.domain import emails as email_reading
from crm_tui.domain import phones as phone_reading
from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations import values
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.errors import InvalidValue
from crm_tui.storage import records
from crm_tui.storage.context import Context
from crm_tui.storage.tables import Deal, Email, Person, Phone


def set_main_person(context: Context, deal: Deal, given: NewPerson) -> None:
    """Put contact data on a deal, as its main contact. Raises InvalidValue where the name is missing (D2)."""
    person = next(iter(records.people(context.session, deal.id)), None)
    if person is None:
        person = new_person(context, deal, given, 0)
    else:
        set_person(context, person, given)
    deal.contact_name, deal.buyer_id, deal.has_contact = person.name, given.contact_id, True


def new_person(context: Context, deal: Deal, given: NewPerson, position: int) -> Person:
    """One more person on a deal. Raises InvalidValue, NotFound."""
    person = Person(id=new_id(), deal_id=deal.id, position=position, name="")
    set_person(context, person, given)
    return person


def set_person(context: Context, person: Person, given: NewPerson) -> None:
    """What a person on a deal is from now on. Raises InvalidValue where the name is missing, NotFound."""
    name = " ".join(given.name.split())
    if not name:
        raise InvalidValue("contact", N_("needs a name; type who it is"))
    if given.contact_id is not None:
        records.contact(context.session, given.contact_id)
    person.name, person.role, person.contact_id = name, given.role, given.contact_id
    context.session.add(person)
    set_phones(context, person.id, person.deal_id, given.phones)
    set_emails(context, person.id, person.deal_id, given.emails)


def repeat_main_person(context: Context, deal: Deal) -> None:
    """Bring what a deal repeats of its first person up to who that is; flush before it."""
    person = next(iter(records.people(context.session, deal.id)), None)
    deal.contact_name = person.name if person is not None else ""
    deal.buyer_id = person.contact_id if person is not None else None
    deal.has_contact = person is not None


def set_phones(context: Context, owner_id: str, subject_id: str, given: Sequence[values.Phone]) -> None:
    """Make someone's phones these, in this order: rows that stay are changed in place, the others hidden."""
    wanted = [phone for phone in given if phone.typed.strip()]
    kept = list(records.phones(context.session, owner_id))
    for place, phone in enumerate(wanted):
        row = kept[place] if place < len(kept) else _new_phone(owner_id, subject_id, place)
        e164, problem = _read(phone, context.region)
        row.typed, row.label, row.e164, row.problem = phone.typed.strip(), phone.label.strip(), e164, problem
        context.session.add(row)
    for row in kept[len(wanted) :]:
        row.deleted_at = context.now


def number(phone: values.Phone, region: str) -> str:
    """What two spellings of a phone have in common: its E.164, else what was typed."""
    return _read(phone, region)[0] or phone.typed.strip()


def address(email: values.Email) -> str:
    """What two spellings of an e-mail have in common."""
    return email_reading.read(email.typed)[0]


def _new_phone(owner_id: str, subject_id: str, place: int) -> Phone:
    return Phone(id=new_id(), owner_id=owner_id, subject_id=subject_id, position=place, typed="")


def _read(phone: values.Phone, region: str) -> tuple[str | None, str | None]:
    if phone.e164 is not None or phone.problem is not None:
        return phone.e164, phone.problem
    found = phone_reading.read(phone.typed, region)
    return found.e164, found.problem


def set_emails(context: Context, owner_id: str, subject_id: str, given: Sequence[values.Email]) -> None:
    """Make someone's e-mails these, in this order."""
    wanted = [email for email in given if email.typed.strip()]
    kept = list(records.emails(context.session, owner_id))
    for place, email in enumerate(wanted):
        row = kept[place] if place < len(kept) else _new_email(owner_id, subject_id, place)
        address, _ = email_reading.read(email.typed)
        row.typed, row.label, row.address = email.typed.strip(), email.label.strip(), address
        context.session.add(row)
    for row in kept[len(wanted) :]:
        row.deleted_at = context.now


def _new_email(owner_id: str, subject_id: str, place: int) -> Email:
    return Email(id=new_id(), owner_id=owner_id, subject_id=subject_id, position=place, typed="", address="")


def shown_phones(context: Context, owner_id: str) -> tuple[values.Phone, ...]:
    """Someone's phones as an answer."""
    return tuple(
        values.Phone(typed=row.typed, label=row.label, e164=row.e164, problem=row.problem)
        for row in records.phones(context.session, owner_id)
    )


def shown_emails(context: Context, owner_id: str) -> tuple[values.Email, ...]:
    """Someone's e-mails as an answer."""
    return tuple(values.Email(typed=row.typed, label=row.label) for row in records.emails(context.session, owner_id))
