"""Saving a person of a deal as a buyer, and putting another in its place."""

from crm_tui.domain.ids import ContactId
from crm_tui.operations.deals import DealCard
from crm_tui.operations.matching import ReplaceBuyer, SaveBuyer, Saved, SavedBuyer
from crm_tui.storage import buyers, records
from crm_tui.storage.context import Context, handles
from crm_tui.storage.handlers.deal_reads import card
from crm_tui.storage.handlers.deals import touch
from crm_tui.storage.tables import Contact, Deal, Person


@handles(SaveBuyer)
def save_buyer(context: Context, command: SaveBuyer) -> SavedBuyer:
    """A person saved: as the colleague has who was first, as the contact that was chosen, or as a new one."""
    deal = records.deal(context.session, command.deal_id)
    person = buyers.person_of(context, deal, command.person_id, command.person)
    contact, outcome, by = _saved(context, deal, person, command)
    if person.contact_id != contact.id:
        buyers.link(context, deal, person, contact)
    touch(context, deal)
    return SavedBuyer(card(context, deal), ContactId(contact.id), outcome, by)


def _saved(context: Context, deal: Deal, person: Person, command: SaveBuyer) -> tuple[Contact, Saved, str]:
    first = buyers.linked_before(context, person, command)
    if first is None and command.contact_id is None:
        first = buyers.saved_since(context, person, command.seen)
    if first is not None:
        return first[0], Saved.ALREADY, first[1]
    if command.contact_id is None:
        return buyers.new_contact(context, deal, person), Saved.CREATED, ""
    contact = records.contact(context.session, command.contact_id)
    buyers.gain(context, contact, command)
    return contact, Saved.LINKED, ""


@handles(ReplaceBuyer)
def replace_buyer(context: Context, command: ReplaceBuyer) -> DealCard:
    """Another contact in a person's place, shown as it is saved; or nobody, and what was typed stays."""
    deal = records.deal(context.session, command.deal_id)
    person = None
    if command.person_id is not None or records.people(context.session, deal.id):
        person = buyers.person_of(context, deal, command.person_id)
    if command.contact_id is not None:
        buyers.stand_for(context, deal, person, records.contact(context.session, command.contact_id))
    elif person is not None:
        buyers.link(context, deal, person, None)
    touch(context, deal)
    return card(context, deal)
