"""Letting one deal into a stage: trying, asking for what the stage wants, trying again with what was typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from textual.app import App

from crm_tui.domain.clock import Clock
from crm_tui.domain.ids import DealId
from crm_tui.domain.stages import DealField
from crm_tui.operations.base import Command, Store
from crm_tui.operations.board import StageInfo
from crm_tui.operations.deals import DealCard, DealChanges, GetDeal, MoveDeal
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.errors import Clash, Conflict, CrmError, InvalidValue, StageRefused, StoreError
from crm_tui.operations.pipelines import ListLostReasons, LostReason
from crm_tui.operations.triage import FileDeals
from crm_tui.operations.values import UNSET, User
from crm_tui.screens.settling import whose

if TYPE_CHECKING:
    from crm_tui.screens.dialogs.stage_form import StageFormDialog

_FILLS = {
    "amount": "amount",
    "description": "description",
    "responsible_id": "responsible",
    "lost_reason_id": "lost_reason",
    "lost_note": "lost_note",
}


@dataclass(frozen=True, slots=True)
class Entrance:
    """A deal before a stage. ``seen`` is the sequence that the person knew, ``currency`` the pipeline's.

    ``filed`` are the deals that are filed by entering, where that is what is done.
    """

    deal_id: DealId
    stage: StageInfo
    currency: str
    seen: int | None
    fill: DealChanges
    filed: tuple[DealId, ...] = ()

    def command(self, fill: DealChanges, seen: int | None) -> Command[DealCard]:
        """What is asked of the store."""
        if self.filed:
            return FileDeals(self.filed, self.stage.id, fill)
        return MoveDeal(self.deal_id, self.stage.id, fill=fill, seen=seen)


@dataclass(frozen=True, slots=True)
class _Needs:
    """What a form offers and knows: the reasons of a loss, the colleagues, the deal where it is one."""

    reasons: tuple[LostReason, ...]
    users: tuple[User, ...]
    card: DealCard | None


class Entering:
    """Opens the forms, for whichever screen stands in front of the person."""

    def __init__(
        self, app: App[Any], store: Store, *, clock: Clock, region: str, report: Callable[[CrmError], None]
    ) -> None:
        self._app = app
        self._store = store
        self._clock = clock
        self._region = region
        self._report = report

    async def enter(self, wanted: Entrance) -> tuple[DealCard, DealChanges] | None:
        """The deal in the stage and what was filled in, or None where the person went back.

        Raises Conflict where somebody else moved the deal, and what the store refuses.
        """
        missing: tuple[DealField, ...] = ()
        needs: _Needs | None = None
        typed: dict[str, str] = {}
        fill, seen = wanted.fill, wanted.seen
        while True:
            faults: dict[str, str] = {}
            try:
                return await self._store.do(wanted.command(fill, seen)), fill
            except StageRefused as refusal:
                missing = refusal.missing
            except InvalidValue as fault:
                if fault.field not in missing:
                    raise
                faults = {fault.field: fault.reason}
            except Conflict as conflict:
                if is_move(conflict) or not typed:
                    raise
                if settled := await self._settled(conflict, fill):
                    fill, seen = settled, conflict.seq
                    continue
            except StoreError as error:
                if not typed:
                    raise
                self._report(error)
            needs = needs or await self._needs(wanted.deal_id)
            form = self._form(wanted.stage, missing, needs, wanted.currency, typed=typed, faults=faults)
            asked = await self._app.push_screen_wait(form)
            if asked is None:
                return None
            fill, typed = merged(fill, asked), form.typed

    async def reason_form(self, stage: StageInfo, currency: str) -> "StageFormDialog":
        """The form for why deals are lost, the same for several."""
        return self._form(stage, (DealField.LOST_REASON,), await self._needs(None), currency)

    async def _needs(self, deal_id: DealId | None) -> _Needs:
        """Read once: a form comes back with what was typed even where the store no longer answers."""
        return _Needs(
            await self._store.ask(ListLostReasons()),
            await self._store.ask(ListUsers()),
            await self._store.ask(GetDeal(deal_id)) if deal_id else None,
        )

    def _form(
        self,
        stage: StageInfo,
        missing: tuple[DealField, ...],
        needs: _Needs,
        currency: str,
        *,
        typed: Mapping[str, str] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> "StageFormDialog":
        """The form for what a stage asks for, knowing the deal's contact where it is one deal."""
        from crm_tui.screens.dialogs.stage_form import StageFormDialog

        card = needs.card
        return StageFormDialog(
            stage,
            missing,
            needs.reasons,
            needs.users,
            card.currency if card else currency,
            self._region,
            person=card.people[0] if card and card.people else None,
            typed=typed,
            faults=faults,
        )

    async def _settled(self, conflict: Conflict, fill: DealChanges) -> DealChanges | None:
        """What is to be filled in after the person has decided; None where they go back to the form."""
        from crm_tui.screens.dialogs.conflict import Resolution

        decided = await whose(self._app, conflict, self._clock.now())
        if decided is Resolution.MINE:
            return fill
        return _without(fill, conflict.clashes) if decided is Resolution.THEIRS else None


def is_move(conflict: Conflict) -> bool:
    """Whether somebody else put the deal into another stage."""
    return any(clash.field == "stage_id" for clash in conflict.clashes)


def merged(first: DealChanges, second: DealChanges) -> DealChanges:
    """Both changes in one; where both say something, the second holds."""
    said = {name: value for name in DealChanges.__slots__ if (value := getattr(second, name)) is not UNSET}
    return replace(first, **said)


def _without(fill: DealChanges, clashes: Sequence[Clash]) -> DealChanges:
    """What is left to fill in where theirs stays."""
    unsaid: dict[str, Any] = {_FILLS.get(clash.field, "contact"): UNSET for clash in clashes}
    return replace(fill, **unsaid)
