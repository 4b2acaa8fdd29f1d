"""What stands around the cards: names and sums, rules, counts, the tab line, placeholders. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from crm_tui.domain.money import Money
from crm_tui.domain.stages import WipRule
from crm_tui.domain.text import clean
from crm_tui.i18n import _
from crm_tui.widgets.board.card import Look, Run, clip
from crm_tui.widgets.board.column import ColumnModel
from crm_tui.widgets.board.styles import STAGE_STYLES
from crm_tui.widgets.shown import amount, brief, share

Runs = tuple[list[Run], list[Run]]


def head(column: ColumnModel, look: Look, width: int, *, focused: bool) -> list[Run]:
    """Name and count."""
    count = _count(column)
    name = clip(column.stage.name, width - 2 - count.cells, look.glyphs)
    return [Run(name, "head-focused" if focused else "head"), Run(" ", "head"), count]


def rule(column: ColumnModel | None, look: Look, width: int) -> list[Run]:
    """The rule under a name in the stage's colour: what the column is worth, and how many cards are hidden above."""
    line = look.glyphs.line
    if column is None:
        return [Run(line * width, "rule")]
    style = f"stage-{column.stage.colour}"
    style = style if style in STAGE_STYLES else "rule"
    hidden = bool(column.cards) and column.above != 0
    count = f" {look.glyphs.above} {'' if column.above is None else column.above}".rstrip() + " " if hidden else ""
    right = [Run(count, "muted"), Run(line, style)] if hidden else []
    room = width - sum(run.cells for run in right)
    money = _fitting(_sums(column.sums, look), room - 4)
    left = [Run(line, style), Run(f" {money} ", "amount")] if money else []
    return [*left, Run(line * max(0, room - sum(run.cells for run in left)), style), *right]


def foot(column: ColumnModel, look: Look, width: int) -> Runs:
    """What the column weighs, and the number of cards hidden below; or why the last question failed."""
    if column.problem is not None and column.cards:
        return [Run(clip(f"{look.glyphs.overdue} {column.problem}", width - 1, look.glyphs), "error")], []
    right: list[Run] = []
    if column.cards and column.below != 0:
        count = "" if column.below is None else f"{column.below} "
        right = [Run(f"{count}{look.glyphs.below}", "muted")]
    weighted = _fitting(_weighted(column, look), width - 2 - sum(run.cells for run in right))
    return [Run(weighted, "muted")] if weighted else [], right


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


def _sums(sums: Sequence[Money], look: Look) -> Iterator[str]:
    """The sum of each currency, from its last kopeck to what still says how much; a plus for what is left out (P2)."""
    money = sorted(sums, key=lambda one: one.currency != look.currency)
    if money:
        dot, plus = f" {look.glyphs.dot} ", " +" if len(money) > 1 else ""
        yield dot.join(amount(one, look.language) for one in money)
        yield dot.join(brief(one, look.language) for one in money)
        yield brief(money[0], look.language) + plus


def _fitting(words: Iterable[str], room: int) -> str:
    """The first of these that fits; "" where none does."""
    return next((one for one in words if Run(one, "").cells <= room), "")


def _weighted(column: ColumnModel, look: Look) -> Iterator[str]:
    """The sum times the stage's probability, where that says anything new (P2)."""
    if column.stage.kind.closed or not 0 < column.stage.probability < 100:
        return
    own = next((one for one in column.sums if one.currency == look.currency and one.minor), None)
    if own is not None:
        weighted = share(own, column.stage.probability)
        yield f"{look.glyphs.about} {amount(weighted, look.language)}"
        yield f"{look.glyphs.about} {brief(weighted, look.language)}"
