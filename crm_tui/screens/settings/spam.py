"""The list of spam: what is on it, put there and taken off (I7)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from crm_tui.domain.rights import Right
from crm_tui.i18n import N_, _
from crm_tui.operations.spam import AddSpam, ListSpam, RemoveSpam, SpamEntry
from crm_tui.screens.settings.asking import ask_name
from crm_tui.screens.settings.list_screen import SettingsList
from crm_tui.widgets.card.data import CardBlock, CardField, Way
from crm_tui.widgets.plain import MUTED, one_line

_ADDRESS = 30


class SpamSettings(SettingsList):
    """Every number and address with who put it there; managers change this list as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New entry"), id="spam.new"),
        Binding("X", "remove", N_("Take off the list"), id="spam.remove"),
    ]
    right: ClassVar[Right] = Right.EDIT_DEALS

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._entries: tuple[SpamEntry, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """Settings, spam."""
        return _("Settings"), _("Spam")

    async def read(self) -> Sequence[CardBlock]:
        """The list, newest first."""
        self._entries = await self._store.ask(ListSpam())
        empty = _("No spam yet. The spam key on a deal adds its numbers, n one that you type.")
        return (CardBlock("", tuple(map(_line, self._entries)), empty),)

    def action_new(self) -> None:
        """A number or an address that is typed."""
        self.act(self._new)

    def action_remove(self) -> None:
        """Take the entry under the cursor off."""
        entry = next((one for one in self._entries if self.cursor and one.id == self.cursor.name), None)
        if entry is not None:
            self.act(lambda: self._remove(entry))

    async def opened(self, line: CardField) -> str | None:
        """There is nothing to open."""
        self.say(_("X takes it off the list; its deal comes back."))
        return None

    async def _new(self) -> str | None:
        title = _("A phone number or an e-mail address")
        made = await ask_name(self.app, title, lambda typed: self._store.do(AddSpam(typed)))
        return made.id if made else None

    async def _remove(self, entry: SpamEntry) -> str | None:
        await self._store.do(RemoveSpam(entry.id))
        told = _("Off the spam list: %(addresses)s") % {"addresses": one_line(entry.address, 60)}
        self.say(_("%(what)s · u undo") % {"what": told})
        return entry.id


def _line(entry: SpamEntry) -> CardField:
    address = one_line(entry.address, _ADDRESS)
    padding = " " * (_ADDRESS - Content(address).cell_length)
    day = f"{entry.at.astimezone():%d.%m.%Y}"
    details = f"  {day}  {one_line(entry.author, 24):<24}  {one_line(entry.title, 40)}"
    return CardField(entry.id, "", Content.assemble(address, padding, (details, MUTED)), way=Way.OPEN, cut=True)
