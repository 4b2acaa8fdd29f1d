"""The tab of a client's deals: open and closed, linked and taken off, new ones made (C4, C7)."""

from collections.abc import Sequence
from typing import Any, Final

from textual.app import App
from textual.content import Content

from crm_tui.domain.ids import DealId
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.analytics import DealFigure
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetCards, PipelineInfo, PlacedCard
from crm_tui.operations.pipelines import ListPipelines
from crm_tui.screens.card.custom_values import AnyRecord
from crm_tui.screens.card.pages.base import Desk, Plain
from crm_tui.screens.card.pages.linking import DealLinks
from crm_tui.screens.card.relation import read_figures
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, colour_style, content, one_line
from crm_tui.widgets.shown import age
from crm_tui.widgets.wording import money_text

SHOWN: Final = 100
"""Deals of a kind that have a line; the heading counts and sums them all."""
_AT_ONCE: Final = 20
_NAMES: Final = {"open": N_("Open"), "won": N_("Won"), "lost": N_("Lost")}


class DealsPage(Plain):
    """The deals of a contact or a company."""

    id = "deals"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._record_id = ""

    @property
    def title(self) -> str:
        """What stands on the tab."""
        return _("Deals")

    async def blocks(self, store: Store, card: AnyRecord) -> tuple[CardBlock, ...]:
        """Open, won and lost deals, each with its sums by currency; what there is none of is left out."""
        self._record_id = card.id
        relation, missing = await read_figures(store, card.id)
        if relation is None:
            return (CardBlock("", (), missing),)
        pipelines = await store.ask(ListPipelines())
        figures = {"open": relation.open, "won": relation.won, "lost": relation.lost}
        shown = {name: await _cards(store, figure.deals[:SHOWN]) for name, figure in figures.items()}
        blocks = tuple(
            CardBlock(_heading(_(_NAMES[name]), figure), self._lines(figure, shown[name], pipelines))
            for name, figure in figures.items()
            if figure.count
        )
        return blocks or (CardBlock("", (), _("No deals yet; + links one or makes a new one.")),)

    async def opened(self, app: App[Any], field: CardField) -> bool:
        """Enter opens the deal's card."""
        house = self._desk.house()
        if house is None or field.way is not Way.OPEN:
            return False
        await house.deal(DealId(field.name))
        return True

    async def more(self, app: App[Any], field: CardField | None) -> bool:
        """Link a deal that exists, or make a new one with this client."""
        return await DealLinks(app, self._desk, self._record_id).more()

    async def less(self, app: App[Any], field: CardField) -> bool:
        """Take the deal off the client, after asking."""
        return field.way is Way.OPEN and await DealLinks(app, self._desk, self._record_id).less(DealId(field.name))

    def _lines(
        self, figure: DealFigure, cards: Sequence[PlacedCard], pipelines: Sequence[PipelineInfo]
    ) -> tuple[CardField, ...]:
        stages = {stage.id: stage for line in pipelines for stage in line.stages}
        now = self._desk.clock.now()
        lines = []
        for placed in cards:
            stage = stages.get(placed.stage_id)
            named = content(stage.name, colour_style(stage.colour)) if stage else Content("")
            shown = Content.assemble(content(placed.card.title), "  ", named)
            passed = f"  {age(placed.card.in_stage_since, now):>5}"
            remark = Content.assemble(money_text(placed.card.amount), (passed, MUTED))
            brief = Content(money_text(placed.card.amount))
            lines.append(CardField(placed.card.id, "", shown, way=Way.OPEN, remark=remark, brief=brief, cut=True))
        if hidden := figure.count - len(cards):
            words = ngettext("%(n)d more that is older", "%(n)d more that are older", hidden) % {"n": hidden}
            lines.append(CardField("older", "", content(words, MUTED), way=Way.NONE, cut=True))
        return tuple(lines)


async def _cards(store: Store, deal_ids: Sequence[DealId]) -> list[PlacedCard]:
    """The cards in as many questions as are each answered at once."""
    found: list[PlacedCard] = []
    for start in range(0, len(deal_ids), _AT_ONCE):
        found += await store.ask(GetCards(tuple(deal_ids[start : start + _AT_ONCE])))
    return found


def _heading(name: str, figure: DealFigure) -> str:
    return one_line("   ".join((f"{name} {figure.count}", *map(money_text, figure.sums))))
