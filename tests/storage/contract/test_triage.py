"""The queue of triage, and deals filed out of it and snoozed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, PipelineId, RecordId, StageId
from crm_tui.domain.stages import DealField, StageKind, WipRule
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard, GetCards
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import (
    CreateDeal,
    DealCard,
    DealChanges,
    EditDeal,
    GetDeal,
    MarkRead,
    MoveDeal,
    NewPerson,
)
from crm_tui.operations.documents import AttachDocument, ListDocuments
from crm_tui.operations.errors import AlreadyFiled, InvalidValue, NotAllowed, NotFound, StageFull, StageRefused
from crm_tui.operations.feed import GetFeed
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.notes import AddNote, Channel, LogCommunication, SetMemo
from crm_tui.operations.pipelines import CreatePipeline, EditStage, StageChanges
from crm_tui.operations.spam import MarkSpam
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.triage import Cause, FileDeals, ListTriage, SetReopening, SnoozeDeals
from crm_tui.operations.values import BuyerState, Phone
from crm_tui.operations.vouchers import CreateVoucher, ListVouchers, VoucherKind
from tests.storage.acts import column, deal, person, stage_named, still

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def queue(store: Store, **asked: Any) -> list[str]:
    """The titles in the queue."""
    return [item.title for item in (await store.ask(ListTriage(**asked))).items]


async def filed(store: Store, title: str, **more: Any) -> DealCard:
    """A deal in work."""
    return await deal(store, title, stage_id=(await stage_named(store, "In work")).id, **more)


def untouched(card: DealCard) -> DealCard:
    """A card without what is no step of undo: when it was last worked on, and the sequence."""
    return replace(still(card), touched_at=card.created_at)


async def test_an_empty_store_has_nothing_to_clear(store: Store) -> None:
    found = await store.ask(ListTriage())

    assert (found.items, found.total, found.capped) == ((), 0, False)
    assert (found.snoozed, found.wakes_at, found.due_at) == (0, None, None)


async def test_deals_wait_by_cause_and_by_how_long(store: Store, clock: FixedClock) -> None:
    stage = await stage_named(store, "In work")
    await store.do(EditStage(stage.id, StageChanges(rot_days=5)))
    await filed(store, "rotting")
    clock.set(clock.now() + 6 * DAY)
    overdue = await filed(store, "overdue")
    await store.do(PlanTask(RecordId(overdue.id), "call", due_at=clock.now() + HOUR))
    await store.do(MarkRead((await filed(store, "unread")).id, unread=True))
    await deal(store, "first", contact=person("Іван"))
    clock.set(clock.now() + 2 * HOUR)
    await deal(store, "second")
    await filed(store, "nothing the matter")

    found = await store.ask(ListTriage())

    assert [(item.title, item.cause) for item in found.items] == [
        ("first", Cause.UNSORTED),
        ("second", Cause.UNSORTED),
        ("unread", Cause.UNREAD),
        ("overdue", Cause.OVERDUE),
        ("rotting", Cause.ROTTING),
    ]
    assert found.counts == {Cause.UNSORTED: 2, Cause.UNREAD: 1, Cause.OVERDUE: 1, Cause.ROTTING: 1}
    assert [clock.now() - item.since for item in found.items] == [2 * HOUR, 0 * HOUR, 2 * HOUR, HOUR, DAY + 2 * HOUR]
    first = found.items[0]
    assert (first.contact, first.buyer, first.others) == ("Іван", BuyerState.UNSAVED, ())
    assert await store.ask(ListTriage()) == found


async def test_a_deal_with_several_causes_is_counted_once(store: Store, clock: FixedClock) -> None:
    made = await deal(store, "Roof")
    await store.do(MarkRead(made.id, unread=True))
    await store.do(PlanTask(RecordId(made.id), "call", due_at=clock.now() - HOUR))

    found = await store.ask(ListTriage())

    assert [item.cause for item in found.items] == [Cause.UNSORTED]
    assert found.total == 1


async def test_a_planned_task_stops_the_rot_and_tells_when_it_is_due(store: Store, clock: FixedClock) -> None:
    stage = await stage_named(store, "In work")
    await store.do(EditStage(stage.id, StageChanges(rot_days=5)))
    made = await filed(store, "rotting")
    clock.set(clock.now() + 6 * DAY)
    assert await queue(store) == ["rotting"]

    await store.do(PlanTask(RecordId(made.id), "call", due_at=clock.now() + HOUR))

    found = await store.ask(ListTriage())
    assert (found.items, found.due_at) == ((), clock.now() + HOUR)


async def test_a_closed_deal_waits_only_where_somebody_wrote(store: Store, clock: FixedClock) -> None:
    won = await deal(store, "won", amount="5", stage_id=(await stage_named(store, "Won")).id)
    await store.do(PlanTask(RecordId(won.id), "call", due_at=clock.now() - HOUR))
    assert await queue(store) == []

    await store.do(MarkRead(won.id, unread=True))
    assert await queue(store) == ["won"]


async def test_everybody_sees_their_own_and_nobodys(store: Store, manager: Store, clock: FixedClock) -> None:
    await store.do(CreateDeal("nobody's", responsible=None))
    clock.set(clock.now() + HOUR)
    await deal(store, "the owner's")
    await deal(manager, "the manager's")
    for mine in (store, manager):
        late = await filed(mine, "late")
        await store.do(PlanTask(RecordId(late.id), "call", due_at=clock.now() - HOUR))
        await store.do(MarkRead((await filed(mine, "unread")).id, unread=True))

    assert await queue(store) == ["nobody's", "the owner's", "unread", "late"]
    assert await queue(manager) == ["nobody's", "the manager's", "unread", "late"]
    assert len(await queue(store, everybody=True)) == 7
    assert (await store.ask(ListTriage(everybody=True, limit=2))).total == 7
    assert len(await queue(store, everybody=True, limit=2)) == 2


async def test_appeals_of_one_number_are_one_item(store: Store, clock: FixedClock) -> None:
    first = await deal(store, "Call", contact=person("+380 67 123 45 67", "+380 67 123 45 67"))
    clock.set(clock.now() + HOUR)
    await deal(store, "other", contact=person("Other", "050 111 22 33"))
    again = await deal(store, "Form", contact=person("Марія", "067 123-45-67", "m@ex.ua"))
    mail = await deal(store, "Mail", contact=person("Maria", email="M@EX.UA"))

    found = await store.ask(ListTriage())

    assert [item.deal_ids for item in found.items[:1]] == [(first.id, *sorted([again.id, mail.id]))]
    assert [item.title for item in found.items] == ["Call", "other"]
    assert found.counts[Cause.UNSORTED] == 2
    assert found.items[0].since == first.created_at


async def test_two_buyers_who_share_a_number_stay_two_items(store: Store) -> None:
    for name in ("Ivan", "Anna"):
        buyer = await store.do(CreateContact(name, (Phone("067 123 45 67"),)))
        await deal(store, name, contact=NewPerson(name, (Phone("067 123 45 67"),), contact_id=buyer.id))
    await deal(store, "one", contact=person("+380", "067 123 45 67"))
    await deal(store, "two", contact=person("+380", "067 123 45 67"))

    items = (await store.ask(ListTriage())).items

    assert sorted(len(item.deal_ids) for item in items) == [1, 1, 2]


async def test_spam_waits_for_nobody(store: Store, clock: FixedClock) -> None:
    first = await deal(store, "Call", contact=person("x", "067 123 45 67"))
    clock.set(clock.now() + HOUR)
    await deal(store, "Again", contact=person("x", "067 123 45 67"))

    await store.do(MarkSpam(first.id))

    assert await queue(store) == []
    await store.do(Undo())
    assert await queue(store) == ["Call"]


# Filing


async def test_a_filed_deal_stands_in_the_first_open_stage_in_its_filers_hands(
    store: Store, manager: Store, clock: FixedClock
) -> None:
    made = await store.do(CreateDeal("Roof", responsible=None))
    await store.do(MarkRead(made.id, unread=True))
    me = (await manager.ask(GetBoard())).me

    card = await manager.do(FileDeals((made.id,)))

    assert (card.stage, card.responsible, card.unread) == ("In work", me.id, False)
    assert await column(store, "In work") == [made.id]
    assert await queue(store) == []
    await manager.do(Undo())
    assert await queue(store) == ["Roof"]
    assert (await store.ask(GetDeal(made.id))).responsible is None
    await manager.do(Redo())
    assert (await store.ask(GetDeal(made.id))).stage == "In work"


async def test_whoever_is_responsible_stays_so(store: Store, manager: Store) -> None:
    made = await deal(store, "Roof")

    assert (await manager.do(FileDeals((made.id,)))).responsible == made.responsible


async def test_a_deal_is_filed_into_a_stage_of_ones_choice(store: Store) -> None:
    made = await deal(store, "Roof")
    offer = await stage_named(store, "Offer")
    await store.do(EditStage(offer.id, StageChanges(required=(DealField.AMOUNT,))))

    with pytest.raises(StageRefused):
        await store.do(FileDeals((made.id,), offer.id))
    card = await store.do(FileDeals((made.id,), offer.id, DealChanges(amount="50")))

    assert card.stage == "Offer"


async def test_what_cannot_be_filed_is_refused(store: Store, reader: Store) -> None:
    made, other = await deal(store, "Roof"), await deal(store, "Door")
    await store.do(
        EditStage((await stage_named(store, "In work")).id, StageChanges(wip_limit=1, wip_rule=WipRule.STRICT))
    )
    lonely = await store.do(CreatePipeline("Lonely"))
    unsorted = await stage_named(store, "Unsorted")

    with pytest.raises(NotFound):
        await store.do(FileDeals((DealId("none"),)))
    with pytest.raises(InvalidValue):
        await store.do(FileDeals(()))
    with pytest.raises(InvalidValue):
        await store.do(FileDeals((made.id, other.id)))
    with pytest.raises(InvalidValue):
        await store.do(FileDeals((made.id,), unsorted.id))
    with pytest.raises(NotFound):
        await store.do(FileDeals((made.id,), StageId("none")))
    with pytest.raises(NotAllowed):
        await reader.do(FileDeals((made.id,)))
    await store.do(FileDeals((made.id,)))
    with pytest.raises(AlreadyFiled, match="In work"):
        await store.do(FileDeals((made.id,)))
    with pytest.raises(StageFull):
        await store.do(FileDeals((other.id,)))
    await store.do(MoveDeal(other.id, lonely.stages[0].id))
    with pytest.raises(InvalidValue, match="no open one"):
        await store.do(FileDeals((other.id,)))
    assert (await store.ask(GetDeal(other.id))).stage_kind is StageKind.UNSORTED


async def test_a_group_is_filed_as_one_and_nothing_of_it_is_lost(store: Store, clock: FixedClock) -> None:
    first = await deal(store, "Call", contact=person("+380 67 123 45 67", "+380 67 123 45 67"), description="asks")
    clock.set(clock.now() + HOUR)
    form = await deal(
        store, "Form", contact=person("Марія", "067 123 45 67", "m@ex.ua"), amount="70", tags=("site",), company="Дах"
    )
    await store.do(EditDeal(form.id, DealChanges(description="roof of 40 m²", comment="in a hurry")))
    clock.set(clock.now() + HOUR)
    anna = await deal(store, "Anna", contact=person("Anna", "067 123 45 67"))
    on = RecordId(form.id)
    await store.do(AddNote(on, "measured"))
    await store.do(LogCommunication(on, Channel.CALL, incoming=True, text="missed"))
    await store.do(PlanTask(on, "call back", due_at=clock.now() + HOUR))
    await store.do(SetMemo(form.id, "keys at the guard"))
    await store.do(AttachDocument(on, "plan.txt", b"plan"))
    await store.do(CreateVoucher(on, VoucherKind.INVOICE, "7", amount="5"))
    before = [await store.ask(GetDeal(one.id)) for one in (first, form, anna)]

    card = await store.do(FileDeals((form.id, anna.id, first.id)))

    assert (card.id, card.stage, card.company) == (first.id, "In work", "Дах")
    assert [person.name for person in card.people] == ["Марія", "Anna"]
    assert [email.typed for email in card.people[0].emails] == ["m@ex.ua"]
    assert [phone.typed for phone in card.people[0].phones] == ["+380 67 123 45 67"]
    assert card.description == "asks\nroof of 40 m²"
    assert (card.comment, card.memo, [tag.name for tag in card.tags]) == ("in a hurry", "keys at the guard", ["site"])
    assert [task.text for task in card.tasks] == ["call back"]
    assert card.amount is not None
    feed = await store.ask(GetFeed(RecordId(first.id)))
    assert {"measured", "missed", "plan.txt"} <= {item.text for item in feed.items}
    assert [document.name for document in await store.ask(ListDocuments(RecordId(first.id)))] == ["plan.txt"]
    assert len(await store.ask(ListVouchers(RecordId(first.id), VoucherKind.INVOICE))) == 1
    (placed,) = await store.ask(GetCards((first.id, form.id, anna.id)))
    assert placed.card.next_task_at == clock.now() + HOUR
    for gone in (form, anna):
        with pytest.raises(NotFound):
            await store.ask(GetDeal(gone.id))

    await store.do(Undo())
    after = [await store.ask(GetDeal(one.id)) for one in (first, form, anna)]
    assert [untouched(card) for card in after] == [untouched(card) for card in before]
    (placed, with_task, _) = await store.ask(GetCards((first.id, form.id, anna.id)))
    assert (placed.card.next_task_at, with_task.card.next_task_at) == (None, clock.now() + HOUR)


# Snoozing


async def test_a_snoozed_deal_comes_back_by_itself(store: Store, clock: FixedClock) -> None:
    made, later = await deal(store, "Roof"), await deal(store, "Door")
    until = clock.now() + HOUR

    card = await store.do(SnoozeDeals((made.id,), until))
    await store.do(SnoozeDeals((later.id,), until + HOUR))

    assert card.snoozed_until == until
    found = await store.ask(ListTriage())
    assert (found.items, found.snoozed, found.wakes_at) == ((), 2, until)
    (placed,) = await store.ask(GetCards((made.id,)))
    assert placed.card.snoozed_until == until
    clock.set(until)
    found = await store.ask(ListTriage())
    assert ([item.title for item in found.items], found.snoozed) == (["Roof"], 1)


async def test_a_snooze_is_taken_back(store: Store, clock: FixedClock) -> None:
    made = await deal(store, "Roof")
    await store.do(SnoozeDeals((made.id,), clock.now() + HOUR))
    await store.do(Undo())
    assert await queue(store) == ["Roof"]
    await store.do(Redo())
    assert await queue(store) == []
    assert (await store.do(SnoozeDeals((made.id,), None))).snoozed_until is None
    assert await queue(store) == ["Roof"]


async def test_what_cannot_be_snoozed_is_refused(store: Store, reader: Store, clock: FixedClock) -> None:
    made = await deal(store, "Roof")
    with pytest.raises(InvalidValue, match="has passed"):
        await store.do(SnoozeDeals((made.id,), clock.now()))
    with pytest.raises(InvalidValue):
        await store.do(SnoozeDeals((), clock.now() + HOUR))
    with pytest.raises(NotFound):
        await store.do(SnoozeDeals((made.id, DealId("none")), clock.now() + HOUR))
    with pytest.raises(NotAllowed):
        await reader.do(SnoozeDeals((made.id,), clock.now() + HOUR))
    assert await queue(store) == ["Roof"]


async def test_an_admin_says_what_becomes_of_those_who_come_back(store: Store, manager: Store) -> None:
    pipeline = (await store.ask(GetBoard())).pipeline

    assert not pipeline.reopens
    assert (await store.do(SetReopening(pipeline.id, True))).reopens
    assert (await store.ask(GetBoard())).pipeline.reopens
    await store.do(Undo())
    assert not (await store.ask(GetBoard())).pipeline.reopens
    with pytest.raises(NotFound):
        await store.do(SetReopening(PipelineId("none"), True))
    with pytest.raises(NotAllowed):
        await manager.do(SetReopening(pipeline.id, True))
