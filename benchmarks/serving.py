"""Servers for the bench: our own as the command starts it, and the reference of raw Starlette beside it."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.places import BIN, child_environment
from benchmarks.stores import store
from tests.postgres_server import OwnServer, administer, programs


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: where it listens, and the token of the base's owner."""

    url: str
    token: str

    @property
    def port(self) -> int:
        """Where it listens on this machine."""
        return int(self.url.rpartition(":")[2])


@contextmanager
def ours(where: str) -> Iterator[Served]:
    """``crm-tui serve`` on a store, as a process of its own."""
    token = json.loads(_crm("users", "token", _owner(where), "--store", where, "--json"))["token"]
    with _started([str(BIN / "crm-tui"), "serve", "--store", where, "--port", "0"]) as said:
        yield Served(said.split(" at ")[-1].split(";")[0], token)


@contextmanager
def raw(where: str) -> Iterator[Served]:
    """Raw Starlette with psycopg on a PostgreSQL store."""
    script = str(Path(__file__).with_name("raw_server.py"))
    with _started([sys.executable, script, where]) as said:
        yield Served(said.strip(), "")


@contextmanager
def database(deals: int) -> Iterator[str]:
    """A PostgreSQL store with that many sample deals, on a server whose commits are durable."""
    found = programs()
    if found is None:
        raise RuntimeError("there is no PostgreSQL; install its server and try again")
    server = OwnServer(found, settings=())
    with ExitStack() as stack:
        stack.callback(server.remove)
        server.start()
        administer(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", "bench")
        where = server.url("bench")
        _crm("store", "copy", str(store(deals)), where)
        yield where


def _owner(where: str) -> str:
    users = json.loads(_crm("users", "list", "--store", where, "--json"))
    return str(next(user["name"] for user in users if user["role"] == "owner"))


def _crm(*words: str) -> str:
    command = [str(BIN / "crm-tui"), *words]
    done = subprocess.run(command, check=True, env=child_environment(), capture_output=True, text=True)
    return done.stdout


@contextmanager
def _started(command: Sequence[str]) -> Iterator[str]:
    """A server until the end of the block; its first line, which it prints once it listens."""
    environment = {**child_environment(), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline()
        finally:
            process.terminate()
