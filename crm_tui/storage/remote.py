"""The door to a server: the same requests and answers, over HTTP. It knows no operation by name.

httpx and pydantic are loaded with the first request, not with this module.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.ids import new_id
from crm_tui.operations.base import Change, Command, Query
from crm_tui.storage.patience import PATIENCE, Patience

if TYPE_CHECKING:
    import httpx

    from crm_tui.storage.remote_calls import Calls
    from crm_tui.storage.remote_feed import Feed

Answer = TypeVar("Answer")


class RemoteStore:
    """A store on a server, in the hands of a token's user; see ``operations.base.Store``.

    Every command carries a key of its own, so that it may be sent again when its answer was lost, and is done once.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        transport: "httpx.AsyncBaseTransport | None" = None,
        patience: Patience = PATIENCE,
    ) -> None:
        self._url = url
        self._token = token
        self._transport = transport
        self._patience = patience
        self._origin = new_id()
        self._feeds: set[Feed] = set()
        self._made: Calls | None = None

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out, once. Raises the errors of ``operations.errors``."""
        await self._feeds_begun()
        answer: Answer = await self._calls.carry_out(command, key=new_id())
        return answer

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question."""
        await self._feeds_begun()
        answer: Answer = await self._calls.carry_out(query)
        return answer

    def changes(self) -> AsyncIterator[Change]:
        """Everything written from now on, until closed. Raises StoreError once the server stays away for a while."""
        from crm_tui.storage.remote_feed import Feed

        feed = Feed(self._calls)
        self._feeds.add(feed)
        return self._drawn(feed)

    def warm_up(self) -> None:
        """There is nothing to make ready: the server does the work."""

    async def close(self) -> None:
        """End the feeds and let go of the connections."""
        for feed in tuple(self._feeds):
            await feed.close()
        if self._made is not None:
            await self._made.close()

    @property
    def _calls(self) -> "Calls":
        if self._made is None:
            from crm_tui.storage.remote_calls import Calls

            self._made = Calls(self._url, self._token, self._origin, self._transport, self._patience)
        return self._made

    async def _feeds_begun(self) -> None:
        """Whoever follows changes misses none of what is asked or done after that: each feed first finds its place."""
        waiting = [feed.begun.wait() for feed in self._feeds if not feed.begun.is_set()]
        if waiting:
            await asyncio.gather(*waiting)

    async def _drawn(self, feed: "Feed") -> AsyncIterator[Change]:
        try:
            async for change in feed.changes():
                yield change
        finally:
            self._feeds.discard(feed)
            await feed.close()
