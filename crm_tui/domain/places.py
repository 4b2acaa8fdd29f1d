"""Where a store is: in a file, in a database, on a server; and how an address is shown without its password."""

import re

_DATABASE = re.compile(r"postgres(ql)?(\+psycopg)?://", re.IGNORECASE)
_PASSWORD = re.compile(r"(://[^:/?#@]*:).*@|([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)


def is_address(where: str) -> bool:
    """Whether a place is an address and no file."""
    return "://" in where


def is_database(where: str) -> bool:
    """Whether a place is a PostgreSQL database: ``postgresql://user@host/name``."""
    return _DATABASE.match(where) is not None


def is_server(where: str) -> bool:
    """Whether a place is a server's address: ``https://crm.example.org``."""
    return where.partition("://")[0].lower() in ("http", "https") and is_address(where)


def masked(where: str) -> str:
    """A place as it may be shown and written down: three stars stand for a password."""
    return _PASSWORD.sub(lambda found: f"{found[1]}***@" if found[1] else f"{found[2]}***", where)
