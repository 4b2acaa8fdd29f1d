"""Deals: made, read, listed, changed, moved, and changed by the many."""

from datetime import timedelta

import pytest

from crm_tui import i18n
from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import ContactId, DealId, ReasonId, StageId, UserId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import DealField, StageKind, WipRule
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.deals import (
    BulkAct,
    ChangeDeals,
    CreateDeal,
    DealCard,
    DealChanges,
    EditDeal,
    GetDeal,
    GetHistory,
    ListDeals,
    MarkRead,
    MoveDeal,
    NewPerson,
    PreviewDeals,
    ShiftDeal,
)
from crm_tui.operations.errors import InvalidValue, NotAllowed, NotFound, StageFull, StageRefused
from crm_tui.operations.filters import Sort
from crm_tui.operations.pipelines import EditStage, ListLostReasons, StageChanges
from crm_tui.operations.values import UNSET, BuyerState
from tests.storage.acts import column, deal, person, stage_named, still, titles, user_named

NOBODY = "f" * 32


async def test_a_new_deal_stands_in_the_unsorted_stage_and_is_the_callers(store: Store) -> None:
    made = await store.do(CreateDeal("  Roof   repair ", contact=person("Марія", "067 123 45 67"), amount="1 500,5"))

    me = (await store.ask(GetBoard())).me
    assert (made.title, made.stage_kind, made.responsible) == ("Roof repair", StageKind.UNSORTED, me.id)
    assert made.amount == Money(150050, "UAH")
    assert made.people[0].phones[0].e164 == "+380671234567"
    assert made.buyer is BuyerState.UNSAVED
    assert await store.ask(GetDeal(made.id)) == made


async def test_a_new_deal_can_be_with_a_company_by_its_name(store: Store) -> None:
    made = await store.do(CreateDeal("Roof", company="  Вектор "))
    again = await store.do(CreateDeal("Gate", company="вектор"))

    assert made.company == "Вектор"
    assert again.company_id == made.company_id
    assert (await store.do(CreateDeal("Door"))).company_id is None


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (CreateDeal("  "), InvalidValue),
        (CreateDeal("x", amount="a lot"), InvalidValue),
        (CreateDeal("x", contact=NewPerson(" ")), InvalidValue),
        (CreateDeal("x", stage_id=StageId(NOBODY)), NotFound),
        (CreateDeal("x", responsible=UserId(NOBODY)), NotFound),
        (CreateDeal("x", contact=NewPerson("y", contact_id=ContactId(NOBODY))), NotFound),
    ],
)
async def test_a_deal_that_cannot_be_made_leaves_nothing(
    store: Store, command: CreateDeal, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await store.do(command)

    assert (await store.ask(ListDeals())).rows == ()


async def test_a_won_stage_refuses_a_deal_without_an_amount(store: Store) -> None:
    won = await stage_named(store, "Won")

    with pytest.raises(StageRefused) as refused:
        await store.do(CreateDeal("Roof", stage_id=won.id))
    made = await store.do(CreateDeal("Roof", stage_id=won.id, amount="5"))

    assert refused.value.missing == (DealField.AMOUNT,)
    assert made.closed_at is not None


async def test_fields_are_changed_and_the_rest_stays(store: Store) -> None:
    made = await deal(store, amount="70", description="as it was")

    changed = await store.do(EditDeal(made.id, DealChanges(title="Door", amount="", comment="later")))

    assert (changed.title, changed.amount, changed.comment) == ("Door", None, "later")
    assert changed.description == "as it was"
    assert changed.seq > made.seq


async def test_the_answers_sequence_is_the_changes_own(store: Store) -> None:
    made = await deal(store)

    assert made.seq == (await store.ask(GetBoard())).seq
    assert made.seq == (await store.ask(GetHistory(made.id)))[0].seq


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (DealChanges(title=""), InvalidValue),
        (DealChanges(title="ok", amount="12,345.6.7"), InvalidValue),
        (DealChanges(title="ok", responsible=UserId(NOBODY)), NotFound),
        (DealChanges(title="ok", lost_reason=ReasonId(NOBODY)), NotFound),
    ],
)
async def test_a_refused_change_changes_nothing(store: Store, changes: DealChanges, error: type[Exception]) -> None:
    made = await deal(store)

    with pytest.raises(error):
        await store.do(EditDeal(made.id, changes))

    assert still(await store.ask(GetDeal(made.id))) == still(made)


async def test_a_move_puts_the_deal_at_the_top_or_after_another(store: Store) -> None:
    stage = await stage_named(store, "Offer")
    made = [await deal(store, f"deal {number}") for number in range(3)]
    for one in made[:2]:
        await store.do(MoveDeal(one.id, stage.id))
    moved = await store.do(MoveDeal(made[2].id, stage.id, after=made[1].id))

    assert await titles(store, "Offer") == ["deal 1", "deal 2", "deal 0"]
    assert moved.stage == "Offer"


