"""What was merged into a contact: lines on its card, and taking one of them out again (B11)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from textual.app import App
from textual.content import Content

from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.matching import MergeInfo, SplitContacts
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, content, one_line
from crm_tui.widgets.wording import moment_text

_PREFIX: Final = "merge."
_NAME: Final = 60


def merge_blocks(merges: Sequence[MergeInfo], now: datetime) -> tuple[CardBlock, ...]:
    """A line for each, the newest first; nothing where nothing was merged."""
    lines = tuple(
        CardField(f"{_PREFIX}{merge.id}", "", _line(merge, now), merge.name, way=Way.OPEN, cut=True) for merge in merges
    )
    return (CardBlock(_("Merged into this card"), lines),) if lines else ()


def under(field: CardField | None, merges: Sequence[MergeInfo]) -> MergeInfo | None:
    """The merge that a line of the card stands for."""
    name = field.name if field else ""
    return next((merge for merge in merges if name == f"{_PREFIX}{merge.id}"), None)


async def take_apart(
    app: App[Any], store: Store, merges: Sequence[MergeInfo], merge: MergeInfo | None, say: Callable[[str], None]
) -> bool:
    """Take a merge apart after asking which one, where none is named, and whether; what the store refuses rises."""
    from crm_tui.screens.dialogs.choose import ListDialog
    from crm_tui.screens.dialogs.confirm import ConfirmDialog
    from crm_tui.widgets.picker import PickerRow

    chosen = merge or (merges[0] if len(merges) == 1 else None)
    if chosen is None:
        rows = [(PickerRow(one.id, one.name, one.by), one) for one in merges]
        chosen = await app.push_screen_wait(ListDialog(_("Take which one out?"), rows))
    if chosen is None:
        return False
    question = _("Take “%(name)s” out again, with all that came along?") % {"name": one_line(chosen.name, _NAME)}
    if not await app.push_screen_wait(ConfirmDialog(question, _("Take out"), _("Keep"))):
        return False
    await store.do(SplitContacts(chosen.id))
    say(_("Taken out: %(name)s · u undo") % {"name": one_line(chosen.name, _NAME)})
    return True


def _line(merge: MergeInfo, now: datetime) -> Content:
    when = ", ".join(filter(None, (moment_text(merge.at, now), one_line(merge.by, _NAME))))
    return Content.assemble(content(merge.name), (f"  {when}", MUTED))
