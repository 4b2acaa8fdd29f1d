"""Conditions on card fields as SQL text: every value a parameter, an index where the field has one and few match."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from crm_tui.domain import value_keys
from crm_tui.domain.field_values import Surroundings
from crm_tui.domain.fields import Entity, FieldKind, FieldValue
from crm_tui.domain.system_fields import system_fields
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.filters import FieldFilter, FieldOperator
from crm_tui.storage import custom
from crm_tui.storage.board_sql import Rows
from crm_tui.storage.custom import Definition
from crm_tui.storage.deal_sql import Condition
from crm_tui.storage.words import escaped, short_match

REMOVED: Final = N_("this field was taken off the cards; take it out of the filter")
UNKNOWN: Final = N_("there is no such field on this card; look at the list of fields")
NO_ORDER: Final = N_("has no greater and less; ask what it is or what it contains")
NO_PARTS: Final = N_("has no parts to look in; ask what it is")
NOTHING: Final = N_("needs something to compare with; type a value")

_FEW: Final = 2_000
_SEARCHED: Final = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICE, FieldKind.PHONE, FieldKind.EMAIL)
_PARTED: Final = frozenset({*_SEARCHED, FieldKind.LINK, FieldKind.CHOICES})
_ORDERING: Final = {FieldOperator.GREATER: ">", FieldOperator.LESS: "<"}
_FIELD: Final = "SELECT id, name, kind, options, indexed, deleted_at FROM card_field WHERE id = :id AND entity = 'deal'"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One condition while it is being written: ``name`` begins the names of its parameters."""

    rows: Rows
    field: Definition
    indexed: bool
    operator: FieldOperator
    value: FieldValue
    name: str

    @property
    def text(self) -> str:
        """The SQL of the field's value."""
        return self.rows.dialect.json_text("d.custom", self.field.id)


def add(found: Condition, wanted: tuple[FieldFilter, ...], rows: Rows) -> None:
    """The conditions on fields of deals. Raises InvalidValue where a field is gone or a value is none."""
    for place, one in enumerate(wanted):
        field, indexed = _field(rows, one.field_id)
        value = _value(rows, field, one)
        asked = _Asked(rows, field, indexed, _settled(one.operator, value), value, f"custom{place}")
        _WRITERS[asked.operator](found, asked)


def _field(rows: Rows, field_id: str) -> tuple[Definition, bool]:
    for system in system_fields(Entity.DEAL):
        if system.id == field_id:
            return Definition(system.id, system.label, system.kind), False
    found = rows(_FIELD, {"id": field_id})
    if not found:
        raise InvalidValue("filter", UNKNOWN, {"label": field_id[:60]})
    own_id, name, kind, options, indexed, deleted_at = found[0]
    if deleted_at is not None:
        raise InvalidValue("filter", REMOVED, {"label": name})
    return Definition(own_id, name, FieldKind(kind), tuple(json.loads(options))), bool(indexed)


def _value(rows: Rows, field: Definition, wanted: FieldFilter) -> FieldValue:
    """The value that is asked for, in its canonical form; a part of a text as it was typed."""
    ordering, parting = wanted.operator in _ORDERING, wanted.operator is FieldOperator.CONTAINS
    if ordering and field.kind not in value_keys.ORDERED:
        raise custom.invalid(field, NO_ORDER)
    if parting and field.kind not in _PARTED:
        raise custom.invalid(field, NO_PARTS)
    if wanted.operator in (FieldOperator.FILLED, FieldOperator.EMPTY):
        return ""
    plain = parting and field.kind is not FieldKind.CHOICES
    value = " ".join(wanted.value.split()) if plain else custom.canonical(field, wanted.value, _around(rows, field))
    if not value and (ordering or parting):
        raise custom.invalid(field, NOTHING)
    return value


def _around(rows: Rows, field: Definition) -> Surroundings:
    users: dict[str, str] = {}
    if field.kind is FieldKind.USER:
        users = dict(rows("SELECT id, name FROM member WHERE deleted_at IS NULL", {}))
    settings = dict(rows("SELECT key, value FROM setting WHERE key IN ('region', 'currency')", {}))
    return Surroundings(settings.get("region", "US"), settings.get("currency", "USD"), field.options, users)


def _settled(operator: FieldOperator, value: FieldValue) -> FieldOperator:
    """To be nothing is to be empty: a checkbox that is not set, a choice that was not made."""
    if operator is FieldOperator.IS and not value:
        return FieldOperator.EMPTY
    return FieldOperator.FILLED if operator is FieldOperator.IS_NOT and not value else operator