async def test_a_move_to_where_it_cannot_be_is_refused(store: Store) -> None:
    made, other = await deal(store), await deal(store, "other")
    offer, won = await stage_named(store, "Offer"), await stage_named(store, "Won")

    with pytest.raises(StageRefused):
        await store.do(MoveDeal(made.id, won.id))
    with pytest.raises(NotFound):
        await store.do(MoveDeal(made.id, StageId(NOBODY)))
    with pytest.raises(NotFound):
        await store.do(MoveDeal(DealId(NOBODY), offer.id))
    with pytest.raises(InvalidValue):
        await store.do(MoveDeal(made.id, offer.id, after=other.id))

    assert await column(store) == [other.id, made.id]


async def test_a_move_fills_what_the_stage_asks_for(store: Store) -> None:
    made, won = await deal(store), await stage_named(store, "Won")

    moved = await store.do(MoveDeal(made.id, won.id, fill=DealChanges(amount="12")))

    assert (moved.stage_kind, moved.amount) == (StageKind.WON, Money(1200, "UAH"))


async def test_a_lost_deal_needs_its_reason_and_other_needs_words(store: Store) -> None:
    made, lost = await deal(store), await stage_named(store, "Lost")
    other = next(reason for reason in await store.ask(ListLostReasons()) if reason.wants_note)

    with pytest.raises(StageRefused) as without_note:
        await store.do(MoveDeal(made.id, lost.id, fill=DealChanges(lost_reason=other.id)))
    fill = DealChanges(lost_reason=other.id, lost_note="moved away")
    moved = await store.do(MoveDeal(made.id, lost.id, fill=fill))

    assert without_note.value.missing == (DealField.LOST_NOTE,)
    assert (moved.lost_reason, moved.lost_note) == (other.name, "moved away")
    reopened = await store.do(MoveDeal(made.id, (await stage_named(store, "Offer")).id))
    assert (reopened.lost_reason, reopened.closed_at) == ("", None)


async def test_a_strict_limit_keeps_one_more_out(store: Store) -> None:
    offer = await stage_named(store, "Offer")
    await store.do(EditStage(offer.id, StageChanges(wip_limit=1, wip_rule=WipRule.STRICT)))
    first, second = await deal(store), await deal(store)
    await store.do(MoveDeal(first.id, offer.id))

    with pytest.raises(StageFull):
        await store.do(MoveDeal(second.id, offer.id))
    await store.do(EditStage(offer.id, StageChanges(wip_rule=WipRule.SOFT)))
    await store.do(MoveDeal(second.id, offer.id))

    assert await column(store, "Offer") == [second.id, first.id]


@pytest.mark.parametrize(
    ("by", "after"), [(1, "3142"), (2, "3124"), (9, "3124"), (-1, "4312"), (-9, "4312"), (0, "3412")]
)
async def test_a_shift_moves_by_places_and_stops_at_the_ends(store: Store, by: int, after: str) -> None:
    made = {name: await deal(store, name) for name in "2143"}

    shifted = await store.do(ShiftDeal(made["4"].id, by))

    assert "".join(await titles(store)) == after
    assert shifted.id == made["4"].id


async def test_shifting_a_deal_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.do(ShiftDeal(DealId(NOBODY), 1))


async def test_the_unread_mark_comes_and_goes(store: Store) -> None:
    made = await deal(store)

    assert (await store.do(MarkRead(made.id, unread=True))).unread
    assert not (await store.do(MarkRead(made.id))).unread
    with pytest.raises(NotFound):
        await store.do(MarkRead(DealId(NOBODY)))


async def test_a_deal_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound):
        await store.ask(GetDeal(DealId(NOBODY)))
    with pytest.raises(NotFound):
        await store.do(EditDeal(DealId(NOBODY), DealChanges(title="x")))


async def test_a_list_goes_on_behind_a_row(store: Store) -> None:
    for number in range(5):
        await deal(store, f"deal {number}")
    offer, first_deal = await stage_named(store, "Offer"), (await column(store))[-1]
    await store.do(MoveDeal(first_deal, offer.id))

    first = await store.ask(ListDeals(sort=Sort.TITLE, limit=2))
    last = first.rows[-1]
    rest = await store.ask(ListDeals(sort=Sort.TITLE, after=(last.sort_key, last.id)))

    assert [row.title for row in first.rows + rest.rows] == [f"deal {number}" for number in range(5)]
    assert (first.complete, rest.complete) == (False, True)
    assert [row.title for row in (await store.ask(ListDeals(stage_id=offer.id))).rows] == ["deal 0"]
    board = await store.ask(GetBoard())
    assert len((await store.ask(ListDeals(pipeline_id=board.pipeline.id))).rows) == 5


