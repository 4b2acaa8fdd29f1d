"""Tags on records: found by name whatever the case, made where they are new."""

from collections.abc import Iterable

from sqlmodel import col, select

from crm_tui.domain import tags
from crm_tui.domain.ids import TagId, new_id
from crm_tui.operations import values
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


def shown(context: Context, record_id: str) -> tuple[values.Tag, ...]:
    """A record's tags as an answer, by name."""
    query = (
        select(Tag)
        .join(Tagging, col(Tagging.tag_id) == col(Tag.id))
        .where(Tagging.record_id == record_id, col(Tagging.deleted_at).is_(None), col(Tag.deleted_at).is_(None))
        .order_by(col(Tag.name_key))
    )
    return tuple(values.Tag(TagId(tag.id), tag.name, tag.colour) for tag in context.session.exec(query))
