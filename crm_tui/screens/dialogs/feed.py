"""What the feed asks in dialogs: which items to show, words to look for, an item to be read in full."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain import days
from crm_tui.domain.ids import UserId
from crm_tui.i18n import N_, _
from crm_tui.operations.feed import FeedKind
from crm_tui.operations.notes import Channel
from crm_tui.operations.values import User
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.screens.dialogs.form_dialog import FormDialog
from crm_tui.widgets.activity_feed.choice import KINDS, PERIODS, FeedChoice, Period, dates_words
from crm_tui.widgets.activity_feed.words import CHANNELS
from crm_tui.widgets.field_form import FieldForm, FormField
from crm_tui.widgets.picker import Picker, PickerRow

_ON: Final = {True: "[x]", False: "[ ]"}
_ONE: Final = {True: "(x)", False: "( )"}


class FeedFilterDialog(Dialog[FeedChoice]):
    """Kinds, channels, authors and a period with their marks; none of a sort is all of it. The text stays."""

    keys = (("space", N_("mark")), ("enter", N_("show")), ("ctrl+r", N_("show all")), ("esc", N_("back")))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("Mark"), show=False, priority=True, id="feed-filter.mark"),
        Binding("ctrl+r", "reset", N_("Show all"), show=False, priority=True, id="feed-filter.reset"),
    ]

    def __init__(self, colleagues: Sequence[User], current: FeedChoice, now: datetime) -> None:
        super().__init__()
        self.title_text = _("Show in the feed")
        self._colleagues = tuple(colleagues)
        self._text = current.text
        self._period, self._since, self._until = current.period, current.since, current.until
        self._today = now.date()
        self._marked = {*current.kinds, *current.channels, *current.authors}

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker(self._rows(), spares_space=True)

    def answer(self) -> FeedChoice:
        """What is marked."""
        return FeedChoice(
            tuple(kind for kind in FeedKind if kind in self._marked),
            tuple(user.id for user in self._colleagues if user.id in self._marked),
            tuple(channel for channel in Channel if channel in self._marked),
            self._period,
            self._text,
            self._since,
            self._until,
        )

    def action_mark(self) -> None:
        """Mark what is under the cursor, or take its mark off; of the periods one is always marked."""
        row = self.query_one(Picker).highlighted
        if row is None:
            return
        sort, _colon, value = row.id.partition(":")
        if value == Period.DATES:
            self.app.push_screen(FeedDatesDialog(self._since, self._until, self._today), self._take_dates)
            return
        if sort == "period":
            self._period = Period(value)
        else:
            self._marked ^= {_meaning(sort, value)}
        self._redraw()

    def _take_dates(self, span: tuple[date | None, date | None] | None) -> None:
        if span is not None:
            self._since, self._until = span
            self._period = Period.DATES if any(span) else Period.ALL
            self._redraw()

    def action_reset(self) -> None:
        """Show everything."""
        self.dismiss(FeedChoice())

    @on(Picker.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def _redraw(self) -> None:
        picker = self.query_one(Picker)
        picker.clear_text()
        picker.set_rows(self._rows())

    def _rows(self) -> list[PickerRow]:
        rows = [self._row("kind", kind, _(name), _("what")) for kind, name in KINDS.items()]
        rows += [
            PickerRow(f"period:{period}", self._period_name(period), _("period"), _ONE[period is self._period])
            for period in PERIODS
        ]
        rows += [self._row("channel", channel, _(name), _("channel")) for channel, name in CHANNELS.items()]
        return rows + [self._row("author", user.id, user.name, _("author")) for user in self._colleagues]

    def _period_name(self, period: Period) -> str:
        return self.answer().period_words if period is self._period else _(PERIODS[period])

    def _row(self, sort: str, value: str, title: str, detail: str) -> PickerRow:
        return PickerRow(f"{sort}:{value}", title, detail, _ON[_meaning(sort, value) in self._marked])


def _meaning(sort: str, value: str) -> FeedKind | Channel | UserId:
    """What a row stands for; a document is a kind, never an author of that name."""
    if sort == "kind":
        return FeedKind(value)
    return Channel(value) if sort == "channel" else UserId(value)


class FeedDatesDialog(FormDialog[tuple[date | None, date | None]]):
    """The first and the last day to show, in plain words, with what is understood; an empty one leaves it open."""

    keys = (("enter", N_("show")), ("tab", N_("next field")), ("esc", N_("back")))

    def __init__(self, since: date | None, until: date | None, today: date) -> None:
        super().__init__()
        self.title_text = _("Which days to show")
        self._first, self._today = {"since": since, "until": until}, today

    def body(self) -> Iterable[Widget]:
        """Two lines, and both days read back."""
        labels = {"since": _("From"), "until": _("To")}
        examples = {"since": _("1.11, monday, 3 weeks ago"), "until": _("yesterday, 15.11; empty is now")}
        yield FieldForm(
            FormField(
                name, labels[name], f"{day:%d.%m.%Y}" if day else "", placeholder=examples[name], check=self._check
            )
            for name, day in self._first.items()
        )
        yield Static("", classes="dialog-note", id="understood", markup=False)

    def answer(self) -> tuple[date | None, date | None] | None:
        """The days, once both are understood; where they came in the wrong order, they are put right."""
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        since, until = (days.parse_past(form.values[name], self._today) for name in self._first)
        return (until, since) if since and until and until < since else (since, until)

    @property
    def unsent(self) -> bool:
        """Days are typed again at no cost."""
        return False

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    @on(FieldForm.Edited)
    def _edited(self) -> None:
        values = self.query_one(FieldForm).values
        found = [days.parse_past(values[name], self._today) for name in self._first]
        said = dates_words(*found) if any(found) else ""
        self.query_one("#understood", Static).update(Content.styled(said, "$text-accent"))

    def _check(self, text: str) -> str:
        understood = not text.strip() or days.parse_past(text, self._today) is not None
        return "" if understood else _("Not understood; try “1.11”, “monday” or “3 weeks ago”.")


class FeedTextDialog(Dialog[str]):
    """Words that must be in an item; none shows all again."""

    keys = (("enter", N_("show")), ("esc", N_("back")))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title_text = _("Search in the feed")
        self._text = text

    def body(self) -> Iterable[Widget]:
        """One line."""
        yield FieldForm([FormField("text", _("Words"), self._text)])

    def answer(self) -> str:
        """The words."""
        return self.query_one(FieldForm).values["text"]

    @property
    def unsent(self) -> bool:
        """Words to look for are typed again at no cost."""
        return False

    @on(FieldForm.Submitted)
    def _submitted(self) -> None:
        self.action_accept()


class ReadingDialog(Dialog[bool]):
    """A text in full, line by line, as it stands; nothing is done to it. ``lines`` are clean."""

    AUTO_FOCUS = "VerticalScroll"
    keys = (("↑ ↓", N_("scroll")), ("esc", N_("back")))

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.title_text = title
        self._lines = tuple(lines)

    def body(self) -> Iterable[Widget]:
        """The text, which scrolls where it is long."""
        with VerticalScroll(classes="form"):
            yield Static(Content("\n".join(self._lines)), classes="dialog-text", markup=False)

    def answer(self) -> bool:
        """Enter has read it."""
        return True
