"""What a change of many deals would do, before it is done (P6)."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.deals import BulkResult, Refusal
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.widgets.plain import MUTED, one_line

MOST_REFUSALS = 100


class BulkPreviewDialog(Dialog[bool]):
    """How many deals will change, and which are left alone and why; enter goes ahead.

    ``question`` asks for the act, as in "Move to Won?": nothing is done yet. Where nothing would change, only the way
    back is offered.
    """

    keys: tuple[tuple[str, str], ...] = (("enter", N_("go ahead")), ("esc", N_("back")))
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, result: BulkResult, question: str) -> None:
        super().__init__()
        self.title_text = question
        self._result = result
        if not result.changed:
            self.keys = (("esc", N_("back")),)

    def body(self) -> Iterable[Widget]:
        """The count, then the refusals by name."""
        yield Static(Content(self._summary()), classes="dialog-text", markup=False)
        yield VerticalScroll(Static(self._refusals(), markup=False), classes="dialog-list")

    def answer(self) -> bool | None:
        """Yes, where anything at all would change."""
        return True if self._result.changed else None

    def action_cancel(self) -> None:
        """No."""
        self.dismiss(False)

    def _summary(self) -> str:
        changed, refused = len(self._result.changed), len(self._result.refused)
        if not changed:
            return _("Nothing will change.")
        will = ngettext("%(n)d deal will change.", "%(n)d deals will change.", changed) % {"n": changed}
        if not refused:
            return will
        stays = ngettext("%(n)d stays as it is:", "%(n)d stay as they are:", refused) % {"n": refused}
        return f"{will} {stays}"

    def _refusals(self) -> Content:
        shown = self._result.refused[:MOST_REFUSALS]
        lines = [self._refusal(refusal) for refusal in shown]
        hidden = len(self._result.refused) - len(shown)
        if hidden:
            lines.append(Content(_("… and %(n)d more") % {"n": hidden}))
        return Content("\n").join(lines)

    def _refusal(self, refusal: Refusal) -> Content:
        return Content.assemble(
            ("! ", "$text-warning"), one_line(refusal.title, 60), (f"  {one_line(refusal.reason)}", MUTED)
        )
