"""Which columns a width has room for, and how wide each is. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from rich.cells import cell_len

from crm_tui.i18n import N_, _
from crm_tui.operations.filters import Sort

GAP: Final = 2
GUTTER: Final = 1
_READABLE: Final = 24
_SIGN: Final = 1


class Column(NamedTuple):
    """A column: its width grows from ``least`` to ``most``, by ``weight`` cells at a time; numbers stand ``right``."""

    name: str
    heading: str
    least: int
    most: int
    right: bool = False
    weight: int = 1
    short: str = ""


class Span(NamedTuple):
    """A column with the width that it got."""

    column: Column
    width: int


COLUMNS: Final = (
    Column("title", N_("Deal"), 14, 60, weight=4),
    Column("amount", N_("Amount"), 11, 15, right=True),
    Column("stage", N_("Stage"), 9, 16),
    Column("contact", N_("Contact"), 16, 32, weight=2),
    Column("responsible", N_("Responsible"), 11, 20, short=N_("Resp.")),
    Column("tags", N_("Tags"), 10, 24),
    Column("created", N_("Created"), 8, 8, right=True),
    Column("touched", N_("Touched"), 8, 8, right=True),
    Column("task", N_("Task"), 8, 8),
)
_KNOWN: Final = {column.name: column for column in COLUMNS}
_DROPPED_FIRST: Final = ("created", "tags", "responsible", "touched", "contact", "task", "stage", "amount")
_SORTED_BY: Final = {
    Sort.RANK: ("created", True),
    Sort.NEWEST: ("created", True),
    Sort.OLDEST: ("created", False),
    Sort.AMOUNT: ("amount", True),
    Sort.TITLE: ("title", False),
    Sort.TOUCHED: ("touched", True),
    Sort.ROTTING: ("touched", False),
}


def chosen(names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these names, in that order, the title among them; all where none is known."""
    known = tuple(_KNOWN[name] for name in dict.fromkeys(names) if name in _KNOWN)
    if not known:
        return COLUMNS
    return known if _KNOWN["title"] in known else (_KNOWN["title"], *known)


def layout(names: Iterable[str], width: int, needs: Mapping[str, int] | None = None) -> tuple[Span, ...]:
    """The columns that fit, the most important ones first to stay; what is left over goes to the words.

    ``needs`` says how many cells of each column the rows can use: a column of short words makes room for the titles.
    """
    columns = [_snug(column, (needs or {}).get(column.name)) for column in chosen(names)]
    for name in _DROPPED_FIRST:
        if _needed(columns) <= width:
            break
        columns = [column for column in columns if column.name != name]
    widths = _grown([column.least for column in columns], columns, width - _needed(columns))
    if len(columns) == 1:
        widths = [max(1, width - GUTTER)]
    return tuple(Span(_KNOWN[column.name], cells) for column, cells in zip(columns, widths, strict=True))


def sorted_by(sort: Sort) -> tuple[str, bool]:
    """The column that an order goes by, and whether the largest or newest comes first."""
    return _SORTED_BY[sort]


def _snug(column: Column, need: int | None) -> Column:
    """A column no wider than its name and its rows; a title has a readable width before others have theirs."""
    if need is None:
        return column
    if column.name == "title":
        return column._replace(least=max(column.least, min(need, _READABLE)))
    heading = cell_len(_(column.short or column.heading)) + _SIGN
    most = min(column.most, max(need, heading))
    return column._replace(least=min(most, column.least) if column.name != "amount" else column.least, most=most)


def _needed(columns: list[Column]) -> int:
    return GUTTER + sum(column.least for column in columns) + GAP * (len(columns) - 1)


def _grown(widths: list[int], columns: list[Column], spare: int) -> list[int]:
    """A few cells at a time to every column that can still use some, so that none waits for another."""
    while spare > 0:
        growing = [place for place, column in enumerate(columns) if widths[place] < column.most]
        if not growing:
            break
        for place in growing:
            step = min(columns[place].weight, columns[place].most - widths[place], spare)
            widths[place] += step
            spare -= step
    return widths
