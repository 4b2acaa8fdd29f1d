"""The columns of a file that are called like a field of the card: their cells become values of that field."""

from crm_tui.domain.fields import Entity, FieldKind, FieldValue
from crm_tui.i18n import N_
from crm_tui.operations.errors import InvalidValue
from crm_tui.operations.imports import Draft
from crm_tui.operations.remarks import Remark
from crm_tui.storage import custom
from crm_tui.storage.context import Context
from crm_tui.storage.custom import Definition
from crm_tui.storage.intake_names import plain
from crm_tui.storage.json_columns import written

NOT_READ = N_("“%(value)s” cannot be a value of the field “%(label)s”; it is kept beside the fields")
TAKEN = N_("“%(value)s” stands in the field “%(label)s” of another record; it is kept beside the fields")


class FieldCells:
    """Reads the cells of a draft that belong to fields of the card."""

    def __init__(self, context: Context, entity: Entity) -> None:
        self._context, self._entity = context, entity
        self._fields = {plain(field.label): field for field in custom.definitions(context, entity).values()}
        self._taken: set[tuple[str, FieldValue]] = set()

    @property
    def defaults(self) -> str:
        """What the fields of a new record hold from the start, as their column keeps it."""
        return written({field.id: field.default for field in self._fields.values() if field.default})

    def label(self, key: str) -> str:
        """What the field is called that a key of the column ``custom`` stands for."""
        field_id = key.partition(".")[2]
        return next((field.label for field in self._fields.values() if field.id == field_id), field_id)

    def take(
        self, draft: Draft, present: str, notes: list[Remark], record_id: str = "", *, lacking: bool = False
    ) -> str:
        """The values of a record with those of a draft, which come out of its ``extra``; what is no value stays there.

        A cell that is refused gets a note. With ``lacking`` a cell whose field is filled stays there too.
        """
        values = custom.shown(present)
        for heading, cell in list(draft.extra.items()):
            field = self._fields.get(plain(heading))
            if field is None or (lacking and values.get(field.id)):
                continue
            value = self._value(field, cell, notes, record_id)
            if value:
                values[field.id] = value
                del draft.extra[heading]
        return written(values)

    def _value(self, field: Definition, cell: str, notes: list[Remark], record_id: str) -> FieldValue:
        told = {"value": cell[:60], "label": field.label}
        try:
            value = custom.read(self._context, field, _typed(field, cell))
        except InvalidValue:
            notes.append(Remark(NOT_READ, told))
            return ""
        if not field.distinct or not value:
            return value
        if (field.id, value) in self._taken or custom.holder(self._context, self._entity, field.id, value, record_id):
            notes.append(Remark(TAKEN, told))
            return ""
        self._taken.add((field.id, value))
        return value


def _typed(field: Definition, cell: str) -> FieldValue:
    """Several answers stand on lines of their own, since an answer may hold a comma."""
    return tuple(cell.splitlines()) if field.kind is FieldKind.CHOICES and "\n" in cell else cell
