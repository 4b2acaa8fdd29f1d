"""Looking people up goes by whole keys on both databases: nothing is scanned, nothing sorted."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

import psycopg
import pytest

from crm_tui.operations.base import Store
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from crm_tui.operations.matching import FindSimilar
from crm_tui.operations.values import Email, Phone
from crm_tui.storage import similar
from crm_tui.storage.dialects import SQLITE, Dialect
from crm_tui.storage.hot import SqliteRows
from tests.storage.acts import rows as raw_rows
from tests.storage.test_postgres_plans import Explaining

TABLES = "match_key|match_profile|match_token|match_variant|contact|phone|email|deal"
GIVEN = ("Марія", "Іван", "Олександр", "Ганна", "Петро", "Юлія")


def named(number: int) -> str:
    """A name of which there is one."""
    letters = "".join("абвгдежзик"[int(digit)] for digit in f"{number:04}")
    return f"{GIVEN[number % 6]} Ш{letters}нко"


ASKED = FindSimilar(named(8), (Phone("067 000 00 08"),), (Email("p8@ex.ua"),), "Київ")


# What a base with a large vocabulary holds beside these: the planner walks small tables, and is right to.
_MORE: tuple[LiteralString, ...] = (
    "INSERT INTO match_variant SELECT n, 'x' || n FROM generate_series(1, 300000) AS n",
    "INSERT INTO match_token SELECT 'x' || n, 1 FROM generate_series(1, 300000) AS n",
    "INSERT INTO match_key SELECT n, n FROM generate_series(1, 300000) AS n",
    "INSERT INTO match_profile SELECT n, '' FROM generate_series(1000000, 1100000) AS n",
)


class SqliteExplaining:
    """Answers SQL and keeps the plan of each statement."""

    dialect: Dialect = SQLITE

    def __init__(self, rows: SqliteRows) -> None:
        self._rows = rows
        self.plans: list[str] = []

    def __call__(self, sql: str, values: Mapping[str, Any], *, keyed: bool = False) -> Sequence[Any]:
        self.plans.append("\n".join(step[3] for step in self._rows(f"EXPLAIN QUERY PLAN {sql}", values)))
        return self._rows(sql, values, keyed=keyed)


def drafts(count: int) -> list[Draft]:
    return [
        Draft(
            number,
            name=named(number),
            phones=[Phone("067", e164=f"+38067{number:07}")],
            emails=[Email(f"p{number}@ex.ua")],
            external_id=f"x{number}",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
async def test_a_lookup_on_a_file_uses_its_keys(store: Store, where: str) -> None:
    import sqlite3

    await store.do(ImportRecords(RecordKind.CONTACTS, drafts(3_000)))
    raw_rows(where, "ANALYZE")
    explaining = SqliteExplaining(SqliteRows(sqlite3.connect(where)))

    found = similar.answer(explaining, ASKED)

    assert found[0].external_id == "x8"
    assert len(explaining.plans) <= 12
    for plan in explaining.plans:
        assert not re.search(rf"SCAN ({TABLES}|c|y)\b", plan), plan
    assert any("match_key USING PRIMARY KEY (key=?)" in plan for plan in explaining.plans)


@pytest.mark.parametrize("where", ["postgres"], indirect=True)
async def test_a_lookup_on_a_database_uses_its_keys(store: Store, where: str) -> None:
    await store.do(ImportRecords(RecordKind.CONTACTS, drafts(3_000)))
    with psycopg.connect(where, autocommit=True) as line:
        for statement in _MORE:
            line.execute(statement)
        line.execute("ANALYZE")
        explaining = Explaining(line)

        found = similar.answer(explaining, ASKED)

    assert found[0].external_id == "x8"
    for plan in explaining.plans:
        assert not re.search(r"Seq Scan on (match_key|match_profile|match_token|match_variant)\b", plan), plan
