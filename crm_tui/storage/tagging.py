"""Tags on records: found by name whatever the case, made where they are new."""

from collections.abc import Iterable
from typing import Final

from sqlmodel import col, select

from crm_tui.domain import tags
from crm_tui.domain.ids import TagId, new_id
from crm_tui.operations import values
from crm_tui.storage import database, journal, records
from crm_tui.storage.context import Context
from crm_tui.storage.tables import Tag, Tagging

key = tags.key
"""What makes two spellings of a tag one."""


def add(context: Context, record_id: str, names: Iterable[str]) -> None:
    """Put tags on a record; putting one on twice changes nothing."""
    for name in names:
        if key(name):
            wear(context, record_id, find_or_make(context, name))


def remove(context: Context, record_id: str, names: Iterable[str]) -> None:
    """Take tags off a record; those that it does not wear are passed over."""
    for name in names:
        tag = context.session.exec(select(Tag).where(Tag.name_key == key(name))).first()
        worn = context.session.get(Tagging, record_id + tag.id) if tag else None
        if worn is not None and worn.deleted_at is None:
            worn.deleted_at = context.now


def find_or_make(context: Context, name: str) -> Tag:
    """The tag of that name."""
    tag = context.session.exec(select(Tag).where(Tag.name_key == key(name))).first()
    if tag is None:
        tag = Tag(id=new_id(), name=tags.shown(name), name_key=key(name), colour=tags.colour_of(name))
    tag.deleted_at = None
    context.session.add(tag)
    return tag


def wear(context: Context, record_id: str, tag: Tag) -> None:
    """Put a tag on a record."""
    worn = context.session.get(Tagging, record_id + tag.id)
    if worn is None:
        context.session.flush()
        worn = Tagging(id=record_id + tag.id, record_id=record_id, tag_id=tag.id)
    worn.deleted_at = None
    context.session.add(worn)


_WORN: Final = "SELECT record_id FROM tagging WHERE tag_id = :tag AND deleted_at IS NULL"
_TAKE_OFF: Final = "UPDATE tagging SET deleted_at = :now WHERE tag_id = :tag AND deleted_at IS NULL"
_LEFT_OFF: Final = f"""SELECT record_id, deleted_at FROM tagging
    WHERE tag_id = :into AND deleted_at IS NOT NULL AND record_id IN ({_WORN})"""
_PUT_BACK: Final = f"""UPDATE tagging SET deleted_at = NULL
    WHERE tag_id = :into AND deleted_at IS NOT NULL AND record_id IN ({_WORN})"""
_NEW: Final = f"""SELECT record_id FROM ({_WORN}) worn
    WHERE NOT EXISTS (SELECT 1 FROM tagging other WHERE other.id = worn.record_id || :into)"""


def take_off_all(context: Context, tag_id: str) -> None:
    """Take a tag off every record, in one statement however many wear it."""
    rows, values = records.rows_of(context), {"tag": tag_id, "now": context.now}
    worn = [record for (record,) in rows(_WORN, values)]
    database.write(context.session.connection(), _TAKE_OFF, values)
    _note(context, tag_id, ((record, None, context.now) for record in worn))


def hand_over(context: Context, tag_id: str, into_id: str) -> None:
    """Put another tag on every record that wears one; those that wear both already stay as they are."""
    context.session.flush()
    rows, connection = records.rows_of(context), context.session.connection()
    values = {"tag": tag_id, "into": into_id}
    left_off = [tuple(row) for row in rows(_LEFT_OFF, values)]
    new = [record for (record,) in rows(_NEW, values)]
    database.write(connection, _PUT_BACK, values)
    _note(context, into_id, ((record, deleted, None) for record, deleted in left_off))
    database.load(
        connection,
        "tagging",
        ("id", "record_id", "tag_id", "deleted_at"),
        [(record + into_id, record, into_id, None) for record in new],
    )
    for record in new:
        made = {"id": record + into_id, "record_id": record, "tag_id": into_id}
        journal.note(context.session, journal.Note("tagging", made["id"], record, "", None, journal.as_json(made)))


def _note(context: Context, tag_id: str, changed: Iterable[tuple[str, int | None, int | None]]) -> None:
    """Journal that taggings went or came back: their records, and the moments of their deletion before and after."""
    for record, before, after in changed:
        old, new = journal.as_json(before), journal.as_json(after)
        note = journal.Note("tagging", record + tag_id, record, "deleted_at", old, new)
        journal.note(context.session, note)


def shown(context: Context, record_id: str) -> tuple[values.Tag, ...]:
    """A record's tags as an answer, by name."""
    query = (
        select(Tag)
        .join(Tagging, col(Tagging.tag_id) == col(Tag.id))
        .where(Tagging.record_id == record_id, col(Tagging.deleted_at).is_(None), col(Tag.deleted_at).is_(None))
        .order_by(col(Tag.name_key))
    )
    return tuple(values.Tag(TagId(tag.id), tag.name, tag.colour) for tag in context.session.exec(query))
