"""Deals out of triage: filed or snoozed, the same from the board, a deal's card and triage itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm_tui.domain.ids import DealId
from crm_tui.domain.stages import StageKind
from crm_tui.i18n import _
from crm_tui.operations.deals import DealCard, DealChanges, GetDeal
from crm_tui.operations.errors import StageRefused
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.operations.triage import FileDeals, SnoozeDeals
from crm_tui.screens.deal_actions import Done
from crm_tui.screens.entering import Entering, Entrance
from crm_tui.screens.snooze import until
from crm_tui.widgets.plain import one_line
from crm_tui.widgets.wording import moment_text

if TYPE_CHECKING:
    from crm_tui.screens.deal_actions import DealActions


class Clearing:
    """Acts for whatever screen does the other acts on deals. What the store refuses rises."""

    def __init__(self, actions: "DealActions", entering: Entering) -> None:
        self._actions = actions
        self._store = actions.store
        self._entering = entering

    async def snooze(self, deal_ids: Sequence[DealId]) -> Done | None:
        """Keep deals out of the queue until a moment that is asked for."""
        moment = await until(self._actions.app, self._actions.clock) if deal_ids else None
        if moment is None:
            return None
        card = await self._store.do(SnoozeDeals(tuple(deal_ids), moment))
        when = moment_text(moment, self._actions.clock.now())
        self._actions.say(_("%(what)s · u undo") % {"what": _("Snoozed until %(when)s") % {"when": when}})
        return Done(tuple(deal_ids), card if len(deal_ids) == 1 else None)

    async def file(self, deal_ids: Sequence[DealId]) -> Done | None:
        """File a deal, or several appeals of one person as one, asking for what the stage needs."""
        try:
            card = await self._store.do(FileDeals(tuple(deal_ids)))
        except StageRefused:
            return await self._file_asking(deal_ids)
        return self._filed(card)

    async def _file_asking(self, deal_ids: Sequence[DealId]) -> Done | None:
        deal = await self._store.ask(GetDeal(deal_ids[0]))
        pipelines = await self._store.ask(ListPipelines())
        pipeline = next(one for one in pipelines if one.id == deal.pipeline_id)
        stage = next(one for one in pipeline.stages if one.kind is StageKind.OPEN)
        entrance = Entrance(deal.id, stage, pipeline.currency, None, DealChanges(), filed=tuple(deal_ids))
        entered = await self._entering.enter(entrance)
        return None if entered is None else self._filed(entered[0])

    def _filed(self, card: DealCard) -> Done:
        told = _("Filed in “%(stage)s”") % {"stage": one_line(card.stage, 60)}
        self._actions.say(_("%(what)s · u undo") % {"what": told})
        return Done((card.id,), card)
