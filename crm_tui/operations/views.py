"""Saved views: a filter, a sort and columns under a name, mine or shared (P8)."""

from dataclasses import dataclass

from crm_tui.domain.ids import ViewId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.board import SavedView
from crm_tui.operations.filters import DealFilter, Sort
from crm_tui.operations.values import Name


@dataclass(frozen=True)
class ListViews(Query[tuple[SavedView, ...]]):
    """The caller's own views and the shared ones, by name."""

    route = Route("GET", "/views")


@dataclass(frozen=True)
class SaveView(Command[SavedView]):
    """Keep a view under a name; the caller's view of that name is replaced. Raises InvalidValue where it has none."""

    route = Route("PUT", "/views")
    right = Right.EDIT_OWN_VIEWS
    name: Name
    filter: DealFilter = DealFilter()
    sort: Sort = Sort.RANK
    columns: tuple[str, ...] = ()
    as_table: bool = False
    shared: bool = False


@dataclass(frozen=True)
class DeleteView(Command[None]):
    """Drop one of the caller's views. Raises NotFound."""

    route = Route("DELETE", "/views/{view_id}")
    right = Right.EDIT_OWN_VIEWS
    view_id: ViewId
