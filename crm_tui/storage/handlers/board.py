"""The board's questions where they are not quick: under a filter, or in an order that no index serves."""

from typing import Any

from crm_tui.operations import board, directory, matching, pipelines, views
from crm_tui.operations.base import REGISTRY, Query
from crm_tui.storage import board_sql, records
from crm_tui.storage.context import Context, handles

_ROOMS = (board, directory, matching, pipelines, views)  # loading them registers the questions that ANSWERS names


def answer(context: Context, query: Query[Any]) -> Any:
    """The answer, by the same SQL as the hot reads'."""
    return board_sql.answer(records.rows_of(context), query, context.actor.id, context.now)


for name in board_sql.ANSWERS:
    handles(REGISTRY[name])(answer)
