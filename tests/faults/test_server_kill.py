"""``kill -9`` of the server while four work through it: each command is done once, and what was answered is there."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crm_tui.domain.clock import SystemClock
from crm_tui.domain.ids import RecordId, UserId
from crm_tui.operations.deals import CreateDeal
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.history import Undo
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.team import IssueToken
from crm_tui.storage.opening import open_store
from crm_tui.storage.patience import Patience
from crm_tui.storage.remote import RemoteStore
from tests.storage.acts import rows
from tests.storage.dump import assert_derived_data_is_right
from tests.storage.kinds import on_both

PROGRAM = Path(__file__).with_name("forked_server.py")
MANAGERS, LATEST_SECONDS = 4, 0.012
STUBBORN = Patience(away=20.0, first_pause=0.005, longest_pause=0.05)


class Server:
    """A server that can be killed, and is there again at the same port."""

    def __init__(self, program: asyncio.subprocess.Process) -> None:
        self._program = program
        self._child = 0
        self._port = 0

    @property
    def url(self) -> str:
        """Where it listens, now and later."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Serve at the port of last time."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{self._port}\n".encode())
        said = sorted([await self.hear(), await self.hear()])
        assert said[0].startswith("Serving"), said
        self._port = int(said[0].partition(";")[0].rpartition(":")[2])
        self._child = int(said[1].removeprefix("child "))

    async def kill(self) -> None:
        """End it at once."""
        os.kill(self._child, signal.SIGKILL)
        assert await self.hear() == "ended"

    async def end(self) -> None:
        """Leave nothing that runs, also where it was ended before."""
        assert self._program.stdin is not None
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
        self._program.stdin.close()
        await self._program.wait()

    async def hear(self) -> str:
        """What the program says next."""
        assert self._program.stdout is not None
        async with asyncio.timeout(20):
            return (await self._program.stdout.readline()).decode().rstrip("\n")


@asynccontextmanager
async def serving(where: str, log: Path) -> AsyncIterator[Server]:
    """A server on a store, until the block ends."""
    with log.open("w") as errors:
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            str(PROGRAM),
            where,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        server = Server(program)
        try:
            assert await server.hear() == "ready"
            await server.start()
            yield server
        finally:
            await server.end()


@dataclass
class Manager:
    """Somebody at work: what was asked of the server, each line of it answered."""

    id: UserId
    token: str
    did: list[str] = field(default_factory=list)
    deals: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)


class Work:
    """Managers who make deals, plan tasks and think again, until they are told to stop."""

    def __init__(self, managers: list[Manager]) -> None:
        self._managers = managers
        self._over = False
        self._answered = 0
        self._news = asyncio.Condition()

    async def until(self, count: int) -> None:
        """Wait for so many more answers."""
        wanted = self._answered + count
        async with self._news:
            await self._news.wait_for(lambda: self._answered >= wanted)

    def stop(self) -> None:
        """Let everybody finish what they have begun."""
        self._over = True

    def begin(self, all_of_them: asyncio.TaskGroup, url: str, seed: int) -> None:
        """All of them at once."""
        for number, manager in enumerate(self._managers):
            all_of_them.create_task(self._do(manager, url, random.Random(seed * MANAGERS + number)))

    async def _do(self, manager: Manager, url: str, dice: random.Random) -> None:
        store = RemoteStore(url, manager.token, patience=STUBBORN)
        while not self._over:
            name = f"{manager.id} {len(manager.did)}"
            made = await store.do(CreateDeal(name))
            await self._note(manager, "CreateDeal", manager.deals, name)
            await store.do(PlanTask(RecordId(made.id), name))
            await self._note(manager, "PlanTask", manager.tasks, name)
            if dice.random() < 0.3:
                await store.do(Undo())
                await self._note(manager, "Undo", manager.tasks)
        await store.close()

    async def _note(self, manager: Manager, operation: str, names: list[str], name: str = "") -> None:
        manager.did.append(operation)
        if name:
            names.append(name)
        else:
            names.pop()
        self._answered += 1
        async with self._news:
            self._news.notify_all()


@on_both
async def test_a_server_killed_six_times_does_everything_once(where: str, tmp_path: Path) -> None:
    await survive(where, tmp_path / "server.log", kills=6, seed=1)


@pytest.mark.campaign
@on_both
async def test_a_server_killed_a_thousand_times_does_everything_once(where: str, tmp_path: Path) -> None:
    await survive(where, tmp_path / "server.log", kills=1_000, seed=2)


async def survive(where: str, log: Path, *, kills: int, seed: int) -> None:
    """Kill the server while all are at work, some answers and a few milliseconds after it began; then look."""
    dice = random.Random(seed)
    managers = await hired(where)
    work = Work(managers)
    async with serving(where, log) as server, asyncio.TaskGroup() as all_of_them:
        work.begin(all_of_them, server.url, seed)
        for _kill in range(kills):
            await work.until(dice.randint(1, 12))
            await asyncio.sleep(dice.uniform(0, LATEST_SECONDS))
            await server.kill()
            await server.start()
        work.stop()
    for manager in managers:
        check(where, manager)
    assert_derived_data_is_right(where)


async def hired(where: str) -> list[Manager]:
    """The managers, each with a token."""
    store = await open_store(where, clock=SystemClock(), create=False)
    users = [await store.do(CreateUser(f"Manager {number}")) for number in range(MANAGERS)]
    managers = [Manager(user.id, (await store.do(IssueToken(user.id))).token) for user in users]
    await store.close()
    return managers


def check(where: str, manager: Manager) -> None:
    """The journal and the records hold what was answered: all of it, once, and nothing else."""
    journal = rows(where, "SELECT operation FROM journal WHERE actor_id = ? ORDER BY seq", manager.id)
    deals = rows(where, "SELECT title FROM deal WHERE responsible_id = ? AND deleted_at IS NULL", manager.id)
    tasks = rows(where, "SELECT text FROM task WHERE assignee_id = ? AND deleted_at IS NULL", manager.id)

    assert [operation for (operation,) in journal] == manager.did
    assert sorted(title for (title,) in deals) == sorted(manager.deals)
    assert sorted(text for (text,) in tasks) == sorted(manager.tasks)
