"""What happened on a record, window by window: plain SQL over the journal, notes, memo, tasks, messages, documents.

Each source has an index by record and time, so that a window costs the same at the start and in the middle of 100,000
events. A change's place is its sequence; everything else stands by its moment and id. One transaction may have changed
several of the records: their changes stand in the order of the records' ids.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from crm_tui.domain.fields import Entity
from crm_tui.operations.feed import FeedFilter, FeedKind
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import to_ms
from crm_tui.storage.subjects import TITLES, entity_of

NEVER: Final = 2**62


class Bound(NamedTuple):
    """The place from which a window goes on, in milliseconds, by id, and for changes by sequence."""

    at: int
    id: str
    seq: int


BEFORE_NONE: Final = Bound(NEVER, "", NEVER)
AFTER_NONE: Final = Bound(-NEVER, "", -1)


class Row(NamedTuple):
    """One item as it is found; ``id`` of a change is its sequence and its record's id.

    ``more`` is what its kind has beyond the rest.
    """

    at: int
    id: str
    kind: FeedKind
    subject_id: str
    author_id: str
    text: str
    more: tuple[Any, ...]

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in time."""
        return self.at, self.id


_SOURCES: Final[dict[FeedKind, tuple[str, str]]] = {
    # What is read, with the moment and the id; and by which columns a window is bounded.
    FeedKind.NOTE: ("at, id, author_id, text, edited_at FROM note", "at"),
    FeedKind.MEMO: ("at, id, author_id, text FROM memo", "at"),
    FeedKind.TASK: ("done_at, id, done_by, text, kind, due_at, assignee_id, result FROM task", "done_at"),
    FeedKind.COMMUNICATION: (
        "at, id, author_id, text, channel, incoming, address, seconds, state, problem FROM communication",
        "at",
    ),
    FeedKind.DOCUMENT: ("at, id, author_id, name, size FROM document", "at"),
}
_SUBJECTS: Final = {FeedKind.MEMO: "id"}
_CHANGES: Final = """
    SELECT {subject} AS subject, seq FROM journal_entry
    WHERE subject_id = {subject} AND seq {sign}= :seq AND (seq, {subject}) {sign} (:seq, :edge)
        AND entity NOT IN ('communication', 'document', 'memo', 'mention', 'note', 'task')
    GROUP BY seq ORDER BY seq {way} LIMIT :limit
"""
_LAST: Final = "~"
"""Comes after every id."""
_CHUNK: Final = 200
_FEW: Final = 8


