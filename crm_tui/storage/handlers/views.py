"""Saved views."""

import json

from sqlmodel import col, select

from crm_tui.domain.ids import new_id
from crm_tui.i18n import N_
from crm_tui.operations.board import SavedView
from crm_tui.operations.errors import InvalidValue, NotFound
from crm_tui.operations.views import DeleteView, SaveView
from crm_tui.storage import board_sql, records, view_json
from crm_tui.storage.context import Context, handles
from crm_tui.storage.tables import View


@handles(SaveView)
def save_view(context: Context, command: SaveView) -> SavedView:
    """Keep a view under a name."""
    name = " ".join(command.name.split())
    if not name:
        raise InvalidValue("name", N_("is empty; type one"))
    query = select(View).where(View.owner_id == context.actor.id, View.name == name, col(View.deleted_at).is_(None))
    view = context.session.exec(query).first() or View(id=new_id(), owner_id=context.actor.id, name=name)
    view.filter = view_json.write_filter(command.filter)
    view.sort = command.sort
    view.columns = json.dumps(list(command.columns))
    view.as_table, view.shared = command.as_table, command.shared
    context.session.add(view)
    context.session.flush()
    shown = board_sql.views(records.rows_of(context), context.actor.id)
    return next(one for one in shown if one.id == view.id)


@handles(DeleteView)
def delete_view(context: Context, command: DeleteView) -> None:
    """Drop one of the caller's views."""
    view = context.session.get(View, command.view_id)
    if view is None or view.deleted_at is not None or view.owner_id != context.actor.id:
        raise NotFound(N_("view"), command.view_id)
    view.deleted_at = context.now
