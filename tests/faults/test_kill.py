"""``kill -9`` during random writes: no acknowledged write is lost, the file opens, its counters are right."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crm_tui.domain.clock import SystemClock
from crm_tui.operations.board import GetBoard
from crm_tui.storage.opening import open_store

WRITER = Path(__file__).with_name("writer.py")
Acks = list[tuple[int, str, str, str]]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The writing program, ready to fork children on ``tmp_path / "kill.db"``."""
    command = [sys.executable, str(WRITER), str(tmp_path / "kill.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        yield program
        assert program.stdin is not None
        program.stdin.close()


async def test_ten_kills_lose_nothing(writer: "subprocess.Popen[str]", tmp_path: Path) -> None:
    assert await survive(writer, tmp_path / "kill.db", kills=10, seed=1) >= 10


@pytest.mark.campaign
async def test_two_hundred_kills_lose_nothing(writer: "subprocess.Popen[str]", tmp_path: Path) -> None:
    assert await survive(writer, tmp_path / "kill.db", kills=200, seed=2) >= 200


async def survive(writer: "subprocess.Popen[str]", path: Path, *, kills: int, seed: int) -> int:
    """Kill child after child, looking at the file after each; how many writes were acknowledged in all."""
    dice = random.Random(seed)
    acknowledged = 0
    for _kill in range(kills):
        acks = one_kill(writer, dice)
        acknowledged += len(acks)
        check_file(path, acks)
        await check_store(path)
    return acknowledged


def one_kill(writer: "subprocess.Popen[str]", dice: random.Random) -> Acks:
    """Let a child write, end it some promises and a few milliseconds later; what it was promised."""
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(f"{dice.randrange(10**9)}\n")
    writer.stdin.flush()
    acks: Acks = []
    child, enough = 0, dice.randint(1, 25)
    for line in writer.stdout:
        kind, *words = line.rstrip("\n").split(" ", 4)
        if kind == "ended":
            return acks
        if kind == "child":
            child = int(words[0])
        else:
            acks.append((int(words[0]), words[1], words[2], words[3]))
        if child and len(acks) >= enough:
            threading.Event().wait(dice.uniform(0, 0.012))
            os.kill(child, signal.SIGKILL)
            enough = sys.maxsize
    raise AssertionError("the writer ended by itself")


def check_file(path: Path, acks: Acks) -> None:
    """The file as SQLite sees it: whole, everything promised is in it, and at most one write that was not."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        written = {seq for (seq,) in connection.execute("SELECT seq FROM journal")}
        assert {seq for seq, *_ in acks} <= written
        assert written == set(range(min(written), max(written) + 1))
        for seq, deal, stage, title in last_words(acks):
            if seq == last_change(connection, deal):
                found = connection.execute("SELECT stage_id, title FROM deal WHERE id = ?", (deal,)).fetchone()
                assert found == (stage, title)
        assert kept(connection) == counted(connection)


def last_words(acks: Acks) -> Acks:
    """The last promise about each deal."""
    return list({ack[1]: ack for ack in acks}.values())


def last_change(connection: sqlite3.Connection, deal: str) -> int:
    """The last transaction that touched a deal."""
    (seq,) = connection.execute("SELECT max(seq) FROM journal_entry WHERE subject_id = ?", (deal,)).fetchone()
    return int(seq or 0)


def kept(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """The stages' counters as they are kept."""
    rows = connection.execute("SELECT stage_id, currency, deals, amount FROM stage_stat WHERE deals <> 0")
    return {(stage, currency): (deals, amount) for stage, currency, deals, amount in rows}


def counted(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """The same, counted from the deals."""
    rows = connection.execute(
        "SELECT stage_id, currency, count(*), coalesce(sum(amount), 0) FROM deal"
        " WHERE deleted_at IS NULL GROUP BY stage_id, currency"
    )
    return {(stage, currency): (deals, amount) for stage, currency, deals, amount in rows}


async def check_store(path: Path) -> None:
    """The store opens and its board agrees with the file."""
    store = await open_store(str(path), clock=SystemClock(), create=False)
    try:
        board = await store.ask(GetBoard())
    finally:
        await store.close()
    with closing(sqlite3.connect(path)) as connection:
        (there,) = connection.execute("SELECT count(*) FROM deal WHERE deleted_at IS NULL").fetchone()
    assert sum(totals.deals for totals in board.totals) == there
