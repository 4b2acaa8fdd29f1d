"""The deal under the cursor at a glance: contacts, next task, last events (P9)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crm_tui.i18n import _
from crm_tui.operations.deals import DealCard
from crm_tui.operations.values import BuyerState, Email, Event, Person, Phone, TaskInfo
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.history_list import history_content
from crm_tui.widgets.history_words import event_words
from crm_tui.widgets.plain import MUTED, content
from crm_tui.widgets.wording import BUYER_STYLES, moment_text, money_text, next_task, tag_names

MOST_EVENTS: Final = 5
MOST_PEOPLE: Final = 5


class Preview(VerticalScroll, can_focus=False):
    """The board's right third; it is told what to show and asks for nothing."""

    DEFAULT_CSS = "Preview { padding: 0 1; }"

    def __init__(self, now: Callable[[], datetime], glyphs: Glyphs = UNICODE, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own
        self._text = Static(Content(""), markup=False)
        super().__init__(self._text, id=id)
        self._now = now
        self._glyphs = glyphs
        self.show_nothing()

    def show(self, card: DealCard, events: Iterable[Event]) -> None:
        """Show a deal and what happened to it last, newest first."""
        now = self._now()
        seen = islice((event for event in events if event_words(event)), MOST_EVENTS)
        blocks = [
            self._head(card),
            self._people(card),
            next_task_line(card.tasks, now, self._glyphs),
            _headed(_("Last events"), history_content(seen, now)),
        ]
        self._text.update(Content("\n\n").join(block for block in blocks if block.plain))
        self.scroll_home(animate=False)

    def show_nothing(self) -> None:
        """There is no deal under the cursor."""
        self._text.update(Content.styled(_("No deal under the cursor."), MUTED))

    def show_loading(self) -> None:
        """The deal is on its way."""
        self._text.update(Content.styled("┄", MUTED))

    def show_fault(self, sentence: str) -> None:
        """The deal could not be read."""
        self._text.update(content(sentence, "$text-error"))

    def _head(self, card: DealCard) -> Content:
        lines = [content(card.title, "bold"), content(money_text(card.amount)), content(tag_names(card.tags), MUTED)]
        return Content("\n").join(line for line in lines if line.plain)

    def _people(self, card: DealCard) -> Content:
        lines = [line for person in card.people[:MOST_PEOPLE] for line in person_lines(person, card, self._glyphs)]
        lines = lines or [Content.styled(_("No contact yet."), MUTED)]
        return _headed(_("Contacts"), Content("\n").join(lines))


def person_state(person: Person) -> BuyerState:
    """Whether a contact of a deal is saved, unsaved, or has nothing to be reached by."""
    if person.contact_id is not None:
        return BuyerState.SAVED
    return BuyerState.UNSAVED if person.phones or person.emails else BuyerState.EMPTY


def person_lines(person: Person, card: DealCard, glyphs: Glyphs) -> list[Content]:
    """A contact as lines: icon, name and role, then each phone and e-mail with its label."""
    state = card.buyer if person is card.people[0] else person_state(person)
    head = Content.assemble(
        (f"{glyphs.buyer(state)} ", BUYER_STYLES[state]), content(person.name), content(f"  {person.role}", MUTED)
    )
    points: list[Phone | Email] = [*person.phones, *person.emails]
    return [head, *(Content("  ") + point_content(point, glyphs) for point in points)]


def point_content(point: Phone | Email, glyphs: Glyphs) -> Content:
    """A phone or an e-mail with its label; a number that cannot be right is marked with the reason (D5)."""
    label = f"{point.label}  " if point.label else ""
    problem = f"  {glyphs.overdue} {_(point.problem)}" if isinstance(point, Phone) and point.problem else ""
    return Content.assemble(content(label, MUTED), content(point.typed), (problem, "$text-warning"))


def task_line(task: TaskInfo, now: datetime, glyphs: Glyphs) -> Content:
    """A task: overdue mark, deadline, text."""
    if task.due_at is None:
        return Content.assemble("  ", content(task.text))
    late = task.due_at < now
    return Content.assemble(
        (f"{glyphs.overdue} " if late else "  ", "$text-error"),
        (f"{moment_text(task.due_at, now)}  ", "$text-error" if late else MUTED),
        content(task.text),
    )


def next_task_line(tasks: Sequence[TaskInfo], now: datetime, glyphs: Glyphs) -> Content:
    """The open task that is due first."""
    task = next_task(tasks)
    if task is None:
        return Content.styled(_("No task planned; T plans one."), MUTED)
    return _headed(_("Next task"), task_line(task, now, glyphs))


def _headed(title: str, body: Content) -> Content:
    return Content.assemble((f"{title}\n", "bold"), body)
