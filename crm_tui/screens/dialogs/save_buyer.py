"""Save the buyer of a deal: who is similar, best first while one types, and what the card adds to them (B3, B4)."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from crm_tui.domain.ids import ContactId
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Change
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.errors import CrmError
from crm_tui.operations.matching import SavedBuyer, Similar
from crm_tui.screens.buyer_choice import BuyerChoice
from crm_tui.screens.buyer_person import PersonLine, additions, called, whole
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.screens.pipeline_reads import Freshness
from crm_tui.widgets.buyer.additions import Additions
from crm_tui.widgets.buyer.similar_list import Candidate, SimilarList
from crm_tui.widgets.failures import ReportsFailures
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.one_line_input import OneLineInput
from crm_tui.widgets.plain import content, one_line


@dataclass(frozen=True, slots=True)
class WholeBase:
    """The whole base is to be searched; what stands in the line comes along."""

    line: PersonLine


_PAINTED_WITHIN: Final = 0.03
"""Seconds for which what is typed waits for the list that follows from it."""

Find = Callable[[NewPerson], Awaitable[Sequence[Similar]]]
Save = Callable[[BuyerChoice], Awaitable[SavedBuyer]]


class BuyerLine(OneLineInput):
    """A line that tells of every change at once, before anything is painted."""

    def __init__(self, text: str, changed: Callable[[str], None], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        self._told = changed
        super().__init__(text, compact=True, select_on_focus=False, id=id)

    def watch_value(self, value: str) -> None:
        """Textual calls this as soon as the text is another."""
        if self.is_mounted:
            self._told(value)


class SaveBuyerDialog(ReportsFailures, Dialog[SavedBuyer | WholeBase]):
    """``find`` looks for similar people, ``save`` makes the choice true; what it refuses is said, and all stays.

    ``picked`` is somebody chosen from the whole base: they stand first.
    """

    AUTO_FOCUS = "SimilarList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,ctrl+n", "move(1)", N_("Down"), show=False, id="buyer.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="buyer.up"),
        Binding("space", "turn", N_("Keep or skip"), show=False, id="buyer.turn"),
        Binding("n", "new", N_("New buyer"), show=False, id="buyer.new"),
        Binding("slash", "search", N_("Search all"), show=False, id="buyer.search"),
        Binding("e", "line", N_("Correct what is on the card"), show=False, id="buyer.line"),
    ]
    keys = (
        ("enter", N_("save")),
        ("space", N_("keep/skip")),
        ("n", N_("add")),
        ("e", N_("correct")),
        ("/", N_("search all")),
        ("esc", N_("back")),
    )

    def __init__(
        self,
        line: PersonLine,
        find: Find,
        save: Save,
        *,
        picked: Similar | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.title_text = _("Save buyer")
        self._line = line
        self._person = line.read()
        self._find = find
        self._save = save
        self._picked = picked
        self._people = SimilarList(glyphs=glyphs, id="buyer-similar")
        self._adds = Additions(glyphs=glyphs, id="buyer-adds")
        self._shown: ContactId | None = None
        self._moved = False
        self._asked = 0
        self._saving = False
        self._said = ""
        self._painting = ExitStack()

    def body(self) -> Iterable[Widget]:
        """The line, the people, what is added, what is wrong."""
        with Horizontal(classes="buyer-line"):
            yield Static(Content(_("On the card")), classes="form-label", markup=False)
            yield BuyerLine(self._line.text, self._typed, id="buyer-text")
        yield self._people
        yield self._adds
        yield Static("", id="buyer-fault", markup=False)

    def on_mount(self) -> None:
        """Look for similar people at once."""
        self._look()

    def on_unmount(self) -> None:
        """Whoever leaves while something is looked for leaves the painting to others."""
        self._painting.close()

    @property
    def unsent(self) -> bool:
        """Whether the line was corrected."""
        return self._line.corrected

    # Keys

    def action_move(self, by: int) -> None:
        """Move among the people while the line may keep the keys; down past the last of them is what is added."""
        if by > 0 and self._people.chosen is None and self._adds.choices and self.focused is self._people:
            self._adds.focus()
        else:
            self._moved = True
            self._people.move(by)

    def action_turn(self) -> None:
        """Keep or skip the one thing that is added; of several, go to the first."""
        if self._adds.choices > 1:
            self._adds.focus()
        self._adds.action_turn()

    def action_new(self) -> None:
        """Save a new buyer, whoever is similar."""
        self._people.go_to_new()
        self._show_additions()
        self.action_accept()

    def action_search(self) -> None:
        """Search the whole base by name, phone or e-mail."""
        self.dismiss(WholeBase(self._line))

    def action_line(self) -> None:
        """Correct what is on the card."""
        self.query_one(OneLineInput).focus()

    def action_cancel(self) -> None:
        """From the line or the additions back to the people; from the people back to where one was."""
        if self.focused is self._people:
            super().action_cancel()
        else:
            self._people.focus()

    def action_accept(self) -> None:
        """Save; where nobody knows yet whether the base stays clean, ask that first."""
        if not self.is_mounted or self._saving:
            return
        if self._people.ready:
            self._saving = True
            self._accept()
        else:
            self._look()

    @on(Input.Submitted)
    @on(SimilarList.Clicked)
    def _chosen(self) -> None:
        self.action_accept()

    # Saving

    @work(group="save", exit_on_error=False)
    async def _accept(self) -> None:
        """A refusal is said, and the list is read anew so that nobody stays in it who is gone."""
        chosen = self._people.chosen
        contact = None if chosen is None else chosen.similar
        try:
            saved = await self._save(BuyerChoice(contact, self._person, self._line.corrected, self._adds.kept))
        except CrmError as error:
            self._say(str(error))
            self._picked = None
            self._look(told=True)
        else:
            self.dismiss(saved)
        finally:
            self._saving = False

    # Looking

    def _typed(self, text: str) -> None:
        """Another text in the line: ask who is like that."""
        if text == self._line.text:
            return
        self._line = self._line.saying(text)
        self._person = self._line.read()
        self._moved = False
        self._say("")
        self._hold_painting()
        self._look()

    def _hold_painting(self) -> None:
        """What is typed and the list that follows from it are painted at once; who answers late is not waited for."""
        self._painting.close()
        self._painting.enter_context(self.app.batch_update())
        self.set_timer(_PAINTED_WITHIN, self._paint)

    def _paint(self) -> None:
        self._painting.close()
        self.check_idle()

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _look(self, *, told: bool = False) -> None:
        """Ask who is similar; an answer that came too late is dropped. ``told``: what went wrong is said already."""
        self._asked += 1
        number, person = self._asked, self._person
        await self._asking(number, person, told=told)
        if number == self._asked:
            self._paint()

    async def _asking(self, number: int, person: NewPerson, *, told: bool) -> None:
        try:
            found = await self._find(person)
        except CrmError as error:
            if number == self._asked:
                self._people.fail()
                self._say(self._said if told else str(error))
        else:
            if number == self._asked:
                self._show(found, person)

    @property
    def in_focus(self) -> str:
        """No record: what others change is drawn in the list and not told."""
        return ""

    @property
    def title_in_focus(self) -> str:
        """No record has no name."""
        return ""

    def refresh_from(self, changes: Sequence[Change]) -> None:
        """A colleague has written: somebody similar may be there by now, or gone."""
        self._look(told=True)

    def read_again(self) -> None:
        """The connection is back."""
        self._say("")
        self._look()

    def show_connection(self, freshness: Freshness) -> None:
        """The line at the top of the screen below says it."""

    def _show(self, found: Sequence[Similar], person: NewPerson) -> None:
        picked = [Candidate(self._picked, picked=True)] if self._picked else []
        others = [Candidate(one) for one in found if self._picked is None or one.id != self._picked.id]
        under = self._people.chosen
        keep = under.id if under is not None and self._moved else None
        new = _("New buyer: %(name)s") % {"name": called(person)}
        note = "" if picked or others else _("Nobody like this is in the base yet.")
        self._people.show([*picked, *others], new, keep, note)
        if self._moved and under is None:
            self._people.go_to_new()
        self._show_additions()

    @on(SimilarList.Moved)
    def _show_additions(self) -> None:
        person, candidate = self._person, self._people.chosen
        chosen = None if candidate is None else candidate.similar
        anew = self._shown != (chosen.id if chosen else None)
        self._shown = chosen.id if chosen else None
        if chosen is None:
            self._adds.show(_("Goes into the new card"), whole(person), anew=anew)
            return
        adds = additions(person, chosen.name, chosen.phones, chosen.emails)
        heading = _("Adds to %(name)s") if adds else _("%(name)s has all of this already")
        self._adds.show(heading % {"name": one_line(chosen.name, 60)}, adds, anew=anew)

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self.query_one("#buyer-fault", Static).update(content(sentence, "$text-error"))
            self.set_class(bool(sentence), "-faulty")
