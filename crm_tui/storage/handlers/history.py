"""What happened to a record, and what undo would do next."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from crm_tui.operations.deals import GetHistory
from crm_tui.operations.history import Changes, GetUndoState, ListChanges, UndoState
from crm_tui.operations.values import Event
from crm_tui.storage import feed, records, undo
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.context import Context, from_ms, handles
from crm_tui.storage.field_words import CUSTOM, label, shown, voucher_name

# Records that are called by another one, how, and by which of their columns they name it.
_CALLED_BY = {
    "tagging": ("SELECT name FROM tag WHERE id = :id", "tag_id"),
    "contact_merge": ("SELECT name FROM contact WHERE id = :id", "other_id"),
    "not_duplicate": ("SELECT name FROM contact WHERE id = :id", "second_id"),
}
_HIDDEN = frozenset(
    {
        "rank",
        "stage_since",
        "pipeline_id",
        "position",
        "has_contact",
        "closed_at",
        "id",
        "subject_id",
        "owner_id",
    }
)


@handles(GetUndoState)
def get_undo_state(context: Context, query: GetUndoState) -> UndoState:
    """What undo and redo would do next."""
    return undo.state(context.session.connection(), context.actor)


@handles(GetHistory)
def get_history(context: Context, query: GetHistory) -> tuple[Event, ...]:
    """What happened to a record, newest first."""
    rows = records.rows_of(context)
    headings = rows(
        "SELECT DISTINCT j.seq, j.at, j.actor, j.operation FROM journal_entry e JOIN journal j ON j.seq = e.seq "
        "WHERE e.subject_id = :subject AND e.seq < :before AND j.kind <> 'mark' ORDER BY j.seq DESC LIMIT :limit",
        {
            "subject": query.subject_id,
            "before": query.before if query.before is not None else 2**62,
            "limit": query.limit,
        },
    )
    return tuple(
        Event(seq, from_ms(at), actor, operation, _lines(context, query.subject_id, seq))
        for seq, at, actor, operation in headings
    )


def _lines(context: Context, subject_id: str, seq: int) -> tuple[tuple[str, str | None, str | None], ...]:
    rows = records.rows_of(context)(
        "SELECT entity, field, old, new FROM journal_entry WHERE subject_id = :subject AND seq = :seq ORDER BY place",
        {"subject": subject_id, "seq": seq},
    )
    return lines_of(records.rows_of(context), context.currency, rows)


def lines_of(
    rows: Rows, currency: str, entries: Sequence[Sequence[Any]]
) -> tuple[tuple[str, str | None, str | None], ...]:
    """Entries of the journal (entity, field, old, new) as a person would name them, without those that say nothing."""
    return tuple(line for entry in entries if (line := _line(rows, currency, entry)) is not None)


def _line(rows: Rows, currency: str, entry: Sequence[Any]) -> tuple[str, str | None, str | None] | None:
    entity, field, old, new = entry
    if field in _HIDDEN:
        return None
    if not field:
        return (entity, None, _made(rows, entity, new))
    called = label(rows, field)
    own = f"{CUSTOM}{called}" if called else field
    name = own if entity in ("deal", "contact", "company") else f"{entity}.{field}"
    value = partial(shown, rows, field, currency=currency)
    return (name, value(value=old), value(value=new))


def _made(rows: Rows, entity: str, new: str | None) -> str:
    values = json.loads(new or "{}")
    if entity in _CALLED_BY:
        sql, column = _CALLED_BY[entity]
        found = rows(sql, {"id": values.get(column, "")})
        return str(found[0][0]) if found else ""
    if entity == "voucher_link":
        return voucher_name(rows, values.get("voucher_id", ""))
    for field in ("title", "name", "text", "typed"):
        if values.get(field):
            return str(values[field])
    return ""


@handles(ListChanges)
def list_changes(context: Context, query: ListChanges) -> Changes:
    """What was written after a sequence."""
    rows = records.rows_of(context)
    head = int(rows("SELECT value FROM sequence WHERE id = 1", {})[0][0])
    return Changes(tuple(feed.changes_after(rows, query.after, context.origin, query.limit)), head)
