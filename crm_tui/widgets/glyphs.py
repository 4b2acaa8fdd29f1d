"""The signs that the screens draw with: one set for today's terminals, one for plain ones."""

from typing import NamedTuple

from crm_tui.operations.values import BuyerState


class Glyphs(NamedTuple):
    """Every sign by what it means, one cell wide; its shape carries the meaning where there is no colour."""

    saved: str
    unsaved: str
    no_contact: str
    overdue: str
    unread: str
    rotting: str
    due: str
    snoozed: str
    cursor: str
    mark: str
    rule: str
    line: str
    cross: str
    above: str
    below: str
    left: str
    right: str
    menu: str
    live: str
    cut: str
    about: str
    dot: str
    bar: str
    spam: str

    def buyer(self, state: BuyerState) -> str:
        """The sign of a buyer: saved, unsaved, or no contact data at all (P3)."""
        if state is BuyerState.SAVED:
            return self.saved
        return self.unsaved if state is BuyerState.UNSAVED else self.no_contact


UNICODE = Glyphs(
    saved="●",
    unsaved="○",
    no_contact="◌",
    overdue="!",
    unread="•",
    rotting="⧖",
    due="◷",
    snoozed="☾",
    cursor="▌",
    mark="✓",
    rule="│",
    line="─",
    cross="┼",
    above="↑",
    below="↓",
    left="‹",
    right="›",
    menu="▾",
    live="●",
    cut="…",
    about="≈",
    dot="·",
    bar="▇",
    spam="⊘",
)

ASCII = Glyphs(
    saved="@",
    unsaved="o",
    no_contact=".",
    overdue="!",
    unread="*",
    rotting="~",
    due="=",
    snoozed="z",
    cursor=">",
    mark="x",
    rule="|",
    line="-",
    cross="+",
    above="^",
    below="v",
    left="<",
    right=">",
    menu="v",
    live="*",
    cut="~",
    about="=",
    dot="-",
    bar="#",
    spam="%",
)
