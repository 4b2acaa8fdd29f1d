"""The review of duplicates: pairs of the whole base, best first, merged, kept apart or skipped (B10, B11)."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band
from crm_tui.i18n import N_, _
from crm_tui.operations.base import Store
from crm_tui.operations.errors import CrmError, Refused
from crm_tui.operations.matching import DuplicatePair, MergeContacts, NotDuplicates
from crm_tui.screens.deal_actions import DealActions
from crm_tui.screens.duplicates_reads import DuplicatesReads
from crm_tui.widgets.failures import Failure
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.plain import one_line

_WITH_A_PAIR: Final = frozenset({"merge", "apart", "skip", "step", "open_card"})
_DECIDING: Final = frozenset({"merge", "apart"})
_FEW: Final = 5
_TURNS: Final = frozenset({"MergeContacts", "NotDuplicates"})


class DuplicatesScreen(DuplicatesReads):
    """One pair at a time; after each decision the next one is there at once.

    ``open_card`` shows a contact. ``refusal`` says why the person's role does not allow an action.
    """

    CSS_PATH = Path(__file__).parents[1] / "styles" / "duplicates.tcss"
    AUTO_FOCUS = "PairView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "merge", N_("Merge"), id="duplicates.merge"),
        Binding("x", "apart", N_("Not a duplicate"), id="duplicates.apart"),
        Binding("s", "skip", N_("Skip"), id="duplicates.skip"),
        Binding("n", "step(1)", N_("Next pair"), show=False, id="duplicates.next"),
        Binding("N", "step(-1)", N_("Previous pair"), show=False, id="duplicates.previous"),
        Binding("o", "open_card(False)", N_("Open the one on the left"), show=False, id="duplicates.open_first"),
        Binding("O", "open_card(True)", N_("Open the one on the right"), show=False, id="duplicates.open_second"),
        Binding("u", "undo", N_("Undo"), id="duplicates.undo"),
        Binding("U", "redo", N_("Redo"), show=False, id="duplicates.redo"),
        Binding("m", "maybe", N_("Also pairs that only may be"), show=False, id="duplicates.maybe"),
        Binding("R", "look_through", N_("Look through the base"), show=False, id="duplicates.look_through"),
        Binding("r", "reload", N_("Read again"), show=False, id="duplicates.reload"),
        Binding("escape,q", "back", N_("Back"), id="duplicates.back"),
    ]

    def __init__(
        self,
        store: Store,
        actions: DealActions,
        open_card: Callable[[ContactId], Awaitable[object]],
        *,
        refusal: Callable[[str], str | None] = lambda _action: None,
    ) -> None:
        super().__init__(store, glyphs=actions.glyphs, may=refusal("look_through") is None)
        self._actions = actions
        self._open_card = open_card
        self._refusal = refusal

    def compose(self) -> ComposeResult:
        """Where one is, how far the base was looked through, the two, what went wrong, the keys."""
        yield self._line
        yield self._scan_line
        yield self._view
        yield Static("", id="duplicates-fault", markup=False)
        yield KeyHints()

    def on_mount(self) -> None:
        """Begin where it was left."""
        self._tell_place()
        self.begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is decided without a pair, nor by somebody whose role does not allow it."""
        if self.why_disabled(action):
            return None
        return not (action in _WITH_A_PAIR and self.queue.pair is None)

    def why_disabled(self, action: str) -> str | None:
        """Why a key is off."""
        return self._refusal("decide" if action in _DECIDING else action)

    # Keys

    def action_merge(self) -> None:
        """Put the second into the first, with the values that were chosen."""
        pair = self._decided_on()
        if pair is not None:
            taken = self._view.taken
            self._act(lambda: self._merge(pair, taken))

    def action_apart(self) -> None:
        """They are two people: never show them as a pair again."""
        pair = self._decided_on()
        if pair is not None:
            self._act(lambda: self._keep_apart(pair))

    def action_skip(self) -> None:
        """Leave it for another time."""
        self.queue.skip()
        self._look_at_it()

    def action_step(self, by: int) -> None:
        """Look at the next or the previous pair without deciding."""
        if self.queue.step(by):
            self._look_at_it()
        else:
            self._say(_("There is no other pair."))

    def action_open_card(self, second: bool) -> None:
        """Open the card of one of the two."""
        pair = self.queue.pair
        if pair is not None:
            self._open(pair.second.id if second else pair.first.id)

    def action_undo(self) -> None:
        """Take back the last decision, and look at its pair again."""
        self._act(self._undo)

    def action_redo(self) -> None:
        """Do the last undone change again."""
        self._act(self._redo)

    def action_maybe(self) -> None:
        """Show pairs that only may be duplicates too, or no more."""
        self._least = Band.LIKELY if self._least is Band.MAYBE else Band.MAYBE
        self.read()

    def action_look_through(self) -> None:
        """Go on looking, or look through everything again where nothing is left."""
        if not self.scanning:
            self.look_through(afresh=self._scan is not None and self._scan.complete)

    def action_reload(self) -> None:
        """Read everything again, also what was skipped."""
        self.queue.begin_again()
        self._known.clear()
        self.begin()

    def action_back(self) -> None:
        """Stop looking; where nobody looks, leave."""
        if self.scanning:
            self.stop()
        else:
            self.dismiss(None)

    # What is done

    def _decided_on(self) -> DuplicatePair | None:
        """The pair that a key decides on; a key that was meant for one that a colleague took does nothing, once."""
        if self.replaced:
            self.replaced = False
            self._say(_("A colleague has decided on the pair that was here; this is the next one."))
            return None
        return self.queue.pair

    @work(group="act", exit_on_error=False)
    async def _act(self, do: Callable[[], Awaitable[None]]) -> None:
        """Do something, show the pair that comes next, and see what else waits."""
        await do()
        await self.show_pair()
        self.read()

    @work(group="act", exit_on_error=False)
    async def _look_at_it(self) -> None:
        """Another pair is looked at; where hardly any is left, see what else waits."""
        await self.show_pair()
        if self.queue.more and self.queue.waiting < _FEW:
            self.read()

    @work(group="open", exit_on_error=False)
    async def _open(self, contact_id: ContactId) -> None:
        await self._open_card(contact_id)
        self._known.clear()
        self.read()

    async def _merge(self, pair: DuplicatePair, taken: tuple[str, ...]) -> None:
        if await self._done(pair, MergeContacts(pair.first.id, pair.second.id, taken)):
            self.queue.decide(pair, gone=pair.second.id)
            self._known = {key: known for key, known in self._known.items() if pair.first.id not in key}
            self._say(_("Merged into “%(name)s” · u undo") % {"name": one_line(pair.first.name, 60)})

    async def _keep_apart(self, pair: DuplicatePair) -> None:
        if await self._done(pair, NotDuplicates(pair.first.id, pair.second.id)):
            self.queue.decide(pair)
            self._say(_("Kept as two people · u undo"))

    async def _done(self, pair: DuplicatePair, command: Any) -> bool:
        """Whether it went through; a pair that a colleague has decided meanwhile waits no more."""
        try:
            await self._store.do(command)
        except CrmError as error:
            self.post_message(Failure(error))
            if isinstance(error, Refused):
                self.queue.skip()
            return False
        return True

    async def _undo(self) -> None:
        step = await self._actions.undo()
        self._known.clear()
        if step is not None and step.operation in _TURNS:
            self.queue.put_back()
            await self.look_again()

    async def _redo(self) -> None:
        await self._actions.redo()
        self._known.clear()

    def _say(self, sentence: str) -> None:
        self.app.notify(sentence, markup=False, timeout=4)
