"""The values of card fields on the command line: by the name of the field, as ``--set "Area=120"``."""

from collections.abc import Sequence

from crm_tui.cli.session import Session
from crm_tui.domain.fields import Entity, FieldValue
from crm_tui.domain.system_fields import system_fields
from crm_tui.i18n import N_, _
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.fields import GetLayout


async def labels(session: Session, entity: Entity) -> dict[str, str]:
    """What the fields of a card are called, by id, in their order."""
    layout = await session.ask(GetLayout(entity))
    known = {str(field.id): _(field.label) for field in system_fields(entity)}
    return known | {str(field.id): field.name for field in layout.fields}


async def custom(session: Session, entity: Entity, given: Sequence[str]) -> dict[str, FieldValue]:
    """Values by field id from ``NAME=VALUE``. Raises InvalidValue, NotFound where no field is called so."""
    if not given:
        return {}
    names = await labels(session, entity)
    found: dict[str, FieldValue] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise InvalidValue("set", N_("is a name and a value with = between them, such as Area=120"))
        found[_named(names, name)] = value
    return found


def _named(names: dict[str, str], wanted: str) -> str:
    folded = wanted.strip().casefold()
    for field_id, label in names.items():
        if folded in (label.casefold(), field_id):
            return field_id
    raise NotFound(N_("field"), wanted)
