"""A program that the server's kill test starts: ``crm-tui serve`` over and over, everything loaded beforehand.

Started once with the store's place; each line on stdin is a port, on which it forks a child that serves until it is
killed. ``child PID`` names it, the server's own line says where it listens, ``ended`` follows its end.
"""

import os
import sys

import uvicorn.protocols.http.auto

from crm_tui.__main__ import main
from crm_tui.cli import parser
from crm_tui.operations.adapters import answers, requests
from crm_tui.operations.base import REGISTRY
from crm_tui.server import app, running
from crm_tui.storage import opening, postgres, sqlite, working

assert all((uvicorn.protocols.http.auto, parser, app, running, opening, postgres, sqlite, working))


def say(line: str) -> None:
    """Write a line in one piece."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def fork_servers(where: str) -> None:
    """A fresh server for every line that is read."""
    for kind in REGISTRY.values():
        answers(kind)
        if not getattr(kind, "streamed", False):
            requests(kind)
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(main(["serve", "--store", where, "--port", line.strip()]))
        say(f"child {child}")
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    fork_servers(sys.argv[1])
