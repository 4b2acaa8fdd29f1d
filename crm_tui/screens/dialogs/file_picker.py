"""Choosing a file from its folder by keys alone: textual-fspicker in the frame and the words of the other dialogs."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual_fspicker.base_dialog import Dialog as Frame
from textual_fspicker.base_dialog import FileSystemPickerScreen
from textual_fspicker.parts import CurrentDirectory, DirectoryNavigation
from textual_fspicker.parts.directory_navigation import DirectoryEntry
from textual_fspicker.safe_tests import is_dir, is_file

from crm_tui.i18n import N_, _
from crm_tui.widgets.file_size import size_words
from crm_tui.widgets.plain import MUTED, one_line

_MOST: Final = 5_000
"""Names of a folder that are looked at."""
_NAME: Final = 200
_KEYS: Final = (
    ("enter", N_("choose")),
    ("backspace", N_("folder above")),
    (".", N_("hidden files")),
    ("esc", N_("back")),
)


class Entry(DirectoryEntry):
    """A file or a folder as a line: a folder has its slash, a name is clean and never markup."""

    def _as_renderable(self, location: Path) -> Table:
        line = Table.grid(expand=True, padding=(0, 1, 0, 0))
        line.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        line.add_column(justify="right", no_wrap=True, style=self._styles.size)
        line.add_column(justify="right", no_wrap=True, style=self._styles.time)
        line.add_row(*_cells(location))
        return line


class Folder(DirectoryNavigation):
    """A folder's lines. One that cannot be read says so and stays empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "navigate_up", N_("Folder above"), show=False, id="files.up"),
    ]

    @work(exclusive=True, thread=True, exit_on_error=False)
    def _load(self) -> None:
        self._entries = []
        try:
            self._entries = [Entry(path, self._styles) for path in self._paths()]
        except OSError:
            self.post_message(self.PermissionError(self, self._location))
        self.app.call_from_thread(self._repopulate_display)

    def _paths(self) -> Iterator[Path]:
        return (path for path in islice(self._location.iterdir(), _MOST) if is_dir(path) or is_file(path))

    def _repopulate_display(self) -> None:
        with self.app.batch_update():
            self.clear_options()
            if not self.is_root:
                self.add_option(Entry(self._location / "..", self._styles))
            self.add_options(self._sort(entry for entry in self._entries if not self.hide(entry.location)))
        self._settle_highlight()


class FilePicker(FileSystemPickerScreen):
    """A file that is there, chosen by enter; None where the person goes back."""

    CSS_PATH = Path(__file__).parents[2] / "styles" / "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Back"), show=False, id="files.cancel"),
        Binding("full_stop", "hidden", N_("Hidden files"), show=False, id="files.hidden"),
    ]

    def __init__(self, folder: Path, title: str) -> None:
        super().__init__(folder, title)
        self.ERROR_PERMISSION_ERROR = _("This folder cannot be read; backspace goes back.")

    def compose(self) -> ComposeResult:
        """The title, where one is, what is there, the keys."""
        with Frame(classes="dialog-frame"):
            yield Static(Content(one_line(self._title)), classes="dialog-title", markup=False)
            yield CurrentDirectory(markup=False)
            yield Folder(self._location)
            yield Static("", classes="form-fault", id="fault", markup=False)
            yield Static(_key_line(), classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """The keys are the list's."""
        super().on_mount()
        self._tell_folder()

    def action_cancel(self) -> None:
        """Leave with nothing."""
        self.dismiss(None)

    @on(DirectoryNavigation.Changed)
    def _tell_folder(self) -> None:
        folder = self.query_one(Folder).location
        self.query_one(CurrentDirectory).current_directory = Path(one_line(str(folder)))

    @on(DirectoryNavigation.Selected)
    def _chosen(self, event: DirectoryNavigation.Selected) -> None:
        self.dismiss(event.path)

    def _set_error(self, message: str = "") -> None:
        fault = self.query_one("#fault", Static)
        fault.update(Content(message))
        fault.display = bool(message)


def _cells(location: Path) -> tuple[Text, ...]:
    """Name, size and day; of what vanished meanwhile the name alone."""
    name = one_line(location.name, _NAME)
    if is_dir(location):
        return Text(f"{name}/"), Text(""), Text("")
    try:
        told = location.stat()
    except OSError:
        return Text(name), Text(""), Text("")
    return Text(name), Text(size_words(told.st_size)), Text(f"{datetime.fromtimestamp(told.st_mtime):%d.%m.%Y}")


def _key_line() -> Content:
    parts: list[tuple[str, str]] = []
    for key, meaning in _KEYS:
        parts += [(key, "$text-accent"), (f" {_(meaning)}   ", MUTED)]
    return Content.assemble(*parts)
