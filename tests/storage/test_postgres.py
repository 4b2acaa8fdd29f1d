"""A PostgreSQL database: made, examined before it is touched, and what it has to say in sentences."""

from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from crm_tui.domain.clock import FixedClock, SystemClock
from crm_tui.domain.ids import RecordId
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard, GetColumn
from crm_tui.operations.deals import CreateDeal, ListDeals
from crm_tui.operations.errors import (
    CrmError,
    DiskFull,
    EmptyDatabase,
    InvalidValue,
    LoginRefused,
    MissingDatabase,
    NewerStore,
    NoSuchStore,
    NotOurFile,
    OlderStore,
    StoreLocked,
    StoreNotEmpty,
    StoreReadOnly,
    StoreUnreachable,
    UnfitDatabase,
)
from crm_tui.operations.filters import Sort
from crm_tui.operations.tasks import PlanTask
from crm_tui.storage import postgres_creating, postgres_database, postgres_faults
from crm_tui.storage.opening import open_store
from crm_tui.storage.postgres_database import address
from crm_tui.storage.schema import HEAD
from crm_tui.storage.seeding import Seed
from crm_tui.storage.tables import metadata
from tests.conftest import NOW
from tests.postgres import server_programs
from tests.postgres_server import OwnServer, Server, administer
from tests.storage.acts import deal, looking, rows, titles
from tests.storage.dump import dump
from tests.storage.older import make_older

SEED = Seed("Олена Коваль", "UA", "UAH")


async def opened(where: str) -> Store:
    return await open_store(where, clock=FixedClock(NOW))


async def refusal(where: str) -> CrmError:
    """What opening says."""
    with pytest.raises(CrmError) as refused:
        await opened(where)
    return refused.value


def test_a_store_is_made_in_an_empty_database(empty_url: str) -> None:
    postgres_creating.create(empty_url, SEED)

    postgres_creating.check(empty_url)
    assert rows(empty_url, "SELECT name FROM member") == [("Олена Коваль",)]
    assert rows(empty_url, "SELECT schema_number FROM crm_tui") == [(HEAD,)]


