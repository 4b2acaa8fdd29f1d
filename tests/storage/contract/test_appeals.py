"""Appeals as they come in: each is taken once, on the deal of whoever it is from."""

from datetime import datetime, timedelta

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import RecordId
from crm_tui.domain.stages import WipRule
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.deals import BulkAct, ChangeDeals, DealCard, GetDeal, ListDeals, MoveDeal, NewPerson
from crm_tui.operations.errors import InvalidValue, NotAllowed, NothingToUndo
from crm_tui.operations.feed import FeedKind, GetFeed
from crm_tui.operations.history import Undo
from crm_tui.operations.notes import Channel
from crm_tui.operations.pipelines import EditStage, StageChanges
from crm_tui.operations.spam import AddSpam, ListSpam, MarkSpam, RemoveSpam
from crm_tui.operations.triage import Appeal, FileDeals, ListTriage, RecordAppeal, SetReopening, SnoozeDeals, Taken
from crm_tui.operations.values import BuyerState, Email, Phone
from tests.storage.acts import deal, person, stage_named

HOUR = timedelta(hours=1)


async def call(store: Store, key: str, phone: str = "067 123 45 67", name: str = "") -> Appeal:
    """A call from a number."""
    return await store.do(RecordAppeal(Channel.CALL, key, phone, name=name))


def shown(appeal: Appeal) -> DealCard:
    """The deal of an appeal, which is there."""
    assert appeal.deal is not None
    return appeal.deal


async def heard(store: Store, deal: DealCard) -> list[tuple[str, datetime]]:
    """What came in on a deal, newest first."""
    page = await store.ask(GetFeed(RecordId(deal.id)))
    return [(item.text, item.at) for item in page.items if item.kind is FeedKind.COMMUNICATION and item.incoming]


async def test_a_stranger_makes_an_unsorted_deal_with_what_is_known(store: Store, clock: FixedClock) -> None:
    form = RecordAppeal(
        Channel.OTHER, "1", "067 123 45 67", "m@ex.ua", "Марія", "roof?", clock.now() - HOUR, seconds=None
    )

    appeal = await store.do(form)

    made = shown(appeal)
    assert (appeal.outcome, made.stage, made.responsible, made.unread) == (Taken.NEW, "Unsorted", None, True)
    (them,) = made.people
    assert (them.name, them.phones[0].e164, them.emails[0].typed) == ("Марія", "+380671234567", "m@ex.ua")
    assert await heard(store, made) == [("roof?", clock.now() - HOUR)]
    assert [item.deal_id for item in (await store.ask(ListTriage())).items] == [made.id]


async def test_who_gives_no_name_is_called_by_the_number(store: Store) -> None:
    assert [them.name for them in shown(await call(store, "1")).people] == ["067 123 45 67"]
    mail = await store.do(RecordAppeal(Channel.EMAIL, "1", email="Ivan@Ex.ua"))
    assert [them.name for them in shown(mail).people] == ["Ivan@Ex.ua"]


async def test_repeated_appeals_of_an_unfiled_number_are_one_deal(store: Store, clock: FixedClock) -> None:
    first = await call(store, "1")
    clock.set(clock.now() + HOUR)
    again = await call(store, "2", "+380671234567", name="Марія")
    mail = await store.do(RecordAppeal(Channel.EMAIL, "1", "067 123-45-67", "m@ex.ua", "Somebody else"))
    by_mail = await store.do(RecordAppeal(Channel.EMAIL, "2", email="M@ex.ua"))

    assert [one.outcome for one in (first, again, mail, by_mail)] == [Taken.NEW, *[Taken.GROUPED] * 3]
    card = await store.ask(GetDeal(shown(first).id))
    (them,) = card.people
    assert (them.name, [email.typed for email in them.emails]) == ("Марія", ["m@ex.ua"])
    assert len(await heard(store, card)) == 4
    assert card.touched_at == clock.now() - HOUR


async def test_a_delivery_is_taken_once(store: Store, clock: FixedClock) -> None:
    late, early = clock.now(), clock.now() - 2 * HOUR
    first = await store.do(RecordAppeal(Channel.SMS, "b", "067 123 45 67", text="second", at=late))
    await store.do(RecordAppeal(Channel.SMS, "a", "067 123 45 67", text="first", at=early))

    again = await store.do(RecordAppeal(Channel.SMS, " b ", "067 123 45 67", text="second", at=late))
    other_channel = await store.do(RecordAppeal(Channel.VIBER, "b", "067 123 45 67", text="third", at=late))

    made = shown(first)
    assert (again.outcome, shown(again).id, other_channel.outcome) == (Taken.REPEATED, made.id, Taken.GROUPED)
    assert sorted(await heard(store, made)) == [("first", early), ("second", late), ("third", late)]


async def test_a_delivery_whose_deal_is_gone_makes_none_again(store: Store) -> None:
    made = shown(await call(store, "1"))
    await store.do(ChangeDeals((made.id,), BulkAct(delete=True)))

    assert await call(store, "1") == Appeal(Taken.REPEATED, None)
    assert (await store.ask(ListDeals())).rows == ()


