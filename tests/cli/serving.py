"""``crm-tui serve`` as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Served:
    """A server that runs; ``log`` is what it writes to stderr."""

    process: subprocess.Popen[str]
    said: str
    url: str
    log: Path

    def interrupt(self) -> int:
        """Press ctrl+C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Served]:
    """The server on a free port, until the block ends."""
    log = store.with_suffix(".log")
    command = [sys.executable, "-m", "crm_tui", "serve", "--store", str(store), "--port", "0", *options]
    with (
        log.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=dict(os.environ)) as process,
    ):
        assert process.stdout is not None
        said = process.stdout.readline()
        url = next((word.rstrip(";") for word in said.split() if word.startswith("http")), "")
        try:
            yield Served(process, said, url, log)
        finally:
            process.kill()