async def test_an_empty_database_is_not_filled_on_the_way(empty_url: str) -> None:
    assert isinstance(await refusal(empty_url), EmptyDatabase)
    assert rows(empty_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


async def test_a_database_of_another_program_is_left_untouched(empty_url: str) -> None:
    rows(empty_url, "CREATE TABLE deal (id text)")
    rows(empty_url, "CREATE TABLE crm_tui (theirs text)")

    assert isinstance(await refusal(empty_url), NotOurFile)
    with pytest.raises(StoreNotEmpty):
        postgres_creating.create(empty_url, SEED)
    with pytest.raises(NotOurFile):
        postgres_creating.migrate(empty_url)
    assert rows(empty_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1") == [
        ("crm_tui",),
        ("deal",),
    ]


def test_a_store_that_cannot_be_made_whole_is_not_made(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise StoreLocked("x")

    monkeypatch.setattr(postgres_creating, "plant", fall)
    with pytest.raises(StoreLocked):
        postgres_creating.create(empty_url, SEED)

    assert rows(empty_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


async def test_a_newer_and_an_older_store_are_not_opened(postgres_url: str) -> None:
    rows(postgres_url, "UPDATE crm_tui SET schema_number = ?", HEAD + 1)
    assert isinstance(await refusal(postgres_url), NewerStore)

    rows(postgres_url, "UPDATE crm_tui SET schema_number = ?", HEAD - 1)
    assert isinstance(await refusal(postgres_url), OlderStore)


@pytest.mark.parametrize("number", range(1, HEAD))
async def test_an_older_store_is_brought_up_when_asked(number: int, postgres_url: str) -> None:
    store = await opened(postgres_url)
    card = await deal(store, "Roof")
    await store.do(PlanTask(RecordId(card.id), "call", due_at=SystemClock().now()))
    await store.close()
    before = dump(postgres_url)
    make_older(postgres_url, number)

    assert postgres_creating.migrate(postgres_url) is True
    assert postgres_creating.migrate(postgres_url) is False

    store = await opened(postgres_url)
    assert await titles(store) == ["Roof"]
    await store.close()
    assert dump(postgres_url) == before


def test_texts_are_ordered_by_their_bytes_everywhere(postgres_url: str) -> None:
    sql = """SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
        AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"""

    assert rows(postgres_url, sql) == []


async def test_titles_stand_in_the_order_that_a_file_gives_them(postgres_url: str, store: Store) -> None:
    database = await opened(postgres_url)
    for title in ("b", "A", "ёж", "Я", "ї", "a b", "a-b", "a"):
        await deal(store, title)
        await deal(database, title)

    assert await by_title(database) == await by_title(store)
    await database.close()


async def by_title(store: Store) -> list[str]:
    stage = (await store.ask(GetBoard())).pipeline.stages[0].id
    return [card.title for card in (await store.ask(GetColumn(stage, sort=Sort.TITLE))).cards]


@pytest.mark.filterwarnings("ignore:.*expression-based index", "ignore:Expression #")
def test_the_migrations_build_what_the_tables_declare(postgres_url: str) -> None:
    engine = create_engine(address(postgres_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _declared})
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def _declared(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not ("_search" in (name or "") or name == "crm_tui")


def test_a_database_in_another_encoding_is_refused(postgres: Server, empty_url: str) -> None:
    name = f"{empty_url.partition('?')[0].rpartition('/')[2]}_latin"
    administer(postgres, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'", name)
    try:
        with pytest.raises(UnfitDatabase, match="createdb --encoding UTF8"):
            postgres_creating.create(postgres.url(name), SEED)
    finally:
        administer(postgres, "DROP DATABASE {}", name)


async def test_who_may_not_come_in_is_told_so(postgres: Server, postgres_url: str, tmp_path: Path) -> None:
    if not isinstance(postgres, OwnServer):
        pytest.skip("the server is somebody's own, and so are its users")
    administer(postgres, "CREATE DATABASE {}", "walled")
    administer(postgres, "CREATE ROLE {} LOGIN PASSWORD 'right'", "guest")
    try:
        for user in ("guest:wrong", "guest", "nobody:s3cret"):
            said = await refusal(postgres.url("walled", user))
            assert isinstance(said, LoginRefused), said
            assert not {"wrong", "s3cret"} & set(str(said).replace("@", ":").split(":"))
        assert isinstance(await refusal(postgres.url("walled", "guest:right")), EmptyDatabase)
        assert isinstance(await refusal(postgres.url("unknown")), MissingDatabase)
    finally:
        administer(postgres, "DROP DATABASE {}", "walled")
        administer(postgres, "DROP ROLE {}", "guest")


async def test_nobody_answers_or_nothing_can_be_read_from_the_address(tmp_path: Path) -> None:
    for where in (f"postgresql://ivan:s3cret@/crm?host={tmp_path}", "postgresql://ivan:s3cret@127.0.0.1:1/crm"):
        said = await refusal(where)
        assert isinstance(said, StoreUnreachable)
        assert "s3cret" not in str(said)
    assert isinstance(await refusal("postgresql://ivan:s3cret@db:port/crm"), NoSuchStore)


async def test_a_database_that_may_only_be_read(postgres_url: str) -> None:
    store = await opened(postgres_url)
    await deal(store, "Roof")
    name = postgres_url.partition("?")[0].rpartition("/")[2]
    rows(postgres_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    again = await opened(postgres_url)

    with pytest.raises(StoreReadOnly):
        await again.do(CreateDeal("Barn"))

    assert [row.title for row in (await again.ask(ListDeals())).rows] == ["Roof"]
    for one in (store, again):
        await one.close()


async def test_a_lock_that_another_holds_is_not_waited_for_without_end(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_database, "_SETTINGS", ("SET lock_timeout = 50",))
    store = await opened(postgres_url)
    with looking(postgres_url) as look:
        look("BEGIN")
        look("SELECT value FROM sequence FOR UPDATE")
        with pytest.raises(StoreLocked):
            await store.do(CreateDeal("Barn"))
        assert await titles(store) == []
    assert (await store.do(CreateDeal("Barn"))).title == "Barn"
    await store.close()


def test_without_a_server_the_tests_are_skipped_or_fail_where_they_must_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.postgres.programs", lambda: None)
    monkeypatch.delenv("CRM_TEST_REQUIRE_PG", raising=False)
    with pytest.raises(pytest.skip.Exception, match="NO POSTGRESQL"):
        server_programs()

    monkeypatch.setenv("CRM_TEST_REQUIRE_PG", "1")
    with pytest.raises(pytest.fail.Exception, match="NO POSTGRESQL"):
        server_programs()


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", DiskFull),
        ("53300", StoreUnreachable),
        ("57P01", StoreUnreachable),
        ("08006", StoreUnreachable),
        ("25006", StoreReadOnly),
        ("42501", StoreReadOnly),
        ("55P03", StoreLocked),
        ("40001", StoreLocked),
        ("22003", InvalidValue),
        ("58P01", UnfitDatabase),
    ],
)
def test_what_the_database_says_becomes_a_sentence(state: str, kind: type[CrmError]) -> None:
    said = postgres_faults.explained(psycopg.errors.lookup(state)("in the server's words"), "postgresql://i:s3cret@db")

    assert isinstance(said, kind)
    assert "s3cret" not in str(said)


def test_a_fault_of_the_program_stays_itself() -> None:
    fault = psycopg.errors.lookup("42601")("syntax error")

    assert postgres_faults.explained(fault, "postgresql://db/crm") is fault


def test_a_server_that_is_full_is_no_wrong_password() -> None:
    full = psycopg.OperationalError("connection failed: FATAL: remaining connection slots are reserved")

    assert isinstance(postgres_faults.explained(full, "postgresql://db/crm"), StoreUnreachable)
