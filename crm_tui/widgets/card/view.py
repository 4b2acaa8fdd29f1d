"""A part of a card on the screen: one focusable widget that draws all its fields and edits them where they stand."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Input

from crm_tui.i18n import N_, _
from crm_tui.widgets.card import sheet
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.card.editor import LineEditor, long_editor, typed_in, wanted
from crm_tui.widgets.card.ink import Inks, line
from crm_tui.widgets.card.messages import Asked, CursorLeft, Judged, LessAsked, MoreAsked, Opened, Typed
from crm_tui.widgets.card.sheet import Place, Sheet
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.plain import MUTED

Arrange = Callable[[sheet.Asked, int, sheet.Draw], Sheet]


class CardView(Widget, can_focus=True):
    """Fields with one cursor; typing happens in place: enter saves, esc restores, tab saves and goes on.

    It is told data by ``show``, and says by messages what a person did. What is shown may go on while somebody types:
    ``seen`` is the version of the card on which typing began. Until it is shown something there is nothing to edit;
    ``locked`` says why there is not for this person.
    """

    DEFAULT_CSS: ClassVar[str] = """
    CardView { width: 1fr; height: 1fr; color: $foreground; background: $background; }
    CardView > .card--cursor { background: $surface; }
    CardView > .card--mark { color: $accent; }
    CardView .card-editor { position: absolute; background: $panel; width: 1; height: 1; }
    CardView .card-long { height: 6; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"card--cursor", "card--mark"}
    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", N_("Edit"), id="field.enter"),
        Binding("e", "edit", N_("Edit"), show=False, id="field.edit"),
        Binding("escape", "restore", N_("Restore"), id="field.restore"),
        Binding("tab", "save(True)", N_("Save and go on"), id="field.save_on"),
        Binding("ctrl+s", "save(False)", N_("Save"), id="field.save"),
        Binding("plus", "more", N_("Add one more"), show=False, id="field.more"),
        Binding("minus", "less", N_("Take it away"), show=False, id="field.less"),
        Binding("down,j", "field(1)", N_("Next field"), show=False, id="field.next"),
        Binding("up,k", "field(-1)", N_("Previous field"), show=False, id="field.previous"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="field.page_down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="field.page_up"),
        Binding("home", "end(-1)", N_("First field"), show=False, id="field.first"),
        Binding("end", "end(1)", N_("Last field"), show=False, id="field.last"),
    ]

    def __init__(
        self,
        *,
        arrange: Arrange = sheet.body,
        region: str = "",
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.region_of_phones = region
        self.seen = 0
        self.locked = ""
        self._arrange = arrange
        self._glyphs = glyphs
        self._blocks: tuple[CardBlock, ...] = ()
        self._version = 0
        self._sheet = Sheet([], [])
        self._at = 0
        self._top = 0
        self._faults: dict[str, str] = {}
        self._open: CardField | None = None
        self._begun = ""
        self._busy = False
        self._passing = ""
        self._words = sheet.Words()
        # The text is kept beside its lines, so that its id stays its own.
        self._drawn: dict[tuple[int, int, bool, bool], tuple[Content, list[Strip]]] = {}
        self._grounds: tuple[Style, Style] | None = None
        self._finish: tuple[Sequence[LineFilter], Color] = ((), Color(0, 0, 0))
        self._finished: dict[int, Strip] = {}
        self._line = LineEditor()
        self._long: Widget | None = None
        self._gone = ""

    def compose(self) -> ComposeResult:
        """The line that is typed into, out of sight until a field is opened."""
        yield self._line

    # What the screen asks

    @property
    def fields(self) -> tuple[CardField, ...]:
        """The fields in the order of the cursor."""
        return tuple(place.field for place in self._sheet.places)

    @property
    def cursor(self) -> CardField | None:
        """The field under the cursor."""
        return self._sheet.places[self._at].field if self._at < len(self._sheet.places) else None

    @property
    def editing(self) -> bool:
        """Whether a field is being typed into."""
        return self._open is not None

    @property
    def text(self) -> str:
        """What is typed."""
        editor = self._editor
        return "" if editor is None else typed_in(editor)

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self.editing and self.text != self._begun

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong with what was typed, by field, in words."""
        return dict(self._faults)

    # What the screen tells

    def show(self, blocks: Sequence[CardBlock], version: int = 0) -> None:
        """Take a card over; what is being typed stays as it is, and the cursor stays on its field."""
        name = self.cursor.name if self.cursor else ""
        self._blocks, self._version = self._with_what_is_typed(tuple(blocks)), version
        self._forget()
        self._layout(name)

    def _with_what_is_typed(self, blocks: tuple[CardBlock, ...]) -> tuple[CardBlock, ...]:
        """A field that was removed under somebody's typing stays until it is left, so that nothing typed is lost."""
        left = self._open
        if left is None or any(field.name == left.name for block in blocks for field in block.fields):
            return blocks
        self._faults[left.name] = _("This field was removed; copy what you typed, esc leaves it.")
        self._gone = left.name
        return (CardBlock(_("Removed"), (left,)), *blocks)

    def focus_field(self, name: str) -> bool:
        """Put the cursor on a field; False where there is none of that name."""
        for at, place in enumerate(self._sheet.places):
            if place.field.name == name:
                self._go(at)
                return True
        return False

    def go_to_end(self, step: int) -> None:
        """Put the cursor on the first (-1) or the last (1) field."""
        self._go(0 if step < 0 else len(self._sheet.places) - 1)

    async def edit(self, field: CardField, text: str | None = None) -> None:
        """Open the editor over a field that is shown, with another text than its own where one is given."""
        self._open, self.seen = field, self._version
        self._begun = field.text
        await self._put_editor(field.text if text is None else text)
        self._layout(field.name)
        editor = self._editor
        if editor is not None:
            self.screen.set_focus(editor)  # at once: the next key may be here already

    async def close(self) -> None:
        """Put the editor away and the cursor back on the field."""
        self._busy = False
        if self._open is None:
            return
        name, self._open = self._open.name, None
        self._faults.pop(name, None)
        if self._gone == name:
            self._blocks, self._gone = self._blocks[1:], ""
        self.screen.set_focus(self)
        self._line.display = False
        long, self._long = self._long, None
        self._layout(name)
        self.post_message(Judged())
        if long is not None:
            await long.remove()

    def forgive(self) -> None:
        """Take back what was said of a fault that has passed; what was typed stays."""
        if self._passing:
            self._faults.pop(self._passing, None)
            self._layout(self._passing)
            self._passing = ""
            self.post_message(Judged())

    def fail(self, name: str, sentence: str, *, passing: bool = False) -> None:
        """Say beside the field what is wrong; what was typed stays. ``passing`` is no fault of what was typed."""
        self._busy, self._passing = False, name if passing else ""
        self._faults[name] = sentence
        self._layout(name)
        self.post_message(Judged())
        if (editor := self._editor) is not None:
            editor.focus()

    def go_back(self, seen: int) -> None:
        """Let the person type on, knowing what the card has become up to that version."""
        self._busy, self.seen = False, seen
        if (editor := self._editor) is not None:
            editor.focus()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Restoring and saving are the editor's; while it is open the other keys are typed."""
        if action in ("restore", "save"):
            return self.editing
        if action == "enter":
            opens = not self.editing and self.cursor is not None and self.cursor.opens
            return opens or self.check_action("edit", parameters)
        if action in ("edit", "more", "less"):
            if self.locked and (self.cursor is None or self.cursor.way is not Way.OPEN):
                return None
            if action == "more":
                return not self.editing and bool(self._blocks)
            return not self.editing and self.cursor is not None
        return not (self.editing and action in ("field", "page", "end"))

    def why_disabled(self, action: str) -> str | None:
        """Why nothing may be edited."""
        return self.locked or None

    def name_of_key(self, action: str) -> str | None:
        """A line that stands for something else, or names it, is opened by enter, not edited."""
        return N_("Open") if action == "enter" and self._opens else None

    @property
    def _opens(self) -> bool:
        return self.cursor is not None and (self.cursor.opens or self.cursor.way is Way.OPEN)

    async def action_enter(self) -> None:
        """Open what the field names, where it names something; else what editing does."""
        if self.cursor is not None and self.cursor.opens:
            self.post_message(Opened(self, self.cursor))
        else:
            await self.action_edit()

    async def action_edit(self) -> None:
        """Do with the field under the cursor what its way is."""
        field = self.cursor
        if field is None:
            return
        if wanted(field):
            await self.edit(field)
        elif field.way is Way.DIALOG:
            self.post_message(Asked(self, field))
        elif field.way is Way.TOGGLE:
            self.seen = self._version
            self.post_message(Typed(self, field, "" if field.text else "yes", False))
        elif field.way is Way.OPEN:
            self.post_message(Opened(self, field))

    async def action_restore(self) -> None:
        """Leave what is stored as it is."""
        await self.close()

    def action_save(self, go_on: bool) -> None:
        """Hand over what was typed."""
        if self._open is not None and not self._busy:
            self._busy = True
            self.post_message(Typed(self, self._open, self.text, go_on))

    def action_more(self) -> None:
        """One more of what the field is."""
        self.post_message(MoreAsked(self, self.cursor))

    def action_less(self) -> None:
        """Take the one under the cursor away."""
        if self.cursor is not None:
            self.post_message(LessAsked(self, self.cursor))

    def action_field(self, step: int) -> None:
        """The next or the previous field; the screen knows what comes behind the last."""
        if 0 <= self._at + step < len(self._sheet.places):
            self._go(self._at + step)
        else:
            self.post_message(CursorLeft(self, 1 if step > 0 else -1))

    def action_page(self, step: int) -> None:
        """So many fields further that the lines seen are others."""
        places = self._sheet.places
        if not places:
            return
        wanted_line = places[self._at].y + step * max(1, self.size.height - 1)
        self._go(min(range(len(places)), key=lambda at: abs(places[at].y - wanted_line)))

    def action_end(self, step: int) -> None:
        """The first or the last field."""
        self.go_to_end(step)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line saves it."""
        event.stop()
        self.action_save(False)

    async def on_click(self, event: events.Click) -> None:
        """A click takes the cursor along; the second one edits."""
        for at, place in enumerate(self._sheet.places):
            x, y = event.x, event.y + self._top
            if place.y <= y < place.y + place.height and place.x <= x < place.x + place.width and not self.editing:
                self._go(at)
                if event.chain == 2:
                    await self.run_action("edit")
                return

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self._scroll(self._top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self._scroll(self._top - 3)

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are, where the height follows from what is shown."""
        return max(1, len(self._sheet.lines))

    def on_resize(self) -> None:
        """Fit the new size."""
        self._layout(self.cursor.name if self.cursor else "")

    def on_focus(self) -> None:
        """The cursor comes to life."""
        self._layout(self.cursor.name if self.cursor else "")

    def on_blur(self) -> None:
        """The cursor goes out while something else has the keys."""
        self._layout(self.cursor.name if self.cursor else "")

    def notify_style_update(self) -> None:
        """The theme has changed: everything is drawn anew."""
        super().notify_style_update()
        self._forget()
        if self.is_attached:
            self._layout(self.cursor.name if self.cursor else "")

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, past Textual's style cache: a card has no border, and keeps its lines."""
        finish = (tuple(self.get_line_filters()), self.background_colors[1])
        if finish != self._finish:
            self._finish = finish
            self._finished.clear()
        lines = [self._finished_line(y) for y in crop.line_range]
        if crop.column_span == (0, self.size.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def _finished_line(self, y: int) -> Strip:
        """A line after the program's line filters, kept until the sheet is another."""
        at = y + self._top
        strip = self._finished.get(at)
        if strip is None:
            filters, background = self._finish
            strip = self.render_line(y)
            for one in filters:
                strip = strip.apply_filter(one, background)
            self._finished[at] = strip
        return strip

    def render_line(self, y: int) -> Strip:
        """One line of the sheet."""
        at = y + self._top
        pieces = self._sheet.lines[at] if at < len(self._sheet.lines) else []
        lit = self._lit
        if lit is not None and not lit.y <= at < lit.y + lit.height:
            lit = None
        return line(pieces, self.size.width, lit, self._inks)

    @property
    def _lit(self) -> Place | None:
        """The place under the cursor, where it is to be seen."""
        alive = self.has_focus or self.editing
        return self._sheet.places[self._at] if alive and self._at < len(self._sheet.places) else None

    @property
    def _inks(self) -> Inks:
        mark = self.get_component_rich_style("card--mark")
        return Inks(self.visual_style.rich_style, self._lit_style.rich_style, mark, self._glyphs.cursor)

    @property
    def _lit_style(self) -> Style:
        return self.visual_style + self.get_visual_style("card--cursor", partial=True)

    def _draw(self, words: Content, width: int, lit: bool, *, cut: bool = True) -> list[Strip]:
        """A text as lines, drawn once for as long as the card is the same."""
        key = (id(words), width, lit, cut)
        known = self._drawn.get(key)
        if known is None:
            text = words.truncate(width, ellipsis=True) if cut else words
            strips = Visual.to_strips(self, text, width, 1 if cut else None, self._ground(lit))
            known = self._drawn[key] = (words, strips)
        return known[1]

    def _ground(self, lit: bool) -> Style:
        if self._grounds is None:
            self._grounds = (self.visual_style, self._lit_style)
        return self._grounds[lit]

    def _layout(self, name: str) -> None:
        """Draw the sheet anew, the cursor on the field of that name if it is still there."""
        if not self.is_attached or not self.size.width:
            return
        lines, opened = len(self._sheet.lines), self._opens
        self._finished.clear()
        alive = self.has_focus or self.editing
        asked = sheet.Asked(
            self._blocks, self._faults, self._words, name if alive else "", self._open.name if self._open else ""
        )
        self._sheet = self._arrange(asked, self.size.width, self._draw) if self._blocks else self._placeholder()
        names = [place.field.name for place in self._sheet.places]
        self._at = names.index(name) if name in names else max(0, min(self._at - bool(name), len(names) - 1))
        if alive and name not in names and names:
            self._sheet = self._arrange(asked._replace(lit=names[self._at]), self.size.width, self._draw)
        if self._opens is not opened:
            self.refresh_bindings()
        self._bring_into_view()
        self.refresh(layout=self.styles.is_auto_height and lines != len(self._sheet.lines))

    def _forget(self) -> None:
        """Draw everything anew: the card or the theme is another."""
        self._words, self._drawn, self._grounds = sheet.Words(), {}, None

    def _placeholder(self) -> Sheet:
        """What stands in the place of a card that is on its way."""
        return Sheet([[sheet.Piece(sheet.GUTTER, self._draw(self._words("┄", MUTED), 1, False)[0])]], [])

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._sheet.places):
            self._layout(self._sheet.places[at].field.name)

    def _bring_into_view(self) -> None:
        """Scroll no more than it takes to see the field under the cursor, what is wrong with it, the first heading."""
        height = max(1, self.size.height)
        if self._sheet.places:
            place = self._sheet.places[self._at]
            first, last = (0 if self._at == 0 else place.y), place.y + place.height + place.told - 1
            self._top = min(max(self._top, last - height + 1), first)
        self._top = max(0, min(self._top, len(self._sheet.lines) - height))
        self._place_editor()

    def _scroll(self, top: int) -> None:
        self._top = max(0, min(top, len(self._sheet.lines) - self.size.height))
        self._place_editor()
        self.refresh()

    # The editor

    @property
    def _editor(self) -> Widget | None:
        if self._open is None:
            return None
        return self._long if self._open.way is Way.LONG else self._line

    async def _put_editor(self, text: str) -> None:
        field = self._open
        if field is not None and field.way is Way.LONG:
            self._long = long_editor(text)
            await self.mount(self._long)
        elif field is not None:
            self._line.begin(field, text, self.region_of_phones)
            self._line.display = True

    def _place_editor(self) -> None:
        """Put the editor over the value of its field."""
        editor = self._editor
        place = next((one for one in self._sheet.places if self._open and one.field.name == self._open.name), None)
        if editor is None or place is None:
            return
        width = max(place.value_width, min(sheet.EDITED_CELLS, self.size.width - sheet.GUTTER))
        x = min(place.value_x, self.size.width - width)
        editor.styles.offset = (x, place.y - self._top)
        editor.styles.width = width
