"""The rows of a card's layout: found, ordered, and told as answers."""

import json
from collections.abc import Sequence
from typing import Protocol, TypeVar

from sqlmodel import col, select

from crm_tui.domain.fields import ANALYTICS, MAIN, Entity, FieldKind
from crm_tui.domain.ids import FieldId, GroupId, PipelineId, TabId
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue, NameTaken, NotFound
from crm_tui.operations.fields import FieldInfo, GroupInfo, Layout, TabInfo
from crm_tui.storage.context import Context
from crm_tui.storage.tables import CardField, CardGroup, CardTab


class Placed(Protocol):
    """A row with a place among others and a name."""

    id: str
    name: str
    position: int


Row = TypeVar("Row", CardField, CardGroup, CardTab)
Place = TypeVar("Place", bound=Placed)


def layout(context: Context, entity: Entity) -> Layout:
    """How the cards of an entity are laid out; flush before it."""
    return Layout(
        entity=entity,
        tabs=tuple(tab_info(tab) for tab in live(context, CardTab, entity)),
        groups=tuple(group_info(group) for group in live(context, CardGroup, entity)),
        fields=tuple(field_info(field) for field in live(context, CardField, entity)),
    )


def live(context: Context, table: type[Row], entity: str) -> Sequence[Row]:
    """The rows of an entity in their order."""
    query = select(table).where(table.entity == entity, col(table.deleted_at).is_(None))
    return context.session.exec(query.order_by(col(table.position), col(table.id))).all()


def found(context: Context, table: type[Row], what: str, row_id: str) -> Row:
    """A live row. Raises NotFound."""
    row = context.session.get(table, row_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(what, row_id)
    return row


def named(typed: str, others: Sequence[Placed], but: str = "") -> str:
    """A name that no other row has, whatever the case. Raises InvalidValue, NameTaken."""
    name = " ".join(typed.split())
    if not name:
        raise InvalidValue("name", N_("is empty; type one"))
    if any(other.id != but and other.name.casefold() == name.casefold() for other in others):
        raise NameTaken(name)
    return name


def check_tab(context: Context, entity: str, tab: str) -> str:
    """A tab on which fields can stand. Raises NotFound."""
    if tab not in (MAIN, ANALYTICS) and found(context, CardTab, N_("tab"), tab).entity != entity:
        raise NotFound(N_("tab"), tab)
    return tab


def shift(rows: Sequence[Place], row_id: str, by: int) -> None:
    """Move a row among others by places; all are then numbered in their order."""
    order = list(rows)
    place = next(place for place, row in enumerate(order) if row.id == row_id)
    moved = order.pop(place)
    order.insert(max(0, min(len(order), place + by)), moved)
    for position, kept in enumerate(sorted(row.position for row in rows)):
        if order[position].position != kept:
            order[position].position = kept


def carry(context: Context, field: CardField, by: int) -> None:
    """Move a field over its neighbours on the tab, be they fields or headings: behind a heading it is in that group."""
    fields = [one for one in live(context, CardField, field.entity) if one.tab == field.tab]
    groups = [one for one in live(context, CardGroup, field.entity) if one.tab == field.tab]
    lines = _lines(fields, groups)
    place = _place(lines, field)
    lines.insert(max(0, min(len(lines) - 1, place + by)), lines.pop(place))
    heading = [line.id for line in lines[: _place(lines, field)] if isinstance(line, CardGroup)][-1:]
    field.group_id = heading[0] if heading else None
    order = [line for line in lines if isinstance(line, CardField)]
    for kept, row in zip(sorted(one.position for one in fields), order, strict=True):
        row.position = kept


def _lines(fields: Sequence[CardField], groups: Sequence[CardGroup]) -> list[CardField | CardGroup]:
    """A tab as its cards show it: fields without a group, then each heading with its own."""
    known = {group.id for group in groups}
    lines: list[CardField | CardGroup] = [field for field in fields if field.group_id not in known]
    for group in groups:
        lines += [group, *(field for field in fields if field.group_id == group.id)]
    return lines


def _place(lines: Sequence[object], field: CardField) -> int:
    return next(place for place, line in enumerate(lines) if line is field)


def last(rows: Sequence[Placed]) -> int:
    """The position behind all rows."""
    return max((row.position for row in rows), default=-1) + 1


def tab_info(tab: CardTab) -> TabInfo:
    """A tab as an answer."""
    return TabInfo(TabId(tab.id), tab.name)


def group_info(group: CardGroup) -> GroupInfo:
    """A heading as an answer."""
    return GroupInfo(GroupId(group.id), group.tab, group.name)


def field_info(field: CardField) -> FieldInfo:
    """A field as an answer."""
    default = json.loads(field.default_value) or ""
    return FieldInfo(
        id=FieldId(field.id),
        entity=Entity(field.entity),
        name=field.name,
        kind=FieldKind(field.kind),
        tab=field.tab,
        group_id=GroupId(field.group_id) if field.group_id else None,
        options=tuple(json.loads(field.options)),
        required=field.required,
        distinct=field.distinct,
        default=", ".join(default) if isinstance(default, list) else default,
        pipelines=tuple(PipelineId(one) for one in json.loads(field.pipelines)),
        indexed=field.indexed,
    )
