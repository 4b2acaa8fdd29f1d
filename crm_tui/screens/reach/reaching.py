"""Writing to a client and calling: a way is chosen, its program opened, and that written down."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App

from crm_tui.domain import links
from crm_tui.domain.ids import RecordId
from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.reach import RecordReach
from crm_tui.screens.opener import open_outside, opens_here
from crm_tui.screens.reach.targets import WAY_NAMES, Reachable, Target, to_call, to_write, why_not_call, why_not_write
from crm_tui.widgets.glyphs import Glyphs


class Reaching:
    """Each act answers whether a program was opened and that is written down. What the store refuses rises."""

    def __init__(self, app: App[Any], store: Store, say: Callable[[str], None], glyphs: Glyphs) -> None:
        self._app, self._store, self._say, self._glyphs = app, store, say, glyphs

    async def write(self, record_id: RecordId, people: Sequence[Reachable], text: str = "") -> bool:
        """Write by the only way there is, or by one that is chosen; a text may be typed on the way."""
        if reason := why_not_write(people):
            self._say(reason)
            return False
        return await self._choose(record_id, _("Write by"), to_write(people), text)

    async def call(self, record_id: RecordId, people: Sequence[Reachable]) -> bool:
        """Call the only number there is, or one that is chosen."""
        if reason := why_not_call(people):
            self._say(reason)
            return False
        return await self._choose(record_id, _("Call"), to_call(people), "")

    async def _choose(self, record_id: RecordId, title: str, targets: Sequence[Target], text: str) -> bool:
        from crm_tui.screens.dialogs.reach import TEXT_FIRST, ReachDialog

        if len(targets) == 1:
            return await self._open(record_id, targets[0], text)
        chosen = await self._app.push_screen_wait(ReachDialog(title, targets, text))
        while chosen == TEXT_FIRST:
            text = await self._typed(text)
            chosen = await self._app.push_screen_wait(ReachDialog(title, targets, text))
        return isinstance(chosen, Target) and await self._open(record_id, chosen, text)

    async def _typed(self, text: str) -> str:
        from crm_tui.screens.dialogs.prompt import PromptDialog

        typed = await self._app.push_screen_wait(PromptDialog(_("The text of the message"), value=text))
        return text if typed is None else typed

    async def _open(self, record_id: RecordId, target: Target, text: str) -> bool:
        """Open the program here, or show the link where there is none; what it does not take is on the clipboard."""
        carried = links.carries(target.way, target.address, text)
        link = links.link(target.way, target.address, text if carried else "")
        left = "" if carried else text
        if not (opens_here() and await self._opened(link)) and not await self._shown(target, link, left):
            return False
        await self._store.do(RecordReach(record_id, target.way, target.address, text))
        self._tell(target, left)
        return True

    async def _opened(self, link: str) -> bool:
        return links.is_allowed(link) and await asyncio.to_thread(open_outside, link)

    async def _shown(self, target: Target, link: str, left: str) -> bool:
        """Show the link to be opened elsewhere; whether it was."""
        from crm_tui.screens.dialogs.link import LinkDialog

        bare = links.link(target.way, target.address)
        used = await self._app.push_screen_wait(LinkDialog(target, link, bare, left, self._glyphs))
        return used is True

    def _tell(self, target: Target, left: str) -> None:
        if left:
            self._app.copy_to_clipboard(left)
        names = {"program": _(WAY_NAMES[target.way])}
        said = _("%(program)s: opened; the text is on the clipboard, paste it there · u undo")
        self._say((said if left else _("%(program)s: opened, result unknown · u undo")) % names)
