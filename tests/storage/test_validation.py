"""What is no text, too long, or of the wrong kind is refused at the door, and nothing is written."""

from contextlib import suppress
from typing import Any, cast

import pytest

from crm_tui.domain.ids import DealId, RecordId
from crm_tui.domain.places import is_database
from crm_tui.operations.base import Command, Query, Store
from crm_tui.operations.board import CountColumns, Edge, GetBoard, GetColumn, PlaceInColumn
from crm_tui.operations.contacts import ContactChanges, CreateContact, EditContact
from crm_tui.operations.deals import (
    BulkAct,
    ChangeDeals,
    CreateDeal,
    DealChanges,
    EditDeal,
    ListDeals,
    NewPerson,
    ShiftDeal,
)
from crm_tui.operations.directory import CreateUser, Find
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.filters import DealFilter
from crm_tui.operations.pipelines import CreatePipeline, NewStage
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import Email, Phone
from crm_tui.operations.views import SaveView
from tests.storage.acts import deal, stage_named, titles
from tests.storage.dump import dump
from tests.storage.kinds import on_both

pytestmark = on_both

HALF = "lone \ud800 half"
WRONG = cast(Any, {"not": "a text"})
HUGE = 2**70
ID = DealId("f" * 32)


@pytest.mark.parametrize(
    "command",
    [
        CreateDeal(HALF),
        CreateDeal("x", NewPerson(HALF)),
        CreateDeal("x", NewPerson("y", phones=(Phone(HALF),))),
        CreateDeal("x", NewPerson("y", emails=(Email(HALF),))),
        CreateDeal("x", tags=("ok", HALF)),
        CreateDeal("x" * 501),
        CreateDeal("x", description="x" * 1_000_001),
        CreateDeal("x", amount="9" * 2_001),
        CreateDeal("x", amount="9" * 2_000),
        CreateDeal("x", amount="1e9"),
        CreateDeal("x", amount="-"),
        CreateDeal("x", amount="٣"),
        CreateDeal(WRONG),
        CreateDeal("x", tags=WRONG),
        CreateDeal(cast(Any, None)),
        CreateDeal(cast(Any, 5)),
        EditDeal(ID, DealChanges(title=HALF)),
        EditDeal(ID, cast(Any, "x")),
        ChangeDeals(cast(Any, 5), BulkAct()),
        ShiftDeal(ID, cast(Any, "far")),
        CreateContact("x" * 501),
        CreateContact("x", comment=HALF),
        EditContact(cast(Any, ID), ContactChanges(city=HALF)),
        CreateUser(HALF),
        CreatePipeline("x", (NewStage("y", kind=cast(Any, "odd")),)),
        CreatePipeline("x", (NewStage("y", probability=cast(Any, "much")),)),
        PlanTask(RecordId(ID), HALF),
        PlanTask(RecordId(ID), "x", due_at=cast(Any, "soon")),
        SaveView("x", DealFilter(text=HALF)),
        SaveView("x", sort=cast(Any, "odd")),
    ],
)
async def test_a_command_that_cannot_be_right(store: Store, where: str, command: Command[Any]) -> None:
    before = dump(where)

    with pytest.raises(InvalidValue) as refused:
        await store.do(command)

    assert refused.value.reason
    assert dump(where) == before


@pytest.mark.parametrize(
    "query",
    [
        Find(HALF),
        Find("x" * 2_001),
        Find(cast(Any, None)),
        ListDeals(filter=DealFilter(text=HALF)),
        ListDeals(limit=cast(Any, "many")),
        ListDeals(filter=DealFilter(amount_from=HUGE)),
        ListDeals(after=(HUGE, ID)),
    ],
)
async def test_a_question_that_cannot_be_right(store: Store, query: Query[Any]) -> None:
    with pytest.raises(InvalidValue):
        await store.ask(query)


async def test_questions_answered_at_once_are_refused_as_calmly(store: Store) -> None:
    stage, pipeline = (await stage_named(store, "Unsorted")).id, (await store.ask(GetBoard())).pipeline.id
    made = await deal(store)
    for query in (
        GetColumn(cast(Any, HALF)),
        GetColumn(stage, Edge(HUGE, made.id)),
        GetColumn(stage, limit=HUGE),
        PlaceInColumn(made.id, bound=HUGE),
        PlaceInColumn(cast(Any, HALF)),
        CountColumns(pipeline, DealFilter(amount_to=-HUGE)),
    ):
        with suppress(InvalidValue):
            await store.ask(query)


async def test_the_longest_that_is_allowed_comes_back_whole(store: Store) -> None:
    made = await deal(store, "ї" * 500, description="я" * 100_000, contact=NewPerson("n", (Phone("x" * 2_000),)))

    assert (made.title, len(made.description), made.people[0].phones[0].typed) == ("ї" * 500, 100_000, "x" * 2_000)


HOSTILE = (
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;AAAA\x07",
    "\u202eabc",
    "'; DROP TABLE deal; --",
    "%s %(x)s",
    "100%",
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_kept_as_it_is(store: Store, text: str) -> None:
    made = await deal(store, f"x {text}", description=text)

    assert (made.title, made.description) == (" ".join(f"x {text}".split()), text)


async def test_a_character_that_is_none_is_kept_or_refused(store: Store, where: str) -> None:
    if is_database(where):
        with pytest.raises(InvalidValue):
            await deal(store, "a\x00b")
        assert await titles(store) == []
    else:
        assert (await deal(store, "a\x00b")).title == "a\x00b"
