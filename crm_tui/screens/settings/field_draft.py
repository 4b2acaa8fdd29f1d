"""A field as an admin describes it, and what that asks of the store."""

from dataclasses import asdict, dataclass

from crm_tui.domain.fields import MAIN, Entity, FieldKind
from crm_tui.domain.ids import FieldId, GroupId, PipelineId
from crm_tui.operations.fields import AddField, EditField, FieldChanges, FieldInfo


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """All that can be said of a field; a field that exists keeps its kind."""

    name: str = ""
    kind: FieldKind = FieldKind.TEXT
    tab: str = MAIN
    group_id: GroupId | None = None
    options: tuple[str, ...] = ()
    required: bool = False
    distinct: bool = False
    default: str = ""
    pipelines: tuple[PipelineId, ...] = ()
    indexed: bool = False


def draft_of(field: FieldInfo) -> FieldDraft:
    """A field as it is."""
    return FieldDraft(
        field.name,
        field.kind,
        field.tab,
        field.group_id,
        field.options,
        field.required,
        field.distinct,
        field.default,
        field.pipelines,
        field.indexed,
    )


def adding(entity: Entity, draft: FieldDraft) -> AddField:
    """A new field."""
    return AddField(entity, **asdict(draft))


def editing(field_id: FieldId, before: FieldDraft, after: FieldDraft) -> EditField:
    """What differs: the rest stays as a colleague may have made it meanwhile."""
    old = asdict(before)
    changed = {name: value for name, value in asdict(after).items() if value != old[name] and name != "kind"}
    return EditField(field_id, FieldChanges(**changed))
