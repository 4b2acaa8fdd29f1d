"""A deal's card, line by line, for a width. Pure: styles come by name, no screen is asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from crm_tui.domain.ids import TagId, UserId
from crm_tui.domain.text import clean, one_line
from crm_tui.i18n import language
from crm_tui.operations.board import Board, BoardCard, StageInfo
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.shown import age, amount, number, span

_SIGN_FROM = 23
_TITLE_LEAST = 6


class Run(NamedTuple):
    """Text in one style, named."""

    text: str
    style: str

    @property
    def cells(self) -> int:
        """Its width on the screen."""
        return cell_len(self.text)


class Look(NamedTuple):
    """What all cards have in common: the names behind ids, the signs, the language, the moment."""

    glyphs: Glyphs
    language: str
    currency: str
    now: datetime
    tags: Mapping[TagId, str]
    initials: Mapping[UserId, str]

    def on(self, board: Board, now: datetime) -> "Look":
        """The look of another board, with the same signs."""
        tags = {tag.id: tag.name for tag in board.tags}
        initials = {user.id: user.initials for user in board.users}
        return Look(self.glyphs, language(), board.pipeline.currency, now, tags, initials)


def rotting(card: BoardCard, stage: StageInfo, now: datetime) -> bool:
    """Whether nobody touched the deal for the stage's days; a task still to come stops the clock (P11)."""
    if stage.rot_days <= 0 or stage.kind.closed:
        return False
    if card.next_task_at is not None and card.next_task_at > now:
        return False
    return now - card.touched_at > timedelta(days=stage.rot_days)


def clip(text: str, cells: int, glyphs: Glyphs) -> str:
    """A stranger's text made harmless and cut to fit, in the signs of this terminal."""
    if cells <= 0:
        return ""
    shown = one_line(text, cells)
    if cell_len(shown) > cells:
        shown = set_cell_size(shown, cells)
    return shown if glyphs.cut == "…" else shown.replace("…", glyphs.cut)


def card_rows(
    card: BoardCard, stage: StageInfo, look: Look, width: int, lines: int
) -> tuple[tuple[list[Run], list[Run]], ...]:
    """What stands left and right on each line of a card of ``width`` cells, without the cursor's cell."""
    cells = width - 1
    head = _head(card, look, cells)
    if lines < 3:
        return head, _short(card, stage, look, cells)
    return head, _buyer(card, look, cells, _signs(card, look)), _details(card, stage, look, cells)


def card_lines(
    card: BoardCard,
    stage: StageInfo,
    look: Look,
    styles: Mapping[str, Style],
    width: int,
    lines: int,
    *,
    selected: bool,
    marked: bool,
) -> list[list[Segment]]:
    """The lines of a card as segments that fill ``width`` exactly."""
    rows = card_rows(card, stage, look, width, lines)
    gutter = look.glyphs.cursor if selected else " "
    first = look.glyphs.mark if marked else gutter
    return [
        fill(Run(first if place == 0 else gutter, "cursor"), left, right, width, styles)
        for place, (left, right) in enumerate(rows)
    ]


def fill(gutter: Run, left: list[Run], right: list[Run], width: int, styles: Mapping[str, Style]) -> list[Segment]:
    """One line: the gutter, then words on the left, numbers on the right, and blanks between them."""
    used = gutter.cells + sum(run.cells for run in left) + sum(run.cells for run in right)
    runs = [gutter, *left, Run(" " * max(0, width - used), "text"), *right]
    segments = [Segment(run.text, styles[run.style]) for run in runs if run.text]
    return segments if used <= width else Segment.adjust_line_length(segments, width, styles["text"])


def _head(card: BoardCard, look: Look, cells: int) -> tuple[list[Run], list[Run]]:
    money = _money(card, look, cells)
    room = cells - (cell_len(money) + 1 if money else 0)
    title = Run(clip(card.title, room, look.glyphs), "title")
    return [title], [Run(money, "amount")] if money else []


