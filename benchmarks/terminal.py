"""A program in a terminal of its own: what is typed into it, what it shows, and every byte that it wrote."""

import os
import re
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from benchmarks import ptybench

# Textual takes an escape for the start of a longer sequence for a tenth of a second.
ESCAPE_PAUSE = 0.15


class NotShownError(AssertionError):
    """What was awaited did not come on the screen in time."""


class Program:
    """Starts a program in a pty that answers as xterm does, and ends it at the end of the ``with`` block."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.term = ptybench.Term(list(command), size, dict(env or {}))
        self.raw = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.term.close()

    @property
    def alive(self) -> bool:
        """Whether the program is still running."""
        if self.term.eof:
            return False
        done, _status = os.waitpid(self.term.pid, os.WNOHANG)
        return done == 0

    @property
    def screen(self) -> str:
        """The text on the screen now. What was read is emulated here, for emulating takes longer than reading."""
        self.term.drain()
        return str(self.term.emu.text())

    def exit_code(self, within: float = 5.0) -> int:
        """Read until the program has ended; its exit code. Raises NotShownError when it goes on."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.term.poll(0.02):
                self._take()
            done, status = os.waitpid(self.term.pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
        raise NotShownError("the program has not ended")

    def press(self, keys: str) -> None:
        """Send keys, such as ``down*3,L,ctrl+k``; wait until the program is quiet after each."""
        for _name, raw in ptybench.parse_keys(keys):
            self.type(raw)

    def type(self, text: bytes) -> None:
        """Send bytes as they are and wait until the program is quiet; a lone escape is one only after a pause."""
        self.term.write(text)
        self.settle(ESCAPE_PAUSE if text == b"\x1b" else 0.06)

    def settle(self, quiet: float = 0.06, limit: float = 3.0) -> None:
        """Read until nothing was written for ``quiet`` seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self.term.poll(quiet):
            self._take()

    def wait_for(self, pattern: str, within: float = 10.0) -> str:
        """Read until a pattern is on the screen; the screen then. Raises NotShownError."""
        return self._wait(pattern, within, shown=True)

    def wait_while(self, pattern: str, within: float = 10.0) -> str:
        """Read until a pattern has gone from the screen; the screen then. Raises NotShownError."""
        return self._wait(pattern, within, shown=False)

    def _wait(self, pattern: str, within: float, *, shown: bool) -> str:
        wanted = re.compile(pattern)
        end = time.monotonic() + within
        while (wanted.search(self.screen) is not None) is not shown:
            while not self.term.poll(0.05):
                if self.term.eof or time.monotonic() > end:
                    raise NotShownError(f"{pattern!r} shown: {not shown}, wanted: {shown}\n{self.screen}")
            self._take()
        return self.screen

    def wait_for_bytes(self, pattern: bytes, within: float = 60.0) -> None:
        """Read until the program wrote a pattern, without the cost of a screen. Raises NotShownError."""
        wanted = re.compile(pattern)
        end = time.monotonic() + within
        seen = b""
        while not wanted.search(seen):
            if time.monotonic() > end or self.term.eof:
                raise NotShownError(f"{pattern!r} was not written")
            if self.term.poll(0.02):
                seen = seen[-64:] + bytes(self.term.chunks[-1][1])

    def _take(self) -> None:
        self.raw += self.term.chunks[-1][1]
