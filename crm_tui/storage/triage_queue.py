"""The queue of triage by plain SQL: each cause is read along an index of its own, up to a bound."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from crm_tui.domain.ids import DealId, UserId
from crm_tui.domain.stages import StageKind
from crm_tui.operations.triage import Cause, TriageItem, TriageQueue
from crm_tui.storage.appellants import grouped
from crm_tui.storage.board_sql import Rows, buyer_state
from crm_tui.storage.context import from_ms, from_ms_or_none
from crm_tui.storage.deal_sql import DAY_MS

CAP: Final = 200
"""How many deals are read of each cause and stage: nobody clears more at a sitting, and beyond it a plus is shown."""

_URGENCY: Final = {cause: place for place, cause in enumerate(Cause)}
_AWAKE: Final = "d.deleted_at IS NULL AND NOT d.spam AND (d.snoozed_until IS NULL OR d.snoozed_until <= :now)"
_COLUMNS: Final = "d.id, d.title, d.contact_name, d.buyer_id, d.has_contact, d.responsible_id, d.created_at"
_MINE: Final = "(d.responsible_id IS NULL OR d.responsible_id = :me)"
_STAGES: Final = """SELECT s.id, s.kind, s.rot_days FROM stage s JOIN pipeline p ON p.id = s.pipeline_id
    WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND (s.kind = 'unsorted' OR s.rot_days > 0)
    ORDER BY p.position, s.position, s.id"""


class Waiting(NamedTuple):
    """A deal that waits: why, its place among those of the same cause, and since when."""

    cause: Cause
    place: int
    since: int
    id: str
    title: str
    contact: str
    buyer_id: str | None
    has_contact: object
    responsible: str | None
    created_at: int


def read(rows: Rows, me: UserId, now: int, *, everybody: bool, limit: int) -> TriageQueue:
    """What waits for somebody, or for everybody."""
    values: dict[str, Any] = {"me": me, "now": now, "cap": CAP}
    waiting, capped = _waiting(rows, values, everybody=everybody)
    groups = list(_groups(rows, waiting))
    counts = dict.fromkeys(Cause, 0)
    for group in groups:
        counts[group[0].cause] += 1
    snoozed, wakes_at = _asleep(rows, values, everybody=everybody)
    return TriageQueue(
        items=tuple(_item(group) for group in groups[:limit]),
        counts=counts,
        capped=capped,
        snoozed=snoozed,
        wakes_at=wakes_at,
        due_at=_due(rows, values, everybody=everybody),
    )


def _waiting(rows: Rows, values: dict[str, Any], *, everybody: bool) -> tuple[list[Waiting], bool]:
    """Each deal once, for its most urgent cause, in the order of urgency; and whether reading stopped at the bound."""
    found: dict[str, Waiting] = {}
    branches = list(_branches(rows, values, everybody=everybody))
    sql = " UNION ALL ".join(f"SELECT * FROM ({branch}) AS branch{n}" for n, branch in enumerate(branches))
    answered = rows(sql, values)
    waiting = (Waiting(Cause(row[1]), *row[2:]) for row in answered)
    for one in sorted(waiting, key=lambda one: (_URGENCY[one.cause], one.place, one.id)):
        found.setdefault(one.id, one)
    sizes = Counter(row[0] for row in answered)
    return list(found.values()), max(sizes.values(), default=0) >= CAP


def _branches(rows: Rows, values: dict[str, Any], *, everybody: bool) -> Iterator[str]:
    """A read for each cause, and for each stage where the cause is one of stages; its values go among the others'."""
    number = 0
    for stage, kind, rot_days in rows(_STAGES, {}):
        for whose in ("",) if everybody else ("d.responsible_id IS NULL", "d.responsible_id = :me"):
            name = f"stage{number}"
            where = " AND ".join(part for part in (f"d.stage_id = :{name}", whose, "d.closed_at IS NULL") if part)
            if kind == StageKind.UNSORTED:
                yield _branch(
                    number, Cause.UNSORTED, "d.touched_at", where, place="d.stage_since", since="d.stage_since"
                )
            else:
                since = f"d.touched_at + {int(rot_days)} * CAST({DAY_MS} AS BIGINT)"
                bound = f"d.touched_at < :now - {int(rot_days)} * CAST({DAY_MS} AS BIGINT)"
                stopped = "(d.next_task_at IS NULL OR d.next_task_at <= :now)"
                rotting = f"{where} AND {bound} AND {stopped}"
                yield _branch(number, Cause.ROTTING, "d.touched_at", rotting, place=since, since=since)
            values[name] = stage
            number += 1
    also = "" if everybody else f" AND {_MINE}"
    yield _branch(number, Cause.UNREAD, "d.touched_at", f"d.unread{also}")
    overdue = f"d.next_task_at < :now AND d.next_task_at IS NOT NULL AND d.closed_at IS NULL{also}"
    yield _branch(number + 1, Cause.OVERDUE, "d.next_task_at", overdue)


