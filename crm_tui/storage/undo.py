"""Undo and redo: turn a transaction's journal rows round, unless somebody has touched the same fields since."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import Row

from crm_tui.operations.errors import NothingToRedo, NothingToUndo, UndoRefused
from crm_tui.operations.history import Step, UndoState
from crm_tui.storage import json_columns, match_index, search, value_indexes
from crm_tui.storage.board_sql import SUBJECTS
from crm_tui.storage.callers import Actor
from crm_tui.storage.context import from_ms
from crm_tui.storage.journal import Heading, next_sequence
from crm_tui.storage.tables import metadata

_NEXT_UNDO = text("""
    SELECT seq, operation, title, applied_seq FROM journal
    WHERE actor_id = :actor AND kind = 'do' AND state = 'done' ORDER BY seq DESC LIMIT 1
""")
_NEXT_REDO = text("""
    SELECT seq, operation, title, applied_seq FROM journal
    WHERE actor_id = :actor AND kind = 'do' AND state = 'undone' ORDER BY seq LIMIT 1
""")
# A later change of somebody else's to one of the same fields, or to anything of a record that this transaction made.
# A row that came to another owner and was changed there is not taken away from it.
# The actor's own later changes are undone first, so they cannot be in the way. CROSS JOIN keeps SQLite to this order:
# with another, two large imports are compared row by row with each other.
_TOUCHED_SINCE = text("""
    SELECT other.actor, other.at FROM journal_entry mine
    CROSS JOIN journal_entry theirs CROSS JOIN journal other
    WHERE mine.seq = :seq AND theirs.subject_id = mine.subject_id AND theirs.seq <> mine.seq
        AND (mine.field = '' AND mine.entity_id = mine.subject_id
             OR theirs.entity_id = mine.entity_id AND theirs.entity = mine.entity
                AND (theirs.field = mine.field OR mine.field IN ('', 'owner_id') OR theirs.field = ''))
        AND other.seq = theirs.seq
        AND other.actor_id <> :actor AND other.kind = 'do' AND other.state = 'done' AND other.applied_seq > :applied
    ORDER BY other.applied_seq DESC LIMIT 1
""")
_OTHERS_SINCE = text("""
    SELECT 1 FROM journal
    WHERE actor_id <> :actor AND kind = 'do' AND state = 'done' AND applied_seq > :applied LIMIT 1
""")
_LAST_TOUCH = text("""
    SELECT j.actor, j.at FROM journal_entry e CROSS JOIN journal j
    WHERE j.seq = e.seq AND e.subject_id = :subject ORDER BY e.seq DESC LIMIT 1
""")
# What points at a record, where taking it away would leave somebody's work out of sight.
_USERS = {
    "stage": (("deal", "stage_id"),),
    "pipeline": (("stage", "pipeline_id"),),
    "contact": (("deal", "buyer_id"), ("person", "contact_id")),
    "member": (("deal", "responsible_id"),),
    "lost_reason": (("deal", "lost_reason_id"),),
    "voucher": (("voucher", "invoice_id"),),
}

# What can ask for an index over the values of a field, or take it back.
_LAYING = frozenset({"AddField", "EditField", "RemoveField"})
# What a transaction makes in passing and others come to use.
_SHARED = (
    ("tag", "tagging", "tag_id"),
    ("company", "contact", "company_id"),
    ("company", "deal", "company_id"),
)


def state(connection: Connection, actor: Actor) -> UndoState:
    """What undo and redo would do next."""
    back = connection.execute(_NEXT_UNDO, {"actor": actor.id}).first()
    forward = connection.execute(_NEXT_REDO, {"actor": actor.id}).first()
    return UndoState(
        undo=_step(connection, back) if back else None,
        redo=_step(connection, forward) if forward else None,
    )


def undo(connection: Connection, heading: Heading) -> Step:
    """Take back the actor's last change that is in force. Raises NothingToUndo, UndoRefused."""
    target = connection.execute(_NEXT_UNDO, {"actor": heading.actor.id}).first()
    if target is None:
        raise NothingToUndo
    return _turn(connection, target, heading, back=True)


def redo(connection: Connection, heading: Heading) -> Step:
    """Do the actor's last undone change again. Raises NothingToRedo, UndoRefused."""
    target = connection.execute(_NEXT_REDO, {"actor": heading.actor.id}).first()
    if target is None:
        raise NothingToRedo
    return _turn(connection, target, heading, back=False)


def _turn(connection: Connection, target: Row[Any], heading: Heading, *, back: bool) -> Step:
    _refuse_if_touched(connection, target, heading.actor)
    _turn_creations(connection, target.seq, heading.at if back else None)
    _turn_fields(connection, target.seq, back=back)
    if back:
        _keep_shared(connection, target.seq)
        _refuse_if_used(connection, target.seq)
    if target.operation in _LAYING:
        value_indexes.settle(connection)
    seq = _record(connection, target, heading, back=back)
    search.refresh_all(connection, seq)
    match_index.refresh_all(connection, seq)
    value_indexes.keep(connection, seq)
    return _step(connection, target)


def _refuse_if_touched(connection: Connection, target: Row[Any], actor: Actor) -> None:
    values = {"seq": target.seq, "applied": target.applied_seq, "actor": actor.id}
    if connection.execute(_OTHERS_SINCE, values).first() is None:
        return
    other = connection.execute(_TOUCHED_SINCE, values).first()
    if other is not None:
        raise _refusal(other)


