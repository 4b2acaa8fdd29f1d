"""A link to be opened on another machine: to click, on the clipboard, and as a code for a phone's camera."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.i18n import N_, _
from crm_tui.screens.dialogs.dialog import Dialog
from crm_tui.screens.reach.targets import WAY_NAMES, Target
from crm_tui.widgets.glyphs import ASCII, Glyphs
from crm_tui.widgets.plain import MUTED, one_line
from crm_tui.widgets.qr_code import qr_code

_FRAME: Final = 76
"""Cells that the dialog is wide at most; four of them are its edges."""
_BESIDE: Final = 30
"""Cells that the words need beside the code."""
_ROOMY: Final = 60
_AROUND, _AROUND_TINY = 7, 4
"""Lines of the dialog that are not the code: edges, title, keys; a tiny one has no title."""


class LinkDialog(Dialog[bool]):
    """Shows a link; True says that it was opened. ``bare`` is the link without the text, ``left`` a text it lacks."""

    AUTO_FOCUS = "VerticalScroll"
    keys: tuple[tuple[str, str], ...] = (
        ("enter", N_("opened: put it into the feed")),
        ("y", N_("copy the link")),
        ("esc", N_("back")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", N_("Copy the link"), show=False, id="link.copy"),
        Binding("t", "copy_text", N_("Copy the text"), show=False, id="link.copy_text"),
    ]

    def __init__(self, target: Target, link: str, bare: str, left: str, glyphs: Glyphs) -> None:
        super().__init__()
        self.title_text = f"{_(WAY_NAMES[target.way])}: {target.typed}"
        self._link, self._bare, self._left = link, bare, left
        self._plain = glyphs is ASCII
        if left:
            self.keys = (*self.keys[:2], ("t", N_("copy the text")), *self.keys[2:])

    def body(self) -> Iterable[Widget]:
        """The code with the words beside it, else above them; words alone where it would be cut."""
        size = self.app.size
        wide = min(size.width, _FRAME) - 4
        high = size.height - (_AROUND if size.width >= _ROOMY else _AROUND_TINY)
        beside = self._code(wide - _BESIDE, high)
        above = None if beside else self._code(wide, high)
        words = Static(self._words(with_code=bool(beside or above)), classes="link-words", markup=False)
        codes = [Static(code, classes="link-code", markup=False) for code in (beside, above) if code]
        with VerticalScroll(classes="link") as scroll:
            yield (Horizontal if beside else Vertical)(*codes, words, classes="link-both")
        scroll.can_focus = True

    def on_mount(self) -> None:
        """The link is on the clipboard before anybody asks."""
        self.app.copy_to_clipboard(self._link)

    def answer(self) -> bool:
        """It was opened."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a text to copy only where the link does not carry it."""
        return bool(self._left) if action == "copy_text" else True

    def action_copy(self) -> None:
        """Copy the link once more."""
        self._copy(self._link)

    def action_copy_text(self) -> None:
        """Copy the text that the link does not carry."""
        self._copy(self._left)

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.app.notify(_("Copied: %(what)s") % {"what": one_line(text, 60)}, markup=False)

    def _code(self, cells: int, lines: int) -> Content | None:
        """The whole link as a code; where that is too large, the link without its text."""
        codes = (qr_code(one, cells, lines, plain=self._plain) for one in (self._link, self._bare))
        return next((code for code in codes if code is not None), None)

    def _words(self, *, with_code: bool) -> Content:
        seen = _("No program opens here. Click the link, paste it from the clipboard, or point a phone at the code.")
        small = _(
            "No program opens here. Click the link or paste it from the clipboard; for a code, enlarge the window."
        )
        parts = [Content(seen if with_code else small), Content.styled(self._link, _clickable(self._link))]
        if self._left:
            parts.append(Content.styled(_("The link takes no text along; t copies it."), MUTED))
        return Content("\n\n").join(parts)


def _clickable(link: str) -> Style:
    """A hyperlink of the terminal's own (OSC 8)."""
    return Style(underline=True, link=link)
