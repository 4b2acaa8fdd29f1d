"""What the backends on a database share: threads that keep the screen free, a workshop made late, and the feed."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from crm_tui.domain.clock import Clock
from crm_tui.operations.base import Command
from crm_tui.storage.callers import Caller

if TYPE_CHECKING:
    from crm_tui.storage.database import Database
    from crm_tui.storage.working import Workshop

Answer = TypeVar("Answer")
Result = TypeVar("Result")
POLL_SECONDS = 0.2


class ThreadedBackend(ABC):
    """Works on a database in threads of its own; see ``storage.backend.Backend``."""

    def __init__(self, clock: Clock, writers: int, readers: int, document_limit: int) -> None:
        self.document_limit = document_limit
        self._clock = clock
        self._writer = ThreadPoolExecutor(writers, thread_name_prefix="store-writer")
        self._reader = ThreadPoolExecutor(readers, thread_name_prefix="store-reader")
        self._workshop: Workshop | None = None
        self._making = Lock()
        self._closed = asyncio.Event()

    @abstractmethod
    def _open_database(self) -> "Database":
        """The database that the workshop is to work on."""

    async def do(self, command: Command[Answer], caller: Caller) -> Answer:
        """Carry a command out on a writer thread; what takes long to look up for it keeps neither thread waiting."""
        prepared: object = None
        if command.prepared:
            prepared = await asyncio.to_thread(lambda: self._open_workshop().prepare(command, caller))
        return await self._run(self._writer, lambda workshop: workshop.do(command, caller, prepared))

    def warm_up(self) -> None:
        """Make the workshop on the writer's thread."""
        self._writer.submit(self._open_workshop)

    async def close(self) -> None:
        """Finish what is under way and let go of the file or the connections."""
        self._closed.set()
        await asyncio.to_thread(self._shut)

    async def _run(self, pool: ThreadPoolExecutor, job: "Callable[[Workshop], Result]") -> Result:
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: job(self._open_workshop()))

    def _open_workshop(self) -> "Workshop":
        with self._making:
            if self._workshop is None:
                from crm_tui.storage.working import Workshop

                self._workshop = Workshop(self._open_database(), self._clock, self.document_limit)
            return self._workshop

    async def _pause(self) -> None:
        """Wait for the next look at what others wrote, or for the end."""
        try:
            await asyncio.wait_for(self._closed.wait(), POLL_SECONDS)
        except TimeoutError:
            return

    def _shut(self) -> None:
        self._writer.shutdown()
        self._reader.shutdown()
        if self._workshop is not None:
            self._workshop.close()
