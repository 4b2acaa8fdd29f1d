"""The feed on the screen: one focusable widget on the Line API, painted by regions."""

from collections.abc import Callable, Sequence
from datetime import datetime
from textwrap import wrap
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from crm_tui.i18n import _
from crm_tui.operations.feed import FeedItem, FeedKind, FeedPage
from crm_tui.widgets.activity_feed.keys import KEYS
from crm_tui.widgets.activity_feed.messages import (
    FeedWanted,
    FilterAsked,
    ItemDone,
    ItemEdited,
    ItemOpened,
    ItemRemoved,
)
from crm_tui.widgets.activity_feed.model import FeedModel, Way
from crm_tui.widgets.activity_feed.painter import Block, FeedPainter, drawn
from crm_tui.widgets.activity_feed.styles import COMPONENTS, CSS
from crm_tui.widgets.activity_feed.words import dash, day
from crm_tui.widgets.board.card import clip
from crm_tui.widgets.board.painter import Palette
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.plain import one_line

_MOST_PINNED: Final = 5
_OFFERED: Final = ("open", "done", "edit", "remove", "stop", "retry")


class ActivityFeed(Widget, can_focus=True):
    """What happened, newest first; tasks to come stay at the top.

    It is told pages by ``take`` and asks for them by ``FeedWanted``; ``now`` is the moment in the person's zone.
    """

    DEFAULT_CSS: ClassVar[str] = CSS
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.model = FeedModel()
        self.filter_words = ""
        self._seeking = False
        self._now = now
        self._glyphs = glyphs
        self._painter = FeedPainter(glyphs)
        self._pinned: list[Block] = []
        self._past: list[Block] = []
        self._lines: list[tuple[int, int]] = []
        self._first: dict[int, int] = {}
        self._top = 0
        self._fault = ""
        self._pinned_from = 0
        self._offered: tuple[bool | None, ...] = ()
        self._strips: dict[tuple[int, int, bool], Strip] = {}
        self._finish: tuple[Sequence[LineFilter], Color] = ((), Color(0, 0, 0))
        self._styles = Palette(self._style)
        self._lit = Palette(lambda name: self._style(name) + Style(bgcolor=self._style("selected").bgcolor))

    # What the screen tells

    def begin(self) -> FeedWanted:
        """Another record, or another filter: what is shown goes, and the newest items are wanted."""
        self.model.clear()
        self._fault = ""
        self._arrange()
        return FeedWanted(self.model.ask(Way.NEWEST))

    def renew(self) -> FeedWanted | None:
        """Something was written: the newest items are wanted, unless older ones are being read."""
        return FeedWanted(self.model.ask(Way.NEWEST)) if self.model.at_newest else None

    def take(self, number: int, page: FeedPage) -> None:
        """The answer to a request; one that is out of date is dropped."""
        if self.model.take(number, page):
            self._fault = ""
            self._follow_up()
            self._arrange()

    def fail(self, number: int, sentence: str) -> None:
        """Say why items could not be read; what is there stays, and ``r`` or the next move asks again."""
        if self.model.failed(number):
            self._fault = sentence
            self._arrange()

    def rewrite(self, item: FeedItem) -> None:
        """Show an item as it reads by now, wherever it stands."""
        self.model.rewrite(item)
        self._arrange()

    def tick(self) -> None:
        """Time has passed: what is overdue and which day is today are worked out anew."""
        self._arrange()

    def show_filter(self, words: str, *, seeking: bool = False) -> None:
        """Say which filter is in force; "" where there is none. ``seeking`` one looks for a text, which takes time."""
        self.filter_words, self._seeking = words, seeking
        self.refresh(Region(0, 0, self.size.width, 1))

    # Drawing

    def on_resize(self) -> None:
        """Fit the new width."""
        self._arrange()

    def on_focus(self) -> None:
        """The cursor comes to life."""
        self._repaint(self.model.cursor)

    def on_blur(self) -> None:
        """The cursor goes out while something else has the keys."""
        self._repaint(self.model.cursor)

    def notify_style_update(self) -> None:
        """The theme has changed: every style is looked up again."""
        super().notify_style_update()
        self._styles.clear()
        self._lit.clear()
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, past Textual's style cache: a feed has no border, and keeps its lines."""
        finish = (tuple(self.get_line_filters()), self.background_colors[1])
        if finish != self._finish:
            self._finish = finish
            self._strips.clear()
        lines = [self.render_line(y) for y in crop.line_range]
        if crop.column_span == (0, self.size.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def render_line(self, y: int) -> Strip:
        """The head, the pinned tasks, then the past from the line at the top on."""
        width = self.size.width
        if y == 0:
            return self._head(width)
        found = self._block_at(y)
        if found is None:
            return self._finished(Strip.blank(width, self._styles["text"]))
        block, line = found
        lit = self.has_focus and block.place is not None and block.place == self.model.cursor
        key = (id(block), line, lit)
        strip = self._strips.get(key)
        if strip is None:
            styles = self._lit if lit else self._styles
            strip = self._finished(drawn(block.lines[line], width, styles, self._glyphs.cursor if lit else ""))
            self._strips[key] = strip
        return strip

    def _finished(self, strip: Strip) -> Strip:
        """The strip after the program's line filters."""
        filters, background = self._finish
        for one in filters:
            strip = strip.apply_filter(one, background)
        return strip

    def _head(self, width: int) -> Strip:
        title = _("Activity")
        shown = clip(self.filter_words or _("all"), max(4, width - cell_len(title) - 7), self._glyphs)
        line = ((" ", "text"), (title, "head"), (f"   {shown} {self._glyphs.menu}", "muted"))
        return self._finished(drawn(line, width, self._styles, ""))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"feed--{name}")

    def _block_at(self, y: int) -> tuple[Block, int] | None:
        """The block of a line of the widget, and which of its lines that is."""
        line = y - 1
        pinned = self._shown_pinned
        if line < len(pinned):
            return pinned[line], 0
        at = line - len(pinned) + self._top
        if at < len(self._lines):
            place, within = self._lines[at]
            return self._past[place], within
        return None

    @property
    def _shown_pinned(self) -> list[Block]:
        """The rule, and of the tasks to come as many as leave room for what was; the cursor's among them."""
        if not self._pinned:
            return []
        first = 1 + self._pinned_from
        return [self._pinned[0], *self._pinned[first : first + self._pinned_room]]

    @property
    def _pinned_room(self) -> int:
        return min(_MOST_PINNED, max(1, (self.size.height - 2) // 3))

    def _arrange(self) -> None:
        """Work the lines out anew, the cursor staying in view."""
        width = self.size.width
        if not width:
            return
        now = self._now()
        self._pinned, self._past = self._painter.blocks(self.model.upcoming, self.model.items, width, now)
        self._strips.clear()
        if searched := self._searched(now):
            self._past.append(self._word(searched, "muted"))
        elif not self._past and not self._fault:
            self._past = [self._word(self._nothing(), "muted")]
        if self._fault:
            self._past.insert(0, self._word(f"{self._glyphs.overdue} {self._fault}", "error"))
        self._lines = [(at, within) for at, block in enumerate(self._past) for within in range(len(block.lines))]
        self._first = {}
        for line, (at, within) in enumerate(self._lines):
            place = self._past[at].place
            if within == 0 and place is not None:
                self._first[place] = line
        self._bring_into_view()
        self.refresh()

    def _word(self, sentence: str, style: str) -> Block:
        lines = wrap(one_line(sentence), max(8, self.size.width - 2)) or [""]
        return Block(None, tuple(((f" {line}", style),) for line in lines))

    def _nothing(self) -> str:
        if not self.model.loaded:
            return dash(self._glyphs)
        if self.filter_words:
            return _("Nothing like that has happened; f changes the filter.")
        return _("Nothing has happened yet; i writes the first note.")

    def _searched(self, now: datetime) -> str:
        """How far back was looked for a text, while that goes on or where it was stopped; else ""."""
        back_to = self.model.seen_back_to
        if not self._seeking or back_to is None or not (self.model.reading or self.model.paused):
            return ""
        words = (
            _("Looked back to %(day)s; r looks on.") if self.model.paused else _("Looking… back to %(day)s; esc stops.")
        )
        return words % {"day": day(back_to, now)}

    @property
    def _height(self) -> int:
        return max(1, self.size.height - 1 - len(self._shown_pinned))

    def _bring_into_view(self) -> bool:
        """Scroll no more than it takes; whether it was scrolled."""
        before = self._top, self._pinned_from
        most = max(0, len(self._pinned) - 1 - self._pinned_room)
        least = min(self.model.cursor, len(self._pinned) - 2) - self._pinned_room + 1
        self._pinned_from = max(0, min(max(self._pinned_from, least), self.model.cursor, most))
        first = self._first.get(self.model.cursor)
        if first is not None:
            block = self._past[self._lines[first][0]]
            last = first + len(block.lines) - 1
            above = first - 1 if first and self._past[self._lines[first - 1][0]].place is None else first
            self._top = min(max(self._top, last - self._height + 1), above)
        else:
            self._top = 0
        self._top = max(0, min(self._top, len(self._lines) - self._height))
        return (self._top, self._pinned_from) != before

    def _repaint(self, place: int) -> None:
        """Draw the lines of one item anew."""
        if place < len(self._pinned) - 1:
            self.refresh(Region(0, place - self._pinned_from + 2, self.size.width, 1))
            return
        first = self._first.get(place)
        if first is not None:
            block = self._past[self._lines[first][0]]
            y = 1 + len(self._shown_pinned) + first - self._top
            self.refresh(Region(0, max(0, y), self.size.width, len(block.lines)))

    # Moving

    def _go(self, place: int) -> None:
        before = self.model.cursor
        self.model.cursor = max(0, min(place, self.model.count - 1))
        if self._bring_into_view():
            self.refresh()
        else:
            self._repaint(before)
            self._repaint(self.model.cursor)
        self._follow_up()

    def _follow_up(self) -> None:
        wanted = self.model.wants()
        if wanted is not None:
            self.post_message(FeedWanted(wanted))
        offered = tuple(self.check_action(action, ()) for action in _OFFERED)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def action_move(self, step: int) -> None:
        """So many items older or newer."""
        self._go(self.model.cursor + step)

    def action_page(self, step: int) -> None:
        """As many items as are seen at once."""
        first = self._first.get(self.model.cursor)
        wanted = (0 if first is None else first) + step * max(1, self._height - 1)
        line = max(0, min(wanted, len(self._lines) - 1))
        near = [place for place, start in self._first.items() if start <= line]
        if step < 0 and line == 0:
            self._go(0)
        elif near:
            self._go(max(near))

    def action_newest(self) -> None:
        """Back to the newest item."""
        if self.model.at_newest:
            self._go(0)
        else:
            self.model.cursor = 0
            self.post_message(FeedWanted(self.model.ask(Way.NEWEST)))

    def action_oldest(self) -> None:
        """The first thing that ever happened; it is read at once, however many lie between."""
        if self.model.at_oldest:
            self._go(self.model.count - 1)
            return
        self.post_message(FeedWanted(self.model.ask(Way.OLDEST)))

    def action_retry(self) -> None:
        """Read again what could not be read, or look on for a text."""
        request = self.model.resume() if self.model.paused else self.model.ask(Way.NEWEST)
        self.post_message(FeedWanted(request))
        self._arrange()
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Look no further for a text; what was found stays."""
        self.model.pause()
        self._arrange()
        self.refresh_bindings()

    # Doing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a note or a task can be written anew, only an open task can be done."""
        item = self.model.current
        match action:
            case "open":
                return item is not None
            case "retry":
                return bool(self._fault) or self.model.paused
            case "stop":
                return self._seeking and self.model.reading
            case "done" | "edit" | "remove":
                is_note, is_open_task = _is_note(item), _is_open_task(item)
                fits = {"done": is_open_task, "edit": is_note or is_open_task, "remove": is_note}
                return True if fits[action] else None
            case _:
                return True

    def why_disabled(self, action: str) -> str | None:
        """Why a key of the feed is off."""
        match action:
            case "done":
                return _("Put the cursor on an open task; it stands at the top.")
            case "edit":
                return _("Only notes and open tasks are written anew.")
            case "remove":
                return _("Only notes are taken away; the rest is history.")
            case _:
                return None

    def action_open(self) -> None:
        """Show the item in full."""
        self._about(ItemOpened)

    def action_done(self) -> None:
        """The task under the cursor is done."""
        self._about(ItemDone)

    def action_edit(self) -> None:
        """Write the note or the task anew."""
        self._about(ItemEdited)

    def action_remove(self) -> None:
        """Take the note away."""
        self._about(ItemRemoved)

    def action_filter(self) -> None:
        """Choose what is shown."""
        self.post_message(FilterAsked(text=False))

    def action_search(self) -> None:
        """Look for words."""
        self.post_message(FilterAsked(text=True))

    def _about(self, kind: Callable[[FeedItem], Message]) -> None:
        if self.model.current is not None:
            self.post_message(kind(self.model.current))

    def on_click(self, event: events.Click) -> None:
        """A click takes the cursor along; the second one opens."""
        if event.y == 0:
            self.action_filter()
            return
        found = self._block_at(event.y)
        if found is not None and found[0].place is not None:
            self._go(found[0].place)
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel goes to older items."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel goes to newer items."""
        event.stop()
        self.action_move(-3)


def _is_note(item: FeedItem | None) -> bool:
    return item is not None and item.kind is FeedKind.NOTE


def _is_open_task(item: FeedItem | None) -> bool:
    return item is not None and item.task is not None and item.task.done_at is None
