"""Figures over much history: the mean time to a reply, and ten thousand deals of one company in no time."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from time import process_time

import psycopg

from crm_tui.domain.ids import RecordId, new_id
from crm_tui.domain.places import is_database
from crm_tui.operations.analytics import GetRelation
from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact
from crm_tui.operations.imports import Draft, ImportRecords, RecordKind
from tests.storage.acts import deal, rows
from tests.storage.kinds import on_both

pytestmark = on_both
MANY = 10_000
MINUTE = 60_000


def run(where: str, sql: str, values: Sequence[tuple[object, ...]]) -> None:
    """Write rows that no operation makes so many of."""
    if is_database(where):
        with psycopg.connect(where) as database, database.cursor() as cursor:
            cursor.executemany(sql.replace("?", "%s").encode(), values)
    else:
        with closing(sqlite3.connect(where)) as file, file:
            file.executemany(sql, values)


def talk(where: str, subject_id: str, turns: str) -> None:
    """A conversation, a minute a sign: what came in (``<``), what went out (``>``), nothing (a space)."""
    sql = """INSERT INTO communication (id, subject_id, channel, incoming, address, text, state, problem, at)
        VALUES (?, ?, 'sms', ?, '', '', '', '', ?)"""
    lines = [(new_id(), subject_id, sign == "<", minute * MINUTE) for minute, sign in enumerate(turns) if sign != " "]
    run(where, sql, lines)


async def test_the_time_to_a_reply_is_from_the_first_unanswered_message(store: Store, where: str) -> None:
    made, silent = await deal(store), await deal(store, "Door")
    talk(where, made.id, "<< >> >  <  >  <")
    talk(where, silent.id, ">>  <")

    assert (await store.ask(GetRelation(RecordId(made.id)))).reply_time == 3 * 60
    assert (await store.ask(GetRelation(RecordId(silent.id)))).reply_time is None


async def test_a_company_with_ten_thousand_deals_is_counted_in_no_time(store: Store, where: str) -> None:
    drafts = [Draft(n, title="Roof", amount=str(n), stage=("Offer", "Won")[n % 2]) for n in range(1, MANY + 1)]
    await store.do(ImportRecords(RecordKind.DEALS, drafts))
    company_id = (await store.do(CreateContact("Марія", company="Дах"))).company_id
    assert company_id
    run(where, "UPDATE deal SET company_id = ?", [(company_id,)])
    asked, took = GetRelation(RecordId(company_id)), []
    for _ in range(7):
        begun = process_time()
        found = await store.ask(asked)
        took.append(process_time() - begun)

    assert (found.open.count, found.won.count) == (MANY // 2, MANY // 2)
    assert len(found.won.deals) == len(found.months[0].deals) == 1_000
    assert found.won.sums[0].minor == sum(range(1, MANY + 1, 2)) * 100
    assert rows(where, "SELECT count(*) FROM deal WHERE company_id IS NOT NULL") == [(MANY,)]
    assert median(took) < 0.15, took
