"""The people of a deal: the first is its main contact, whom the board shows."""

from sqlmodel import col, select

from crm_tui.i18n import N_
from crm_tui.operations.deals import DealCard
from crm_tui.operations.errors import NotFound
from crm_tui.operations.people import AddPerson, EditPerson, MakeMainPerson, RemovePerson
from crm_tui.storage import contact_data, records, spam
from crm_tui.storage.context import Context, handles
from crm_tui.storage.handlers.deal_reads import card
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.tables import Deal, Person


@handles(AddPerson)
def add_person(context: Context, command: AddPerson) -> DealCard:
    """One more contact, last of them."""
    deal = records.deal(context.session, command.deal_id)
    people = records.people(context.session, deal.id)
    contact_data.new_person(context, deal, command.person, people[-1].position + 1 if people else 0)
    return _answer(context, deal)


@handles(EditPerson)
def edit_person(context: Context, command: EditPerson) -> DealCard:
    """What a contact is from now on."""
    deal = records.deal(context.session, command.deal_id)
    contact_data.set_person(context, _person(context, deal, command.person_id), command.person)
    return _answer(context, deal)


@handles(RemovePerson)
def remove_person(context: Context, command: RemovePerson) -> DealCard:
    """Take a contact off, with its phones and e-mails."""
    deal = records.deal(context.session, command.deal_id)
    named = _person(context, deal, command.person_id)
    same = command.everywhere and named.contact_id is not None
    for person in records.people(context.session, deal.id) if same else (named,):
        if person.contact_id == named.contact_id:
            _take_off(context, person)
    return _answer(context, deal)


@handles(MakeMainPerson)
def make_main_person(context: Context, command: MakeMainPerson) -> DealCard:
    """Put a contact first."""
    deal = records.deal(context.session, command.deal_id)
    chosen = _person(context, deal, command.person_id)
    others = [person for person in records.people(context.session, deal.id) if person.id != chosen.id]
    for position, person in enumerate((chosen, *others)):
        person.position = position
    return _answer(context, deal)


def _take_off(context: Context, person: Person) -> None:
    for owned in (*records.phones(context.session, person.id), *records.emails(context.session, person.id)):
        owned.deleted_at = context.now
    person.deleted_at = context.now


def _person(context: Context, deal: Deal, person_id: str) -> Person:
    query = select(Person).where(Person.id == person_id, Person.deal_id == deal.id, col(Person.deleted_at).is_(None))
    found = context.session.exec(query).first()
    if found is None:
        raise NotFound(N_("contact"), person_id)
    return found


def _answer(context: Context, deal: Deal) -> DealCard:
    """The deal, with what it repeats of its first contact."""
    context.session.flush()
    contact_data.repeat_main_person(context, deal)
    spam.judge(context, deal)
    touch(context, deal)
    return card(context, deal)
