"""A store in a PostgreSQL database: told from others, made, and brought up to date, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from crm_tui.i18n import N_
from crm_tui.operations.errors import (
    EmptyDatabase,
    NewerStore,
    NotOurFile,
    OlderStore,
    StoreNotEmpty,
    UnfitDatabase,
)
from crm_tui.storage.migrations import upgrade
from crm_tui.storage.postgres_database import one_shot_engine
from crm_tui.storage.postgres_faults import FAULTS, explained
from crm_tui.storage.schema import APPLICATION_ID, HEAD
from crm_tui.storage.seeding import Seed, plant

_TABLES = text("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()")
_OURS = text("""
    SELECT count(*) FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = 'crm_tui' AND column_name = 'schema_number'
""")


def check(where: str) -> None:
    """See that there is a store of this program's schema.

    Raises EmptyDatabase, NotOurFile, NewerStore, OlderStore, MissingDatabase, LoginRefused, StoreUnreachable.
    """
    with _transaction(where) as connection:
        if _schema(connection, where) < HEAD:
            raise OlderStore(where)


def create(where: str, seed: Seed) -> None:
    """Make a store in an empty database. Raises StoreNotEmpty, UnfitDatabase."""
    make(where, lambda connection: plant(connection, seed))


def make(where: str, fill: Callable[[Connection], None]) -> None:
    """Make a store with what ``fill`` writes into it. Raises StoreNotEmpty, UnfitDatabase."""
    with _transaction(where) as connection:
        _alone(connection)
        if connection.execute(_TABLES).scalar():
            raise StoreNotEmpty(where)
        if connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
            raise UnfitDatabase(where, N_("its encoding is not UTF-8; make another with createdb --encoding UTF8"))
        upgrade(connection)
        fill(connection)
        connection.exec_driver_sql("CREATE TABLE crm_tui (schema_number integer NOT NULL)")
        connection.execute(text("INSERT INTO crm_tui VALUES (:head)"), {"head": HEAD})


def migrate(where: str) -> bool:
    """Bring a store up to this program's schema in one transaction; whether there was anything to do."""
    with _transaction(where) as connection:
        _alone(connection)
        if _schema(connection, where) == HEAD:
            return False
        upgrade(connection)
        connection.execute(text("UPDATE crm_tui SET schema_number = :head"), {"head": HEAD})
        return True


@contextmanager
def _transaction(where: str) -> Iterator[Connection]:
    engine = one_shot_engine(where)
    try:
        with engine.begin() as connection:
            yield connection
    except FAULTS as error:
        raise explained(error, where) from error
    finally:
        engine.dispose()


def _alone(connection: Connection) -> None:
    """Keep out others who make or migrate in the same database, until the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPLICATION_ID})


def _schema(connection: Connection, where: str) -> int:
    if not connection.execute(_OURS).scalar():
        raise NotOurFile(where) if connection.execute(_TABLES).scalar() else EmptyDatabase(where)
    schema = int(connection.execute(text("SELECT schema_number FROM crm_tui")).scalar_one())
    if schema > HEAD:
        raise NewerStore(where)
    return schema
