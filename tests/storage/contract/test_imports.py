"""Taking rows in."""

import pytest

from crm_tui import i18n
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import ListContacts
from crm_tui.operations.deals import ListDeals
from crm_tui.operations.errors import NotAllowed
from crm_tui.operations.import_rows import Verdict
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.values import Phone
from tests.storage.acts import titles


async def test_contacts_come_in(store: Store) -> None:
    drafts = [Draft(1, name="Марія", tags=["vip"]), Draft(2), Draft(3, problem="half a row")]

    report = await store.do(ImportRecords(RecordKind.CONTACTS, drafts))

    assert (report.new, report.updated, report.unchanged, report.refused) == (1, 0, 0, 2)
    assert [(row.number, row.reason) for row in report.rows][1] == (3, "half a row")
    assert [(row.name, row.tags) for row in (await store.ask(ListContacts())).rows] == [("Марія", ("vip",))]


async def test_deals_come_in_at_the_end_of_their_stages(store: Store) -> None:
    drafts = [Draft(1, title="Roof"), Draft(2, title="Door", stage="offer"), Draft(3, title="Wall")]

    report = await store.do(ImportRecords(RecordKind.DEALS, drafts))

    assert report.new == 3
    assert await titles(store) == ["Roof", "Wall"]
    assert await titles(store, "Offer") == ["Door"]


async def test_half_a_character_refuses_its_row_alone(store: Store) -> None:
    drafts = [Draft(1, title="Roof"), Draft(2, title="half \ud800"), Draft(3, title="Wall", tags=["\udfff"])]

    report = await store.do(ImportRecords(RecordKind.DEALS, [*drafts, Draft(4, title="Door")]))

    assert [(row.number, row.verdict, row.reason) for row in report.rows] == [
        (number, Verdict.REFUSED, "text: holds characters that are no text; type it again") for number in (2, 3)
    ]
    assert await titles(store) == ["Roof", "Door"]


async def test_what_is_said_of_a_row_is_said_in_the_readers_language(store: Store) -> None:
    drafts = [
        Draft(1, title="Roof", phones=[Phone("12", problem="too short for a phone number")]),
        Draft(2, title="Door", responsible="100 %(name)s"),
        Draft(3, title="Wall", amount="much"),
    ]

    i18n.use("uk")
    report = await store.do(ImportRecords(RecordKind.DEALS, drafts))
    ukrainian = [row.reason for row in report.rows]
    i18n.use("en")

    assert [row.reason for row in report.rows] == [
        "12: too short for a phone number",
        "there is no colleague “100 %(name)s”; you are responsible",
        "budget: takes digits, spaces and one decimal comma or point; type it again",
    ]
    assert all(told not in ukrainian for told in [row.reason for row in report.rows])


async def test_a_dry_run_only_tells(store: Store) -> None:
    told: list[int] = []
    drafts = [Draft(number, title=f"deal {number}") for number in range(3)]

    report = await store.do(ImportRecords(RecordKind.DEALS, drafts, dry_run=True, progress=told.append))

    assert (report.new, report.dry_run, told) == (3, True, [3])
    assert (await store.ask(ListDeals())).rows == ()


async def test_who_may_only_look_may_not_import(reader: Store) -> None:
    with pytest.raises(NotAllowed):
        await reader.do(ImportRecords(RecordKind.DEALS, [Draft(1, title="x")]))
