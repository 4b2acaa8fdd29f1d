"""The search index: what can be typed to find a deal, a contact or a company, kept in the transaction that changes it.

Any three letters in a row find a record: on SQLite by FTS5 with trigrams, on PostgreSQL by pg_trgm. A row's id is its
record's ``n``.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, TextClause, bindparam, text

from crm_tui.domain import requisites
from crm_tui.storage.board_sql import SUBJECTS
from crm_tui.storage.database import load
from crm_tui.storage.dialects import DIALECTS
from crm_tui.storage.words import folded

_BATCH = 500
_SOURCES = ("deal", "contact", "company")

_DEAL = """
    SELECT d.n, d.title, d.contact_name, d.external_id,
        (SELECT GATHERED(p.name, ' ') FROM person p WHERE p.deal_id = d.id AND p.deleted_at IS NULL),
        (SELECT GATHERED(p.typed || ' ' || coalesce(p.e164, ''), ' ') FROM phone p
            JOIN person o ON o.id = p.owner_id WHERE o.deal_id = d.id AND p.deleted_at IS NULL),
        (SELECT GATHERED(e.address, ' ') FROM email e
            JOIN person o ON o.id = e.owner_id WHERE o.deal_id = d.id AND e.deleted_at IS NULL),
        (SELECT GATHERED('#' || t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
            WHERE g.record_id = d.id AND g.deleted_at IS NULL)
    FROM deal d WHERE d.id IN :ids AND d.deleted_at IS NULL
"""
_CONTACT = """
    SELECT c.n, c.name, c.aliases, c.city, c.external_id,
        (SELECT name FROM company WHERE id = c.company_id AND deleted_at IS NULL),
        (SELECT GATHERED(p.typed || ' ' || coalesce(p.e164, ''), ' ') FROM phone p
            WHERE p.owner_id = c.id AND p.deleted_at IS NULL),
        (SELECT GATHERED(e.address, ' ') FROM email e WHERE e.owner_id = c.id AND e.deleted_at IS NULL),
        (SELECT GATHERED('#' || t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
            WHERE g.record_id = c.id AND g.deleted_at IS NULL)
    FROM contact c WHERE c.id IN :ids AND c.deleted_at IS NULL
"""
_COMPANY = """
    SELECT c.n, c.name, c.city, c.external_id, TAXPAYER, STATE_REGISTER,
        (SELECT GATHERED(p.typed || ' ' || coalesce(p.e164, ''), ' ') FROM phone p
            WHERE p.owner_id = c.id AND p.deleted_at IS NULL),
        (SELECT GATHERED(e.address, ' ') FROM email e WHERE e.owner_id = c.id AND e.deleted_at IS NULL),
        (SELECT GATHERED('#' || t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
            WHERE g.record_id = c.id AND g.deleted_at IS NULL)
    FROM company c WHERE c.id IN :ids AND c.deleted_at IS NULL
"""
_TEXTS = {"deal": _DEAL, "contact": _CONTACT, "company": _COMPANY}


def document(parts: Iterable[str | None]) -> str:
    """What the index holds of a record: its words, one space apart."""
    return folded(" ".join(part for part in parts if part))


def refresh_all(connection: Connection, seq: int) -> None:
    """Bring the index up to what a transaction has touched, by its journal rows."""
    rows = connection.execute(text(SUBJECTS), {"seq": seq})
    refresh(connection, list(rows.scalars()))


def refresh(connection: Connection, subjects: Sequence[str]) -> None:
    """Write the index anew for deals, contacts and companies, for who works there, for all that wear these tags."""
    for start in range(0, len(subjects), _BATCH):
        batch = list(subjects[start : start + _BATCH])
        batch += [one for one in _named_in(connection, batch) if one not in batch]
        for source in _SOURCES:
            _refresh_batch(connection, source, batch)


def _named_in(connection: Connection, ids: list[str]) -> Sequence[str]:
    """The records in whose documents companies and tags are named."""
    named = _among(
        "SELECT id FROM contact WHERE company_id IN :ids AND deleted_at IS NULL "
        "UNION SELECT record_id FROM tagging WHERE tag_id IN :ids AND deleted_at IS NULL"
    )
    return connection.execute(named, {"ids": ids}).scalars().all()


def _refresh_batch(connection: Connection, source: str, ids: list[str]) -> None:
    known = _among(f"SELECT n FROM {source} WHERE id IN :ids")
    numbers = list(connection.execute(known, {"ids": ids}).scalars())
    if not numbers:
        return
    connection.execute(text(f"DELETE FROM {source}_search WHERE rowid = :n"), [{"n": n} for n in numbers])
    texts = _among(_spoken(connection, _TEXTS[source]))
    rows = connection.execute(texts, {"ids": ids})
    add(connection, source, [(row[0], document(row[1:])) for row in rows])


def _spoken(connection: Connection, sql: str) -> str:
    dialect = DIALECTS[connection.dialect.name]
    words = {
        "GATHERED": dialect.gathered,
        "TAXPAYER": dialect.json_text("c.custom", requisites.INN),
        "STATE_REGISTER": dialect.json_text("c.custom", requisites.EDRPOU),
    }
    for word, said in words.items():
        sql = sql.replace(word, said)
    return sql


def _among(sql: str) -> TextClause:
    return text(sql).bindparams(bindparam("ids", expanding=True))


def add(connection: Connection, source: str, documents: Sequence[tuple[int, str]]) -> None:
    """Put new records into the index."""
    kept = DIALECTS[connection.dialect.name].kept
    load(connection, f"{source}_search", ("rowid", "text"), [(n, kept(words)) for n, words in documents])
