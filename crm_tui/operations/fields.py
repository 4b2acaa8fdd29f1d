"""The fields, groups and tabs that admins give to cards (S1, S2), and what each user chose to see (C9, C10, F7)."""

from dataclasses import dataclass

from crm_tui.domain.fields import MAIN, Entity, FieldKind
from crm_tui.domain.ids import FieldId, GroupId, PipelineId, TabId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import UNSET, Line, Name, Text, Unset


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field that an admin added.

    ``tab`` is "main", "analytics" or a tab's id. ``options`` are a choice's answers; ``pipelines`` those whose deals
    have the field, all where it is empty. ``default`` is a value in canonical form (see ``domain.fields``).
    """

    id: FieldId
    entity: Entity
    name: str
    kind: FieldKind
    tab: str
    group_id: GroupId | None
    options: tuple[str, ...]
    required: bool
    distinct: bool
    default: str
    pipelines: tuple[PipelineId, ...]
    indexed: bool


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """A heading over fields."""

    id: GroupId
    tab: str
    name: str


@dataclass(frozen=True, slots=True)
class TabInfo:
    """A tab that an admin added."""

    id: TabId
    name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How the cards of an entity are laid out beyond its own fields; everything in its order."""

    entity: Entity
    tabs: tuple[TabInfo, ...]
    groups: tuple[GroupInfo, ...]
    fields: tuple[FieldInfo, ...]


@dataclass(frozen=True, slots=True)
class FieldChanges:
    """A partial change: what is UNSET stays as it is. A field's kind is for good."""

    name: Name | Unset = UNSET
    tab: Line | Unset = UNSET
    group_id: GroupId | None | Unset = UNSET
    options: tuple[Name, ...] | Unset = UNSET
    required: bool | Unset = UNSET
    distinct: bool | Unset = UNSET
    default: Line | Unset = UNSET
    pipelines: tuple[PipelineId, ...] | Unset = UNSET
    indexed: bool | Unset = UNSET


@dataclass(frozen=True)
class GetLayout(Query[Layout]):
    """How the cards of an entity are laid out."""

    route = Route("GET", "/layouts/{entity}")
    entity: Entity


@dataclass(frozen=True)
class AddField(Command[FieldInfo]):
    """A new field, last in its group. Raises NameTaken, InvalidValue, NotFound."""

    route = Route("POST", "/fields")
    right = Right.EDIT_FIELDS
    entity: Entity
    name: Name
    kind: FieldKind
    tab: Line = MAIN
    group_id: GroupId | None = None
    options: tuple[Name, ...] = ()
    required: bool = False
    distinct: bool = False
    default: Line = ""
    pipelines: tuple[PipelineId, ...] = ()
    indexed: bool = False


@dataclass(frozen=True)
class EditField(Command[FieldInfo]):
    """Change a field. Raises NotFound, NameTaken, InvalidValue where values that stand would break the new rule."""

    route = Route("PATCH", "/fields/{field_id}")
    right = Right.EDIT_FIELDS
    field_id: FieldId
    changes: FieldChanges


@dataclass(frozen=True)
class ShiftField(Command[Layout]):
    """Move a field up (negative) or down over the lines of its tab: over a heading, into the next group.

    Raises NotFound.
    """

    route = Route("POST", "/fields/{field_id}/shift")
    right = Right.EDIT_FIELDS
    field_id: FieldId
    by: int


@dataclass(frozen=True)
class CountFieldValues(Query[int]):
    """How many records have a value in a field: what removing it would hide. Raises NotFound."""

    route = Route("GET", "/fields/{field_id}/count")
    field_id: FieldId


@dataclass(frozen=True)
class RemoveField(Command[Layout]):
    """Take a field off the cards; its values stay and come back with an undo. Raises NotFound."""

    route = Route("DELETE", "/fields/{field_id}")
    right = Right.EDIT_FIELDS
    field_id: FieldId


@dataclass(frozen=True)
class AddGroup(Command[GroupInfo]):
    """A new heading on a tab. Raises NameTaken, NotFound, InvalidValue."""

    route = Route("POST", "/groups")
    right = Right.EDIT_FIELDS
    entity: Entity
    name: Name
    tab: Line = MAIN


@dataclass(frozen=True)
class EditGroup(Command[GroupInfo]):
    """Rename a heading. Raises NotFound, NameTaken, InvalidValue."""

    route = Route("PATCH", "/groups/{group_id}")
    right = Right.EDIT_FIELDS
    group_id: GroupId
    name: Name


@dataclass(frozen=True)
class ShiftGroup(Command[Layout]):
    """Move a heading with its fields up (negative) or down on its tab. Raises NotFound."""

    route = Route("POST", "/groups/{group_id}/shift")
    right = Right.EDIT_FIELDS
    group_id: GroupId
    by: int


@dataclass(frozen=True)
class RemoveGroup(Command[Layout]):
    """Take a heading away; its fields stay on the tab, without one. Raises NotFound."""

    route = Route("DELETE", "/groups/{group_id}")
    right = Right.EDIT_FIELDS
    group_id: GroupId


@dataclass(frozen=True)
class AddTab(Command[TabInfo]):
    """A new tab on the cards of an entity. Raises NameTaken, InvalidValue."""

    route = Route("POST", "/tabs")
    right = Right.EDIT_FIELDS
    entity: Entity
    name: Name


@dataclass(frozen=True)
class EditTab(Command[TabInfo]):
    """Rename a tab. Raises NotFound, NameTaken, InvalidValue."""

    route = Route("PATCH", "/tabs/{tab_id}")
    right = Right.EDIT_FIELDS
    tab_id: TabId
    name: Name


@dataclass(frozen=True)
class ShiftTab(Command[Layout]):
    """Move a tab to the left (negative) or to the right. Raises NotFound."""

    route = Route("POST", "/tabs/{tab_id}/shift")
    right = Right.EDIT_FIELDS
    tab_id: TabId
    by: int


@dataclass(frozen=True)
class RemoveTab(Command[Layout]):
    """Take a tab away; its fields go to the main tab. Raises NotFound."""

    route = Route("DELETE", "/tabs/{tab_id}")
    right = Right.EDIT_FIELDS
    tab_id: TabId


@dataclass(frozen=True)
class GetPreference(Query[str]):
    """What the caller chose under a name, as JSON; "" where nothing."""

    route = Route("GET", "/preferences/{name}")
    name: Line


@dataclass(frozen=True)
class SetPreference(Command[None]):
    """Keep what the caller chose under a name; it is no step of undo. Raises InvalidValue where it is no JSON."""

    route = Route("PUT", "/preferences/{name}")
    right = Right.EDIT_OWN_VIEWS
    undoable = False
    name: Line
    value: Text
