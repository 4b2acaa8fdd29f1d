"""The line above the board: where one is and what it is worth, and whether the data is live."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.message import Message

from crm_tui.domain.money import Money
from crm_tui.i18n import _, language, ngettext
from crm_tui.operations.board import PipelineInfo, Totals
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.head_line import FOR_THE_REST, HeadLine
from crm_tui.widgets.mentions import unread_words
from crm_tui.widgets.oneline import Part, cut
from crm_tui.widgets.shown import amount, share

_NAME, _FILTER = 24, 40


class Figures(NamedTuple):
    """What a pipeline holds: the sum of what is open, that sum by probability, and the number of all deals.

    Both sums are in the pipeline's currency.
    ``more`` says that there is money in other currencies, ``capped`` that counting stopped early.
    """

    total: Money
    weighted: Money
    deals: int
    more: bool = False
    capped: bool = False


def figures(pipeline: PipelineInfo, totals: Iterable[Totals]) -> Figures:
    """Add the stages' counters up; a closed stage adds its deals but not its money."""
    stages = {stage.id: stage for stage in pipeline.stages}
    known = [one for one in totals if one.stage_id in stages]
    open_sums = [
        (money, stages[one.stage_id].probability)
        for one in known
        if not stages[one.stage_id].kind.closed
        for money in one.sums
    ]
    own = [(money.minor, chance) for money, chance in open_sums if money.currency == pipeline.currency]
    return Figures(
        total=Money(sum(minor for minor, _chance in own), pipeline.currency),
        weighted=share(Money(sum(minor * chance for minor, chance in own), pipeline.currency), 1),
        deals=sum(one.deals for one in known),
        more=any(money.minor and money.currency != pipeline.currency for money, _chance in open_sums),
        capped=any(one.capped for one in known),
    )


class TopBar(HeadLine):
    """Pipeline, view and filter on the left; figures and the connection on the right."""

    class Pressed(Message):
        """The pipeline, the view or the filter was clicked on."""

        def __init__(self, part: str) -> None:
            super().__init__()
            self.part = part

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(glyphs=glyphs, id=id, classes=classes)
        self._place = ("", "", "")
        self._figures: Figures | None = None
        self._mentions = 0

    def set_place(self, pipeline: str, view: str = "", filter_text: str = "") -> None:
        """Name the pipeline, the saved view and what the search line says."""
        self._place = (pipeline, view, filter_text)
        self.changed()

    def set_figures(self, figures: Figures | None) -> None:
        """Show what the pipeline holds; None while that is not known."""
        self._figures = figures
        self.changed()

    def set_mentions(self, unread: int) -> None:
        """Say in how many notes one was named and has not looked."""
        if unread != self._mentions:
            self._mentions = unread
            self.changed()

    def left(self, width: int) -> Sequence[Part]:
        """Where one is; what does not fit is cut."""
        pipeline, filtered = self._ends(width)
        view = Part(f"   {cut(self._place[1], _NAME)} {self._glyphs.menu}", "text", "view")
        fits = pipeline.cells + view.cells + filtered.cells <= width
        return [part for part in (pipeline, view if self._place[1] and fits else None, filtered) if part and part.text]

    def _ends(self, width: int) -> tuple[Part, Part]:
        """The pipeline and the filter, which stay when the view between them has to go; the longer filter is cut."""
        name, _view, typed = self._place
        pipeline = Part(f" {cut(name, _NAME) or self._glyphs.cut} {self._glyphs.menu}", "strong", "pipeline")
        words = cut(typed, min(_FILTER, width - pipeline.cells - 4))
        return pipeline, Part(f"   /{words}" if words else "", "filter", "filter")

    def right(self, width: int) -> Sequence[Part]:
        """The figures, fewer of them where the line is short; the state of the connection always."""
        state = self.state(width)
        if words := unread_words(self._mentions, self._glyphs):
            state = [Part(f"   {words}", "filter"), *state]
        place = max(FOR_THE_REST, sum(part.cells for part in self._ends(width)) + 2)
        room = width - sum(part.cells for part in state) - place
        for shown in self._figure_lines():
            if len(shown) <= room:
                return [Part(shown, "muted"), *state]
        return state

    def pressed(self, action: str) -> None:
        """Hand the click on."""
        self.post_message(self.Pressed(action))

    def _figure_lines(self) -> list[str]:
        """The figures from the fullest wording to the shortest."""
        known = self._figures
        if known is None:
            return []
        count = ngettext("{n} deal", "{n} deals", known.deals).format(n=f"{known.deals}{'+' if known.capped else ''}")
        if not known.total.minor:
            return [count]
        total = amount(known.total, language()) + (" +" if known.more else "")
        weighted = _("weighted {sum}").format(sum=amount(known.weighted, language()))
        between = f" {self._glyphs.dot} "
        return [between.join((total, weighted, count)), between.join((total, count)), count]
