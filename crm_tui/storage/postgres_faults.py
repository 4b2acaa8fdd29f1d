"""What PostgreSQL and its driver say, as the store's own errors."""

import re
from collections.abc import Callable

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from crm_tui.i18n import N_
from crm_tui.operations.errors import (
    CrmError,
    DiskFull,
    InvalidValue,
    LoginRefused,
    MissingDatabase,
    NotOurFile,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
    UnfitDatabase,
)

FAULTS: tuple[type[Exception], ...] = (DBAPIError, NoneFree, psycopg.Error, UnicodeEncodeError)
"""What the driver raises; the last for text with half a character in it."""


def _no_extension(where: str) -> CrmError:
    return UnfitDatabase(where, N_("its extension pg_trgm is missing; install PostgreSQL's contrib package there"))


# By SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html), the longest beginning first.
_BY_STATE: tuple[tuple[str, Callable[[str], CrmError]], ...] = (
    ("3D000", MissingDatabase),
    ("28", LoginRefused),
    ("53100", DiskFull),
    ("53200", StoreUnreachable),
    ("53300", StoreUnreachable),
    ("57P", StoreUnreachable),
    ("08", StoreUnreachable),
    ("25006", StoreReadOnly),
    ("42501", StoreReadOnly),
    ("55P03", StoreLocked),
    ("40", StoreLocked),
    ("58P01", _no_extension),
    ("0A000", _no_extension),
    ("42P01", NotOurFile),
    ("42703", NotOurFile),
)
# The server's answer to a connection comes without its SQLSTATE, in the server's language.
_BY_WORDS: tuple[tuple[re.Pattern[str], Callable[[str], CrmError]], ...] = (
    (re.compile(r"connection slots|too many (clients|connections)"), StoreUnreachable),
    (re.compile(r'database ".*" does not exist'), MissingDatabase),
    (re.compile(r'authentication failed|role ".*" does not exist|no password supplied|pg_hba\.conf'), LoginRefused),
    (re.compile(r"permission denied for database"), LoginRefused),
)


def explained(error: Exception, where: str) -> Exception:
    """The store's own error for one of the driver's; a fault of the program stays itself.

    No function to compare two types by is a place in an order that holds a number for a text.
    """
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, psycopg.DataError | psycopg.errors.UndefinedFunction | UnicodeEncodeError):
        return InvalidValue(N_("value"), N_("cannot be stored; type it again"))
    if isinstance(original, psycopg.Error) and original.sqlstate:
        kinds = (kind for state, kind in _BY_STATE if (original.sqlstate or "").startswith(state))
        kind = next(kinds, None)
        return error if kind is None else kind(where)
    if isinstance(original, psycopg.OperationalError | psycopg.InterfaceError):
        return _unconnected(original, where)
    return StoreUnreachable(where) if isinstance(error, NoneFree) else error


def _unconnected(error: psycopg.Error, where: str) -> CrmError:
    for words, kind in _BY_WORDS:
        if words.search(str(error)):
            return kind(where)
    asked = error.pgconn is not None and (error.pgconn.used_password or error.pgconn.needs_password)
    return LoginRefused(where) if asked and "connection failed" in str(error) else StoreUnreachable(where)
