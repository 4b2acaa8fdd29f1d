"""What is done to items of a feed: tasks done and changed, notes taken away."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from textual.app import App

from crm_tui.domain.ids import NoteId
from crm_tui.i18n import _
from crm_tui.operations.base import Store
from crm_tui.operations.feed import FeedItem
from crm_tui.operations.notes import DeleteNote
from crm_tui.operations.tasks import CompleteTask, EditTask
from crm_tui.operations.values import TaskInfo
from crm_tui.widgets.activity_feed.words import said, whole
from crm_tui.widgets.glyphs import Glyphs
from crm_tui.widgets.plain import one_line
from crm_tui.widgets.wording import full_moment_text


class FeedActs:
    """Each answers whether anything changed; what the store refuses rises."""

    def __init__(self, app: App[Any], store: Store, say: Callable[[str], None]) -> None:
        self._app = app
        self._store = store
        self._say = say

    async def read(self, item: FeedItem, now: datetime, glyphs: Glyphs) -> bool:
        """Show an item in full."""
        from crm_tui.screens.dialogs.feed import ReadingDialog

        title = f"{full_moment_text(item.at.astimezone(now.tzinfo))}   {one_line(item.author, 60)}"
        own = whole(item) if item.text.strip() else said(item, now, glyphs).text.splitlines()
        await self._app.push_screen_wait(ReadingDialog(title, own))
        return False

    async def done(self, item: FeedItem) -> bool:
        """A task is done; what came of it may be written."""
        from crm_tui.screens.dialogs.prompt import PromptDialog

        if item.task is None:
            return False
        title = _("Done: %(task)s") % {"task": one_line(item.text, 60)}
        result = await self._app.push_screen_wait(PromptDialog(title, _("What came of it? (may stay empty)")))
        if result is None:
            return False
        await self._store.do(CompleteTask(item.task.id, result))
        self._say(_("Task done: %(task)s · u undo") % {"task": one_line(item.text, 60)})
        return True

    async def remove(self, item: FeedItem) -> bool:
        """Take a note away."""
        await self._store.do(DeleteNote(NoteId(item.id)))
        self._say(_("Note taken away · u undo"))
        return True

    async def edit(self, task: TaskInfo, now: datetime) -> bool:
        """Change an open task."""
        from crm_tui.screens.dialogs.task import TaskDialog

        due = task.due_at.astimezone(now.tzinfo) if task.due_at else None
        typed = {
            "text": task.text,
            "due": f"{due:%d.%m.%Y %H:%M}" if due else "",
            "kind": task.kind.value,
        }
        changed = await self._app.push_screen_wait(TaskDialog(now.replace(tzinfo=None), typed))
        if changed is None:
            return False
        await self._store.do(EditTask(task.id, changed.text, changed.due_at, changed.kind))
        self._say(_("Task changed · u undo"))
        return True
