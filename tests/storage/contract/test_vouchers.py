"""Requests, invoices and payments on cards."""

from datetime import date
from typing import Any

import pytest

from crm_tui.domain.ids import ContactId, RecordId, VoucherId
from crm_tui.domain.money import Money
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import CreateDeal, DealCard, NewPerson
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound, UndoRefused
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.vouchers import (
    CreateVoucher,
    DeleteVoucher,
    EditVoucher,
    FindVouchers,
    LinkVoucher,
    ListVouchers,
    UnlinkVoucher,
    VoucherChanges,
    VoucherInfo,
    VoucherKind,
)
from tests.storage.acts import deal

NOBODY = RecordId("f" * 32)
NONE = VoucherId("f" * 32)


async def invoice(store: Store, record_id: str, amount: str = "1000", **more: Any) -> VoucherInfo:
    return await store.do(CreateVoucher(RecordId(record_id), VoucherKind.INVOICE, "INV-1", amount=amount, **more))


async def payment(store: Store, record_id: str, amount: str, against: VoucherInfo | None = None) -> VoucherInfo:
    invoice_id = against.id if against else None
    return await store.do(CreateVoucher(RecordId(record_id), VoucherKind.PAYMENT, amount=amount, invoice_id=invoice_id))


async def vouchers(store: Store, record_id: str, kind: VoucherKind = VoucherKind.INVOICE) -> tuple[VoucherInfo, ...]:
    return await store.ask(ListVouchers(RecordId(record_id), kind))


async def deal_of(store: Store, contact_id: ContactId) -> DealCard:
    return await store.do(CreateDeal("Roof", contact=NewPerson("Марія", contact_id=contact_id)))


async def test_a_new_invoice_is_of_today_and_wholly_due(store: Store) -> None:
    made = await deal(store)

    new = await invoice(store, made.id, " 1 000,50 ", title=" Roof   repair ", due_day=date(2026, 12, 1))

    assert (new.amount, new.paid, new.due) == (Money(100_050, "UAH"), Money(0, "UAH"), Money(100_050, "UAH"))
    assert (new.day, new.due_day, new.title) == (date(2026, 11, 22), date(2026, 12, 1), "Roof repair")
    assert new.records == (RecordId(made.id),)
    assert await vouchers(store, made.id) == (new,)
    assert await vouchers(store, made.id, VoucherKind.REQUEST) == ()


async def test_a_payment_shows_what_is_still_due_and_what_was_paid_too_much(store: Store) -> None:
    made = await deal(store)
    open_one = await invoice(store, made.id)

    part = await payment(store, made.id, "400.10", open_one)
    (now,) = await vouchers(store, made.id)
    assert (part.invoice_id, part.invoice_number, part.paid, part.due) == (open_one.id, "INV-1", None, None)
    assert (now.paid, now.due) == (Money(40_010, "UAH"), Money(59_990, "UAH"))

    await payment(store, made.id, "700", open_one)
    (now,) = await vouchers(store, made.id)
    assert now.due == Money(-10_010, "UAH")


async def test_linking_twice_changes_nothing(store: Store) -> None:
    made, other = await deal(store), await deal(store, "Door")
    new = await invoice(store, made.id)

    once = await store.do(LinkVoucher(new.id, RecordId(other.id)))
    twice = await store.do(LinkVoucher(new.id, RecordId(other.id)))

    assert once == twice
    assert set(twice.records) == {RecordId(made.id), RecordId(other.id)}
    assert await vouchers(store, other.id) == (twice,)
    await store.do(Undo())
    assert await vouchers(store, other.id) == ()
    assert (await vouchers(store, made.id))[0].records == (RecordId(made.id),)


async def test_a_voucher_is_taken_off_a_card_and_put_on_again(store: Store) -> None:
    made = await deal(store)
    new = await invoice(store, made.id)

    off = await store.do(UnlinkVoucher(new.id, RecordId(made.id)))
    assert off == await store.do(UnlinkVoucher(new.id, RecordId(made.id)))
    assert (off.records, await vouchers(store, made.id)) == ((), ())
    assert await store.do(LinkVoucher(new.id, RecordId(made.id))) == new
    assert await vouchers(store, made.id) == (new,)


async def test_a_contacts_and_a_companys_cards_show_those_of_their_deals(store: Store) -> None:
    contact = await store.do(CreateContact("Марія", company="Дах"))
    made = await deal_of(store, contact.id)
    new, own = await invoice(store, made.id), await invoice(store, contact.id)
    assert contact.company_id

    assert set(await vouchers(store, contact.id)) == {new, own}
    assert await vouchers(store, contact.company_id) == (new,)
    assert await vouchers(store, made.id) == (new,)


async def test_vouchers_are_found_by_number_and_title(store: Store) -> None:
    made = await deal(store)
    new = await invoice(store, made.id, title="Покрівля 100%")
    await invoice(store, made.id, title="Door")

    found = FindVouchers(VoucherKind.INVOICE, "покрівля")
    assert await store.ask(found) == (new,)
    assert await store.ask(FindVouchers(VoucherKind.INVOICE, "100%")) == (new,)
    assert len(await store.ask(FindVouchers(VoucherKind.INVOICE, "inv"))) == 2
    assert len(await store.ask(FindVouchers(VoucherKind.INVOICE, limit=1))) == 1
    assert await store.ask(FindVouchers(VoucherKind.PAYMENT)) == ()


