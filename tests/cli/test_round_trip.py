"""What the program writes of its deals, it reads back into another store: everything but the ids."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import DealId, PipelineId, StageId, TagId
from crm_tui.operations.base import Store
from crm_tui.operations.deals import DealCard, GetDeal, ListDeals, NewPerson
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.pipelines import CreatePipeline, NewStage
from crm_tui.operations.values import BuyerState, Email, Phone
from crm_tui.storage.creating import create
from crm_tui.storage.local import LocalStore
from crm_tui.storage.opening import open_store
from crm_tui.storage.seeding import Seed
from tests.conftest import COLLEAGUE, NOW, OWNER

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

KYIV = Phone("067 123 45 67", "work", "+380671234567")
BAD = Phone("12", "", None, "too short for a phone number")
ANNA = NewPerson(
    "Anna; Koval: \\ (x)",
    (Phone("050 123 45 67", "бухгалтерія; 2", "+380501234567"), BAD),
    (Email("anna@ex.ua", "home"), Email("a@b.ua")),
    "lawyer: main; (old)",
)
DEALS = (
    Draft(
        1, name="Марія", phones=[KYIV, BAD], emails=[Email("m@ex.ua", "work")], position="owner", title="Roof, big",
        amount="1 200,50", currency="EUR", stage="Lost", lost_reason="No answer", lost_note="three calls\nno word",
        closed_at="2026-11-02T10:00:00.250", created_at="2026-01-02T03:04:05.678", people=[ANNA, NewPerson("Ян")],
        description="two\nlines", comment="=1+1", tags=["VIP", "дах"], responsible=COLLEAGUE, external_id="d-1",
        extra={"ИНН": "77"},
    ),
    Draft(2, name="Ян", title="Door", pipeline="Service", stage="Offer", amount="$5", external_id="d-2"),
    Draft(3, title="Wall", pipeline="Service", currency="JPY", external_id="d-3"),
    Draft(4, name="Оля", title="Gate", stage="Won", amount="10 грн", closed_at="2025-05-05", external_id="d-4"),
    Draft(5, title="Pipe", amount="1500", currency="KWD", external_id="d-5"),
)  # fmt: skip


async def _fresh(path: Path) -> LocalStore:
    """A fresh store with two pipelines and two people."""
    create(path, Seed(user=OWNER, region="UA", currency="USD"))
    store = await open_store(str(path), clock=FixedClock(NOW), create=False)
    await store.do(CreatePipeline("Service", (NewStage("Offer"),), currency="UAH"))
    await store.do(CreateUser(COLLEAGUE))
    return store


async def _held(store: Store) -> list[DealCard]:
    """All deals without what is a store's own: ids, and when the rows were written."""
    cards = [await store.ask(GetDeal(row.id)) for row in (await store.ask(ListDeals())).rows]
    return sorted((_bare(card) for card in cards), key=lambda card: card.title)


def _bare(card: DealCard) -> DealCard:
    return replace(
        card,
        id=DealId(""),
        pipeline_id=PipelineId(""),
        stage_id=StageId(""),
        people=tuple(replace(person, id="") for person in card.people),
        buyer=BuyerState.EMPTY,
        responsible=None,
        tags=tuple(replace(tag, id=TagId(""), colour="") for tag in card.tags),
        touched_at=NOW,
        in_stage_since=NOW,
        seq=0,
    )


async def _filled(path: Path, *drafts: Draft) -> list[DealCard]:
    store = await _fresh(path)
    report = await store.do(ImportRecords(RecordKind.DEALS, drafts))
    assert report.refused == 0
    cards = await _held(store)
    await store.close()
    return cards


async def _looked_at(path: Path) -> list[DealCard]:
    store = await open_store(str(path), clock=FixedClock(NOW), create=False)
    cards = await _held(store)
    await store.close()
    return cards


@pytest.mark.parametrize(("ending", "lang"), [("csv", "en"), ("csv", "uk"), ("xlsx", "ru")])
def test_deals_come_back(crm: "Crm", tmp_path: Path, ending: str, lang: str) -> None:
    before, file, other = asyncio.run(_filled(crm.store, *DEALS)), str(tmp_path / f"deals.{ending}"), tmp_path / "o.db"
    asyncio.run(_filled(other))

    assert crm("export", "deals", file, "--lang", lang).code == 0
    ran = crm.bare("--store", str(other), "import", file, "--json", "--lang", lang)

    assert ran.code == 0, ran.out + ran.err
    assert ran.json["report"]["new"] == len(DEALS)
    assert all(column["field"] for column in ran.json["columns"])
    assert asyncio.run(_looked_at(other)) == before
    again = crm("import", file, "--json", "--lang", lang)
    assert again.json["report"]["unchanged"] == len(DEALS)
