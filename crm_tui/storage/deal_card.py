"""A deal with everything its screen shows, read by plain SQL: each move on the board answers with one."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from crm_tui.domain.ids import CompanyId, ContactId, DealId, PipelineId, StageId, TagId, TaskId, UserId
from crm_tui.domain.money import Money
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import N_
from crm_tui.operations import values
from crm_tui.operations.deals import DealCard
from crm_tui.operations.errors import NotFound
from crm_tui.storage.board_sql import buyer_state
from crm_tui.storage.context import from_ms, from_ms_or_none
from crm_tui.storage.custom import shown as shown_values
from crm_tui.storage.database import ConnectionRows

_DEAL = """
    SELECT d.id, d.title, p.id, p.name, s.id, s.name, s.kind, d.amount, d.currency, d.buyer_id, d.has_contact,
        m.id, m.name, d.description, d.comment, d.unread, r.name, d.lost_note, d.created_at, d.touched_at,
        d.stage_since, d.closed_at, d.external_id, d.extra, (SELECT value FROM sequence),
        d.source, c.id, c.name, d.custom, o.text, d.snoozed_until, d.spam
    FROM deal d JOIN pipeline p ON p.id = d.pipeline_id JOIN stage s ON s.id = d.stage_id
    LEFT JOIN company c ON c.id = d.company_id AND c.deleted_at IS NULL
    LEFT JOIN memo o ON o.id = d.id AND o.deleted_at IS NULL
    LEFT JOIN member m ON m.id = d.responsible_id LEFT JOIN lost_reason r ON r.id = d.lost_reason_id
    WHERE d.id = :deal AND d.deleted_at IS NULL
"""
_PEOPLE = "SELECT id, name, role, contact_id FROM person WHERE deal_id = :deal AND deleted_at IS NULL ORDER BY position"
_PHONES = """
    SELECT h.owner_id, h.typed, h.label, h.e164, h.problem FROM person p JOIN phone h ON h.owner_id = p.id
    WHERE p.deal_id = :deal AND h.deleted_at IS NULL ORDER BY h.position
"""
_EMAILS = """
    SELECT e.owner_id, e.typed, e.label FROM person p JOIN email e ON e.owner_id = p.id
    WHERE p.deal_id = :deal AND e.deleted_at IS NULL ORDER BY e.position
"""
_TAGS = """
    SELECT t.id, t.name, t.colour FROM tagging g JOIN tag t ON t.id = g.tag_id
    WHERE g.record_id = :deal AND g.deleted_at IS NULL AND t.deleted_at IS NULL ORDER BY t.name_key
"""
_TASKS = """
    SELECT id, kind, text, due_at, assignee_id, done_at FROM task
    WHERE deal_id = :deal AND deleted_at IS NULL ORDER BY done_at IS NOT NULL, due_at IS NULL, due_at, id
"""


def read(rows: ConnectionRows, deal_id: str) -> DealCard:
    """One deal. Raises NotFound."""
    found, people, phones, emails, tags, tasks = rows.together(
        _DEAL, _PEOPLE, _PHONES, _EMAILS, _TAGS, _TASKS, values={"deal": deal_id}
    )
    if not found:
        raise NotFound(N_("deal"), deal_id)
    row = found[0]
    return DealCard(
        id=DealId(row[0]),
        title=row[1],
        pipeline_id=PipelineId(row[2]),
        pipeline=row[3],
        stage_id=StageId(row[4]),
        stage=row[5],
        stage_kind=StageKind(row[6]),
        amount=None if row[7] is None else Money(row[7], row[8]),
        currency=row[8],
        people=_people(people, phones, emails),
        buyer=buyer_state(row[9], row[10]),
        responsible=UserId(row[11]) if row[11] else None,
        responsible_name=row[12] or "",
        tags=tuple(values.Tag(TagId(tag[0]), tag[1], tag[2]) for tag in tags),
        description=row[13],
        comment=row[14],
        tasks=_tasks(tasks),
        unread=bool(row[15]),
        lost_reason=row[16] or "",
        lost_note=row[17],
        created_at=from_ms(row[18]),
        touched_at=from_ms(row[19]),
        in_stage_since=from_ms(row[20]),
        closed_at=from_ms_or_none(row[21]),
        external_id=row[22],
        extra=json.loads(row[23]),
        seq=row[24],
        source=row[25],
        company_id=CompanyId(row[26]) if row[26] else None,
        company=row[27] or "",
        custom=shown_values(row[28]),
        memo=row[29] or "",
        snoozed_until=from_ms_or_none(row[30]),
        spam=bool(row[31]),
    )


def _people(people: Sequence[Any], phone_rows: Sequence[Any], email_rows: Sequence[Any]) -> tuple[values.Person, ...]:
    phones: dict[str, list[values.Phone]] = defaultdict(list)
    for owner, typed, label, e164, problem in phone_rows:
        phones[owner].append(values.Phone(typed, label, e164, problem))
    emails: dict[str, list[values.Email]] = defaultdict(list)
    for owner, typed, label in email_rows:
        emails[owner].append(values.Email(typed, label))
    return tuple(
        values.Person(
            id=person,
            name=name,
            role=role,
            phones=tuple(phones[person]),
            emails=tuple(emails[person]),
            contact_id=ContactId(contact) if contact else None,
        )
        for person, name, role, contact in people
    )


def _tasks(rows: Sequence[Any]) -> tuple[values.TaskInfo, ...]:
    return tuple(
        values.TaskInfo(
            id=TaskId(task),
            kind=values.TaskKind(kind),
            text=text,
            due_at=from_ms_or_none(due),
            assignee_id=UserId(assignee) if assignee else None,
            done_at=from_ms_or_none(done),
        )
        for task, kind, text, due, assignee, done in rows
    )
