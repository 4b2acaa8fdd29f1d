"""Saying on a person's behalf which record they have open, and asking who else has it."""

from typing import Final

from crm_tui.operations.base import Store
from crm_tui.operations.errors import CrmError
from crm_tui.operations.presence import LookAt, LookAway, Looker, WhoLooks

HEARTBEAT: Final = 5.0
"""Seconds after which it is said again."""


class Attendance:
    """One pair of eyes: at one record at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._at = ""

    async def look(self, subject_id: str) -> tuple[Looker, ...] | None:
        """Look at a record, away from the one before; who else looks at it, None where the store does not tell.

        Nobody is disturbed by that: where the connection is lost, the link knows and the line at the top shows it.
        """
        try:
            if self._at not in ("", subject_id):
                await self._store.do(LookAway(self._at))
            self._at = subject_id
            await self._store.do(LookAt(subject_id))
            return await self._store.ask(WhoLooks(subject_id))
        except CrmError:
            return None

    async def leave(self) -> None:
        """Look away; whoever cannot say so is forgotten by the others a few seconds later."""
        left, self._at = self._at, ""
        if left:
            try:
                await self._store.do(LookAway(left))
            except CrmError:
                return