async def test_history_tells_newest_first_what_changed(store: Store, clock: FixedClock) -> None:
    made = await deal(store, "Roof", amount="5")
    clock.set(clock.now() + timedelta(hours=1))
    await store.do(EditDeal(made.id, DealChanges(title="Door", amount="7")))

    latest, first = await store.ask(GetHistory(made.id))

    assert (latest.operation, latest.at) == ("EditDeal", clock.now())
    assert set(latest.lines) == {("title", "Roof", "Door"), ("amount", "5.00 ₴", "7.00 ₴")}
    assert (first.operation, first.lines[0]) == ("CreateDeal", ("deal", None, "Roof"))
    assert await store.ask(GetHistory(made.id, before=latest.seq)) == (first,)
    assert await store.ask(GetHistory(NOBODY)) == ()


async def three(store: Store) -> list[DealCard]:
    return [await deal(store, f"deal {number}", amount="5" if number else "") for number in range(3)]


async def test_a_bulk_move_takes_those_that_fit_and_names_the_others(store: Store) -> None:
    made, won = await three(store), await stage_named(store, "Won")
    ids = (*(one.id for one in made), DealId(NOBODY))

    act = BulkAct(move_to=won.id, fill=DealChanges(comment="checked"))
    preview = await store.ask(PreviewDeals(ids, act))
    assert await column(store, "Won") == []
    result = await store.do(ChangeDeals(ids, act))

    assert result == preview
    assert set(result.changed) == {made[1].id, made[2].id} == set(await column(store, "Won"))
    assert [refusal.deal_id for refusal in result.refused] == [made[0].id, NOBODY]
    assert still(await store.ask(GetDeal(made[0].id))) == still(made[0])


async def test_a_bulk_act_assigns_tags_fills_and_deletes(store: Store, manager: Store) -> None:
    made, ivan = await three(store), await user_named(store, "Ivan Petrenko")
    ids = tuple(one.id for one in made)

    act = BulkAct(assign_to=ivan.id, add_tags=("#VIP", "vip", "new"), fill=DealChanges(comment="checked"))
    await store.do(ChangeDeals(ids, act))
    await store.do(ChangeDeals(ids[:1], BulkAct(remove_tags=("NEW", "never there"))))
    await store.do(ChangeDeals(ids[2:], BulkAct(delete=True)))

    first, second = await store.ask(GetDeal(ids[0])), await store.ask(GetDeal(ids[1]))
    assert (first.responsible_name, first.comment) == ("Ivan Petrenko", "checked")
    assert [tag.name for tag in first.tags] == ["VIP"]
    assert [tag.name for tag in second.tags] == ["new", "VIP"]
    with pytest.raises(NotFound):
        await store.ask(GetDeal(ids[2]))


async def test_a_bulk_act_stops_at_a_strict_limit(store: Store) -> None:
    offer, made = await stage_named(store, "Offer"), await three(store)
    await store.do(EditStage(offer.id, StageChanges(wip_limit=2, wip_rule=WipRule.STRICT)))

    result = await store.do(ChangeDeals(tuple(one.id for one in made), BulkAct(move_to=offer.id)))

    assert (len(result.changed), len(result.refused)) == (2, 1)
    assert len(await column(store, "Offer")) == 2


async def test_who_may_only_look_may_not_change(store: Store, reader: Store) -> None:
    made, offer = await deal(store), await stage_named(store, "Offer")

    for command in (
        CreateDeal("x"),
        EditDeal(made.id, DealChanges(title="x")),
        MoveDeal(made.id, offer.id),
        ShiftDeal(made.id, 1),
        MarkRead(made.id, unread=True),
        ChangeDeals((made.id,), BulkAct(assign_to=UNSET, delete=True)),
    ):
        with pytest.raises(NotAllowed, match="Олена Коваль"):
            await reader.do(command)

    assert still(await reader.ask(GetDeal(made.id))) == still(made)


async def test_why_a_deal_was_left_alone_is_said_in_the_readers_language(store: Store) -> None:
    made, won = await deal(store), await stage_named(store, "Won")
    gone = DealId(NOBODY)

    i18n.use("uk")
    result = await store.do(ChangeDeals((made.id, gone), BulkAct(move_to=won.id)))
    ukrainian = [refusal.reason for refusal in result.refused]
    i18n.use("en")

    told = [refusal.reason for refusal in result.refused]
    assert told[0] == "Stage “Won” needs these fields first: budget."
    assert told[1].startswith("There is no deal “ffff")
    assert not set(told) & set(ukrainian)