def _branch(number: int, cause: Cause, order: str, where: str, *, place: str = "", since: str = "") -> str:
    """A read along an index; ``place`` and ``since`` are what orders it where nothing else is said."""
    shown = f"{place or order} AS place, {since or order} AS since"
    return (
        f"SELECT {number} AS branch, '{cause}' AS cause, {shown}, {_COLUMNS} FROM deal d "
        f"WHERE {where} AND {_AWAKE} ORDER BY {order}, d.id LIMIT :cap"
    )


def _groups(rows: Rows, waiting: Sequence[Waiting]) -> Iterator[list[Waiting]]:
    """The deals, those together that are unsorted appeals of one number; each group where its first one stands."""
    unsorted = {one.id: one.buyer_id for one in waiting if one.cause is Cause.UNSORTED}
    together = grouped(rows, unsorted)
    by_id = {one.id: one for one in waiting}
    told: set[str] = set()
    for one in waiting:
        if one.id not in told:
            group = together.get(one.id, (one.id,))
            told.update(group)
            yield sorted((by_id[deal] for deal in group), key=lambda member: (member.created_at, member.id))


def _item(group: Sequence[Waiting]) -> TriageItem:
    oldest = group[0]
    return TriageItem(
        deal_id=DealId(oldest.id),
        others=tuple(DealId(other.id) for other in group[1:]),
        title=oldest.title,
        cause=oldest.cause,
        since=from_ms(min(one.since for one in group)),
        contact=oldest.contact,
        buyer=buyer_state(oldest.buyer_id, oldest.has_contact),
        responsible=UserId(oldest.responsible) if oldest.responsible else None,
    )


def _asleep(rows: Rows, values: dict[str, Any], *, everybody: bool) -> tuple[int, datetime | None]:
    """How many deals sleep, and when the next one wakes."""
    found = rows(_ahead("d.snoozed_until", "d.snoozed_until IS NOT NULL", everybody=everybody), values)
    return len(found), _first(found)


def _due(rows: Rows, values: dict[str, Any], *, everybody: bool) -> datetime | None:
    """When the next planned task falls due."""
    planned = "d.next_task_at IS NOT NULL AND d.closed_at IS NULL"
    return _first(rows(_ahead("d.next_task_at", planned, everybody=everybody), {**values, "cap": 1}))


def _ahead(column: str, held: str, *, everybody: bool) -> str:
    also = "" if everybody else f" AND {_MINE}"
    return (
        f"SELECT {column} FROM deal d WHERE {column} > :now AND {held} AND d.deleted_at IS NULL{also} "
        f"ORDER BY {column}, d.id LIMIT :cap"
    )


def _first(found: Iterable[Sequence[int]]) -> datetime | None:
    return from_ms_or_none(next((row[0] for row in found), None))
