"""Something that happened, in full."""

from collections.abc import Iterable
from datetime import datetime

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_
from crm_tui.operations.feed import FeedItem
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.activity_feed.words import said, whole
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import MUTED, one_line
from crm_tui.widgets.wording import full_moment_text


class ReadingDialog(Dialog[None]):
    """Who and when above, every line of it below; nothing is changed here."""

    AUTO_FOCUS = "VerticalScroll"
    keys: tuple[tuple[str, str], ...] = (("esc", N_("back")),)

    def __init__(self, item: FeedItem, now: datetime, glyphs: Glyphs) -> None:
        super().__init__()
        at = item.at.astimezone(now.tzinfo)
        self.title_text = f"{full_moment_text(at)}   {one_line(item.author, 60)}"
        self._item = item
        self._words = said(item, now, glyphs).text

    def body(self) -> Iterable[Widget]:
        """Every line, as it was written."""
        own = "\n".join(whole(self._item))
        lines = [Content(line) for line in (own if own.strip() else self._words).splitlines()]
        details = Content.styled(self._item.address, MUTED) if self._item.address else Content("")
        with VerticalScroll(classes="dialog-reading") as scroll:
            yield Static(Content("\n").join([*lines, details]), markup=False)
        scroll.can_focus = True

    def action_accept(self) -> None:
        """Enter goes back as well."""
        self.dismiss(None)
