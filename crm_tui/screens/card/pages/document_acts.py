"""What managers do with the documents of a card; each act answers whether anything changed."""

import asyncio
from pathlib import Path
from typing import Any

from textual.app import App

from crm_tui.domain.file_names import cleaned
from crm_tui.domain.ids import DealId, RecordId
from crm_tui.i18n import _, ngettext
from crm_tui.operations.documents import (
    DeleteDocument,
    DocumentInfo,
    ListTemplates,
    MakeDocument,
    ReadDocument,
)
from crm_tui.screens.card.pages.base import Desk
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.plain import one_line


class DocumentActs:
    """Acts on the documents of one card. What the store refuses rises."""

    def __init__(self, app: App[Any], desk: Desk, record_id: RecordId) -> None:
        self._app, self._desk, self._store = app, desk, desk.store
        self._record_id = record_id

    async def attach(self) -> bool:
        """Put files on the card whose paths are typed or pasted, until all are there or the person goes back."""
        from crm_tui.screens.card.pages.attaching import Attaching
        from crm_tui.screens.dialogs.file_path import FilePathDialog

        attaching = Attaching(self._store, self._record_id)
        title, example = _("Attach files"), _("~/offer.pdf; several are parted by ;")
        dialog = FilePathDialog(title, example, browsing=True)
        while (typed := await self._app.push_screen_wait(dialog)) is not None:
            left, fault = await attaching.take(typed)
            if not fault:
                break
            dialog = FilePathDialog(title, example, value=left, fault=fault, browsing=True)
        if attaching.done:
            said = ngettext("Attached: %(n)d file · u undo", "Attached: %(n)d files · u undo", attaching.done)
            self._desk.say(said % {"n": attaching.done})
        return attaching.done > 0

    async def preview(self, document: DocumentInfo) -> bool:
        """Show what is in it; from there it can be opened in its own program."""
        from crm_tui.screens.dialogs.document import DocumentDialog
        from crm_tui.widgets.document_view import drawn

        held = await self._store.ask(ReadDocument(document.id))
        size = max(20, min(self._app.size.width - 6, 70)), max(4, min(self._app.size.height - 6, 22))
        body = await asyncio.to_thread(drawn, held, size, self._desk.glyphs)
        if await self._app.push_screen_wait(DocumentDialog(document.name, body)):
            await self.launch(document)
        return False

    async def launch(self, document: DocumentInfo) -> bool:
        """Open a private copy in the system's program."""
        from crm_tui.screens.launching import launch

        held = await self._store.ask(ReadDocument(document.id))
        await asyncio.to_thread(launch, document.name, held.data)
        self._desk.say(_("Opened a copy of “%(name)s”; attach it anew if you change it.") % {"name": _named(document)})
        return False

    async def export(self, document: DocumentInfo) -> bool:
        """Save it under a path that is typed; what is there is asked about first."""
        from crm_tui.interchange.errors import FileError
        from crm_tui.screens.dialogs.file_path import FilePathDialog
        from crm_tui.screens.dialogs.path import home_opened

        held = await self._store.ask(ReadDocument(document.id))
        name = cleaned(document.name)
        title, example = _("Save to a file"), f"~/{name}"
        dialog = FilePathDialog(title, example, value=example)
        while (typed := await self._app.push_screen_wait(dialog)) is not None:
            path = home_opened(typed)
            path = path / name if path.is_dir() else path
            try:
                if await self._written(path, held.data):
                    self._desk.say(_("Saved to “%(file)s”.") % {"file": one_line(str(path), 120)})
                    return False
                fault = _("Choose another name.")
            except FileError as error:
                fault = str(error)
            dialog = FilePathDialog(title, example, value=typed, fault=fault)
        return False

    async def make(self) -> bool:
        """Fill a template with the deal's data."""
        from crm_tui.screens.dialogs.choose import ListDialog

        templates = await self._store.ask(ListTemplates())
        rows = [(PickerRow(each.id, each.name, "" if each.at else _("built in")), each) for each in templates]
        chosen = await self._app.push_screen_wait(ListDialog(_("Make from a template"), rows))
        if chosen is None:
            return False
        made = await self._store.do(MakeDocument(DealId(self._record_id), chosen.id))
        self._desk.say(_("Made: %(title)s · u undo") % {"title": _named(made)})
        return True

    async def delete(self, document: DocumentInfo) -> bool:
        """Take it off the card."""
        await self._store.do(DeleteDocument(document.id))
        self._desk.say(_("Deleted: %(title)s · u undo") % {"title": _named(document)})
        return True

    async def _written(self, path: Path, data: bytes) -> bool:
        """Whether it was; False where a file is there and the person keeps it. Raises FileError."""
        from crm_tui.interchange.errors import FileExists
        from crm_tui.screens.dialogs.confirm import ConfirmDialog
        from crm_tui.screens.own_files import write_file

        try:
            await asyncio.to_thread(write_file, path, data)
        except FileExists:
            question = _("“%(file)s” is there already. Replace it?") % {"file": one_line(str(path), 120)}
            if not await self._app.push_screen_wait(ConfirmDialog(question, _("Replace"), _("Keep"))):
                return False
            await asyncio.to_thread(write_file, path, data, over=True)
        return True


def _named(document: DocumentInfo) -> str:
    return one_line(document.name, 60)
