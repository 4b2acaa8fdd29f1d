"""One line at the foot of the feed that grows to what is being written, and shrinks again when it is stored."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from crm_tui.domain.ids import DealId, NoteId, RecordId, UserId
from crm_tui.i18n import N_, _
from crm_tui.operations.notes import AddNote, Channel, EditNote, LogCommunication, SetMemo
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import UNSET, TaskKind, Unset, User
from crm_tui.widgets.composer import deadline
from crm_tui.widgets.composer.messages import Written, WrittenDown
from crm_tui.widgets.composer.modes import INCOMING, KEYS, NAMES, REACHING, Mode, call_fields, seconds, task_fields
from crm_tui.widgets.composer.note_area import NoteArea
from crm_tui.widgets.composer.styles import CSS
from crm_tui.widgets.field_form import FieldForm
from crm_tui.widgets.keys import in_passing
from crm_tui.widgets.plain import MUTED, folded, one_line

_GAP: Final = "   "
_NOT_CONNECTED: Final[dict[str, str]] = {
    Mode.SMS: N_("SMS is off: this base has no SMS provider yet; once an admin connects one, S writes to the client."),
}


class Composer(Vertical, can_focus=True):
    """What is written is said by ``WrittenDown``; it stays until the screen calls ``done``.

    ``now`` is the moment in the person's zone. ``memo`` is the deal's memo as it stands; None on a card that has none.
    """

    DEFAULT_CSS: ClassVar[str] = CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("escape", "leave", N_("Back"), show=False, id="composer.leave"),
        Binding("ctrl+s,ctrl+enter", "send", N_("Save"), show=False, id="composer.save"),
        Binding("tab", "field(1)", N_("Next field"), show=False, id="composer.next"),
        Binding("shift+tab", "field(-1)", N_("Previous field"), show=False, id="composer.previous"),
    ]

    def __init__(
        self,
        subject_id: RecordId,
        now: Callable[[], datetime],
        *,
        memo: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.subject_id = subject_id
        self.memo = memo
        self.colleagues: tuple[User, ...] = ()
        self._now = now
        self._mode: Mode | None = None
        self._note: NoteId | None = None
        self._begun = ""
        self._busy = False
        self._warned = False

    def compose(self) -> ComposeResult:
        """The keys; everything else comes when it is asked for."""
        yield Static(self._offer(), classes="composer-keys", markup=False)

    # What the screen asks and tells

    @property
    def mode(self) -> Mode | None:
        """What is being written; None while there is the line of keys alone."""
        return self._mode

    @property
    def typed_into(self) -> bool:
        """Whether something typed would be lost by leaving."""
        area = self._area
        if area is not None:
            return area.text.strip() not in ("", self._begun.strip()) or (bool(self._begun) and not area.text.strip())
        return any(form.typed_into for form in self.query(FieldForm))

    @property
    def message(self) -> str:
        """What is typed and could be sent to the client; "" where there is nothing of that kind."""
        area = self._area if self._mode in (Mode.NOTE, Mode.SMS) else None
        return area.text.strip() if area is not None else ""

    async def open(self, mode: Mode, text: str = "", note_id: NoteId | None = None) -> None:
        """Begin to write; ``note_id`` names the note that is written anew. What was begun is gone on with."""
        if self._mode is not None:
            self._focus_first()
            return
        self._mode, self._note = mode, note_id
        self._begun = text or (self.memo or "" if mode is Mode.MEMO else "")
        self._busy = self._warned = False
        self.add_class("-open")
        await self.mount_all(self._editor(mode))
        self._focus_first()

    async def done(self) -> None:
        """What was written is stored: back to the line of keys, which takes the focus."""
        area = self._area
        if self._mode is Mode.MEMO and area is not None:
            self.memo = area.text.strip()
        await self.close()

    async def close(self) -> None:
        """Back to the line of keys; what was typed goes."""
        self._mode, self._note, self._busy = None, None, False
        self.screen.set_focus(self)
        self.remove_class("-open")
        await self.query(".composer-part").remove()

    def fail(self, sentence: str) -> None:
        """Say beside what is typed why it could not be stored; all of it stays."""
        self._busy = False
        self._say(sentence)

    # Keys

    async def action_compose(self, mode: str) -> None:
        """Open one of the ways to write."""
        await self.open(Mode(mode))

    def action_field(self, step: int) -> None:
        """The next or the previous line, round and round: what is typed next never becomes a command of the card."""
        lines = "Composer Input, Composer TextArea, Composer OptionList"
        if step > 0:
            self.screen.focus_next(lines)
        else:
            self.screen.focus_previous(lines)

    async def action_leave(self) -> None:
        """Back to the line of keys; where something was typed the first time asks."""
        if self.typed_into and not self._warned:
            self._say(_("Press esc again to lose what you typed, or go on typing."))
            self._warned = True
        else:
            await self.close()

    async def action_send(self) -> None:
        """Hand over what was written, if nothing is wrong with it."""
        if self._busy or self._mode is None:
            return
        request = await self._request(self._mode)
        if request is not None:
            self._busy = True
            self._say("")
            self.post_message(WrittenDown(request))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Saving and leaving are for what is being written; a key is off where its reason says why."""
        if action in ("leave", "send", "field"):
            return self._mode is not None
        if action == "compose" and self.why_off(str(parameters[0]) if parameters else ""):
            return None
        return True

    def why_disabled(self, action: str) -> str | None:
        """Why a key of the composer is off."""
        name, _paren, mode = action.partition("('")
        return self.why_off(mode.removesuffix("')")) if name == "compose" else None

    def why_off(self, mode: str) -> str:
        """Why one cannot write in that way here; "" where one can."""
        if mode == Mode.MEMO and self.memo is None:
            return _("Only a deal has a memo.")
        return _(_NOT_CONNECTED.get(mode, ""))

    # Writing

    def _editor(self, mode: Mode) -> list[Widget]:
        below: list[Widget] = [
            Static("", classes="composer-part composer-note", markup=False),
            Static("", classes="composer-part composer-fault", markup=False),
            Static(self._keys(mode), classes="composer-part composer-foot", markup=False),
        ]
        return [self._body(mode), *below]

    def _body(self, mode: Mode) -> Widget:
        if mode in (Mode.TASK, Mode.CALL):
            form = FieldForm(task_fields(self.colleagues) if mode is Mode.TASK else call_fields())
            form.add_class("composer-part")
            return form
        called = self.colleagues if mode is Mode.NOTE else ()
        return NoteArea(self._begun, called, classes="composer-part composer-area")

    async def _request(self, mode: Mode) -> Written | None:
        match mode:
            case Mode.TASK:
                return await self._planned()
            case Mode.CALL:
                return self._logged()
            case _:
                return self._text(mode)

    def _text(self, mode: Mode) -> Written | None:
        text = self._area.text.strip() if self._area is not None else ""
        if mode is Mode.MEMO:
            return SetMemo(DealId(self.subject_id), text)
        if not text:
            self._say(_("Write something first."))
            return None
        return EditNote(self._note, text) if self._note is not None else AddNote(self.subject_id, text)

    async def _planned(self) -> PlanTask | None:
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        values, now = form.values, self._local_now
        due_at = await deadline.read(values["due"], now)
        if values["due"] and due_at is None:
            form.fail("due", deadline.fault())
            return None
        assignee = self._colleague(values["assignee"])
        if values["assignee"] and assignee is UNSET:
            form.fail("assignee", _("No colleague is called that; type the beginning and press → for the rest."))
            return None
        moment = deadline.in_utc(due_at) if due_at else None
        return PlanTask(self.subject_id, values["text"], moment, TaskKind(values["kind"]), assignee)

    def _logged(self) -> LogCommunication | None:
        form = self.query_one(FieldForm)
        if not form.check():
            return None
        values = form.values
        return LogCommunication(
            self.subject_id,
            Channel.CALL,
            incoming=values["way"] == INCOMING,
            text=values["text"],
            seconds=seconds(values["length"]) if values["length"] else None,
        )

    def _colleague(self, typed: str) -> UserId | Unset:
        """The colleague of that name, or the only one whose name begins so."""
        wanted = folded(typed)
        begun = [user for user in self.colleagues if wanted and folded(user.name).startswith(wanted)]
        exact = [user for user in begun if folded(user.name) == wanted] or begun
        return exact[0].id if len(exact) == 1 else UNSET

    @property
    def _local_now(self) -> datetime:
        return self._now().replace(tzinfo=None)

    @property
    def _area(self) -> NoteArea | None:
        return next(iter(self.query(NoteArea)), None) if self.is_mounted else None

    def _focus_first(self) -> None:
        area = self._area
        first = area if area is not None else next(iter(row.control for row in self.query_one(FieldForm).rows), None)
        if first is not None:
            self.screen.set_focus(first)  # at once: the next key may be here already

    # What happens while one types

    @on(FieldForm.Submitted)
    async def _submitted(self, event: FieldForm.Submitted) -> None:
        event.stop()
        await self.action_send()

    @on(FieldForm.Edited)
    def _edited(self, event: FieldForm.Edited) -> None:
        event.stop()
        self._go_on_typing()
        if event.name == "due":
            self.run_worker(self._read_back(event.value), group="deadline", exclusive=True)

    async def _read_back(self, text: str) -> None:
        now = self._local_now
        self._note_line(deadline.read_back(text, await deadline.read(text, now), now))

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._go_on_typing()

    @on(NoteArea.Offered)
    def _offered(self, event: NoteArea.Offered) -> None:
        event.stop()
        names = " · ".join(one_line(name) for name in event.names)
        self._note_line(Content.assemble(("tab ", "$text-accent"), (names, "")) if names else Content(""))

    def _go_on_typing(self) -> None:
        if self._warned:
            self._warned = False
            self._say("")

    # Drawing

    def _note_line(self, content: Content) -> None:
        for line in self.query(".composer-note").results(Static):
            line.update(content)

    def _say(self, sentence: str) -> None:
        for line in self.query(".composer-fault").results(Static):
            line.update(Content(one_line(sentence)))

    def _offer(self) -> Content:
        parts: list[tuple[str, str]] = []
        for mode, (key, name) in NAMES.items():
            off = mode in _NOT_CONNECTED
            parts += [(key, MUTED if off else "bold $accent"), (f" {_named(_(name))}{_GAP}", MUTED if off else "")]
        for key, name in REACHING:
            parts += [(key, "bold $accent"), (f" {_named(_(name))}{_GAP}", "")]
        return Content.assemble(*parts)

    @staticmethod
    def _keys(mode: Mode) -> Content:
        named = [("ctrl+s", _("save")), ("esc", _("back"))]
        if mode is Mode.NOTE:
            named.insert(1, ("@", _("call a colleague")))
        parts: list[tuple[str, str]] = [(_named(_(NAMES[mode][1])), "bold"), (_GAP, "")]
        for key, words in named:
            parts += [(key, "$text-accent"), (f" {words}{_GAP}", MUTED)]
        return Content.assemble(*parts)


def _named(name: str) -> str:
    """A way to write as it stands in the line; an abbreviation keeps its capitals."""
    return name if name.isupper() else in_passing(name)
