"""The activity feed of a card."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crm_tui.domain.ids import RecordId, TaskId, UserId
from crm_tui.i18n import N_
from crm_tui.operations.errors import NotFound
from crm_tui.operations.feed import FeedCursor, FeedItem, FeedKind, FeedPage, GetFeed
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import TaskInfo, TaskKind
from crm_tui.storage import activity_sql, records
from crm_tui.storage.activity_sql import AFTER_NONE, BEFORE_NONE, Bound, Row
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import Context, from_ms, from_ms_or_none, handles, to_ms
from crm_tui.storage.handlers.history import lines_of
from crm_tui.storage.subjects import entity_of

_UPCOMING = 50
_LOOKED_THROUGH = 4_000


@handles(GetFeed)
def get_feed(context: Context, query: GetFeed) -> FeedPage:
    """A window of what happened on a card."""
    rows = records.rows_of(context)
    subjects = activity_sql.related(rows, query.subject_id)
    if subjects is None:
        raise NotFound(N_("record"), query.subject_id)
    newer = query.after is not None or query.oldest
    bound = _bound(query)
    found, more = _found(context, query, subjects, bound, newer=newer)
    shown = found[::-1] if newer else found
    return FeedPage(
        items=tuple(_items(context, query.subject_id, shown)),
        upcoming=tuple(_upcoming(context, query, subjects)),
        older=_older(shown, bound, there=more if not newer else not query.oldest or bool(query.after)),
        newer=_newer(shown, bound, there=more if newer else query.before is not None),
    )


def _bound(query: GetFeed) -> Bound:
    place = query.after or query.before
    if place is None:
        return AFTER_NONE if query.oldest else BEFORE_NONE
    return Bound(to_ms(place.at), place.id, place.seq)


def _found(
    context: Context, query: GetFeed, subjects: Sequence[str], bound: Bound, *, newer: bool
) -> tuple[list[Row], bool]:
    """The rows of the window, and whether more lie beyond it. A text is looked for in a bounded stretch."""
    rows = records.rows_of(context)
    if not query.filter.text.strip():
        found = activity_sql.window(rows, subjects, query.filter, bound, newer=newer, limit=query.limit + 1)
        return found[: query.limit], len(found) > query.limit
    looked = activity_sql.window(rows, subjects, query.filter, bound, newer=newer, limit=_LOOKED_THROUGH + 1)
    stretch = looked[:_LOOKED_THROUGH]
    holding = _holding(context, stretch, query.filter.text)
    return holding[: query.limit], len(looked) > _LOOKED_THROUGH or len(holding) > query.limit


def _holding(context: Context, stretch: Sequence[Row], text: str) -> list[Row]:
    """Those whose own words hold the text, whatever the case."""
    wanted = text.strip().casefold()
    changes = _changes(context, [row for row in stretch if row.kind is FeedKind.CHANGE])
    return [
        row
        for row in stretch
        if wanted in row.text.casefold()
        or any(
            wanted in (value or "").casefold()
            for line in changes.get((row.subject_id, row.id), ())
            for value in line[1:]
        )
    ]


Lines = tuple[tuple[str, str | None, str | None], ...]


def _changes(context: Context, rows: Iterable[Row]) -> dict[tuple[str, str], Lines]:
    """What each change did, by record and place."""
    by_subject: dict[str, list[Row]] = {}
    for row in rows:
        by_subject.setdefault(row.subject_id, []).append(row)
    told: dict[tuple[str, str], Lines] = {}
    for subject, changes in by_subject.items():
        entries = activity_sql.entries(records.rows_of(context), subject, [row.more[0] for row in changes])
        for row in changes:
            told[subject, row.id] = lines_of(context, entries[row.more[0]])
    return told


def _items(context: Context, asked: str, found: Sequence[Row]) -> Iterable[FeedItem]:
    rows = records.rows_of(context)
    changes = _changes(context, [row for row in found if row.kind is FeedKind.CHANGE])
    titles = activity_sql.titles(rows, sorted({row.subject_id for row in found} - {asked}))
    names = dict(rows("SELECT id, name FROM member", {}))
    for row in found:
        item = FeedItem(
            kind=row.kind,
            id=row.id,
            at=from_ms(row.at),
            author_id=UserId(row.author_id) if row.author_id else None,
            author=names.get(row.author_id, ""),
            subject_id=RecordId(row.subject_id),
            title=titles.get(row.subject_id, ""),
            entity=_kind(rows, row.subject_id) if row.subject_id != asked else "",
            text=row.text,
        )
        yield _with_more(item, row, changes)


def _with_more(item: FeedItem, row: Row, changes: dict[tuple[str, str], Lines]) -> FeedItem:
    match row.kind:
        case FeedKind.CHANGE:
            _seq, author, operation = row.more
            lines = changes[row.subject_id, row.id]
            return replace(item, author=author, operation=operation, lines=lines)
        case FeedKind.NOTE:
            return replace(item, edited=row.more[0] is not None)
        case FeedKind.TASK:
            kind, due, assignee, result = row.more
            done = TaskInfo(TaskId(row.id), TaskKind(kind), row.text, from_ms_or_none(due), assignee, from_ms(row.at))
            return replace(item, task=done, state=result)
        case FeedKind.COMMUNICATION:
            channel, incoming, address, seconds, state, problem = row.more
            return replace(
                item,
                channel=Channel(channel),
                incoming=bool(incoming),
                address=address,
                seconds=seconds,
                state=state,
                problem=problem,
            )
        case _:
            return item


def _upcoming(context: Context, query: GetFeed, subjects: Sequence[str]) -> Iterable[FeedItem]:
    """Open tasks, unless the filter asks for other kinds alone."""
    if query.filter.kinds and FeedKind.TASK not in query.filter.kinds:
        return
    rows = records.rows_of(context)
    found = activity_sql.upcoming(rows, subjects, _UPCOMING)
    titles = activity_sql.titles(rows, sorted({row[1] for row in found} - {query.subject_id}))
    names = dict(rows("SELECT id, name FROM member", {}))
    for task, subject, kind, text, due, assignee, made in found:
        yield FeedItem(
            kind=FeedKind.TASK,
            id=task,
            at=from_ms(due if due is not None else made),
            author_id=UserId(assignee) if assignee else None,
            author=names.get(assignee, ""),
            subject_id=RecordId(subject),
            title=titles.get(subject, ""),
            entity=_kind(rows, subject) if subject != query.subject_id else "",
            text=text,
            task=TaskInfo(TaskId(task), TaskKind(kind), text, from_ms_or_none(due), assignee),
        )


def _kind(rows: Rows, record_id: str) -> str:
    entity = entity_of(rows, record_id)
    return entity.value if entity else ""


def _older(shown: Sequence[Row], bound: Bound, *, there: bool) -> FeedCursor | None:
    """Where older items go on: below the last item, and below the last change that was seen."""
    if not there or not shown:
        return None
    seqs = [row.more[0] for row in shown if row.kind is FeedKind.CHANGE]
    last = shown[-1]
    below = min(seqs) if seqs else (bound.seq if bound.seq >= 0 else 0)
    return FeedCursor(from_ms(last.at), last.id, below)


def _newer(shown: Sequence[Row], bound: Bound, *, there: bool) -> FeedCursor | None:
    """Where newer items go on: above the first item, and above the first change that was seen."""
    if not there or not shown:
        return None
    seqs = [row.more[0] for row in shown if row.kind is FeedKind.CHANGE]
    first = shown[0]
    above = max(seqs) if seqs else bound.seq
    return FeedCursor(from_ms(first.at), first.id, above)
