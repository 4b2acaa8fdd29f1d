"""Pipelines, stages, lost reasons."""

from dataclasses import replace
from typing import Any

import pytest

from crm_tui.domain.ids import PipelineId, StageId
from crm_tui.domain.stages import DealField, StageKind, WipRule
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.errors import InvalidValue, NameTaken, NotAllowed, NotFound
from crm_tui.operations.pipelines import (
    AddStage,
    CreateLostReason,
    CreatePipeline,
    EditStage,
    ListLostReasons,
    ListPipelines,
    NewStage,
    StageChanges,
)
from tests.storage.acts import stage_named

NO_STAGE = StageId("f" * 32)
FIRST = NewStage("a", kind=StageKind.UNSORTED)


async def test_a_new_pipeline_begins_with_its_unsorted_stage(store: Store) -> None:
    made = await store.do(
        CreatePipeline("Repairs", (NewStage("Visit"), NewStage("Paid", kind=StageKind.WON)), currency="EUR")
    )

    assert [stage.name for stage in made.stages] == ["Unsorted", "Visit", "Paid"]
    assert (made.currency, made.is_default) == ("EUR", False)
    assert [one.name for one in await store.ask(ListPipelines())] == ["Buyers", "Repairs"]
    assert (await store.ask(GetBoard(made.id))).pipeline == made


async def test_a_named_unsorted_stage_comes_first(store: Store) -> None:
    made = await store.do(CreatePipeline("Repairs", (NewStage("Visit"), NewStage("New", kind=StageKind.UNSORTED))))

    assert [stage.name for stage in made.stages] == ["New", "Visit"]
    assert made.currency == "UAH"


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (CreatePipeline(" "), InvalidValue),
        (CreatePipeline("BUYERS"), NameTaken),
        (CreatePipeline("x", (FIRST, replace(FIRST, name="b"))), InvalidValue),
        (CreatePipeline("x", (NewStage("a"), NewStage("A"))), InvalidValue),
        (CreatePipeline("x", (NewStage(""),)), InvalidValue),
        (CreatePipeline("x", (NewStage("a", probability=101),)), InvalidValue),
        (CreatePipeline("x", (NewStage("a", wip_limit=0),)), InvalidValue),
        (CreatePipeline("x", (NewStage("a", rot_days=-1),)), InvalidValue),
    ],
)  # fmt: skip
async def test_a_pipeline_that_cannot_be_made_leaves_nothing(
    store: Store, command: CreatePipeline, error: type[Exception]
) -> None:
    before = await store.ask(ListPipelines())

    with pytest.raises(error):
        await store.do(command)

    assert await store.ask(ListPipelines()) == before


async def test_a_stage_is_added_behind_the_open_ones_or_after_another(store: Store) -> None:
    pipeline, offer = (await store.ask(GetBoard())).pipeline, await stage_named(store, "Offer")

    await store.do(AddStage(pipeline.id, NewStage("Payment")))
    info = await store.do(AddStage(pipeline.id, NewStage("Talks"), after=offer.id))

    names = [stage.name for stage in info.stages]
    assert names == ["Unsorted", "In work", "Offer", "Talks", "Contract", "Payment", "Won", "Lost"]


async def test_stages_that_are_refused(store: Store) -> None:
    pipeline = (await store.ask(GetBoard())).pipeline
    refused: list[tuple[AddStage, type[Exception]]] = [
        (AddStage(pipeline.id, NewStage("offer")), NameTaken),
        (AddStage(pipeline.id, NewStage(" ")), InvalidValue),
        (AddStage(pipeline.id, NewStage("x", kind=StageKind.UNSORTED)), InvalidValue),
        (AddStage(pipeline.id, NewStage("x"), after=NO_STAGE), NotFound),
        (AddStage(PipelineId("f" * 32), NewStage("x")), NotFound),
    ]
    for command, error in refused:
        with pytest.raises(error):
            await store.do(command)

    assert (await store.ask(GetBoard())).pipeline == pipeline


async def test_every_property_of_a_stage_changes(store: Store) -> None:
    offer = await stage_named(store, "Offer")
    wanted: dict[str, Any] = {
        "name": "Proposal",
        "colour": "red",
        "probability": 60,
        "rot_days": 3,
        "wip_limit": 5,
        "wip_rule": WipRule.STRICT,
        "required": (DealField.AMOUNT, DealField.PHONE),
    }

    await store.do(EditStage(offer.id, StageChanges(**wanted)))

    changed = await stage_named(store, "Proposal")
    assert {name: getattr(changed, name) for name in wanted} == wanted
    unlimited = await store.do(EditStage(offer.id, StageChanges(wip_limit=None)))
    assert next(stage for stage in unlimited.stages if stage.id == offer.id).wip_limit is None


async def test_changes_of_a_stage_that_are_refused(store: Store) -> None:
    offer = await stage_named(store, "Offer")
    refused: list[tuple[EditStage, type[Exception]]] = [
        (EditStage(offer.id, StageChanges(name="contract")), NameTaken),
        (EditStage(offer.id, StageChanges(name="x", probability=-1)), InvalidValue),
        (EditStage(offer.id, StageChanges(name="x", rot_days=4000)), InvalidValue),
        (EditStage(offer.id, StageChanges(name="x", wip_limit=0)), InvalidValue),
        (EditStage(NO_STAGE, StageChanges(name="x")), NotFound),
    ]
    for command, error in refused:
        with pytest.raises(error):
            await store.do(command)

    assert await stage_named(store, "Offer") == offer


async def test_lost_reasons_stand_in_order(store: Store) -> None:
    made = await store.do(CreateLostReason("  Moved   away ", wants_note=True))

    reasons = await store.ask(ListLostReasons())
    assert (made.name, made.wants_note, reasons[-1]) == ("Moved away", True, made)
    with pytest.raises(NameTaken):
        await store.do(CreateLostReason("MOVED AWAY"))
    with pytest.raises(InvalidValue):
        await store.do(CreateLostReason(""))
    assert await store.ask(ListLostReasons()) == reasons


async def test_a_manager_may_not_rebuild_the_pipelines(store: Store, manager: Store) -> None:
    pipeline, offer = (await store.ask(GetBoard())).pipeline, await stage_named(store, "Offer")

    for command in (
        CreatePipeline("x"),
        AddStage(pipeline.id, NewStage("x")),
        EditStage(offer.id, StageChanges(name="x")),
        CreateLostReason("x"),
    ):
        with pytest.raises(NotAllowed):
            await manager.do(command)

    assert (await store.ask(GetBoard())).pipeline == pipeline
