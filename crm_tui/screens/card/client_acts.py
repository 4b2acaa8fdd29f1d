"""What managers do with contacts and companies, the same for both: tags, responsible, deleting, copying, undo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import App

from crm_tui.domain.ids import UserId
from crm_tui.domain.text import clean
from crm_tui.i18n import _
from crm_tui.operations.base import Command, Store
from crm_tui.operations.directory import ListTags, ListUsers
from crm_tui.operations.values import Email, Phone, Tag
from crm_tui.widgets.plain import one_line

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ClientCommands:
    """What the acts ask of the store for one client."""

    tag: Callable[[tuple[str, ...], tuple[str, ...]], Command[Any]]
    assign: Callable[[UserId | None], Command[Any]]
    delete: Callable[[], Command[Any]]


class ClientActs:
    """Acts on one client; each answers whether anything came of it. What the store refuses rises."""

    def __init__(self, app: App[Any], store: Store, say: Say) -> None:
        self._app = app
        self._store = store
        self._say = say

    async def tag(self, carried: Sequence[Tag], commands: ClientCommands) -> bool:
        """Put tags on and take them off."""
        from crm_tui.screens.dialogs.tags import TagDialog

        tags = await self._store.ask(ListTags())
        answer = await self._app.push_screen_wait(TagDialog(tags, frozenset(tag.id for tag in carried)))
        if answer is None or answer == ((), ()):
            return False
        return await self._done(commands.tag(*answer), _("Tags changed"))

    async def assign(self, present: UserId | None, commands: ClientCommands) -> bool:
        """Make a colleague, or nobody, responsible."""
        from crm_tui.screens.dialogs.choose import AssigneeDialog

        users = await self._store.ask(ListUsers())
        chosen = await self._app.push_screen_wait(AssigneeDialog(users, present))
        user = None if chosen == "nobody" else UserId(chosen or "")
        if chosen is None or user == present:
            return False
        name = next((one.name for one in users if one.id == user), _("nobody"))
        return await self._done(commands.assign(user), _("Responsible: %(name)s") % {"name": one_line(name, 60)})

    async def delete(self, name: str, commands: ClientCommands) -> bool:
        """Take a client out of sight, after asking."""
        from crm_tui.screens.dialogs.confirm import ConfirmDialog

        question = _("Delete “%(title)s”? u brings it back.") % {"title": one_line(name, 60)}
        if not await self._app.push_screen_wait(ConfirmDialog(question, _("Delete"), _("Keep"))):
            return False
        return await self._done(commands.delete(), _("Deleted"))

    async def copy(self, name: str, phones: Sequence[Phone], emails: Sequence[Email]) -> bool:
        """Copy a phone, an e-mail or the name; asks which."""
        from crm_tui.screens.dialogs.choose import ChoiceDialog

        points: list[Phone | Email] = [*phones, *emails]
        rows = [(point.typed, point.typed, point.label) for point in points]
        chosen = await self._app.push_screen_wait(ChoiceDialog(_("Copy what?"), [*rows, (name, name, "")]))
        if chosen is not None:
            self._app.copy_to_clipboard(clean(chosen))
            self._say(_("Copied: %(what)s") % {"what": one_line(chosen, 60)})
        return False

    async def _done(self, command: Command[Any], said: str) -> bool:
        await self._store.do(command)
        self._say(_("%(what)s · u undo") % {"what": said})
        return True
