"""Where a store is, and that no password of an address is ever shown."""

import pytest

from crm_tui.domain.places import is_address, is_database, masked
from crm_tui.operations.errors import NoSuchStore


@pytest.mark.parametrize(
    ("where", "address", "database"),
    [
        ("crm.db", False, False),
        ("/home/o/postgresql/crm.db", False, False),
        ("postgresql://db/crm", True, True),
        ("postgres://db/crm", True, True),
        ("PostgreSQL://db/crm", True, True),
        ("https://crm.example.org", True, False),
        ("mysql://db/crm", True, False),
    ],
)
def test_a_file_an_address_and_a_database_are_told_apart(where: str, address: bool, database: bool) -> None:
    assert (is_address(where), is_database(where)) == (address, database)


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("crm.db", "crm.db"),
        ("postgresql://ivan@db/crm", "postgresql://ivan@db/crm"),
        ("postgresql://ivan:s3cret@db:5432/crm", "postgresql://ivan:***@db:5432/crm"),
        ("postgresql://ivan:a@b/c:d@db/crm", "postgresql://ivan:***@db/crm"),
        ("postgresql://db/crm?user=ivan&password=s3cret&x=1", "postgresql://db/crm?user=ivan&password=***&x=1"),
        ("https://ivan:s3cret@crm.example.org", "https://ivan:***@crm.example.org"),
    ],
)
def test_a_password_is_never_shown(where: str, shown: str) -> None:
    assert masked(where) == shown
    assert shown in str(NoSuchStore(where))
