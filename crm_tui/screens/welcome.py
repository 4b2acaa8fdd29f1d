"""The first start: sample data, an import, or an empty board."""

from collections.abc import Awaitable, Callable
from enum import Enum
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from crm_tui.domain.text import clean
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.base import Store
from crm_tui.operations.errors import CrmError
from crm_tui.operations.imports import ImportReport
from crm_tui.screens.closing import ClosesOnce
from crm_tui.screens.dialogs.path import home_opened
from crm_tui.screens.files import Files, Progress
from crm_tui.widgets.failures import Failure
from crm_tui.widgets.keys import KeyHints
from crm_tui.widgets.progress_words import progress_line

FillSample = Callable[[Store, Progress], Awaitable[None]]


class WelcomeChoice(Enum):
    """How the first day began."""

    SAMPLE = "sample"
    IMPORTED = "imported"
    EMPTY = "empty"


class WelcomeScreen(ModalScreen[WelcomeChoice], ClosesOnce[WelcomeChoice]):
    """Offers three beginnings, shows how far the chosen one is, and says so where it fails."""

    CSS_PATH = "../styles/welcome.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sample", N_("Sample data"), id="welcome.sample"),
        Binding("i", "import", N_("Import a file"), id="welcome.import"),
        Binding("e", "empty", N_("Empty board"), id="welcome.empty"),
        Binding("escape", "back", N_("Back"), id="welcome.back", show=False),
    ]

    class Advanced(Message):
        """So many of so many are done."""

        def __init__(self, done: int, total: int) -> None:
            self.done = done
            self.total = total
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the newest count matters."""
            return isinstance(message, WelcomeScreen.Advanced)

    def __init__(self, store: Store, fill_sample: FillSample | None = None, files: Files | None = None) -> None:
        super().__init__()
        self._store = store
        self._fill_sample = fill_sample
        self._files = files
        self._busy = False

    def compose(self) -> ComposeResult:
        """The three choices; below them the line that asks, counts or explains."""
        with_keys = Content("\n").join(
            Content.assemble((f" {key}  ", "bold $accent"), what) for key, what in self._offers()
        )
        yield Static(Content(_("Welcome. Your board is ready; how shall it begin?")), id="welcome-title")
        yield Static(with_keys, id="welcome-choices")
        yield Input(placeholder=_("Path of a CSV, XLSX or VCF file"), id="welcome-path")
        yield Static(id="welcome-status")
        yield KeyHints()

    def on_mount(self) -> None:
        """The path is asked for when it is wanted."""
        self.query_one(Input).display = False

    def _offers(self) -> list[tuple[str, str]]:
        offers = [
            ("s", _("Sample data, to look around"), self._fill_sample),
            ("i", _("Import a file from another program"), self._files),
            ("e", _("An empty board"), True),
        ]
        return [(key, what) for key, what, there in offers if there]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is being filled in, the rest waits."""
        offered = {"sample": self._fill_sample, "import": self._files}
        if action in offered and offered[action] is None:
            return False
        return None if self._busy and action in (*offered, "empty", "back") else True

    def why_disabled(self, action: str) -> str | None:
        """Why a choice does not answer just now."""
        return _("Please wait until the data is in.") if self._busy else None

    def action_sample(self) -> None:
        """Fill the store with sample data."""
        assert self._fill_sample is not None
        self._begin()
        self._work_on_sample(self._fill_sample)

    def action_import(self) -> None:
        """Ask for the file."""
        path = self.query_one(Input)
        path.display = True
        path.focus()

    def action_empty(self) -> None:
        """Begin with nothing."""
        self.dismiss(WelcomeChoice.EMPTY)

    def action_back(self) -> None:
        """From the path to the choices, from the choices to an empty board."""
        path = self.query_one(Input)
        if not path.display:
            self.dismiss(WelcomeChoice.EMPTY)
            return
        path.display = False
        self.set_focus(None)
        self._say("")

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        named = event.value.strip()
        if named and not self._busy and self._files is not None:
            self._begin()
            self._work_on_import(self._files, home_opened(named))

    @work(exclusive=True, group="welcome", exit_on_error=False)
    async def _work_on_sample(self, fill: FillSample) -> None:
        await fill(self._store, self._advance)
        self.dismiss(WelcomeChoice.SAMPLE)

    @work(exclusive=True, group="welcome", exit_on_error=False)
    async def _work_on_import(self, files: Files, path: Path) -> None:
        from crm_tui.screens.importing.review import ImportReviewScreen

        report = await self.app.push_screen_wait(ImportReviewScreen(self._store, files, path))
        if report is None:
            self._rest()
            return
        self.notify(_summary(report), severity="warning" if report.refused else "information", markup=False)
        self.dismiss(WelcomeChoice.IMPORTED)

    def _rest(self) -> None:
        """Nothing is under way any more, and nothing is said of it."""
        self._busy = False
        self.refresh_bindings()
        self._say("")

    def _begin(self) -> None:
        self._busy = True
        self.refresh_bindings()
        self._say(_("Working…"))

    def _advance(self, done: int, total: int) -> None:
        self.post_message(self.Advanced(done, total))

    def on_welcome_screen_advanced(self, event: Advanced) -> None:
        """Draw the bar anew."""
        if self._busy:
            self._say(progress_line(event.done, event.total))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A failure is told here, beside the choices; what nobody expected goes to the app as well."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        self._busy = False
        self.refresh_bindings()
        if isinstance(error, CrmError):
            self._say(str(error))
        elif isinstance(error, OSError):
            self._say(_("“%(file)s” cannot be read; check the name and try again.") % {"file": error.filename})
        else:
            self._say("")
            self.post_message(Failure(error))

    def _say(self, sentence: str) -> None:
        self.query_one("#welcome-status", Static).update(Content(clean(sentence)))


def _summary(report: ImportReport) -> str:
    taken = report.new + report.updated + report.added + report.made
    said = ngettext("%(n)s row taken in.", "%(n)s rows taken in.", taken) % {"n": taken}
    if not report.refused:
        return said
    refused = ngettext("%(n)s row could not be read", "%(n)s rows could not be read", report.refused)
    advice = _("crm-tui import FILE --dry-run says why.")
    return f"{said} {refused % {'n': report.refused}}; {advice}"
