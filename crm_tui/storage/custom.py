"""The values of card fields on a record: checked against the definitions, and written key by key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import col, select

from crm_tui.domain import field_values, requisites, system_fields
from crm_tui.domain.field_values import BadValue, Surroundings
from crm_tui.domain.fields import Entity, FieldKind, FieldValue
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.storage import records
from crm_tui.storage.context import Context
from crm_tui.storage.json_columns import written
from crm_tui.storage.tables import CardField, Company, Contact, Deal, Member

REMOVED: Final = N_("this field was taken off the cards meanwhile, nothing was changed; open the card again")
UNKNOWN: Final = N_("there is no such field on this card; look at the list of fields")
REQUIRED: Final = N_("must be filled; type a value")
TAKEN: Final = N_("“%(who)s” has this value already; type another")
_TITLES: Final = {Entity.DEAL: "title", Entity.CONTACT: "name", Entity.COMPANY: "name"}


@dataclass(frozen=True, slots=True)
class Definition:
    """What a value is checked against."""

    id: str
    label: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    required: bool = False
    distinct: bool = False
    default: FieldValue = ""


def shown(text: str) -> dict[str, FieldValue]:
    """A record's values as an answer."""
    values = json.loads(text)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def definitions(context: Context, entity: Entity) -> dict[str, Definition]:
    """The fields that an entity has by now, by id."""
    live = select(CardField).where(CardField.entity == entity, col(CardField.deleted_at).is_(None))
    own = (definition(field) for field in context.session.exec(live.order_by(col(CardField.position))))
    system = (Definition(field.id, field.label, field.kind) for field in system_fields.system_fields(entity))
    return {one.id: one for one in (*system, *own)}


def definition(field: CardField) -> Definition:
    """What the values of an admin's field are checked against."""
    default = json.loads(field.default_value) or ""
    return Definition(
        id=field.id,
        label=field.name,
        kind=FieldKind(field.kind),
        options=tuple(json.loads(field.options)),
        required=field.required,
        distinct=field.distinct,
        default=tuple(default) if isinstance(default, list) else default,
    )


def change(context: Context, entity: Entity, record: Deal | Contact | Company, typed: Mapping[str, FieldValue]) -> None:
    """Write the fields that are given, others stay. Raises InvalidValue, and nothing is written then."""
    if not typed:
        return
    known = definitions(context, entity)
    values = shown(record.custom)
    for field_id, text in typed.items():
        field = known.get(field_id) or _missing(context, field_id)
        value = read(context, field, text)
        _check(context, entity, record.id, field, values.get(field_id, ""), value)
        values[field_id] = value
    values = {name: value for name, value in values.items() if value}
    _check_keys(known, values)
    record.custom = written(values)


def fill_defaults(context: Context, entity: Entity, record: Deal | Contact | Company) -> None:
    """Give a new record what its fields hold from the start."""
    values = {field.id: field.default for field in definitions(context, entity).values() if field.default}
    if values:
        record.custom = written({**values, **shown(record.custom)})


def read(context: Context, field: Definition, typed: FieldValue) -> FieldValue:
    """A value in its canonical form. Raises InvalidValue."""
    return canonical(field, typed, _around(context, field))


def canonical(field: Definition, typed: FieldValue, around: Surroundings) -> FieldValue:
    """What a value of a field reads as. Raises InvalidValue."""
    try:
        if system_fields.is_requisite(field.id) and isinstance(typed, str) and typed.strip():
            return requisites.read(field.id, typed)
        return field_values.read(field.kind, typed, around)
    except requisites.BadRequisite as error:
        raise invalid(field, error.reason) from None
    except BadValue as error:
        raise invalid(field, error.reason, error.details) from None


def _around(context: Context, field: Definition) -> Surroundings:
    users: dict[str, str] = {}
    if field.kind is FieldKind.USER:
        live = select(Member.id, Member.name).where(col(Member.deleted_at).is_(None))
        users = dict(context.session.exec(live).all())
    return Surroundings(context.region, context.currency, field.options, users)


def _check(
    context: Context, entity: Entity, record_id: str, field: Definition, before: FieldValue, value: FieldValue
) -> None:
    if field.required and before and not value:
        raise invalid(field, REQUIRED)
    if field.distinct and value and (who := holder(context, entity, field.id, value, record_id)):
        raise invalid(field, TAKEN, {"who": who})


def holder(context: Context, entity: Entity, field_id: str, value: FieldValue, but: str = "") -> str:
    """The name of a live record that has a value in a field; "" where none has."""
    rows = records.rows_of(context)
    found = rows(
        f"SELECT {_TITLES[entity]} FROM {entity.value} WHERE deleted_at IS NULL AND id <> :but "
        f"AND {rows.dialect.json_text('custom', field_id)} = :value LIMIT 1",
        {"but": but, "value": value if isinstance(value, str) else rows.dialect.json_list(value)},
    )
    return str(found[0][0]) if found else ""


def _check_keys(known: Mapping[str, Definition], values: Mapping[str, FieldValue]) -> None:
    given = {name: value for name, value in values.items() if isinstance(value, str)}
    wrong = requisites.check_keys(given) if requisites.BIK in known else None
    if wrong is not None:
        raise invalid(known[wrong[0]], wrong[1])


def _missing(context: Context, field_id: str) -> Definition:
    removed = context.session.get(CardField, field_id)
    label = removed.name if removed is not None else field_id[:60]
    raise InvalidValue(f"custom.{field_id}", REMOVED if removed is not None else UNKNOWN, {"label": label})


def invalid(field: Definition, reason: str, details: Mapping[str, str] | None = None) -> InvalidValue:
    """The error that names a field and what is wrong with its value."""
    return InvalidValue(f"custom.{field.id}", reason, {**(details or {}), "label": field.label})
