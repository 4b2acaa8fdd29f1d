"""The company's tags: made, renamed, coloured, merged and deleted for all records at once (C11)."""

from dataclasses import dataclass

from crm_tui.domain.ids import TagId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import Line, Name


@dataclass(frozen=True, slots=True)
class TagInfo:
    """A tag, and on how many deals, contacts and companies it is."""

    id: TagId
    name: str
    colour: str
    uses: int


@dataclass(frozen=True)
class ListTagUses(Query[tuple[TagInfo, ...]]):
    """The company's tags by name, with how often each is used."""

    route = Route("GET", "/tags/uses")


@dataclass(frozen=True)
class CreateTag(Command[TagInfo]):
    """A tag before any record has it; "" leaves the colour to its name. Raises NameTaken, InvalidValue."""

    route = Route("POST", "/tags")
    right = Right.EDIT_FIELDS
    name: Name
    colour: Line = ""


@dataclass(frozen=True)
class RenameTag(Command[TagInfo]):
    """Another name on all records that have the tag. Raises NotFound, InvalidValue, NameTaken whatever the case."""

    route = Route("PATCH", "/tags/{tag_id}")
    right = Right.EDIT_FIELDS
    tag_id: TagId
    name: Name


@dataclass(frozen=True)
class SetTagColour(Command[TagInfo]):
    """Another colour (see ``domain.tags``). Raises NotFound, InvalidValue."""

    route = Route("PUT", "/tags/{tag_id}/colour")
    right = Right.EDIT_FIELDS
    tag_id: TagId
    colour: Line


@dataclass(frozen=True)
class MergeTags(Command[TagInfo]):
    """Put ``into`` on every record that has the tag, and take the tag away. Raises NotFound, InvalidValue for one."""

    route = Route("POST", "/tags/{tag_id}/merge")
    right = Right.EDIT_FIELDS
    tag_id: TagId
    into: TagId


@dataclass(frozen=True)
class DeleteTag(Command[None]):
    """Take a tag away, and off all records. Raises NotFound."""

    route = Route("DELETE", "/tags/{tag_id}")
    right = Right.EDIT_FIELDS
    tag_id: TagId
