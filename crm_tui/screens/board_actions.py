"""The acts on deals as the board does them."""

from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.pipeline_acts import PipelineActs


class BoardActions(DealActions):
    """The acts, telling what they did in the line of keys: a toast a move would be in the way 400 times a day."""

    def __init__(self, screen: PipelineActs) -> None:
        house = screen.house
        super().__init__(
            house, screen.door, clock=house.clock, region=screen.country, glyphs=screen.glyphs, report=house.report
        )
        self._screen = screen

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Tell what happened, in the line below the board while that is in front."""
        if warning or not self._screen.is_active:
            super().say(sentence, warning=warning)
        else:
            self._screen.say(sentence)
