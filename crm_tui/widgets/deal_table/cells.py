"""A deal's row, cell by cell. Pure: styles come by name, no screen is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from rich.cells import cell_len

from crm_tui.domain.ids import StageId
from crm_tui.domain.text import clean
from crm_tui.i18n import _
from crm_tui.operations.board import StageInfo
from crm_tui.operations.deals import DealRow
from crm_tui.operations.filters import Sort
from crm_tui.widgets.board.card import Look, Run, clip
from crm_tui.widgets.deal_table.columns import COLUMNS, GAP, Span, sorted_by
from crm_tui.widgets.shown import age, amount, number, span

Cell = list[Run]
Stages = Mapping[StageId, StageInfo]


def row_runs(row: DealRow, spans: Sequence[Span], look: Look, stages: Stages) -> list[Run]:
    """What stands on a row, the cursor's cell left out: every column filled to its width."""
    cells = [_padded(_CELLS[one.column.name](row, look, stages, one.width), one) for one in spans]
    return _joined(cells)


def head_runs(spans: Sequence[Span], look: Look, sort: Sort) -> list[Run]:
    """The names of the columns; the one that orders the rows says which way."""
    return _joined([_padded([_heading(one, look, sort)], one) for one in spans])


def rotting(row: DealRow, stage: StageInfo | None, look: Look) -> bool:
    """Whether nobody touched the deal for the stage's days; a task still to come stops the clock (P11)."""
    if stage is None or stage.rot_days <= 0 or stage.kind.closed:
        return False
    if row.next_task_at is not None and row.next_task_at > look.now:
        return False
    return look.now - row.touched_at > timedelta(days=stage.rot_days)


def _heading(one: Span, look: Look, sort: Sort) -> Run:
    name, falling = sorted_by(sort)
    if one.column.name != name:
        return Run(clip(_words(one, one.width), one.width, look.glyphs), "head")
    sign = look.glyphs.below if falling else look.glyphs.above
    words = clip(_words(one, one.width - 1), one.width - 1, look.glyphs)
    return Run(f"{sign}{words}" if one.column.right else f"{words}{sign}", "sorted")


def _words(one: Span, room: int) -> str:
    """The column's name, or the shorter one where that is all there is room for."""
    name = _(one.column.heading)
    return name if cell_len(name) <= room or not one.column.short else _(one.column.short)


def needs(rows: Iterable[DealRow], look: Look, stages: Stages, known: Mapping[str, int]) -> dict[str, int]:
    """How many cells each column can use for these rows and for what was known already."""
    widest = {column.name: known.get(column.name, 0) for column in COLUMNS}
    for row in rows:
        for column in COLUMNS:
            if widest[column.name] < column.most:
                cell = _CELLS[column.name](row, look, stages, column.most)
                widest[column.name] = max(widest[column.name], sum(run.cells for run in cell))
    return widest


def _joined(cells: Sequence[Cell]) -> list[Run]:
    runs: list[Run] = []
    for cell in cells:
        runs += [Run(" " * GAP, "text"), *cell] if runs else cell
    return runs


def _padded(cell: Cell, one: Span) -> Cell:
    spare = Run(" " * max(0, one.width - sum(run.cells for run in cell)), "text")
    return [spare, *cell] if one.column.right else [*cell, spare]


def _title(row: DealRow, look: Look, _stages: Stages, width: int) -> Cell:
    return [Run(clip(row.title, width, look.glyphs), "title")]


def _amount(row: DealRow, look: Look, _stages: Stages, width: int) -> Cell:
    """The amount with its sign, without the pipeline's own sign, or a mark that there is one: never cut digits."""
    if row.amount is None:
        return []
    full, digits = amount(row.amount, look.language), number(row.amount, look.language)
    if cell_len(full) <= width:
        return [Run(full, "amount")]
    fits = row.amount.currency == look.currency and cell_len(digits) <= width
    return [Run(digits if fits else look.glyphs.cut, "amount")]


def _stage(row: DealRow, look: Look, _stages: Stages, width: int) -> Cell:
    return [Run(clip(row.stage, width, look.glyphs), "text")]


def _contact(row: DealRow, look: Look, _stages: Stages, width: int) -> Cell:
    name = clip(row.contact, width - 2, look.glyphs)
    return [Run(look.glyphs.buyer(row.buyer), _BUYERS.get(row.buyer.value, "muted")), Run(f" {name}", "text")]


def _responsible(row: DealRow, look: Look, _stages: Stages, width: int) -> Cell:
    return [Run(clip(row.responsible, width, look.glyphs), "muted")]


def _tags(row: DealRow, look: Look, _stages: Stages, width: int) -> Cell:
    """As many tags as fit whole; a long first one is cut rather than lost."""
    shown = ""
    for name in row.tags:
        longer = f"{shown} #{clean(name)}".strip()
        if cell_len(longer) > width:
            break
        shown = longer
    if not shown and row.tags:
        shown = clip(f"#{row.tags[0]}", width, look.glyphs)
    return [Run(shown, "tag")]


def _created(row: DealRow, look: Look, _stages: Stages, _width: int) -> Cell:
    return [Run(age(row.created_at, look.now), "muted")]


def _touched(row: DealRow, look: Look, stages: Stages, _width: int) -> Cell:
    since = age(row.touched_at, look.now)
    if rotting(row, stages.get(row.stage_id), look):
        return [Run(f"{since} {look.glyphs.rotting}", "rotting")]
    return [Run(since, "muted")]


def _task(row: DealRow, look: Look, _stages: Stages, _width: int) -> Cell:
    due = row.next_task_at
    if due is None:
        return []
    if due < look.now:
        return [Run(f"{look.glyphs.overdue} {age(due, look.now)}", "overdue")]
    return [Run(f"{look.glyphs.due} {span(due - look.now)}", "muted")]


_BUYERS: Final = {"saved": "saved", "unsaved": "unsaved"}
_CELLS: Final[Mapping[str, Callable[[DealRow, Look, Stages, int], Cell]]] = {
    "title": _title,
    "amount": _amount,
    "stage": _stage,
    "contact": _contact,
    "responsible": _responsible,
    "tags": _tags,
    "created": _created,
    "touched": _touched,
    "task": _task,
}
