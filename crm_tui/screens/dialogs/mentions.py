"""Where one was called by ``@``: the notes, newest first (F3)."""

from collections.abc import Iterable
from datetime import datetime

from crm_tui.i18n import N_, _
from crm_tui.operations.notes import MentionInfo
from crm_tui.screens.dialogs.choose import ListDialog
from crm_tui.widgets.glyphs import UNICODE, Glyphs
from crm_tui.widgets.picker import PickerRow
from crm_tui.widgets.wording import moment_text


class MentionsDialog(ListDialog[MentionInfo]):
    """The mention to open the card of; those not seen yet have the sign of what is unread."""

    keys = (("enter", N_("open the card")), ("esc", N_("back")))

    def __init__(self, mentions: Iterable[MentionInfo], now: datetime, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(_("Where you were mentioned"), [(_row(one, now, glyphs), one) for one in mentions])


def _row(mention: MentionInfo, now: datetime, glyphs: Glyphs) -> PickerRow:
    note = mention.note
    sign = glyphs.unread if mention.unread else " "
    said = f"{moment_text(note.at, now, now.tzinfo)}  {note.author}: {note.text}"
    return PickerRow(note.id, mention.title, said, sign, "yellow" if mention.unread else "")
