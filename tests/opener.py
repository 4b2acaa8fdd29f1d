"""A program in the place of the system's opener."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, *, code: int = 0) -> Callable[[], list[str]]:
    """Put a program that ends with ``code`` where xdg-open is; what it was given comes back, one argument a call."""
    told, program = folder / "told", folder / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$1" >> {told}\nexit {code}\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("sys.platform", "linux")

    def given() -> list[str]:
        lines = told.read_text().splitlines() if told.exists() else []
        assert set(lines[::2]) <= {"1"}
        return lines[1::2]

    return given