def window(
    rows: Rows, subjects: Sequence[str], wanted: FeedFilter, bound: Bound, *, newer: bool, limit: int
) -> list[Row]:
    """Items of these records beyond a place: from the newest down, or (``newer``) from the place up."""
    groups = [tuple(subjects)] if rows.dialect.lateral else [(subject,) for subject in subjects]
    first = min(limit, max(_FEW, 2 * limit // len(groups)))
    streams = [
        stream
        for group in groups
        for stream in _streams(Stretch(rows, group, wanted, bound, newer, min(first, _CHUNK)))
    ]
    merged = heapq.merge(*streams, key=lambda row: row.place, reverse=not newer)
    return list(islice(merged, limit))


class Stretch(NamedTuple):
    """What is read of some records: under which filter, from where, which way, and how much at first."""

    rows: Rows
    group: tuple[str, ...]
    wanted: FeedFilter
    bound: Bound
    newer: bool
    chunk: int

    @property
    def sign(self) -> str:
        """What compares a place with the bound."""
        return ">" if self.newer else "<"

    @property
    def way(self) -> str:
        """The order in which items come."""
        return "ASC" if self.newer else "DESC"

    def read(self, inner: str, order: str, values: Mapping[str, Any]) -> Iterator[Sequence[Sequence[Any]]]:
        """The rows of a statement about one record, of all of them in one order, in chunks that grow.

        ``values`` may change between chunks: they say from where the next one goes on.
        """
        sql, whose = self.rows.dialect.of_each(inner, order), {"subject": self.group[0], "subjects": list(self.group)}
        chunk = self.chunk
        while True:
            found = self.rows(sql, {**values, **whose, "limit": chunk})
            yield found
            if len(found) < chunk:
                return
            chunk = min(chunk * 4, _CHUNK)


def _streams(stretch: Stretch) -> Iterator[Iterator[Row]]:
    wanted = stretch.wanted
    for kind in wanted.kinds or tuple(FeedKind):
        if kind is FeedKind.CHANGE:
            if not wanted.channels:
                yield _changes(stretch)
        elif not wanted.channels or kind is FeedKind.COMMUNICATION:
            yield _items(stretch, kind)


def _changes(stretch: Stretch) -> Iterator[Row]:
    """Changes by their sequence, for as long as somebody asks; marks and other authors are passed by.

    Of the bound's own sequence those of some records may have been in the window before.
    """
    newer, wanted, bound = stretch.newer, stretch.wanted, stretch.bound
    inner = _CHANGES.format(subject="{subject}", sign=stretch.sign, way=stretch.way)
    values: dict[str, Any] = {"seq": bound.seq, "edge": "" if newer else _LAST}
    for chunk in stretch.read(inner, f"seq {stretch.way}, subject {stretch.way}", values):
        heads = _heads(stretch.rows, [number for _subject, number in chunk])
        for subject, number in chunk:
            values |= {"seq": number, "edge": subject}
            at, author, name, operation = heads[number]
            row = Row(at, f"{number:020}{subject}", FeedKind.CHANGE, subject, author, "", (number, name, operation))
            if number == bound.seq and not _beyond(row, bound, newer=newer):
                continue
            if operation != "MarkRead" and _allowed(wanted, at, author):
                yield row
            elif _past(wanted, at, newer=newer):
                return


def _heads(rows: Rows, sequences: Iterable[int]) -> dict[int, tuple[int, str, str, str]]:
    """When each transaction was, by whom (id and name), and by which operation."""
    values = {f"seq{place}": seq for place, seq in enumerate(dict.fromkeys(sequences))}
    marks = ", ".join(f":{name}" for name in values)
    sql = f"SELECT seq, at, actor_id, actor, operation FROM journal WHERE seq IN ({marks})"
    found = rows(sql, values) if values else ()
    return {seq: (at, author, name, operation) for seq, at, author, name, operation in found}


def _beyond(row: Row, bound: Bound, *, newer: bool) -> bool:
    return row.place > bound[:2] if newer else row.place < bound[:2]


def _allowed(wanted: FeedFilter, at: int, author: str) -> bool:
    return (
        (not wanted.authors or author in wanted.authors)
        and (wanted.since is None or at >= to_ms(wanted.since))
        and (wanted.until is None or at < to_ms(wanted.until))
    )


def _past(wanted: FeedFilter, at: int, *, newer: bool) -> bool:
    """Whether a period is left behind, so that nothing further can be in it."""
    if newer:
        return wanted.until is not None and at >= to_ms(wanted.until)
    return wanted.since is not None and at < to_ms(wanted.since)


def _items(stretch: Stretch, kind: FeedKind) -> Iterator[Row]:
    source, at = _SOURCES[kind]
    more, values = _conditions(kind, at, stretch.wanted)
    inner = (
        f"SELECT {{subject}} AS subject, {source} WHERE {_SUBJECTS.get(kind, 'subject_id')} = {{subject}}"
        f" AND deleted_at IS NULL AND {at} IS NOT NULL AND ({at}, id) {stretch.sign} (:at, :id){more}"
        f" ORDER BY {at} {stretch.way}, id {stretch.way} LIMIT :limit"
    )
    values |= {"at": stretch.bound.at, "id": stretch.bound.id}
    for chunk in stretch.read(inner, f"{at} {stretch.way}, id {stretch.way}", values):
        for subject, moment, item, author, text, *rest in chunk:
            values |= {"at": moment, "id": item}
            yield Row(moment, item, kind, subject, author or "", text, tuple(rest))


def _conditions(kind: FeedKind, at: str, wanted: FeedFilter) -> tuple[str, dict[str, Any]]:
    """What the filter asks beyond the window, as SQL with values of its own."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    if wanted.authors:
        author = "done_by" if kind is FeedKind.TASK else "author_id"
        parts.append(_any_of(author, "author", wanted.authors, values))
    if wanted.channels and kind is FeedKind.COMMUNICATION:
        parts.append(_any_of("channel", "channel", [channel.value for channel in wanted.channels], values))
    if wanted.since is not None:
        parts.append(f"{at} >= :since")
        values["since"] = to_ms(wanted.since)
    if wanted.until is not None:
        parts.append(f"{at} < :until")
        values["until"] = to_ms(wanted.until)
    return "".join(f" AND {part}" for part in parts), values


def _any_of(column: str, name: str, wanted: Iterable[str], values: dict[str, Any]) -> str:
    marks = []
    for place, value in enumerate(wanted):
        values[f"{name}{place}"] = value
        marks.append(f":{name}{place}")
    return f"{column} IN ({', '.join(marks)})"


def upcoming(rows: Rows, subjects: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """The open tasks of these records, the next one first, those without a deadline last."""
    order = "due_at IS NULL, due_at, id"
    inner = (
        "SELECT id, {subject} AS subject, kind, text, due_at, assignee_id, created_at FROM task"
        f" WHERE subject_id = {{subject}} AND done_at IS NULL AND deleted_at IS NULL ORDER BY {order} LIMIT :limit"
    )
    sql = rows.dialect.of_each(inner, order)
    groups = [tuple(subjects)] if rows.dialect.lateral else [(subject,) for subject in subjects]
    found = [
        tuple(row)
        for group in groups
        for row in rows(sql, {"subject": group[0], "subjects": list(group), "limit": limit})
    ]
    return sorted(found, key=lambda row: (row[4] is None, row[4] or 0, row[0]))[:limit]


def entries(rows: Rows, changes: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[tuple[Any, ...]]]:
    """What each of these transactions did to its record: entity, field, old and new, in the order written."""
    done: dict[tuple[str, int], list[tuple[Any, ...]]] = {change: [] for change in changes}
    if not done:
        return done
    marks, values = [], dict[str, Any]()
    for place, (subject, seq) in enumerate(done):
        marks.append(f"(:subject{place}, CAST(:seq{place} AS bigint))")
        values |= {f"subject{place}": subject, f"seq{place}": seq}
    sql = f"""SELECT e.subject_id, e.seq, e.entity, e.field, e.old, e.new
        FROM (VALUES {", ".join(marks)}) AS wanted
        CROSS JOIN journal_entry e WHERE e.subject_id = wanted.column1 AND e.seq = wanted.column2
        ORDER BY e.seq, e.place"""
    for subject, seq, *line in rows(sql, values):
        done[subject, seq].append(tuple(line))
    return done


def named(rows: Rows, subjects: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """What records are, "" for one that is out of sight, and what they are called."""
    values = {f"id{place}": subject for place, subject in enumerate(subjects)}
    marks = ", ".join(f":{name}" for name in values)
    sql = " UNION ALL ".join(
        f"""SELECT id, CASE WHEN deleted_at IS NULL THEN '{entity}' ELSE '' END, {column}
            FROM {entity} WHERE id IN ({marks})"""
        for entity, column in TITLES.items()
    )
    return {subject: (entity, title) for subject, entity, title in rows(sql, values)} if subjects else {}


_RELATED: Final = 200
_DEALS_OF_CONTACT: Final = """
    SELECT id FROM (
        SELECT d.id, d.touched_at FROM deal d WHERE d.buyer_id = :id AND d.deleted_at IS NULL
        UNION SELECT d.id, d.touched_at FROM person p JOIN deal d ON d.id = p.deal_id
        WHERE p.contact_id = :id AND p.deleted_at IS NULL AND d.deleted_at IS NULL
    ) AS found ORDER BY touched_at DESC, id LIMIT :limit
"""
_OF_COMPANY: Final = """
    SELECT id FROM (
        SELECT d.id, d.touched_at FROM deal d WHERE d.company_id = :id AND d.deleted_at IS NULL
        UNION SELECT d.id, d.touched_at FROM contact c JOIN deal d ON d.buyer_id = c.id
        WHERE c.company_id = :id AND c.deleted_at IS NULL AND d.deleted_at IS NULL
        UNION SELECT c.id, c.created_at FROM contact c WHERE c.company_id = :id AND c.deleted_at IS NULL
    ) AS found ORDER BY touched_at DESC, id LIMIT :limit
"""

_LIVES: Final = {Entity.CONTACT: _DEALS_OF_CONTACT, Entity.COMPANY: _OF_COMPANY}


def related(rows: Rows, subject: str) -> tuple[str, ...] | None:
    """The record, and those whose life is its life too: the 200 touched last. None where there is no such record."""
    entity = entity_of(rows, subject)
    if entity in _LIVES:
        return (subject, *(one for (one,) in rows(_LIVES[entity], {"id": subject, "limit": _RELATED})))
    return None if entity is None else (subject,)
