"""Reading a record for its admins' fields and writing one of them, whatever kind of record it is."""

from collections.abc import Mapping
from typing import Any

from crm_tui.domain.fields import Entity, FieldValue
from crm_tui.domain.ids import CompanyId, ContactId, DealId
from crm_tui.operations.base import Command, Store
from crm_tui.operations.companies import CompanyCard, CompanyChanges, EditCompany, GetCompany
from crm_tui.operations.contacts import ContactCard, ContactChanges, EditContact, GetContact
from crm_tui.operations.deals import DealCard, DealChanges, EditDeal, GetDeal

AnyRecord = DealCard | ContactCard | CompanyCard


async def read(store: Store, entity: Entity, record_id: str) -> AnyRecord:
    """The record. Raises what the store refuses."""
    match entity:
        case Entity.DEAL:
            return await store.ask(GetDeal(DealId(record_id)))
        case Entity.CONTACT:
            return await store.ask(GetContact(ContactId(record_id)))
        case Entity.COMPANY:
            return await store.ask(GetCompany(CompanyId(record_id)))


def written(entity: Entity, record_id: str, values: Mapping[str, FieldValue], seen: int | None = None) -> Command[Any]:
    """What writes these values, by field id."""
    match entity:
        case Entity.DEAL:
            return EditDeal(DealId(record_id), DealChanges(custom=dict(values)), seen=seen)
        case Entity.CONTACT:
            return EditContact(ContactId(record_id), ContactChanges(custom=dict(values)), seen=seen)
        case Entity.COMPANY:
            return EditCompany(CompanyId(record_id), CompanyChanges(custom=dict(values)), seen=seen)
