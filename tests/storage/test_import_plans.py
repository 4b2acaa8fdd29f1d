"""The people of a file are looked up by whole keys: no statement walks the base, however large it is."""

from pathlib import Path

from crm_tui.operations.base import Store
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.values import Email
from crm_tui.storage import match_batch
from crm_tui.storage.match_source import Source
from tests.storage.test_plans import Explaining

PEOPLE = 2_000


def someone(number: int) -> Draft:
    return Draft(number, name=f"Name {number}", emails=[Email(f"person{number}@ex.ua")])


async def test_people_are_looked_up_by_whole_keys(store: Store, store_path: Path) -> None:
    await store.do(ImportRecords(RecordKind.CONTACTS, map(someone, range(PEOPLE))))
    explaining = Explaining(store_path)
    asked = [Source(f"Other {number}", emails=(f"person{number}@ex.ua",)).said() for number in range(0, PEOPLE, 100)]
    people = [match_batch.sought(said) for said in asked]

    base = match_batch.look(explaining, people)

    assert all(len(base.candidates(person)) == 1 for person in people)
    for table in ("match_key", "match_profile", "match_token"):
        plans = [plan for plan in explaining.plans if table in plan]
        assert plans, table
        assert all(f"SEARCH {table}" in plan and f"SCAN {table}" not in plan for plan in plans), plans
    explaining.connection.close()
