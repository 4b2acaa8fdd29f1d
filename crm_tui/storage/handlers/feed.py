"""The activity feed of a card."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from crm_tui.domain.ids import RecordId, TaskId, UserId
from crm_tui.i18n import N_
from crm_tui.operations.errors import NotFound
from crm_tui.operations.feed import FeedCursor, FeedItem, FeedKind, FeedPage, GetFeed
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import TaskInfo, TaskKind
from crm_tui.storage import activity_sql, records
from crm_tui.storage.activity_sql import AFTER_NONE, BEFORE_NONE, Bound, Row
from crm_tui.storage.context import Context, from_ms, from_ms_or_none, handles, to_ms
from crm_tui.storage.handlers.history import lines_of
from crm_tui.storage.remembering import Remembering

_UPCOMING: Final = 50
_LOOKED_THROUGH: Final = 2_000


class Found(NamedTuple):
    """What a window shows, all that was passed on the way to its end, and whether anything lies beyond."""

    shown: Sequence[Row]
    passed: Sequence[Row]
    more: bool


@handles(GetFeed)
def get_feed(context: Context, query: GetFeed) -> FeedPage:
    """A window of what happened on a card."""
    rows = records.rows_of(context)
    subjects = activity_sql.related(rows, query.subject_id)
    if subjects is None:
        raise NotFound(N_("record"), query.subject_id)
    newer = query.after is not None or query.oldest
    bound = _bound(query)
    found = _found(context, query, subjects, bound, newer=newer)
    shown, passed = (found.shown[::-1], found.passed[::-1]) if newer else (found.shown, found.passed)
    return FeedPage(
        items=tuple(_items(context, query.subject_id, shown)),
        upcoming=tuple(_upcoming(context, query, subjects)),
        older=_older(passed, bound, there=found.more if not newer else not query.oldest or bool(query.after)),
        newer=_newer(passed, bound, there=found.more if newer else query.before is not None),
    )


def _bound(query: GetFeed) -> Bound:
    place = query.after or query.before
    if place is None:
        return AFTER_NONE if query.oldest else BEFORE_NONE
    return Bound(to_ms(place.at), place.id, place.seq)


def _found(context: Context, query: GetFeed, subjects: Sequence[str], bound: Bound, *, newer: bool) -> Found:
    """The rows of the window. A text is looked for in a bounded stretch: the next window goes on where it ends."""
    rows = records.rows_of(context)
    seeks = bool(query.filter.text.strip())
    most = _LOOKED_THROUGH if seeks else query.limit
    looked = activity_sql.window(rows, subjects, query.filter, bound, newer=newer, limit=most + 1)
    stretch = looked[:most]
    shown = _holding(context, stretch, query.filter.text) if seeks else stretch
    if len(shown) > query.limit:
        last = shown[query.limit - 1]
        return Found(shown[: query.limit], stretch[: stretch.index(last) + 1], more=True)
    return Found(shown, stretch, more=len(looked) > most)


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
    """What each change did, by record and place; the name of a stage or a field is looked up once for all of them."""
    remembering = Remembering(records.rows_of(context))
    ids = {(row.subject_id, row.more[0]): row.id for row in rows}
    entries = activity_sql.entries(remembering, ids)
    return {
        (subject, ids[subject, seq]): lines_of(remembering, context.currency, done)
        for (subject, seq), done in entries.items()
    }


def _items(context: Context, asked: str, found: Sequence[Row]) -> Iterable[FeedItem]:
    rows = records.rows_of(context)
    changes = _changes(context, [row for row in found if row.kind is FeedKind.CHANGE])
    known = activity_sql.named(rows, sorted({row.subject_id for row in found} - {asked}))
    names = dict(rows("SELECT id, name FROM member", {}))
    for row in found:
        entity, title = known.get(row.subject_id, ("", ""))
        item = FeedItem(
            kind=row.kind,
            id=row.id,
            at=from_ms(row.at),
            author_id=UserId(row.author_id) if row.author_id else None,
            author=names.get(row.author_id, ""),
            subject_id=RecordId(row.subject_id),
            title=title,
            entity=entity,
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
    known = activity_sql.named(rows, sorted({row[1] for row in found} - {query.subject_id}))
    names = dict(rows("SELECT id, name FROM member", {}))
    for task, subject, kind, text, due, assignee, made in found:
        entity, title = known.get(subject, ("", ""))
        yield FeedItem(
            kind=FeedKind.TASK,
            id=task,
            at=from_ms(due if due is not None else made),
            author_id=UserId(assignee) if assignee else None,
            author=names.get(assignee, ""),
            subject_id=RecordId(subject),
            title=title,
            entity=entity,
            text=text,
            task=TaskInfo(TaskId(task), TaskKind(kind), text, from_ms_or_none(due), assignee),
        )


def _older(passed: Sequence[Row], bound: Bound, *, there: bool) -> FeedCursor | None:
    """Where older items go on: below the last item, and below the last change that was passed."""
    if not there or not passed:
        return None
    seqs = [row.more[0] for row in passed if row.kind is FeedKind.CHANGE]
    last = passed[-1]
    below = min(seqs) if seqs else (bound.seq if bound.seq >= 0 else 0)
    return FeedCursor(from_ms(last.at), last.id, below)


def _newer(passed: Sequence[Row], bound: Bound, *, there: bool) -> FeedCursor | None:
    """Where newer items go on: above the first item, and above the first change that was passed."""
    if not there or not passed:
        return None
    seqs = [row.more[0] for row in passed if row.kind is FeedKind.CHANGE]
    first = passed[0]
    above = max(seqs) if seqs else bound.seq
    return FeedCursor(from_ms(first.at), first.id, above)
