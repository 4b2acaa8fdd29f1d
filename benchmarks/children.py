"""What a whole process costs, from its start to its end."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.places import child_environment


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall clock and CPU (user and system) in seconds, the highest resident memory in MB, stdout."""

    wall: float
    cpu: float
    peak: float
    said: str


def cost(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end. Raises CalledProcessError when it fails."""
    started = time.perf_counter()
    child = subprocess.Popen(command, env=child_environment(), stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout:
        said = child.stdout.read()
    _pid, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)
