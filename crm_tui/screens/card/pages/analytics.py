"""The tab of figures: where a client came from, and what the relation is worth (C5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from textual.app import App
from textual.content import Content

from crm_tui.domain.fields import ANALYTICS
from crm_tui.domain.ids import DealId, RecordId
from crm_tui.domain.money import Money
from crm_tui.domain.system_fields import ORIGIN
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.analytics import Relation
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetCards
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.fields import GetLayout, Layout
from crm_tui.operations.values import User
from crm_tui.screens.card.custom import custom_blocks
from crm_tui.screens.card.custom_values import AnyRecord
from crm_tui.screens.card.pages.base import Desk, Plain
from crm_tui.screens.card.pages.sources import COUNTED, Sources
from crm_tui.screens.card.relation import read_figures
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.month_chart import Bar
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.plain import content
from crm_tui.widgets.shown import age, span
from crm_tui.widgets.wording import MONTHS, money_text

LISTED: Final = 100
_AT_ONCE: Final = 20
_SOURCE: Final = "source"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in words, and the deals that it was counted from, unless it was counted from something else."""

    name: str
    label: str
    words: str
    deals: tuple[DealId, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether there is anything that it was counted from."""
        return bool(self.deals) or (self.name in COUNTED and bool(self.words))


class AnalyticsPage(Plain):
    """Where a client came from, to be filled in, and figures, each of which opens what it was counted from."""

    id = ANALYTICS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._record_id = RecordId("")
        self._layout = Layout(desk.entity, (), (), ())
        self._users: tuple[User, ...] = ()
        self._relation: Relation | None = None
        self._figures: dict[str, Figure] = {}
        self._bars: tuple[Bar, ...] = ()

    @property
    def title(self) -> str:
        """What stands on the tab."""
        return _("Analytics")

    @property
    def bars(self) -> Sequence[Bar]:
        """What was won, a bar a month."""
        return self._bars

    async def blocks(self, store: Store, card: AnyRecord) -> tuple[CardBlock, ...]:
        """Source and UTM marks, admins' fields of this tab, figures, revenue by month."""
        self._record_id = RecordId(card.id)
        self._layout = await store.ask(GetLayout(self._desk.entity))
        self._users = await store.ask(ListUsers())
        self._relation, missing = await read_figures(store, card.id)
        if self._relation is None:
            self._bars, self._figures = (), {}
            return (*self.own(card), CardBlock(_("Relation"), (), missing))
        return (*self.own(card), *self._counted_blocks(self._relation))

    def own(self, card: AnyRecord) -> tuple[CardBlock, ...]:
        """The source above the marks that every base has, then what admins added."""
        heading = _(ORIGIN)
        blocks = custom_blocks(self._layout, card.custom, ANALYTICS, self._users)
        source = CardField(_SOURCE, _("Source"), content(card.source), card.source, cut=True)
        marks = tuple(field for block in blocks if block.title == heading for field in block.fields)
        return (CardBlock(heading, (source, *marks)), *(block for block in blocks if block.title != heading))

    def _counted_blocks(self, relation: Relation) -> tuple[CardBlock, ...]:
        figures, months = self._counted(relation), _months(relation)
        self._bars = tuple(Bar(f"{each.month[5:]}.{each.month[2:4]}", each.amount) for each in relation.months)
        self._figures = {figure.name: figure for figure in (*figures, *months)}
        return (
            CardBlock(_("Relation"), tuple(map(_line, figures))),
            CardBlock(_("Won by month"), tuple(map(_line, months)), _("Nothing won yet.")),
        )

    async def opened(self, app: App[Any], field: CardField) -> bool:
        """Enter on a figure lists what it was counted from; one of them can be opened."""
        from crm_tui.screens.dialogs.choose import ListDialog

        figure, house = self._figures.get(field.name), self._desk.house()
        if figure is None or self._relation is None:
            return False
        if not figure.deals:
            return await Sources(app, self._desk, self._record_id, self._relation).open(figure.name, figure.label)
        rows = await self._rows(figure.deals[:LISTED])
        chosen = await app.push_screen_wait(ListDialog(figure.label, rows))
        if chosen is None or house is None:
            return False
        await house.deal(chosen)
        return True

    async def more(self, app: App[Any], field: CardField | None) -> bool:
        """Figures are counted: there is nothing to add."""
        return False

    async def less(self, app: App[Any], field: CardField) -> bool:
        """Figures are counted: there is nothing to take away."""
        return False

    def _counted(self, relation: Relation) -> tuple[Figure, ...]:
        ends = (("open", N_("Open")), ("won", N_("Won")), ("lost", N_("Lost")))
        closed = (*relation.won.deals, *relation.lost.deals)
        touched = relation.last_touch
        ago = age(touched, self._desk.clock.now()) if touched else ""
        overdue = len(relation.overdue_tasks)
        late = ngettext("%(n)d task", "%(n)d tasks", overdue) % {"n": overdue} if overdue else ""
        return (
            *(
                Figure(name, _(label), _words(figure.count, figure.sums), figure.deals)
                for name, label in ends
                for figure in (getattr(relation, name),)
            ),
            Figure("cheque", _("Mean cheque"), _amounts(relation.mean_cheque), relation.won.deals),
            Figure("cycle", _("Mean cycle"), _span(relation.mean_cycle), closed),
            Figure("reply", _("Reply time"), _span(relation.reply_time)),
            Figure("touch", _("Last touch"), ago),
            Figure("overdue", _("Overdue"), late),
            Figure("invoiced", _("Invoiced"), _amounts(relation.invoiced)),
            Figure("paid", _("Paid"), _amounts(relation.paid)),
        )

    async def _rows(self, deals: Sequence[DealId]) -> list[tuple[PickerRow, DealId]]:
        rows: list[tuple[PickerRow, DealId]] = []
        for start in range(0, len(deals), _AT_ONCE):
            cards = await self._desk.store.ask(GetCards(tuple(deals[start : start + _AT_ONCE])))
            rows += [
                (PickerRow(one.card.id, one.card.title, money_text(one.card.amount)), one.card.id) for one in cards
            ]
        return rows


def _line(figure: Figure) -> CardField:
    way = Way.OPEN if figure.opens else Way.NONE
    return CardField(figure.name, figure.label, Content(figure.words), way=way, cut=True)


def _months(relation: Relation) -> tuple[Figure, ...]:
    """The newest month first."""
    return tuple(
        Figure(f"month.{each.month}", _month(each.month), money_text(each.amount), each.deals)
        for each in reversed(relation.months)
    )


def _month(month: str) -> str:
    year, _dash, number = month.partition("-")
    return f"{_(MONTHS[int(number) - 1])} {year}"


def _words(count: int, sums: Sequence[Money]) -> str:
    return "   ".join((str(count), *map(money_text, sums)))


def _amounts(sums: Sequence[Money]) -> str:
    return ", ".join(map(money_text, sums))


def _span(seconds: int | None) -> str:
    return "" if seconds is None else span(timedelta(seconds=seconds))