def _refusal(other: Row[Any]) -> UndoRefused:
    return UndoRefused(other.actor, from_ms(other.at).astimezone().strftime("%d.%m.%Y %H:%M"))


def _turn_creations(connection: Connection, seq: int, deleted_at: int | None) -> None:
    """Put out of sight what the transaction made, or back into it: in one statement a table, however many rows."""
    made = text("SELECT DISTINCT entity FROM journal_entry WHERE seq = :seq AND field = ''")
    for entity in connection.execute(made, {"seq": seq}).scalars().all():
        table = metadata.tables[entity]
        key = "key" if entity == "setting" else "id"
        connection.execute(
            text(
                f"UPDATE {table.name} SET deleted_at = :at WHERE {key} IN "
                "(SELECT entity_id FROM journal_entry WHERE seq = :seq AND entity = :entity AND field = '')"
            ),
            {"at": deleted_at, "seq": seq, "entity": entity},
        )


def _keep_shared(connection: Connection, seq: int) -> None:
    """Leave tags and companies in sight that somebody else's records have come to use."""
    for entity, user, column in _SHARED:
        connection.execute(
            text(
                f"UPDATE {entity} SET deleted_at = NULL WHERE id IN "
                "(SELECT entity_id FROM journal_entry WHERE seq = :seq AND entity = :entity AND field = '') "
                f"AND EXISTS (SELECT 1 FROM {user} u WHERE u.{column} = {entity}.id AND u.deleted_at IS NULL)"
            ),
            {"seq": seq, "entity": entity},
        )


def _refuse_if_used(connection: Connection, seq: int) -> None:
    """Raise UndoRefused where a live record would be left pointing at one that the transaction had made."""
    made = text("SELECT DISTINCT entity FROM journal_entry WHERE seq = :seq AND field = ''")
    for entity in connection.execute(made, {"seq": seq}).scalars().all():
        for user, column in _USERS.get(entity, ()):
            used = text(
                f"SELECT u.id FROM journal_entry e CROSS JOIN {user} u "
                f"WHERE u.{column} = e.entity_id AND u.deleted_at IS NULL "
                "AND e.seq = :seq AND e.entity = :entity AND e.field = '' LIMIT 1"
            )
            user_id = connection.execute(used, {"seq": seq, "entity": entity}).scalar()
            other = user_id and connection.execute(_LAST_TOUCH, {"subject": user_id}).first()
            if other:
                raise _refusal(other)


def _turn_fields(connection: Connection, seq: int, *, back: bool) -> None:
    way = "DESC" if back else "ASC"
    rows = connection.execute(
        text(
            "SELECT entity, entity_id, field, old, new FROM journal_entry "
            f"WHERE seq = :seq AND field <> '' ORDER BY place {way}"
        ),
        {"seq": seq},
    )
    for (entity, field), values in _by_column(rows, back=back).items():
        table = metadata.tables[entity]
        if json_columns.is_key(field):
            json_columns.put(connection, table.name, field, values)
            continue
        key = "key" if entity == "setting" else "id"
        connection.execute(
            text(f"UPDATE {table.name} SET {table.columns[field].name} = :value WHERE {key} = :id"), values
        )


def _by_column(rows: Iterable[Row[Any]], *, back: bool) -> dict[tuple[str, str], list[dict[str, Any]]]:
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        value = row.old if back else row.new
        grouped[row.entity, row.field].append(
            {"id": row.entity_id, "value": None if value is None else json.loads(value)}
        )
    return grouped


def _record(connection: Connection, target: Row[Any], heading: Heading, *, back: bool) -> int:
    """Journal the turn itself: the same rows, before and after exchanged, and the target's new state."""
    seq = next_sequence(connection)
    connection.execute(
        text(
            "INSERT INTO journal "
            "(seq, operation, actor_id, actor, origin, at, kind, target, state, applied_seq, title) VALUES ("
            ":seq, :operation, :actor_id, :actor, :origin, :at, :kind, :target, 'done', :seq, :title)"
        ),
        {
            "seq": seq,
            "operation": heading.operation,
            "actor_id": heading.actor.id,
            "actor": heading.actor.name,
            "origin": heading.origin,
            "at": heading.at,
            "kind": "undo" if back else "redo",
            "target": target.seq,
            "title": target.title,
        },
    )
    shown = ("new", "old", ":gone", "NULL") if back else ("old", "new", "NULL", ":gone")
    before, after, made_after, made_before = shown
    connection.execute(
        text(
            "INSERT INTO journal_entry (seq, place, entity, entity_id, subject_id, field, old, new) "
            "SELECT :seq, place, entity, entity_id, subject_id, "
            "CASE field WHEN '' THEN 'deleted_at' ELSE field END, "
            f"CASE field WHEN '' THEN {made_before} ELSE {before} END, "
            f"CASE field WHEN '' THEN {made_after} ELSE {after} END "
            "FROM journal_entry WHERE seq = :target"
        ),
        {"seq": seq, "target": target.seq, "gone": str(heading.at)},
    )
    connection.execute(
        text("UPDATE journal SET state = :state, applied_seq = :seq WHERE seq = :target"),
        {"state": "undone" if back else "done", "seq": seq, "target": target.seq},
    )
    return seq


def _step(connection: Connection, row: Row[Any]) -> Step:
    return Step(seq=row.seq, operation=row.operation, subjects=tuple(_subjects(connection, row.seq)), title=row.title)


def _subjects(connection: Connection, seq: int) -> Iterator[str]:
    rows = connection.execute(text(f"{SUBJECTS} LIMIT 1000"), {"seq": seq})
    yield from rows.scalars()
