"""Whose cards show something of a change: those are told of it, and nobody else."""

from collections.abc import Awaitable, Callable

from crm_tui.domain.ids import CompanyId, PersonId, RecordId, VoucherId
from crm_tui.operations.base import Change, Store
from crm_tui.operations.contacts import ContactCard, ContactChanges, CreateContact, EditContact
from crm_tui.operations.deals import DealChanges, EditDeal, NewPerson
from crm_tui.operations.history import ListChanges, Undo
from crm_tui.operations.notes import AddNote
from crm_tui.operations.people import RemovePerson
from crm_tui.operations.tags import CreateTag, RenameTag
from crm_tui.operations.vouchers import (
    CreateVoucher,
    EditVoucher,
    UnlinkVoucher,
    VoucherChanges,
    VoucherInfo,
    VoucherKind,
)
from tests.storage.acts import deal


async def told(store: Store, act: Callable[[], Awaitable[object]]) -> Change:
    """What the feed tells of an act."""
    before = (await store.ask(ListChanges(limit=0))).head
    await act()
    (change,) = (await store.ask(ListChanges(before))).changes
    return change


async def client(store: Store, name: str = "Марія", company: str = "Вікна") -> ContactCard:
    return await store.do(CreateContact(name, company=company))


def known_as(contact: ContactCard) -> NewPerson:
    return NewPerson(contact.name, contact_id=contact.id)


async def invoice(store: Store, record_id: str) -> VoucherInfo:
    return await store.do(CreateVoucher(RecordId(record_id), VoucherKind.INVOICE, "INV-1", amount="1000"))


async def test_a_deals_change_is_also_its_clients(store: Store) -> None:
    contact, stranger = await client(store), await client(store, "Іван", "Двері")
    made = await deal(store, contact=known_as(contact))

    edited = await told(store, lambda: store.do(EditDeal(made.id, DealChanges(title="Door"))))
    noted = await told(store, lambda: store.do(AddNote(RecordId(made.id), "called")))

    for change in (edited, noted):
        assert change.subjects == frozenset([str(made.id)])
        assert change.around == frozenset([str(made.id), str(contact.id), str(contact.company_id)])
        assert stranger.id not in change.around


async def test_a_new_deal_is_its_clients_too(store: Store) -> None:
    contact = await client(store)

    change = await told(store, lambda: deal(store, contact=known_as(contact)))

    assert change.around is not None
    assert change.around >= {contact.id, contact.company_id}


async def test_whom_a_deal_was_taken_from_is_told(store: Store) -> None:
    contact = await client(store)
    made = await deal(store, contact=known_as(contact), company="Двері")
    (person,) = made.people

    moved = await told(store, lambda: store.do(EditDeal(made.id, DealChanges(company="Дах"))))
    removed = await told(store, lambda: store.do(RemovePerson(made.id, PersonId(person.id))))
    back = await told(store, lambda: store.do(Undo()))

    assert made.company_id in (moved.around or ())
    assert contact.id in (removed.around or ())
    assert contact.id in (back.around or ())


async def test_a_contacts_change_is_also_the_companys_that_it_left(store: Store) -> None:
    contact = await client(store)
    left = CompanyId(contact.company_id or "")

    change = await told(store, lambda: store.do(EditContact(contact.id, ContactChanges(company="Двері"))))

    assert change.around is not None
    assert change.around >= {contact.id, left}
    assert len(change.around) == 3


async def test_a_vouchers_change_is_that_of_every_card_that_it_is_on(store: Store) -> None:
    contact = await client(store)
    made = await deal(store, contact=known_as(contact))
    bill = await invoice(store, made.id)

    edited = await told(store, lambda: store.do(EditVoucher(bill.id, VoucherChanges(amount="2000"))))
    unlinked = await told(store, lambda: store.do(UnlinkVoucher(bill.id, RecordId(made.id))))

    for change in (edited, unlinked):
        assert change.around is not None
        assert change.around >= {made.id, contact.id, contact.company_id}


async def test_a_payment_is_the_change_of_its_invoices_cards(store: Store) -> None:
    made, other = await deal(store), await deal(store)
    bill, second = await invoice(store, made.id), await invoice(store, made.id)
    paid = CreateVoucher(RecordId(other.id), VoucherKind.PAYMENT, amount="10", invoice_id=bill.id)

    change = await told(store, lambda: store.do(paid))
    (payment_id,) = (change.subjects or frozenset()) - {other.id}
    moved = await told(store, lambda: store.do(EditVoucher(VoucherId(payment_id), VoucherChanges(invoice_id=None))))

    assert second.id not in (change.around or ())
    assert made.id in (change.around or ())
    assert made.id in (moved.around or ())


async def test_settings_are_told_by_their_kind(store: Store) -> None:
    tag = await store.do(CreateTag("vip"))

    renamed = await told(store, lambda: store.do(RenameTag(tag.id, "VIP+")))
    back = await told(store, lambda: store.do(Undo()))
    elsewhere = await told(store, lambda: deal(store))

    assert renamed.settings == back.settings == frozenset({"tag"})
    assert not elsewhere.settings
