"""vCard 2.1, 3.0 and 4.0 as phones, mail programs and other CRMs write them, card by card."""

import io
from collections.abc import Iterator
from pathlib import Path

from crm_tui.domain.phones import FastReader
from crm_tui.interchange.encoding import encoding_of
from crm_tui.interchange.errors import FileUnreadable
from crm_tui.interchange.source import ColumnGuess
from crm_tui.interchange.vcard_cards import Card, cards_in
from crm_tui.interchange.vcard_draft import draft_of
from crm_tui.interchange.vcard_read import properties_of
from crm_tui.operations.imports import Draft, RecordKind


class VcardFile:
    """A file of vCards."""

    format = "vcard"

    def __init__(self, path: Path, kind: RecordKind | None, region: str) -> None:
        self._path = path
        self._encoding = encoding_of(path)
        self._phones = FastReader(region)
        self.kind: RecordKind = kind or RecordKind.CONTACTS
        self.columns: tuple[ColumnGuess, ...] = ()
        self.total_hint: int | None = sum(1 for line in self._lines() if line[:11].upper() == "BEGIN:VCARD")

    def drafts(self) -> Iterator[Draft]:
        """The cards from the start; a card that cannot be read says why and the others go on."""
        for card in cards_in(self._lines()):
            yield self._draft(card)

    def _draft(self, card: Card) -> Draft:
        if card.problem:
            return Draft(card.number, problem=card.problem)
        draft = draft_of(card.number, properties_of(card.lines), self._phones.read)
        if self.kind is RecordKind.DEALS:
            draft.title = draft.name
        return draft

    def _lines(self) -> Iterator[str]:
        try:
            with self._path.open("rb") as file:
                text = io.TextIOWrapper(file, self._encoding, errors="replace")
                for line in iter(lambda: text.readline(1_000_000), ""):
                    yield line.rstrip("\r\n").lstrip("\ufeff").replace("\0", "")
        except OSError as error:
            raise FileUnreadable(self._path, error) from None