async def test_a_voucher_is_edited_field_by_field(store: Store) -> None:
    made = await deal(store)
    new, paid = await invoice(store, made.id), await payment(store, made.id, "5")

    changes = VoucherChanges(number="7", title="Door", amount="12", day=date(2026, 1, 2), due_day=None, comment="x")
    edited = await store.do(EditVoucher(new.id, changes))
    against = await store.do(EditVoucher(paid.id, VoucherChanges(invoice_id=new.id)))

    assert (edited.number, edited.title, edited.amount) == ("7", "Door", Money(1_200, "UAH"))
    assert (edited.day, edited.due_day, edited.comment) == (date(2026, 1, 2), None, "x")
    assert (against.invoice_number, (await vouchers(store, made.id))[0].due) == ("7", Money(700, "UAH"))
    assert (await store.do(EditVoucher(paid.id, VoucherChanges(invoice_id=None)))).invoice_id is None
    assert (await store.do(EditVoucher(new.id, VoucherChanges(amount="")))).due is None


async def test_a_deleted_voucher_is_gone_and_comes_back_by_undo(store: Store) -> None:
    made = await deal(store)
    new = await invoice(store, made.id)

    await store.do(DeleteVoucher(new.id))
    assert await vouchers(store, made.id) == ()
    await store.do(Undo())
    assert await vouchers(store, made.id) == (new,)
    await store.do(Redo())
    with pytest.raises(NotFound):
        await store.do(DeleteVoucher(new.id))


async def test_an_invoice_that_payments_are_against_stays(store: Store) -> None:
    made = await deal(store)
    new = await invoice(store, made.id)
    paid = await payment(store, made.id, "5", new)

    with pytest.raises(InvalidValue, match="payments"):
        await store.do(DeleteVoucher(new.id))

    await store.do(DeleteVoucher(paid.id))
    await store.do(DeleteVoucher(new.id))


async def test_an_invoice_that_a_colleague_has_paid_against_is_not_undone_away(store: Store, manager: Store) -> None:
    made = await deal(store)
    new = await invoice(store, made.id)
    await payment(manager, made.id, "5", new)

    with pytest.raises(UndoRefused, match="Ivan Petrenko"):
        await store.do(Undo())

    assert (await vouchers(store, made.id))[0].paid == Money(500, "UAH")


async def test_other_money_is_refused(store: Store) -> None:
    made = await deal(store)
    euros = await invoice(store, made.id, currency="€")
    assert euros.currency == "EUR"
    assert (await payment(store, made.id, "5", euros)).currency == "EUR"
    hryvnias = CreateVoucher(RecordId(made.id), VoucherKind.PAYMENT, amount="5", currency="UAH", invoice_id=euros.id)

    with pytest.raises(InvalidValue, match="EUR"):
        await store.do(hryvnias)
    paid = await payment(store, made.id, "5")
    with pytest.raises(InvalidValue, match="UAH"):
        await store.do(EditVoucher(paid.id, VoucherChanges(invoice_id=euros.id)))

    assert len(await vouchers(store, made.id, VoucherKind.PAYMENT)) == 2


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (VoucherKind.PAYMENT, {"amount": " "}),
        (VoucherKind.INVOICE, {"amount": "-5"}),
        (VoucherKind.INVOICE, {"amount": "five"}),
        (VoucherKind.INVOICE, {"amount": "0.001"}),
        (VoucherKind.INVOICE, {"currency": "shells"}),
    ],
)
async def test_what_is_no_sum_is_refused(store: Store, kind: VoucherKind, fields: dict[str, Any]) -> None:
    made = await deal(store)

    with pytest.raises(InvalidValue):
        await store.do(CreateVoucher(RecordId(made.id), kind, **fields))

    assert await vouchers(store, made.id, kind) == ()


async def test_what_is_not_there_is_told(store: Store) -> None:
    made = await deal(store)
    new, asked = await invoice(store, made.id), CreateVoucher(RecordId(made.id), VoucherKind.REQUEST, title="Roof")
    request = await store.do(asked)

    for question in (ListVouchers(NOBODY, VoucherKind.INVOICE),):
        with pytest.raises(NotFound):
            await store.ask(question)
    for command in (
        CreateVoucher(NOBODY, VoucherKind.INVOICE),
        CreateVoucher(RecordId(made.id), VoucherKind.PAYMENT, amount="5", invoice_id=NONE),
        CreateVoucher(RecordId(made.id), VoucherKind.PAYMENT, amount="5", invoice_id=request.id),
        EditVoucher(NONE, VoucherChanges()),
        LinkVoucher(NONE, RecordId(made.id)),
        LinkVoucher(new.id, NOBODY),
        UnlinkVoucher(NONE, RecordId(made.id)),
    ):
        with pytest.raises(NotFound):
            await store.do(command)
    with pytest.raises(InvalidValue, match="payments"):
        await store.do(EditVoucher(request.id, VoucherChanges(invoice_id=new.id)))


async def test_whoever_may_only_look_makes_none(store: Store, reader: Store) -> None:
    made = await deal(store)

    with pytest.raises(NotAllowed):
        await invoice(reader, made.id)

    assert await vouchers(reader, made.id) == ()


async def test_payments_for_a_cards_invoices_are_named_wherever_they_stand(store: Store) -> None:
    made, other = await deal(store), await deal(store)
    bill = await invoice(store, made.id)
    here, there = await payment(store, made.id, "10", bill), await payment(store, other.id, "20", bill)
    await payment(store, made.id, "30")

    found = await store.ask(ListVouchers(RecordId(made.id), VoucherKind.PAYMENT, for_its_invoices=True))

    assert {one.id for one in found} == {here.id, there.id}
