"""Ctrl+C in the middle of an import: it ends at once, quietly, and nothing of the file is in the store."""

import signal
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from crm_tui.operations.imports import Draft, RecordKind

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


class Endless:
    """A file that hardly ends, in the middle of which the user presses Ctrl+C."""

    kind = RecordKind.CONTACTS
    format = "csv"
    columns = ()
    total_hint = None

    def drafts(self) -> Iterator[Draft]:
        """One contact after another."""
        for number in range(1, 1_000_000):
            if number == 700:
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
            yield Draft(number, name=f"Contact {number}")


def test_an_interrupted_import_leaves_nothing_behind(crm: "Crm", monkeypatch: pytest.MonkeyPatch) -> None:
    crm("contacts", "new", "--name", "Before")
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job has it ignored
    with monkeypatch.context() as patched:
        patched.setattr("crm_tui.interchange.open_file", lambda *_arguments, **_options: Endless())
        try:
            ran = crm("import", "endless.csv")
        finally:
            signal.signal(signal.SIGINT, heard)
    assert (ran.code, ran.out, ran.err) == (130, "", "")
    assert [row["name"] for row in crm("contacts", "list", "--json").json["rows"]] == ["Before"]