async def test_a_filed_contact_lands_in_the_same_deal(store: Store, clock: FixedClock) -> None:
    made = shown(await call(store, "1"))
    await store.do(FileDeals((made.id,)))
    await store.do(SnoozeDeals((made.id,), clock.now() + 9 * HOUR))
    clock.set(clock.now() + HOUR)

    appeal = await call(store, "2")

    card = shown(appeal)
    assert (appeal.outcome, card.id, card.unread, card.snoozed_until) == (Taken.LANDED, made.id, True, None)
    assert (card.stage, card.touched_at) == ("In work", clock.now())
    assert len((await store.ask(ListDeals())).rows) == 1


async def test_a_buyer_is_known_by_what_their_record_holds(store: Store) -> None:
    buyer = await store.do(CreateContact("Марія", (Phone("067 123 45 67"),), (Email("m@ex.ua"),)))
    work = (await stage_named(store, "In work")).id
    made = await deal(store, "Roof", contact=NewPerson("Марія", contact_id=buyer.id), stage_id=work)

    for command in (
        RecordAppeal(Channel.CALL, "1", "067 123 45 67"),
        RecordAppeal(Channel.EMAIL, "1", email="M@EX.UA"),
    ):
        appeal = await store.do(command)
        assert (appeal.outcome, shown(appeal).id) == (Taken.LANDED, made.id)


async def test_a_buyer_without_a_deal_is_saved_on_the_new_one(store: Store) -> None:
    buyer = await store.do(CreateContact("Марія", (Phone("067 123 45 67"),)))

    card = shown(await call(store, "1"))

    assert (card.stage, card.buyer, card.people[0].contact_id) == ("Unsorted", BuyerState.SAVED, buyer.id)
    assert card.people[0].name == "Марія"
    await store.do(CreateContact("Anna", (Phone("050 111 22 33"),)))
    await store.do(CreateContact("Petro", (Phone("050 111 22 33"),)))
    assert shown(await call(store, "2", "050 111 22 33")).buyer is BuyerState.UNSAVED


async def closed_deal(store: Store) -> DealCard:
    made = await deal(store, "Roof", contact=person("Марія", "067 123 45 67"), amount="5")
    return await store.do(MoveDeal(made.id, (await stage_named(store, "Won")).id))


async def test_who_comes_back_gets_a_new_deal(store: Store) -> None:
    closed = await closed_deal(store)

    appeal = await call(store, "1")

    assert appeal.outcome is Taken.NEW
    assert shown(appeal).id != closed.id


async def test_who_comes_back_has_their_deal_opened_again_where_the_pipeline_wants_it(store: Store) -> None:
    await store.do(SetReopening((await store.ask(GetBoard())).pipeline.id, True))
    closed = await closed_deal(store)

    appeal = await call(store, "1")

    card = shown(appeal)
    assert (appeal.outcome, card.id, card.stage, card.closed_at) == (Taken.REOPENED, closed.id, "In work", None)


async def test_a_full_stage_opens_nothing_again_and_loses_nothing(store: Store) -> None:
    await store.do(SetReopening((await store.ask(GetBoard())).pipeline.id, True))
    await closed_deal(store)
    work = await stage_named(store, "In work")
    await deal(store, "in the way", stage_id=work.id)
    await store.do(EditStage(work.id, StageChanges(wip_limit=1, wip_rule=WipRule.STRICT)))

    assert (await call(store, "1")).outcome is Taken.NEW


async def test_what_comes_from_the_spam_list_makes_no_deal(store: Store) -> None:
    made = shown(await call(store, "1"))
    await store.do(MarkSpam(made.id))
    await store.do(AddSpam("050 111 22 33"))

    assert await call(store, "2") == Appeal(Taken.SPAM, None)
    assert await call(store, "3", "050 111 22 33") == Appeal(Taken.SPAM, None)
    assert await call(store, "2") == Appeal(Taken.REPEATED, None)
    assert (await store.ask(ListDeals())).rows == ()
    (entry,) = [entry for entry in await store.ask(ListSpam()) if entry.title]
    await store.do(RemoveSpam(entry.id))
    assert len(await heard(store, made)) == 2
    assert (await call(store, "4")).outcome is Taken.GROUPED


async def test_what_is_no_appeal_is_refused(store: Store, reader: Store) -> None:
    with pytest.raises(InvalidValue, match="phone"):
        await store.do(RecordAppeal(Channel.CALL, "1", text="nobody"))
    with pytest.raises(InvalidValue, match="key"):
        await store.do(RecordAppeal(Channel.CALL, " ", "067 123 45 67"))
    with pytest.raises(NotAllowed):
        await reader.do(RecordAppeal(Channel.CALL, "1", "067 123 45 67"))
    assert (await store.ask(ListDeals())).rows == ()


async def test_an_odd_number_is_taken_as_it_is(store: Store) -> None:
    card = shown(await call(store, "1", "12"))

    assert (card.people[0].phones[0].typed, card.people[0].phones[0].e164) == ("12", None)
    assert (await call(store, "2", "12")).outcome is Taken.NEW


async def test_what_came_in_is_no_step_of_undo(store: Store) -> None:
    await call(store, "1")

    with pytest.raises(NothingToUndo):
        await store.do(Undo())