def _is(found: Condition, asked: _Asked) -> None:
    if isinstance(asked.value, str):
        key = value_keys.key(asked.field.kind, asked.value)
        served = _narrowed(found, asked, "v.value = :{0}_key", key=key)
        if served and value_keys.whole(asked.value):
            return
    found.add(f"{asked.text} = :{asked.name}", **{asked.name: _kept(asked)})


def _is_not(found: Condition, asked: _Asked) -> None:
    found.add(f"({asked.text} IS NULL OR {asked.text} <> :{asked.name})", **{asked.name: _kept(asked)})


def _kept(asked: _Asked) -> str:
    return asked.value if isinstance(asked.value, str) else asked.rows.dialect.json_list(asked.value)


def _contains(found: Condition, asked: _Asked) -> None:
    if isinstance(asked.value, str):
        for place, word in enumerate(asked.value.split(" ")):
            sql, values = short_match(asked.rows.dialect.like, (asked.text,), word, f"{asked.name}_{place}")
            found.add(sql, **values)
        return
    for place, answer in enumerate(asked.value):
        name = f"{asked.name}_{place}"
        held = asked.rows.dialect.json_holds("d.custom", asked.field.id, name)
        found.add(held, **{name: answer})


def _compared(found: Condition, asked: _Asked) -> None:
    """An order among values of the same kind, and of the same currency; without an index by the parts of a number."""
    value, sign = str(asked.value), _ORDERING[asked.operator]
    low, high = value_keys.bounds(asked.field.kind, value)
    range_ = f"v.value {sign} :{{0}}_key AND v.value >= :{{0}}_low AND v.value < :{{0}}_high"
    key = value_keys.key(asked.field.kind, value)
    if _narrowed(found, asked, range_, key=key, low=low, high=high):
        return
    if asked.field.kind is FieldKind.DATE:
        found.add(f"{asked.text} {sign} :{asked.name}", **{asked.name: value})
        return
    if asked.field.kind is FieldKind.MONEY:
        currency = value.rpartition(" ")[2]
        found.add(f"{asked.text} LIKE :{asked.name}_currency", **{f"{asked.name}_currency": f"% {escaped(currency)}"})
    _compare_numbers(found, asked, value, above=sign == ">")


def _compare_numbers(found: Condition, asked: _Asked, value: str, *, above: bool) -> None:
    """Canonical numbers of one sign order by the length of their whole part and then as texts; below zero backwards."""
    negative = value.startswith("-")
    length = f"{asked.rows.dialect.found_at}({asked.text} || '.', '.')"
    sign = ">" if above is not negative else "<"
    same = f"({length}, {asked.text}) {sign} (:{asked.name}_length, :{asked.name})"
    signed = f"{asked.text} {'LIKE' if negative else 'NOT LIKE'} '-%'"
    other = f"{asked.text} NOT LIKE '-%'" if negative else f"{asked.text} LIKE '-%'"
    part = f"({signed} AND {same})"
    if above is negative:
        part = f"({part} OR {other})"
    found.add(part, **{asked.name: value, f"{asked.name}_length": (value + ".").index(".") + 1})


def _filled(found: Condition, asked: _Asked) -> None:
    if not _narrowed(found, asked, "v.value >= ''"):
        found.add(f"{asked.text} IS NOT NULL")


def _empty(found: Condition, asked: _Asked) -> None:
    found.add(f"{asked.text} IS NULL")


def _narrowed(found: Condition, asked: _Asked, test: str, **values: str) -> bool:
    """Whether the index was used. Where many match it is not: the walk in the wanted order soon finds enough."""
    if not asked.indexed:
        return False
    named: dict[str, Any] = {f"{asked.name}_{name}": value for name, value in values.items()}
    named[f"{asked.name}_field"] = asked.field.id
    body = f"FROM card_value v WHERE v.field_id = :{asked.name}_field AND {test.format(asked.name)}"
    capped = f"SELECT count(*) FROM (SELECT 1 {body} LIMIT :cap) AS matching"
    ((count,),) = asked.rows(capped, {**named, "cap": _FEW})
    if count < _FEW:
        found.add(f"d.id IN (SELECT v.record_id {body})", **named)
    return bool(count < _FEW)


_WRITERS: Final[dict[FieldOperator, Callable[[Condition, _Asked], None]]] = {
    FieldOperator.IS: _is,
    FieldOperator.IS_NOT: _is_not,
    FieldOperator.CONTAINS: _contains,
    FieldOperator.GREATER: _compared,
    FieldOperator.LESS: _compared,
    FieldOperator.FILLED: _filled,
    FieldOperator.EMPTY: _empty,
}
