"""The tab of documents: attached, read, opened, saved, made from templates (C6)."""

from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.content import Content

from crm_tui.domain.fields import Entity
from crm_tui.domain.ids import RecordId
from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.documents import DocumentInfo, ListDocuments
from crm_tui.papers.kinds import sign
from crm_tui.screens.card.custom_values import AnyRecord
from crm_tui.screens.card.pages.base import Desk, Plain
from crm_tui.screens.card.pages.document_acts import DocumentActs
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.file_size import size_words
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, content, one_line


class DocumentsPage(Plain):
    """The files of a card, newest first."""

    id = "documents"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._record_id = RecordId("")
        self._shown: dict[str, DocumentInfo] = {}

    @property
    def title(self) -> str:
        """What stands on the tab."""
        return _("Documents")

    @property
    def acts(self) -> Mapping[str, str]:
        """Opening and saving; making from a template, which takes a deal's data."""
        no_deal = "" if self._desk.entity is Entity.DEAL else _("Offers and invoices are made on the card of a deal.")
        nothing = "" if self._shown else _("There is no document here yet; + attaches one.")
        return {"launch": nothing, "export": nothing, "make": no_deal}

    async def blocks(self, store: Store, card: AnyRecord) -> tuple[CardBlock, ...]:
        """A line for each document."""
        self._record_id = RecordId(card.id)
        documents = await store.ask(ListDocuments(self._record_id))
        self._shown = {document.id: document for document in documents}
        lines = tuple(document_line(document, self._desk.glyphs) for document in documents)
        return (CardBlock("", lines, _("No documents yet; + attaches a file.")),)

    async def opened(self, app: App[Any], field: CardField) -> bool:
        """Enter shows what is in it."""
        document = self._shown.get(field.name)
        return document is not None and await self._acts(app).preview(document)

    async def more(self, app: App[Any], field: CardField | None) -> bool:
        """Attach files."""
        return await self._acts(app).attach()

    async def less(self, app: App[Any], field: CardField) -> bool:
        """Take a document out of sight; an undo brings it back."""
        document = self._shown.get(field.name)
        return document is not None and await self._acts(app).delete(document)

    async def act(self, app: App[Any], name: str, field: CardField | None) -> bool:
        """Open in its own program, save to a file, make from a template."""
        if name == "make":
            return await self._acts(app).make()
        document = self._shown.get(field.name) if field else None
        if document is None:
            return False
        acts = self._acts(app)
        return await (acts.launch(document) if name == "launch" else acts.export(document))

    def _acts(self, app: App[Any]) -> DocumentActs:
        return DocumentActs(app, self._desk, self._record_id)


def document_line(document: DocumentInfo, glyphs: Glyphs) -> CardField:
    """Kind, name and size, by whom and when; one whose content is gone says so."""
    kind = content(f"{sign(document.media_type, document.name):<5}", MUTED)
    gone = content(f"{glyphs.overdue} {_('content is gone')}  ", "$text-error") if document.vanished else Content("")
    who = f"{one_line(document.author, 24)}  {document.at.astimezone():%d.%m.%Y}"
    remark = content(f"{size_words(document.size)}  {who}", MUTED)
    shown = Content.assemble(kind, gone, content(document.name))
    brief = content(size_words(document.size), MUTED)
    return CardField(document.id, "", shown, way=Way.OPEN, remark=remark, brief=brief, cut=True)
