"""The figures of a client for its card: what cannot be counted is said, and the rest of the card stands."""

from typing import NamedTuple

from crm_tui.domain.ids import RecordId
from crm_tui.i18n import _
from crm_tui.operations.analytics import GetRelation, Relation
from crm_tui.operations.base import Store
from crm_tui.operations.errors import CrmError


class Figures(NamedTuple):
    """The figures; where there are none, ``missing`` says why. Neither where nobody asked."""

    relation: Relation | None = None
    missing: str = ""


async def read_figures(store: Store, record_id: str) -> Figures:
    """The figures of a card, or why they could not be counted."""
    try:
        return Figures(await store.ask(GetRelation(RecordId(record_id))))
    except CrmError as error:
        return Figures(None, _("No figures: %(reason)s") % {"reason": error})
