"""The company's tags: made, renamed, coloured, merged and deleted for all records at once."""

from collections.abc import Iterable

from sqlmodel import select

from crm_tui.domain import tags
from crm_tui.domain.ids import TagId, new_id
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NameTaken, NotFound
from crm_tui.operations.tags import (
    CreateTag,
    DeleteTag,
    ListTagUses,
    MergeTags,
    RenameTag,
    SetTagColour,
    TagInfo,
)
from crm_tui.storage import records, tagging
from crm_tui.storage.context import Context, handles
from crm_tui.storage.tables import Tag

_ON_LIVE_RECORDS = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} r WHERE r.id = g.record_id AND r.deleted_at IS NULL)"
    for table in ("deal", "contact", "company")
)
_USES = f"""SELECT t.id, t.name, t.colour, (SELECT count(*) FROM tagging g
    WHERE g.tag_id = t.id AND g.deleted_at IS NULL AND ({_ON_LIVE_RECORDS}))
    FROM tag t WHERE t.deleted_at IS NULL"""


@handles(ListTagUses)
def list_tag_uses(context: Context, query: ListTagUses) -> tuple[TagInfo, ...]:
    """Tags by name, with their uses."""
    return tuple(_info(row) for row in records.rows_of(context)(f"{_USES} ORDER BY t.name_key", {}))


@handles(CreateTag)
def create_tag(context: Context, command: CreateTag) -> TagInfo:
    """A tag that no record has yet; one of that name that was deleted comes back with none of its records."""
    name = _free_name(context, command.name, None)
    colour = _known_colour(command.colour) if command.colour else tags.colour_of(name)
    tag = Tag(id=new_id(), name=name, name_key=tags.key(name), colour=colour)
    context.session.add(tag)
    return _answer(context, tag)


@handles(RenameTag)
def rename_tag(context: Context, command: RenameTag) -> TagInfo:
    """The same tag under another name."""
    tag = _live(context, command.tag_id)
    name = _free_name(context, command.name, tag)
    tag.name, tag.name_key = name, tags.key(name)
    return _answer(context, tag)


@handles(SetTagColour)
def set_tag_colour(context: Context, command: SetTagColour) -> TagInfo:
    """The same tag in another colour."""
    tag = _live(context, command.tag_id)
    tag.colour = _known_colour(command.colour)
    return _answer(context, tag)


@handles(MergeTags)
def merge_tags(context: Context, command: MergeTags) -> TagInfo:
    """One tag instead of two: records that had both keep one."""
    if command.tag_id == command.into:
        raise InvalidValue("into", N_("is the same tag; choose another"))
    tag, into = _live(context, command.tag_id), _live(context, command.into)
    tagging.hand_over(context, tag.id, into.id)
    tagging.take_off_all(context, tag.id)
    tag.deleted_at = context.now
    return _answer(context, into)


@handles(DeleteTag)
def delete_tag(context: Context, command: DeleteTag) -> None:
    """The tag goes from all records."""
    tag = _live(context, command.tag_id)
    tagging.take_off_all(context, tag.id)
    tag.deleted_at = context.now


def _live(context: Context, tag_id: TagId) -> Tag:
    tag = context.session.get(Tag, tag_id)
    if tag is None or tag.deleted_at is not None:
        raise NotFound(N_("tag"), tag_id)
    return tag


def _free_name(context: Context, typed: str, own: Tag | None) -> str:
    """The name as it is written, once no other tag has it; a deleted tag lets go of it."""
    name = tags.shown(typed)
    if not name:
        raise InvalidValue("name", N_("is empty; type one"))
    other = context.session.exec(select(Tag).where(Tag.name_key == tags.key(name))).first()
    if other is None or other is own:
        return name
    if other.deleted_at is None:
        raise NameTaken(other.name)
    other.name_key = other.id
    other.deleted_at = context.now  # so that bringing it back is refused as over somebody's work
    context.session.flush()
    return name


def _known_colour(colour: str) -> str:
    if colour not in tags.COLOURS:
        raise InvalidValue("colour", N_("is none that a tag can have; choose one of the list"))
    return colour


def _answer(context: Context, tag: Tag) -> TagInfo:
    context.session.flush()
    return _info(records.rows_of(context)(f"{_USES} AND t.id = :id", {"id": tag.id})[0])


def _info(row: Iterable[object]) -> TagInfo:
    tag_id, name, colour, uses = row
    return TagInfo(TagId(str(tag_id)), str(name), str(colour), int(str(uses)))
