"""The fields that admins give to cards, and the preferences of each user."""

import json
from typing import Any

from sqlmodel import select

from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.fields import (
    AddField,
    CountFieldValues,
    EditField,
    FieldChanges,
    FieldInfo,
    GetLayout,
    GetPreference,
    Layout,
    RemoveField,
    SetPreference,
    ShiftField,
)
from crm_tui.operations.values import UNSET
from crm_tui.storage import custom, layouts, records, value_indexes
from crm_tui.storage.context import Context, handles
from crm_tui.storage.tables import CardField, CardGroup, Preference

_CHOICES = (FieldKind.CHOICE, FieldKind.CHOICES)


@handles(GetLayout)
def get_layout(context: Context, query: GetLayout) -> Layout:
    """How the cards of an entity are laid out."""
    return layouts.layout(context, query.entity)


@handles(AddField)
def add_field(context: Context, command: AddField) -> FieldInfo:
    """A new field, last of all."""
    others = layouts.live(context, CardField, command.entity)
    field = CardField(
        id=new_id(context.now),
        entity=command.entity,
        name=layouts.named(command.name, others),
        kind=command.kind,
        position=layouts.last(others),
    )
    given = {name: getattr(command, name) for name in FieldChanges.__dataclass_fields__ if name != "name"}
    return _write(context, field, FieldChanges(**given))


@handles(EditField)
def edit_field(context: Context, command: EditField) -> FieldInfo:
    """Change a field."""
    field = _field(context, command.field_id)
    if command.changes.name is not UNSET:
        others = layouts.live(context, CardField, field.entity)
        field.name = layouts.named(command.changes.name, others, field.id)
    return _write(context, field, command.changes)


def _write(context: Context, field: CardField, changes: FieldChanges) -> FieldInfo:
    for name in ("required", "distinct", "indexed"):
        value: Any = getattr(changes, name)
        if value is not UNSET:
            setattr(field, name, value)
    _place(context, field, changes)
    if changes.options is not UNSET:
        field.options = _options(field, changes.options)
    if changes.pipelines is not UNSET:
        pipelines = [records.pipeline(context.session, one).id for one in changes.pipelines]
        field.pipelines = json.dumps(pipelines)
    if changes.default is not UNSET:
        default = custom.read(context, custom.definition(field), changes.default)
        field.default_value = json.dumps(default or None, ensure_ascii=False)
    context.session.add(field)
    context.session.flush()
    _check_values(context, field)
    value_indexes.settle(context.session.connection())
    return layouts.field_info(field)


def _place(context: Context, field: CardField, changes: FieldChanges) -> None:
    """On which tab and under which heading a field stands. Raises NotFound, InvalidValue."""
    if changes.tab is not UNSET and changes.tab != field.tab:
        field.tab, field.group_id = layouts.check_tab(context, field.entity, changes.tab), None
    if changes.group_id is UNSET:
        return
    if changes.group_id is not None:
        group = layouts.found(context, CardGroup, N_("group"), changes.group_id)
        if (group.entity, group.tab) != (field.entity, field.tab):
            raise InvalidValue("group", N_("stands on another tab; choose one of the field’s own tab"))
    field.group_id = changes.group_id


def _options(field: CardField, typed: tuple[str, ...]) -> str:
    options = [" ".join(option.split()) for option in typed]
    if field.kind in _CHOICES and not any(options):
        raise InvalidValue("options", N_("a choice needs answers; type at least one"))
    if len({option.casefold() for option in options}) < len(options) or not all(options):
        raise InvalidValue("options", N_("an answer is empty or stands there twice; correct the list"))
    return json.dumps(options if field.kind in _CHOICES else [], ensure_ascii=False)


def _check_values(context: Context, field: CardField) -> None:
    """Hold the values that stand against the rule of now. Raises InvalidValue."""
    values = value_indexes.values(context, Entity(field.entity), field.id)
    if field.distinct and len(set(values)) < len(values):
        raise InvalidValue("distinct", N_("some records share a value already; make them differ first"))
    if field.kind in _CHOICES:
        known = set(json.loads(field.options))
        chosen = {one for value in values for one in (json.loads(value) if value.startswith("[") else [value])}
        if lost := sorted(chosen - known):
            details = {"answers": ", ".join(lost)[:300]}
            raise InvalidValue("options", N_("these answers are in use and must stay: %(answers)s"), details)


@handles(ShiftField)
def shift_field(context: Context, command: ShiftField) -> Layout:
    """Move a field over the lines of its tab, and from group to group."""
    field = _field(context, command.field_id)
    layouts.carry(context, field, command.by)
    context.session.flush()
    return layouts.layout(context, Entity(field.entity))


@handles(CountFieldValues)
def count_field_values(context: Context, query: CountFieldValues) -> int:
    """How many records have a value."""
    field = _field(context, query.field_id)
    return len(value_indexes.values(context, Entity(field.entity), field.id))


@handles(RemoveField)
def remove_field(context: Context, command: RemoveField) -> Layout:
    """Take a field off the cards; the values stay where they are."""
    field = _field(context, command.field_id)
    field.deleted_at = context.now
    context.session.flush()
    value_indexes.settle(context.session.connection())
    return layouts.layout(context, Entity(field.entity))


def _field(context: Context, field_id: str) -> CardField:
    return layouts.found(context, CardField, N_("field"), field_id)


@handles(GetPreference)
def get_preference(context: Context, query: GetPreference) -> str:
    """What the caller chose under a name."""
    kept = _preference(context, query.name)
    return kept.value if kept is not None else ""


@handles(SetPreference)
def set_preference(context: Context, command: SetPreference) -> None:
    """Keep what the caller chose."""
    try:
        json.loads(command.value)
    except ValueError:
        raise InvalidValue("value", N_("is no JSON; send the choice as JSON")) from None
    kept = _preference(context, command.name)
    if kept is None:
        kept = Preference(id=new_id(context.now), user_id=context.actor.id, name=command.name, value="")
    kept.value = command.value
    context.session.add(kept)


def _preference(context: Context, name: str) -> Preference | None:
    query = select(Preference).where(Preference.user_id == context.actor.id, Preference.name == name)
    return context.session.exec(query).first()
