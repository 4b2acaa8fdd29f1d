"""A line of short figures of the relation with a client, of which each user chooses their own (C10)."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from textual.content import Content
from textual.widget import Widget

from crm_tui.domain.money import Money
from crm_tui.i18n import N_, _
from crm_tui.operations.analytics import DealFigure, Relation
from crm_tui.widgets.fitting import fitting
from crm_tui.widgets.plain import MUTED, content, one_line
from crm_tui.widgets.shown import age
from crm_tui.widgets.tick_list import Tick
from crm_tui.widgets.wording import money_text

Words = Callable[[Relation, datetime], str]
_GAP: Final = "   "


@dataclass(frozen=True, slots=True)
class Panel:
    """What one user sees: whether the line is there, and which figures stand on it."""

    shown: bool = True
    chosen: tuple[str, ...] = ("open", "touch", "overdue", "paid")

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps({"shown": self.shown, "chosen": self.chosen})

    @classmethod
    def from_json(cls, kept: str) -> "Panel":
        """As it was kept; what everybody begins with where nothing was."""
        found = json.loads(kept) if kept else {}
        if not isinstance(found, dict):
            return cls()
        chosen = found.get("chosen", cls().chosen)
        known = tuple(str(name) for name in chosen if name in INDICATORS) if isinstance(chosen, list | tuple) else ()
        return cls(bool(found.get("shown", True)), known)


class IndicatorLine(Widget):
    """The figures side by side, as many as there is room for; none takes no line."""

    DEFAULT_CSS = """
    IndicatorLine { height: 1; padding: 0 1; }
    IndicatorLine.-none { display: none; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._figures: Sequence[Content] = ()

    def show(self, relation: Relation | None, missing: str, panel: Panel, now: datetime) -> None:
        """Take the figures over, or ``missing``, which says why there are none; without either the line goes."""
        self.set_class(not (relation or missing) or not panel.shown or not panel.chosen, "-none")
        if relation is None:
            self._figures = (content(missing, "$text-warning"),)
        else:
            self._figures = figures(relation, panel.chosen, now)
        self.refresh()

    def render(self) -> Content:
        """The figures that fit; the first, cut off, where not even that does."""
        widths = ((figure, figure.cell_length) for figure in self._figures)
        return Content(_GAP).join(fitting(widths, self.content_size.width, len(_GAP)) or self._figures[:1])


def figures(relation: Relation, chosen: Collection[str], now: datetime) -> Sequence[Content]:
    """The chosen figures in the order of the list; one that there is nothing to count from has a dash."""
    return [
        Content.assemble((f"{_(label)} ", MUTED), one_line(words(relation, now)) or "-")
        for name, (label, words) in INDICATORS.items()
        if name in chosen
    ]


def ticks() -> tuple[Tick, ...]:
    """All figures to choose from."""
    return tuple(Tick(name, _(label)) for name, (label, _words) in INDICATORS.items())


def _deals(figure: DealFigure) -> str:
    return " · ".join((str(figure.count), *map(money_text, figure.sums)))


def _amounts(amounts: Collection[Money]) -> str:
    return ", ".join(map(money_text, amounts))


def _touch(relation: Relation, now: datetime) -> str:
    return age(relation.last_touch, now) if relation.last_touch else ""


def _paid(relation: Relation, _now: datetime) -> str:
    """How much of what was invoiced is paid, in each currency."""
    paid = {money.currency: money.minor for money in relation.paid}
    return ", ".join(
        _("%(n)d%%") % {"n": 100 * paid.get(money.currency, 0) // money.minor}
        for money in relation.invoiced
        if money.minor > 0
    )


def _unpaid(relation: Relation, _now: datetime) -> str:
    return str(len(relation.unpaid_invoices))


INDICATORS: Final[dict[str, tuple[str, Words]]] = {
    "open": (N_("Open"), lambda relation, _now: _deals(relation.open)),
    "won": (N_("Won"), lambda relation, _now: _deals(relation.won)),
    "lost": (N_("Lost"), lambda relation, _now: _deals(relation.lost)),
    "touch": (N_("Touch"), _touch),
    "overdue": (N_("Overdue"), lambda relation, _now: str(len(relation.overdue_tasks))),
    "cheque": (N_("Mean cheque"), lambda relation, _now: _amounts(relation.mean_cheque)),
    "paid": (N_("Paid"), _paid),
    "unpaid": (N_("Unpaid invoices"), _unpaid),
}
