"""What all tables share: text ids, times in milliseconds since 1970 (UTC), and ``deleted_at`` instead of deletion."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, MetaData
from sqlmodel import Field, SQLModel

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Table(SQLModel):
    """A table whose changes the journal keeps.

    ``subject`` names the column with the id of the card that a change belongs to: a phone's change is its deal's.
    ``secret`` names columns of which the journal gets to see nothing; ``objects`` those that hold a JSON object, which
    it notes key by key.
    """

    metadata = metadata
    subject: ClassVar[str] = "id"
    secret: ClassVar[frozenset[str]] = frozenset()
    objects: ClassVar[frozenset[str]] = frozenset()

    deleted_at: int | None = Field(default=None, sa_type=BigInteger)


def moment(**options: Any) -> Any:
    """A column that holds a moment: milliseconds since 1970, UTC."""
    return Field(sa_type=BigInteger, **options)


def reference(target: str, **options: Any) -> Any:
    """A column that holds another record's id."""
    return Field(foreign_key=target, **options)
