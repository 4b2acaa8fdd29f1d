"""What stands around the cards: names and sums, rules, counts, the tab line, placeholders. Pure."""

from collections.abc import Sequence
from textwrap import wrap

from crm_tui.domain.money import Money
from crm_tui.domain.stages import WipRule
from crm_tui.domain.text import clean
from crm_tui.i18n import _
from crm_tui.widgets.board.card import Look, Run, clip
from crm_tui.widgets.board.column import ColumnModel
from crm_tui.widgets.board.styles import STAGE_STYLES
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.shown import amount, number, share

Runs = tuple[list[Run], list[Run]]


def head(column: ColumnModel, look: Look, width: int, *, focused: bool) -> Runs:
    """Name and count; on the right the sum, where all of it fits."""
    count = _count(column)
    money = _sum(column.sums, look)
    name = clip(column.stage.name, width - 2 - count.cells, look.glyphs)
    left = [Run(name, "head-focused" if focused else "head"), Run(" ", "head"), count]
    used = 1 + sum(run.cells for run in left)
    right = Run(money, "amount")
    return (left, [right]) if money and used + right.cells + 1 <= width else (left, [])


def rule(column: ColumnModel | None, glyphs: Glyphs, width: int) -> list[Run]:
    """The rule under a name in the stage's colour, with the number of cards that are hidden above."""
    style = f"stage-{column.stage.colour}" if column is not None else "rule"
    style = style if style in STAGE_STYLES else "rule"
    hidden = column is not None and bool(column.cards) and column.above != 0
    if column is None or not hidden:
        return [Run(glyphs.line * width, style)]
    count = Run(f" {glyphs.above} {'' if column.above is None else column.above}".rstrip() + " ", "muted")
    return [Run(glyphs.line * max(0, width - count.cells - 1), style), count, Run(glyphs.line, style)]


def foot(column: ColumnModel, look: Look, width: int) -> Runs:
    """What the column weighs, and the number of cards hidden below; or why the last question failed."""
    if column.problem is not None and column.cards:
        return [Run(clip(f"{look.glyphs.overdue} {column.problem}", width - 1, look.glyphs), "error")], []
    right: list[Run] = []
    if column.cards and column.below != 0:
        count = "" if column.below is None else f"{column.below} "
        right = [Run(f"{count}{look.glyphs.below}", "muted")]
    weighted = _weighted(column, look)
    fits = len(weighted) + 2 + sum(run.cells for run in right) < width
    return [Run(weighted, "muted")] if weighted and fits else [], right


def bare(column: ColumnModel | None, look: Look, width: int, room: int) -> list[list[Run]]:
    """The lines of a column without cards: not loaded yet, empty, or why it could not be loaded."""
    if column is None or (not column.loaded and column.problem is None):
        return [[Run(look.glyphs.cut, "muted")]]
    if column.problem is None:
        return [[Run(clip(_("No deals"), width - 1, look.glyphs), "muted")]]
    words = wrap(f"{look.glyphs.overdue} {clean(column.problem)}", max(4, width - 2))
    return [[Run(clip(line, width - 1, look.glyphs), "error")] for line in words[:room]]


def tabs(columns: Sequence[ColumnModel], first: int, shown: int, focus: int, look: Look, width: int) -> Runs:
    """The stages off the screen, named at its edges; with one column all of them, this one marked."""
    if shown == 1:
        return _tab_line(columns, focus, look, width)
    before = _names(list(reversed(columns[:first])), look, width // 2 - 3)
    after = _names(columns[first + shown :], look, width // 2 - 3)
    left = [Run(f"{look.glyphs.left} {_joined(list(reversed(before)), look)}", "tab")] if before else []
    right = [Run(f"{_joined(after, look)} {look.glyphs.right}", "tab")] if after else []
    return left, right


def _tab_line(columns: Sequence[ColumnModel], focus: int, look: Look, width: int) -> Runs:
    own = clip(columns[focus].stage.name, max(4, width - 6), look.glyphs)
    room = width - 4 - Run(own, "").cells
    after = _names(columns[focus + 1 :], look, room // 2 if focus else room)
    spare = room - _cells(after)
    before = _names(list(reversed(columns[:focus])), look, spare)
    left = [Run(f"{name}  ", "tab") for name in reversed(before)]
    if len(before) < focus:
        left.insert(0, Run(f"{look.glyphs.left} ", "tab"))
    left.append(Run(own, "tab-focused"))
    left += [Run(f"  {name}", "tab") for name in after]
    more = focus + 1 + len(after) < len(columns)
    return left, [Run(look.glyphs.right, "tab")] if more else []


def _names(columns: Sequence[ColumnModel], look: Look, room: int) -> list[str]:
    """The names that fit, nearest first; the first one is cut rather than lost."""
    names: list[str] = []
    for column in columns:
        name = clip(column.stage.name, 24, look.glyphs)
        if _cells([*names, name]) > room:
            if not names and room > 4:
                names.append(clip(name, room - 2, look.glyphs))
            break
        names.append(name)
    return names


def _cells(names: Sequence[str]) -> int:
    return sum(Run(name, "").cells + 2 for name in names)


def _joined(names: Sequence[str], look: Look) -> str:
    return f" {look.glyphs.dot} ".join(names)


def _count(column: ColumnModel) -> Run:
    """The number of deals, against the limit where there is one; amber once it is passed."""
    if column.deals is None:
        return Run("", "muted")
    number = f"{column.deals}+" if column.capped else str(column.deals)
    limit = column.stage.wip_limit
    if limit is None:
        return Run(number, "muted")
    full = column.deals > limit or (column.deals == limit and column.stage.wip_rule is WipRule.STRICT)
    return Run(f"{number}/{limit}", "rotting" if full else "muted")


def _sum(sums: Sequence[Money], look: Look) -> str:
    """The sum, without the sign of the pipeline's own currency; a plus where there are others; never rounded."""
    money = [one for one in sums if one.minor]
    if not money:
        return ""
    main = next((one for one in money if one.currency == look.currency), money[0])
    words = number(main, look.language) if main.currency == look.currency else amount(main, look.language)
    return words + ("" if len(money) == 1 else " +")


def _weighted(column: ColumnModel, look: Look) -> str:
    """The sum times the stage's probability, where that says anything new (P2)."""
    if column.stage.kind.closed or not 0 < column.stage.probability < 100:
        return ""
    own = next((one for one in column.sums if one.currency == look.currency and one.minor), None)
    if own is None:
        return ""
    return f"{look.glyphs.about} {amount(share(own, column.stage.probability), look.language)}"
