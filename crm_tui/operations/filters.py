"""What a board or a list shows: the filter that views save and the search line narrows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm_tui.domain.ids import FieldId, TagId, UserId
from crm_tui.operations.values import Line


class Sort(StrEnum):
    """The order inside a column or a list. RANK is the order that managers made by hand."""

    RANK = "rank"
    NEWEST = "newest"
    OLDEST = "oldest"
    AMOUNT = "amount"
    TITLE = "title"
    TOUCHED = "touched"
    ROTTING = "rotting"


class FieldOperator(StrEnum):
    """What a filter asks of the value of a card field."""

    IS = "is"
    IS_NOT = "is not"
    CONTAINS = "contains"
    GREATER = "greater"
    LESS = "less"
    FILLED = "filled"
    EMPTY = "empty"


@dataclass(frozen=True)
class FieldFilter:
    """A condition on a field that admins added, or that every base has; ``value`` in words, as one types it."""

    field_id: FieldId
    operator: FieldOperator
    value: Line = ""


@dataclass(frozen=True)
class DealFilter:
    """Which deals: every condition that is given must hold. The default lets all through."""

    text: Line = ""
    responsible: UserId | None = None
    nobody: bool = False
    tags_any: tuple[TagId, ...] = ()
    tags_all: tuple[TagId, ...] = ()
    tags_none: tuple[TagId, ...] = ()
    amount_from: int | None = None
    amount_to: int | None = None
    created_from: date | None = None
    created_to: date | None = None
    unread: bool = False
    overdue: bool = False
    rotting: bool = False
    no_task: bool = False
    unsaved: bool = False
    custom: tuple[FieldFilter, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it lets everything through."""
        return self == _ALL


_ALL = DealFilter()
