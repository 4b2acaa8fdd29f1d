"""The fields of two contacts that become one: where they differ, and which value stays."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from crm_tui.operations.matching import MergeField
from crm_tui.storage import field_words, records
from crm_tui.storage.context import Context
from crm_tui.storage.field_words import CUSTOM
from crm_tui.storage.json_columns import written
from crm_tui.storage.tables import Contact

_COLUMNS: Final[Mapping[str, str]] = {
    "name": "name",
    "company": "company_id",
    "position": "position",
    "city": "city",
    "address": "address",
    "birthday": "birthday",
    "source": "source",
    "comment": "comment",
    "messengers": "messengers",
    "responsible": "responsible_id",
    "external_id": "external_id",
}
_EXTRA: Final = "extra."


def differing(context: Context, contact: Contact, other: Contact) -> Iterator[MergeField]:
    """The fields in which two contacts differ, in words; what is filled stays, and the first's where both are."""
    before, after = values(contact), values(other)
    for name in (*before, *(name for name in after if name not in before)):
        first, second = before.get(name), after.get(name)
        if (first or second) and first != second:
            shown = [_shown(context, name, value) for value in (first, second)]
            kept: Literal["first", "second"] = "first" if first else "second"
            yield MergeField(name, shown[0], shown[1], kept)


def values(contact: Contact) -> dict[str, Any]:
    """A contact's fields by name: its columns, and the values of card fields as ``custom.ID``."""
    own = {name: getattr(contact, column) for name, column in _COLUMNS.items()}
    custom = {f"{CUSTOM}{key}": value for key, value in json.loads(contact.custom).items()}
    return own | custom


def put(contact: Contact, name: str, value: Any) -> None:
    """Write a field by its name; None or "" empties it."""
    if name in _COLUMNS:
        setattr(contact, _COLUMNS[name], value)
        return
    column, _point, key = name.partition(".")
    kept = {each: old for each, old in json.loads(getattr(contact, column)).items() if each != key}
    setattr(contact, column, written({**kept, key: value} if value else kept))


def imported(contact: Contact) -> dict[str, Any]:
    """What a file once told beyond a contact's fields, as ``extra.COLUMN``."""
    return {f"{_EXTRA}{key}": value for key, value in json.loads(contact.extra).items()}


def _shown(context: Context, name: str, value: Any) -> str:
    if not value:
        return ""
    asked = _COLUMNS.get(name, name)
    return field_words.shown(records.rows_of(context), asked, json.dumps(value), context.currency) or ""


def present(contact: Contact, name: str) -> Any:
    """A field's value by its name; None where it has none."""
    return (values(contact) | imported(contact)).get(name)
