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
from crm_tui.storage.subjects import entity_of, title_of

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
    FeedKind.NOTE: ("SELECT at, id, author_id, text, edited_at FROM note", "at"),
    FeedKind.MEMO: ("SELECT at, id, author_id, text FROM memo", "at"),
    FeedKind.TASK: (
        "SELECT done_at, id, done_by, text, kind, due_at, assignee_id, result FROM task",
        "done_at",
    ),
    FeedKind.COMMUNICATION: (
        "SELECT at, id, author_id, text, channel, incoming, address, seconds, state, problem FROM communication",
        "at",
    ),
    FeedKind.DOCUMENT: ("SELECT at, id, author_id, name, size FROM document", "at"),
}
_SUBJECTS: Final = {FeedKind.MEMO: "id"}
_CHANGES: Final = """
    SELECT j.at, j.seq, j.actor_id, j.actor, j.operation FROM (
        SELECT DISTINCT seq FROM journal_entry
        WHERE subject_id = :subject AND seq {sign} :seq
            AND entity NOT IN ('communication', 'document', 'memo', 'mention', 'note', 'task')
        ORDER BY seq {way} LIMIT :limit
    ) AS found JOIN journal j ON j.seq = found.seq ORDER BY j.seq {way}
"""
_CHUNK: Final = 200


def window(
    rows: Rows, subjects: Sequence[str], wanted: FeedFilter, bound: Bound, *, newer: bool, limit: int
) -> list[Row]:
    """Items of these records beyond a place: from the newest down, or (``newer``) from the place up."""
    streams = [
        stream
        for subject in subjects
        for stream in _streams(rows, subject, wanted, bound, newer=newer, limit=min(limit, _CHUNK))
    ]
    merged = heapq.merge(*streams, key=lambda row: row.place, reverse=not newer)
    return list(islice(merged, limit))


def _streams(
    rows: Rows, subject: str, wanted: FeedFilter, bound: Bound, *, newer: bool, limit: int
) -> Iterator[Iterator[Row]]:
    for kind in wanted.kinds or tuple(FeedKind):
        if kind is FeedKind.CHANGE:
            if not wanted.channels:
                yield _changes(rows, subject, wanted, bound, newer=newer, limit=limit)
        elif not wanted.channels or kind is FeedKind.COMMUNICATION:
            yield _items(rows, kind, subject, wanted, bound, newer=newer, limit=limit)


def _changes(rows: Rows, subject: str, wanted: FeedFilter, bound: Bound, *, newer: bool, limit: int) -> Iterator[Row]:
    """Changes by their sequence, chunk by chunk for as long as somebody asks; marks and other authors are passed by.

    Of the bound's own sequence those of some records may have been in the window before.
    """
    sql = _CHANGES.format(sign=">" if newer else "<", way="ASC" if newer else "DESC")
    seq = bound.seq + (-1 if newer else 1)
    while True:
        found = rows(sql, {"subject": subject, "seq": seq, "limit": limit})
        for at, number, author, name, operation in found:
            seq = number
            row = Row(at, f"{number:020}{subject}", FeedKind.CHANGE, subject, author, "", (number, name, operation))
            if number == bound.seq and not _beyond(row, bound, newer=newer):
                continue
            if operation != "MarkRead" and _allowed(wanted, at, author):
                yield row
            elif _past(wanted, at, newer=newer):
                return
        if len(found) < limit:
            return


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


def _items(
    rows: Rows, kind: FeedKind, subject: str, wanted: FeedFilter, bound: Bound, *, newer: bool, limit: int
) -> Iterator[Row]:
    source, at = _SOURCES[kind]
    more, values = _conditions(kind, at, wanted)
    sign, way = (">", "ASC") if newer else ("<", "DESC")
    sql = (
        f"{source} WHERE {_SUBJECTS.get(kind, 'subject_id')} = :subject AND deleted_at IS NULL AND {at} IS NOT NULL"
        f" AND ({at}, id) {sign} (:at, :id){more} ORDER BY {at} {way}, id {way} LIMIT :limit"
    )
    place = bound.at, bound.id
    while True:
        found = rows(sql, {"subject": subject, "at": place[0], "id": place[1], "limit": limit, **values})
        for moment, item, author, text, *rest in found:
            place = moment, item
            yield Row(moment, item, kind, subject, author or "", text, tuple(rest))
        if len(found) < limit:
            return


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
    sql = (
        "SELECT id, subject_id, kind, text, due_at, assignee_id, created_at FROM task WHERE subject_id = :subject"
        " AND done_at IS NULL AND deleted_at IS NULL ORDER BY due_at IS NULL, due_at, id LIMIT :limit"
    )
    found = [tuple(row) for subject in subjects for row in rows(sql, {"subject": subject, "limit": limit})]
    return sorted(found, key=lambda row: (row[4] is None, row[4] or 0, row[0]))[:limit]


def entries(rows: Rows, subject: str, sequences: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """What each of these transactions did to a record: entity, field, old and new, in the order written."""
    done: dict[int, list[tuple[Any, ...]]] = {seq: [] for seq in sequences}
    marks: dict[str, Any] = {f"seq{place}": seq for place, seq in enumerate(sequences)}
    if marks:
        sql = (
            "SELECT seq, entity, field, old, new FROM journal_entry WHERE subject_id = :subject"
            f" AND seq IN ({', '.join(f':{name}' for name in marks)}) ORDER BY seq, place"
        )
        for seq, *line in rows(sql, {"subject": subject, **marks}):
            done[seq].append(tuple(line))
    return done


def titles(rows: Rows, subjects: Sequence[str]) -> Mapping[str, str]:
    """The names of records, of whatever kind they are."""
    return {subject: title_of(rows, subject) for subject in subjects}


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