def _money(card: BoardCard, look: Look, cells: int) -> str:
    """The amount as it fits: with its sign, without the pipeline's own sign, or a mark that there is one."""
    if card.amount is None:
        return ""
    full, digits = amount(card.amount, look.language), number(card.amount, look.language)
    most = cells - _TITLE_LEAST - 1
    own = card.amount.currency == look.currency
    if cell_len(full) <= most and (cells + 1 >= _SIGN_FROM or not own):
        return full
    if own and cell_len(digits) <= most:
        return digits
    return look.glyphs.cut


def _buyer(card: BoardCard, look: Look, cells: int, right: list[Run]) -> tuple[list[Run], list[Run]]:
    icon = Run(look.glyphs.buyer(card.buyer), card.buyer.value)
    room = cells - 2 - sum(run.cells for run in right) - bool(right)
    return [icon, Run(" " + clip(card.contact, room, look.glyphs), "text")], right


def _signs(card: BoardCard, look: Look) -> list[Run]:
    """That somebody on it is spam, and that nobody has read it."""
    signs = [Run(look.glyphs.spam, "rotting")] if card.spam else []
    return _spaced([*signs, *([Run(look.glyphs.unread, "unread")] if card.unread else [])])


def _short(card: BoardCard, stage: StageInfo, look: Look, cells: int) -> tuple[list[Run], list[Run]]:
    """The second of two lines: the buyer, and of the rest only what asks for attention."""
    signs = _snoozed(card, look, only_sign=True) + _task(card, look, only_overdue=True)
    if rotting(card, stage, look.now):
        signs.append(Run(look.glyphs.rotting, "rotting"))
    signs += _signs(card, look)
    if not signs:
        signs = [Run(age(card.in_stage_since, look.now), "muted")]
    return _buyer(card, look, cells, _spaced(signs))


def _details(card: BoardCard, stage: StageInfo, look: Look, cells: int) -> tuple[list[Run], list[Run]]:
    right = _snoozed(card, look, only_sign=False) + _task(card, look, only_overdue=False)
    since = age(card.in_stage_since, look.now)
    if rotting(card, stage, look.now):
        right.append(Run(f"{since} {look.glyphs.rotting}", "rotting"))
    else:
        right.append(Run(since, "muted"))
    if card.responsible is not None:
        right.append(Run(_initials(look.initials.get(card.responsible, ""), look), "muted"))
    spaced = _spaced([run for run in right if run.text])
    return _tags(card, look, cells - sum(run.cells for run in spaced) - 1), spaced


def _initials(initials: str, look: Look) -> str:
    shown = clip(initials, 3, look.glyphs)
    return shown.rjust(2)


def _task(card: BoardCard, look: Look, *, only_overdue: bool) -> list[Run]:
    due = card.next_task_at
    if due is None:
        return []
    if due < look.now:
        return [Run(f"{look.glyphs.overdue} {age(due, look.now)}", "overdue")]
    if only_overdue:
        return []
    return [Run(f"{look.glyphs.due} {span(due - look.now)}", "muted")]


def _snoozed(card: BoardCard, look: Look, *, only_sign: bool) -> list[Run]:
    """That the deal is kept out of triage, and for how long yet."""
    until = card.snoozed_until
    if until is None or until <= look.now:
        return []
    return [Run(look.glyphs.snoozed if only_sign else f"{look.glyphs.snoozed} {span(until - look.now)}", "muted")]


def _tags(card: BoardCard, look: Look, room: int) -> list[Run]:
    """As many tags as fit whole; a long first one is cut rather than lost."""
    shown: list[str] = []
    for tag in card.tags:
        name = look.tags.get(tag)
        if name is None:
            continue
        text = f"#{clean(name)}"
        used = sum(cell_len(one) + 1 for one in shown)
        if used + cell_len(text) <= room:
            shown.append(text)
        elif not shown and room >= 4:
            shown.append(clip(text, room, look.glyphs))
    return [Run(" ".join(shown), "tag")] if shown else []


def _spaced(runs: list[Run]) -> list[Run]:
    spaced: list[Run] = []
    for run in runs:
        spaced += [Run(" ", "text"), run] if spaced else [run]
    return spaced
