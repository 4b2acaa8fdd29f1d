"""The schema: what the migrations build is what the tables declare, and no file is lost on the way."""

import asyncio
import stat
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from crm_tui.domain.clock import FixedClock
from crm_tui.domain.ids import RecordId
from crm_tui.operations.errors import NewerStore
from crm_tui.operations.tasks import PlanTask
from crm_tui.storage.opening import open_store
from crm_tui.storage.schema import APPLICATION_ID, HEAD
from crm_tui.storage.tables import metadata
from tests.storage.acts import deal, rows, titles
from tests.storage.dump import assert_derived_data_is_right, dump
from tests.storage.older import make_older


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_build_what_the_tables_declare(store_path: Path) -> None:
    engine = create_engine(f"sqlite:///{store_path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or "_search" not in (name or "")},
        )
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def test_every_declared_index_is_in_the_file_with_its_columns(store_path: Path) -> None:
    found = {
        name: sql for name, sql in rows(store_path, "SELECT name, sql FROM sqlite_master WHERE type = 'index'") if sql
    }

    for table in metadata.tables.values():
        for index in table.indexes:
            assert index.name in found
            for expression in index.expressions:
                assert getattr(expression, "name", str(expression)) in found[index.name]
    assert set(found) == {index.name for table in metadata.tables.values() for index in table.indexes}


def test_the_programs_schema_number_is_its_newest_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "crm_tui:storage/migrations")

    assert int(ScriptDirectory.from_config(config).get_current_head() or 0) == HEAD


async def test_a_new_file_is_marked_as_ours_and_its_owners_alone(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "folder" / "deeper" / "crm.db"
    store = await open_store(str(path), clock=clock)
    await store.close()

    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(path, "PRAGMA user_version") == [(HEAD,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert beside(path) == ["crm.db"]


def older() -> list[int]:
    """The numbers of the schemas that came before this one."""
    config = Config()
    config.set_main_option("script_location", "crm_tui:storage/migrations")
    return sorted(int(one.revision) for one in ScriptDirectory.from_config(config).walk_revisions())[:-1]


@pytest.mark.parametrize("number", older())
async def test_an_older_file_is_copied_first_and_then_brought_up(
    number: int, store_path: Path, clock: FixedClock
) -> None:
    store = await open_store(str(store_path), clock=clock)
    card = await deal(store, "Roof")
    await store.do(PlanTask(RecordId(card.id), "call", due_at=clock.now()))
    await store.close()
    before = dump(store_path)
    make_older(store_path, number)

    store = await open_store(str(store_path), clock=clock)
    shown = await titles(store)
    await store.close()

    copy = store_path.with_name(next(name for name in beside(store_path) if ".before-" in name))
    assert shown == ["Roof"]
    assert dump(store_path) == before
    assert_derived_data_is_right(store_path)
    assert rows(copy, "SELECT title FROM deal") == [("Roof",)]
    assert rows(copy, "PRAGMA user_version") == [(number,)]
    assert rows(store_path, "PRAGMA user_version") == [(HEAD,)]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


async def test_a_file_of_the_present_schema_is_not_copied(store_path: Path, clock: FixedClock) -> None:
    await (await open_store(str(store_path), clock=clock)).close()

    assert beside(store_path) == ["crm.db"]


async def test_a_newer_file_is_left_untouched(store_path: Path, clock: FixedClock) -> None:
    rows(store_path, f"PRAGMA user_version = {HEAD + 1}")
    before = contents(store_path)

    with pytest.raises(NewerStore, match="newer crm-tui"):
        await open_store(str(store_path), clock=clock)

    assert contents(store_path) == before
    assert beside(store_path) == ["crm.db"]


MAKER = """
import asyncio, sys
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.deals import CreateDeal
from crm_tui.storage.opening import open_store
async def main():
    store = await open_store(sys.argv[1], clock=SystemClock())
    await store.do(CreateDeal(sys.argv[2]))
    await store.close()
asyncio.run(main())
"""


async def test_two_programs_that_make_one_store_at_once_share_it(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "crm.db"
    makers = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", MAKER, str(path), name) for name in ("one", "two")
    ]
    assert [await asyncio.wait_for(maker.wait(), 60) for maker in makers] == [0, 0]

    store = await open_store(str(path), clock=clock)
    assert sorted(await titles(store)) == ["one", "two"]
    await store.close()
    assert len(rows(path, "SELECT * FROM pipeline")) == 1


def contents(path: Path) -> bytes:
    return path.read_bytes()


def beside(path: Path) -> list[str]:
    """The files whose names begin as the store's does."""
    return sorted(one.name for one in path.parent.iterdir() if one.name.startswith(path.name))
