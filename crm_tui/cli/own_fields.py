"""The fields that admins added, as files in and out need them: their names, and their columns."""

from typing import TYPE_CHECKING

from crm_tui.cli.paging import Asks
from crm_tui.domain.fields import Entity, FieldKind
from crm_tui.domain.system_fields import system_fields
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.fields import GetLayout
from crm_tui.operations.imports import RecordKind

if TYPE_CHECKING:
    from crm_tui.interchange import ExportedField

_ENTITIES = {RecordKind.DEALS: Entity.DEAL, RecordKind.CONTACTS: Entity.CONTACT}


async def names(store: Asks, kind: RecordKind) -> tuple[str, ...]:
    """Under which headings an import fills fields of the card."""
    layout = await store.ask(GetLayout(_ENTITIES[kind]))
    system = (field.label for field in system_fields(_ENTITIES[kind]))
    return (*system, *(field.name for field in layout.fields))


async def exported(store: Asks, kind: RecordKind) -> "tuple[ExportedField, ...]":
    """The columns of an export."""
    from crm_tui.interchange import ExportedField

    layout = await store.ask(GetLayout(_ENTITIES[kind]))
    users = {str(user.id): user.name for user in await store.ask(ListUsers())}
    return tuple(
        ExportedField(field.id, field.name, users if field.kind is FieldKind.USER else {}) for field in layout.fields
    )
