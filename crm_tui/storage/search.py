"""The search index: what can be typed to find a deal, a contact or a company, kept in the transaction that changes it.

Any three letters in a row find a record: on SQLite by FTS5 with trigrams, on PostgreSQL by pg_trgm. A row's id is its
record's ``n``.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, TextClause, bindparam, text

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
    SELECT c.n, c.name, c.city, c.external_id, (SELECT name FROM company WHERE id = c.company_id),
        (SELECT GATHERED(p.typed || ' ' || coalesce(p.e164, ''), ' ') FROM phone p
            WHERE p.owner_id = c.id AND p.deleted_at IS NULL),
        (SELECT GATHERED(e.address, ' ') FROM email e WHERE e.owner_id = c.id AND e.deleted_at IS NULL),
        (SELECT GATHERED('#' || t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
            WHERE g.record_id = c.id AND g.deleted_at IS NULL)
    FROM contact c WHERE c.id IN :ids AND c.deleted_at IS NULL
"""
_COMPANY = "SELECT n, name FROM company WHERE id IN :ids AND deleted_at IS NULL"
_TEXTS = {"deal": _DEAL, "contact": _CONTACT, "company": _COMPANY}


def document(parts: Iterable[str | None]) -> str:
    """What the index holds of a record: its words, one space apart."""
    return folded(" ".join(part for part in parts if part))


def refresh_all(connection: Connection, seq: int) -> None:
    """Bring the index up to what a transaction has touched, by its journal rows."""
    rows = connection.execute(text(SUBJECTS), {"seq": seq})
    refresh(connection, list(rows.scalars()))


def refresh(connection: Connection, subjects: Sequence[str]) -> None:
    """Write the index anew for these deals, contacts and companies, and for all that wear one of these tags."""
    touched = _with_wearers(connection, subjects)
    for start in range(0, len(touched), _BATCH):
        batch = touched[start : start + _BATCH]
        for source in _SOURCES:
            _refresh_batch(connection, source, batch)


def _with_wearers(connection: Connection, subjects: Sequence[str]) -> list[str]:
    found: dict[str, None] = dict.fromkeys(subjects)
    wearers = _among("SELECT DISTINCT record_id FROM tagging WHERE tag_id IN :ids AND deleted_at IS NULL")
    for start in range(0, len(subjects), _BATCH):
        rows = connection.execute(wearers, {"ids": list(subjects[start : start + _BATCH])})
        found.update(dict.fromkeys(rows.scalars()))
    return list(found)


def _refresh_batch(connection: Connection, source: str, ids: list[str]) -> None:
    known = _among(f"SELECT n FROM {source} WHERE id IN :ids")
    numbers = list(connection.execute(known, {"ids": ids}).scalars())
    if not numbers:
        return
    connection.execute(text(f"DELETE FROM {source}_search WHERE rowid = :n"), [{"n": n} for n in numbers])
    texts = _among(_TEXTS[source].replace("GATHERED", DIALECTS[connection.dialect.name].gathered))
    rows = connection.execute(texts, {"ids": ids})
    add(connection, source, [(row[0], document(row[1:])) for row in rows])


def _among(sql: str) -> TextClause:
    return text(sql).bindparams(bindparam("ids", expanding=True))


def add(connection: Connection, source: str, documents: Sequence[tuple[int, str]]) -> None:
    """Put new records into the index."""
    kept = DIALECTS[connection.dialect.name].kept
    load(connection, f"{source}_search", ("rowid", "text"), [(n, kept(words)) for n, words in documents])
