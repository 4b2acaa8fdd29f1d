"""Files named on one line, put on a card one by one."""

import asyncio
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crm_tui.domain.file_names import cleaned
from crm_tui.domain.ids import RecordId
from crm_tui.i18n import ngettext
from crm_tui.operations.base import Store
from crm_tui.operations.documents import AttachDocument
from crm_tui.operations.errors import CrmError, InvalidValue
from crm_tui.screens.dialogs.path import BETWEEN, home_opened
from crm_tui.screens.own_files import read_file


class Attaching:
    """``done`` counts the files that are on the card by now."""

    def __init__(self, store: Store, record_id: RecordId) -> None:
        self._store, self._record_id = store, record_id
        self.done = 0

    async def take(self, typed: str) -> tuple[str, str]:
        """Attach every file that can be; the paths of the others, as typed, and what is wrong with the first.

        Where some are on the card by then that is said too: they are gone from the line, and are not to be typed again.
        """
        left, fault = [], ""
        for piece in pieces(typed):
            try:
                await self._attach(path_of(piece))
            except CrmError as error:
                left.append(piece)
                fault = fault or (error.reason if isinstance(error, InvalidValue) else str(error))
        if fault and self.done:
            there = ngettext(
                "%(n)d file is attached; the rest is not: ", "%(n)d files are attached; the rest is not: ", self.done
            )
            fault = there % {"n": self.done} + fault
        return f"{BETWEEN} ".join(left), fault

    async def _attach(self, path: Path) -> None:
        data = await asyncio.to_thread(read_file, path)
        await self._store.do(AttachDocument(self._record_id, cleaned(path.name), data))
        self.done += 1


def pieces(typed: str) -> list[str]:
    """The paths on a line; a sign that parts them may stand in a name, where a file is called so."""
    line = typed.strip()
    if BETWEEN in line and path_of(line).is_file():
        return [line]
    return [piece.strip() for piece in line.split(BETWEEN) if piece.strip()]


def path_of(piece: str) -> Path:
    """The path that was typed or pasted: in quotes, or as the link that a file manager copies."""
    plain = piece[1:-1] if len(piece) > 1 and piece[0] == piece[-1] and piece[0] in "'\"" else piece
    return home_opened(unquote(urlsplit(plain).path) if plain.startswith("file://") else plain)
