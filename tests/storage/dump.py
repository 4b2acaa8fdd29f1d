"""All that a store holds, as a person would compare it, and whether what is derived from it is right."""

import json
from collections import Counter
from collections.abc import Set
from pathlib import Path
from typing import Any

from crm_tui.domain import requisites, value_keys
from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.matching.keys import stored_keys, vocabulary
from crm_tui.domain.matching.spelling import variants
from crm_tui.domain.places import is_database
from crm_tui.storage.dialects import POSTGRES, SQLITE
from crm_tui.storage.match_keys import PEOPLE, short
from crm_tui.storage.match_source import Source
from crm_tui.storage.tables import metadata
from tests.storage.acts import looking, rows

_OUT = {"card_value", "chunk", "sequence", "journal", "journal_entry", "stage_stat", "presence", "receipt", "duplicate"}
_OUT |= {"match_profile", "match_key", "match_token", "match_variant", "match_scan", "match_pending", "match_candidate"}
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table'",
    "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
)
_DERIVED = {"n", "touched_at", "next_task_at"}


def dump(where: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Every live row of every table but the journal's, without the columns that the store derives."""
    with looking(where) as look:
        there = {name for (name,) in look(_TABLES[is_database(str(where))])} - _OUT
        tables = {name: sorted(look(_live(name)), key=repr) for name in sorted(metadata.tables) if name in there}
    return {name: held for name, held in tables.items() if held}


def _live(name: str) -> str:
    return f'SELECT {_columns(name, _DERIVED)} FROM "{name}" WHERE deleted_at IS NULL'


def whole(where: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table with all its columns, the journal's included."""
    with looking(where) as look:
        return {
            name: sorted((tuple(map(_plain, row)) for row in look(f'SELECT {_columns(name)} FROM "{name}"')), key=repr)
            for name in metadata.tables
        }


def _columns(name: str, without: Set[str] = frozenset()) -> str:
    return ", ".join(f'"{column.name}"' for column in metadata.tables[name].columns if column.name not in without)


def _plain(value: Any) -> Any:
    """A truth value as SQLite has it."""
    return int(value) if isinstance(value, bool) else value


def assert_derived_data_is_right(where: Path | str) -> None:
    """The kept counters, the first open tasks, the search index and that of values equal a recount."""
    kept = rows(where, "SELECT stage_id, currency, deals, amount FROM stage_stat WHERE deals > 0 ORDER BY 1, 2")
    counted = rows(
        where,
        "SELECT stage_id, currency, count(*), coalesce(sum(amount), 0) FROM deal "
        "WHERE deleted_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2",
    )
    assert kept == counted
    wrong = rows(
        where,
        "SELECT d.id FROM deal d WHERE coalesce(d.next_task_at, -1) <> coalesce((SELECT min(t.due_at) FROM task t "
        "WHERE t.deal_id = d.id AND t.done_at IS NULL AND t.deleted_at IS NULL), -1)",
    )
    assert wrong == []
    for source in ("deal", "contact", "company"):
        assert index(where, source) == _words(where, source), source
    assert set(rows(where, "SELECT field_id, value, record_id FROM card_value")) == _values(where)
    assert_people_are_found_by_what_they_are(where)


def assert_people_are_found_by_what_they_are(where: Path | str) -> None:
    """What people are found alike by equals what is made of the contacts anew: keys, words, misspellings."""
    known = _sources(where)
    profiles = {number: source.profile() for number, source in known.items()}
    words = Counter(word for profile in profiles.values() for word in set(vocabulary(profile)))
    spellings = {(spelling, word) for word in words for spelling in map(short, variants(word))}
    keys = {(key, number) for number, profile in profiles.items() for key in map(short, stored_keys(profile))}
    said = {number: source.said() for number, source in known.items()}

    assert dict(rows(where, "SELECT contact, said FROM match_profile")) == said
    assert set(rows(where, "SELECT key, contact FROM match_key")) == keys
    counted = {PEOPLE: len(known)} if known else {}
    assert dict(rows(where, "SELECT token, count FROM match_token")) == words | counted
    assert set(rows(where, "SELECT variant, token FROM match_variant")) == spellings


def _sources(where: Path | str) -> dict[int, Source]:
    reach = {
        column: rows(where, f"SELECT owner_id, {column} FROM {table} WHERE deleted_at IS NULL")
        for table, column in (("phone", "coalesce(e164, typed)"), ("email", "address"))
    }
    phones, emails = (
        {owner: tuple(text for other, text in held if other == owner) for owner, _ in held} for held in reach.values()
    )
    live = rows(where, "SELECT n, id, name, aliases, city FROM contact WHERE deleted_at IS NULL")
    return {
        number: Source(name, tuple(aliases.split("\n")), phones.get(one, ()), emails.get(one, ()), city)
        for number, one, name, aliases, city in live
    }


def _values(where: Path | str) -> set[tuple[str, str, str]]:
    """What the index of card fields should hold: the values of indexed fields on all records, sortable."""
    fields = rows(where, "SELECT id, kind, entity FROM card_field WHERE indexed AND deleted_at IS NULL")
    customs = {entity.value: rows(where, f"SELECT id, custom FROM {entity.value}") for entity in Entity}
    return {
        (field, key, record)
        for field, kind, entity in fields
        for record, text in customs[entity]
        for key in _keys(FieldKind(kind), json.loads(text).get(field))
    }


def _keys(kind: FieldKind, value: Any) -> tuple[str, ...]:
    return value_keys.keys(kind, tuple(value) if isinstance(value, list) else value)


def index(where: Path | str, source: str) -> dict[int, set[str]]:
    """What the search index holds, as words by a record's number; how they are cased is its own affair."""
    found = rows(where, f"SELECT rowid, text FROM {source}_search")
    return {number: set(text.lower().split()) for number, text in found}


def _words(where: Path | str, source: str) -> dict[int, set[str]]:
    dialect = POSTGRES if is_database(str(where)) else SQLITE
    taxpayer, registered = [dialect.json_text("r.custom", one) for one in (requisites.INN, requisites.EDRPOU)]
    sql = _SQL[source].replace("GATHERED", dialect.gathered)
    return {
        number: {word for part in parts if part for word in part.lower().split()}
        for number, *parts in rows(where, sql.replace("TAXPAYER", taxpayer).replace("REGISTERED", registered))
    }


_REACH = """(SELECT GATHERED(p.typed || ' ' || coalesce(p.e164, ''), ' ') FROM phone p
        WHERE p.subject_id = r.id AND p.deleted_at IS NULL),
    (SELECT GATHERED(e.address, ' ') FROM email e WHERE e.subject_id = r.id AND e.deleted_at IS NULL),
    (SELECT GATHERED('#' || t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
        WHERE g.record_id = r.id AND g.deleted_at IS NULL)"""
_SQL = {
    "deal": f"""SELECT r.n, r.title, r.contact_name, r.external_id, {_REACH},
        (SELECT GATHERED(p.name, ' ') FROM person p WHERE p.deal_id = r.id AND p.deleted_at IS NULL)
        FROM deal r WHERE r.deleted_at IS NULL""",
    "contact": f"""SELECT r.n, r.name, r.aliases, r.city, r.external_id, {_REACH},
        (SELECT c.name FROM company c WHERE c.id = r.company_id AND c.deleted_at IS NULL)
        FROM contact r WHERE r.deleted_at IS NULL""",
    "company": f"""SELECT r.n, r.name, r.city, r.external_id, TAXPAYER, REGISTERED, {_REACH}
        FROM company r WHERE r.deleted_at IS NULL""",
}
