"""Figures of the relation with a client, each with what it was counted from."""

from datetime import timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import RecordId
from crm_tui.domain.money import Money
from crm_tui.operations.analytics import GetRelation, Relation
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ContactCard, CreateContact
from crm_tui.operations.deals import CreateDeal, DealCard, DealChanges, MoveDeal, NewPerson
from crm_tui.operations.errors import NotFound
from crm_tui.operations.pipelines import ListLostReasons
from crm_tui.operations.tasks import CompleteTask, PlanTask
from crm_tui.operations.vouchers import CreateVoucher, VoucherKind
from tests.storage.acts import deal, stage_named


async def client(store: Store) -> ContactCard:
    return await store.do(CreateContact("Марія", company="Дах"))


async def deal_with(store: Store, contact: ContactCard, amount: str = "") -> DealCard:
    return await store.do(CreateDeal("Roof", contact=NewPerson("Марія", contact_id=contact.id), amount=amount))


async def won(store: Store, contact: ContactCard, amount: str) -> DealCard:
    made = await deal_with(store, contact, amount)
    return await store.do(MoveDeal(made.id, (await stage_named(store, "Won")).id))


async def relation(store: Store, record_id: str) -> Relation:
    return await store.ask(GetRelation(RecordId(record_id)))


async def test_a_card_without_deals_has_no_figures(store: Store) -> None:
    contact = await client(store)

    found = await relation(store, contact.id)

    assert (found.open.count, found.won.count, found.lost.count, found.open.sums) == (0, 0, 0, ())
    assert (found.months, found.mean_cheque, found.invoiced, found.paid) == ((), (), (), ())
    assert (found.mean_cycle, found.reply_time, found.last_touch) == (None, None, None)


async def test_deals_are_counted_by_how_they_ended(store: Store) -> None:
    contact = await client(store)
    first, second = await won(store, contact, "100"), await won(store, contact, "50.25")
    lost = await deal_with(store, contact)
    reason = next(each.id for each in await store.ask(ListLostReasons()) if not each.wants_note)
    fill = DealChanges(lost_reason=reason)
    await store.do(MoveDeal(lost.id, (await stage_named(store, "Lost")).id, fill=fill))
    still_open = await deal_with(store, contact, "7")
    await deal(store, "somebody else's", amount="1000000")
    assert contact.company_id

    of_contact = await relation(store, contact.id)

    assert (of_contact.won.count, of_contact.won.sums) == (2, (Money(15_025, "UAH"),))
    assert set(of_contact.won.deals) == {first.id, second.id}
    assert (of_contact.lost.deals, of_contact.lost.sums) == ((lost.id,), ())
    assert (of_contact.open.deals, of_contact.open.sums) == ((still_open.id,), (Money(700, "UAH"),))
    assert of_contact.mean_cheque == (Money(7_513, "UAH"),)
    assert await relation(store, contact.company_id) == of_contact
    assert (await relation(store, first.id)).won.deals == (first.id,)


async def test_what_was_won_is_told_by_month_with_the_time_it_took(store: Store, clock: FixedClock) -> None:
    contact = await client(store)
    earlier = await won(store, contact, "100")
    made = await deal_with(store, contact, "30")
    clock.set(clock.now() + timedelta(days=10))
    later = await store.do(MoveDeal(made.id, (await stage_named(store, "Won")).id))

    found = await relation(store, contact.id)

    assert [(month.month, month.amount, month.deals) for month in found.months] == [
        ("2026-11", Money(10_000, "UAH"), (earlier.id,)),
        ("2026-12", Money(3_000, "UAH"), (later.id,)),
    ]
    assert found.mean_cycle == 5 * 86_400
    assert found.last_touch == clock.now()


async def test_tasks_that_are_late_are_named(store: Store, clock: FixedClock) -> None:
    contact = await client(store)
    made = await deal_with(store, contact)
    late, later = clock.now() - timedelta(days=2), clock.now() - timedelta(days=1)
    planned = [
        await store.do(PlanTask(RecordId(made.id), "call", due_at=due))
        for due in (later, late, clock.now() + timedelta(days=1), None)
    ]
    tasks = {task.due_at: task.id for task in planned}

    assert (await relation(store, contact.id)).overdue_tasks == (tasks[late], tasks[later])
    await store.do(CompleteTask(tasks[late]))
    assert (await relation(store, made.id)).overdue_tasks == (tasks[later],)


async def test_what_is_invoiced_and_what_is_paid_of_it(store: Store) -> None:
    contact = await client(store)
    made = await deal_with(store, contact)
    card = RecordId(made.id)
    paid = await store.do(CreateVoucher(card, VoucherKind.INVOICE, amount="100"))
    due = await store.do(CreateVoucher(card, VoucherKind.INVOICE, amount="50"))
    euros = await store.do(CreateVoucher(RecordId(contact.id), VoucherKind.INVOICE, amount="9", currency="EUR"))
    for against, amount in ((paid, "60"), (paid, "40"), (due, "20")):
        await store.do(CreateVoucher(card, VoucherKind.PAYMENT, amount=amount, invoice_id=against.id))

    of_contact, of_deal = await relation(store, contact.id), await relation(store, made.id)

    assert of_contact.invoiced == (Money(900, "EUR"), Money(15_000, "UAH"))
    assert of_contact.paid == of_deal.paid == (Money(12_000, "UAH"),)
    assert set(of_contact.unpaid_invoices) == {due.id, euros.id}
    assert (of_deal.invoiced, of_deal.unpaid_invoices) == ((Money(15_000, "UAH"),), (due.id,))


async def test_a_card_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.ask(GetRelation(RecordId("f" * 32)))
