"""An open card is true within a second, whatever a colleague changes of what stands on it: on a file, on a database."""

from datetime import UTC, datetime

from crm_tui.domain.ids import DealId, RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.companies import GetCompany
from crm_tui.operations.contacts import ContactCard, ContactChanges, CreateContact, EditContact
from crm_tui.operations.deals import CreateDeal, DealChanges, EditDeal, NewPerson
from crm_tui.operations.notes import AddNote
from crm_tui.operations.tags import RenameTag
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.vouchers import CreateVoucher, EditVoucher, VoucherChanges, VoucherInfo, VoucherKind
from tests.journeys.conftest import Desk
from tests.storage.kinds import on_both

SOON = 1.0
pytestmark = on_both


async def client(store: Store) -> ContactCard:
    """A contact with a tag, who works for a company."""
    return await store.do(CreateContact("Марія Шевченко", company="Вікна", tags=("silver",)))


async def deal_with(store: Store, contact: ContactCard, title: str) -> DealId:
    made = await store.do(CreateDeal(title, NewPerson(contact.name, contact_id=contact.id), "1000"))
    return made.id


async def bill_on(store: Store, deal_id: DealId) -> VoucherInfo:
    return await store.do(CreateVoucher(RecordId(deal_id), VoucherKind.INVOICE, "INV-7", "Window", "1000"))


async def test_a_contacts_card_follows_its_deals_and_papers(morning: Store, colleague: Store, desk: Desk) -> None:
    contact = await client(morning)
    async with desk() as manager:
        await manager.press("g", "c", "enter")
        await manager.sees("Марія Шевченко", "Open 0")
        made = await deal_with(colleague, contact, "Six windows")
        await manager.sees("Open 1 · 1,000 ₴", within=SOON)
        await colleague.do(AddNote(RecordId(made), "wants oak"))
        await manager.sees("wants oak", within=SOON)
        await colleague.do(PlanTask(RecordId(made), "Measure", datetime(2026, 11, 20, tzinfo=UTC)))
        await manager.sees("Overdue 1", within=SOON)
        await morning.do(RenameTag(next(tag.id for tag in contact.tags), "gold"))
        await manager.sees("gold", within=SOON)

        bill = await bill_on(colleague, made)
        await manager.press(*["greater_than_sign"] * 5)
        await manager.sees("Invoices 1   1,000 ₴")
        await colleague.do(EditVoucher(bill.id, VoucherChanges(amount="2500")))
        await manager.sees("Invoices 1   2,500 ₴", within=SOON)


async def test_a_companys_card_follows_its_people(morning: Store, colleague: Store, desk: Desk) -> None:
    contact = await client(morning)
    assert contact.company_id
    made = await deal_with(morning, contact, "Six windows")
    async with desk() as manager:
        await manager.press("g", "o", "enter")
        await manager.sees("Вікна", "Марія Шевченко", "Open 1 · 1,000 ₴")
        await colleague.do(EditDeal(made, DealChanges(amount="7000")))
        await manager.sees("Open 1 · 7,000 ₴", within=SOON)
        await colleague.do(EditContact(contact.id, ContactChanges(company="Двері")))
        await manager.sees_no("Марія Шевченко", within=SOON)
        assert not (await manager.ask(GetCompany(contact.company_id))).people


async def test_a_deals_card_follows_its_papers(morning: Store, colleague: Store, desk: Desk) -> None:
    contact = await client(morning)
    made = await deal_with(morning, contact, "Six windows")
    bill = await bill_on(morning, made)
    async with desk() as manager:
        await manager.press("enter", *["greater_than_sign"] * 3)
        await manager.sees("Six windows", "Invoices 1   1,000 ₴")
        await colleague.do(EditVoucher(bill.id, VoucherChanges(amount="2500")))
        await manager.sees("Invoices 1   2,500 ₴", within=SOON)
