"""The fields that admins added, as blocks of a card: by tab and group, in their order (S1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from textual.content import Content

from crm_tui.domain.fields import Entity, FieldKind, FieldValue
from crm_tui.domain.money import parse
from crm_tui.domain.system_fields import is_requisite, system_fields
from crm_tui.i18n import _, language
from crm_tui.operations.fields import FieldInfo, Layout
from crm_tui.operations.values import User
from crm_tui.widgets import shown
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import content, one_line

PREFIX: Final = "custom."
_WAYS: Final = {
    FieldKind.LONG_TEXT: Way.LONG,
    FieldKind.CHOICE: Way.DIALOG,
    FieldKind.CHOICES: Way.DIALOG,
    FieldKind.USER: Way.DIALOG,
    FieldKind.CHECKBOX: Way.TOGGLE,
}
LONGEST: Final = 2_000


def custom_blocks(
    layout: Layout, values: Mapping[str, FieldValue], tab: str, users: Sequence[User], *, pipeline: str = ""
) -> tuple[CardBlock, ...]:
    """The blocks of a tab: fields without a group first, then each group under its heading."""
    mine = [field for field in layout.fields if field.tab == tab and _belongs(field, pipeline)]
    groups = [group for group in layout.groups if group.tab == tab]
    loose = [field for field in mine if field.group_id not in {group.id for group in groups}]
    blocks = [CardBlock("", _fields(loose, values, users))] if loose else []
    for group in groups:
        inside = [field for field in mine if field.group_id == group.id]
        if inside:
            blocks.append(CardBlock(one_line(group.name, 60), _fields(inside, values, users)))
    return (*blocks, *_system_blocks(layout.entity, values, tab, users))


def _system_blocks(
    entity: Entity, values: Mapping[str, FieldValue], tab: str, users: Sequence[User]
) -> tuple[CardBlock, ...]:
    """The fields that every base has, under their headings; a requisite that is right says so (C8)."""
    mine = [field for field in system_fields(entity) if field.tab == tab]
    groups = dict.fromkeys(field.group for field in mine)
    return tuple(
        CardBlock(
            _(group),
            tuple(
                replace(
                    custom_field(field.id, _(field.label), field.kind, values, users),
                    remark=content("✓", "$text-success") if _verified(field.id, values) else Content(""),
                )
                for field in mine
                if field.group == group
            ),
        )
        for group in groups
    )


def _verified(field_id: str, values: Mapping[str, FieldValue]) -> bool:
    return is_requisite(field_id) and bool(values.get(field_id))


def chosen(value: FieldValue) -> tuple[str, ...]:
    """The answers of a choice that are given."""
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))


def _belongs(field: FieldInfo, pipeline: str) -> bool:
    return not field.pipelines or not pipeline or pipeline in field.pipelines


def _fields(
    infos: Iterable[FieldInfo], values: Mapping[str, FieldValue], users: Sequence[User]
) -> tuple[CardField, ...]:
    return tuple(custom_field(info.id, info.name, info.kind, values, users, info.options) for info in infos)


def custom_field(
    field_id: str,
    name: str,
    kind: FieldKind,
    values: Mapping[str, FieldValue],
    users: Sequence[User],
    options: tuple[str, ...] = (),
) -> CardField:
    """A field with its value."""
    value = values.get(field_id, "")
    return CardField(
        name=f"{PREFIX}{field_id}",
        label=one_line(name, 60),
        shown=_shown(kind, value, users),
        text=", ".join(value) if isinstance(value, tuple) else _typed(kind, value),
        way=_WAYS.get(kind, Way.LINE),
        kind=kind,
        options=options,
        cut=kind is not FieldKind.LONG_TEXT,
    )


def _shown(kind: FieldKind, value: FieldValue, users: Sequence[User]) -> Content:
    if isinstance(value, tuple):
        return content(", ".join(value))
    match kind:
        case FieldKind.CHECKBOX:
            return content(_("yes") if value else _("no"))
        case FieldKind.USER:
            return content(next((user.name for user in users if user.id == value), ""))
        case FieldKind.LONG_TEXT:
            return Content("\n").join(Content(one_line(line, LONGEST)) for line in value[:LONGEST].splitlines())
        case _:
            return content(_typed(kind, value))


def _typed(kind: FieldKind, value: str) -> str:
    """A value as a person of this language would type it."""
    match kind:
        case FieldKind.MONEY if value:
            amount, _space, currency = value.partition(" ")
            return shown.amount(parse(amount, currency), language())
        case FieldKind.DATE if value:
            return _day(value)
        case FieldKind.NUMBER if value and language() != "en":
            return value.replace(".", ",")
        case _:
            return value


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except ValueError:
        return value
