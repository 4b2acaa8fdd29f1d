"""Revenue by month as bars, loaded by the first card that has any."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Vertical

from crm_tui.domain.money import Money, places
from crm_tui.i18n import language
from crm_tui.widgets.glyphs import ASCII, Glyphs
from crm_tui.widgets.shown import brief

if TYPE_CHECKING:
    from textual_plotext import PlotextPlot

MOST: Final = 12
"""Bars that are shown, the newest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month and what was won in it."""

    label: str
    amount: Money


class MonthChart(Vertical):
    """A bar for each month; out of sight where there is none."""

    DEFAULT_CSS: ClassVar[str] = """
    MonthChart { height: 8; display: none; background: $surface; }
    MonthChart.-drawn { display: block; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._bars: tuple[Bar, ...] = ()
        self._plot: PlotextPlot | None = None

    async def show(self, bars: Sequence[Bar]) -> None:
        """Draw the newest of these, the oldest first."""
        shown = tuple(bars[-MOST:])
        self.set_class(bool(shown), "-drawn")
        if not shown or shown == self._bars:
            return
        self._bars = shown
        if self._plot is None:
            from textual_plotext import PlotextPlot

            self._plot = PlotextPlot()
            await self.mount(self._plot)
        self._draw(self._plot)

    def _draw(self, plot: "PlotextPlot") -> None:
        sums = [bar.amount.minor / 10 ** places(bar.amount.currency) for bar in self._bars]
        largest = max((bar.amount for bar in self._bars), key=lambda amount: amount.minor)
        marker = "#" if self._glyphs is ASCII else "sd"
        plot.plt.clear_figure()
        plot.plt.bar([bar.label for bar in self._bars], sums, marker=marker, color="orange+", width=0.5)
        plot.plt.yticks([0, max(sums)], ["0", brief(largest, language())])
        plot.refresh()
