"""The import of a large CSV: CPU beside raw executemany of the same rows, memory, and whether all is in."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from benchmarks.children import Cost, cost
from benchmarks.contacts_csv import contacts
from benchmarks.figures import Measured
from benchmarks.places import BIN, HOME
from benchmarks.plan import Plan
from benchmarks.stores import forget
from crm_tui.domain.clock import SystemClock
from crm_tui.operations.contacts import ContactRow, GetContact, ListContacts
from crm_tui.operations.history import GetUndoState
from crm_tui.storage.opening import open_store

ROUNDS = 2


def importing(plan: Plan) -> list[Measured]:
    """The least CPU of two runs each in turns: a run takes a minute and nothing in it waits for a mood."""
    source = contacts(plan.contacts)
    ours: list[Cost] = []
    same: list[float] = []
    bare: list[float] = []
    store = HOME / "scratch-import.db"
    for _round in range(ROUNDS):
        ours.append(_ours(source))
        same.append(_raw(store))
        bare.append(_raw(source))
    proof = asyncio.run(_prove(store, plan.contacts))
    proof["undo seconds"] = _undo(store)
    small = _ours(contacts(plan.few_contacts))
    cpu = min(run.cpu for run in ours)
    detail = {**proof, "wall": min(run.wall for run in ours)}
    return [
        Measured("import.cpu", cpu, min(same), ROUNDS, detail),
        Measured("import.strict", cpu, min(bare), ROUNDS, detail),
        Measured("import.memory", max(run.peak for run in ours), small.peak, ROUNDS, detail),
    ]


def _ours(source: Path) -> Cost:
    store = HOME / "scratch-import.db"
    forget(store)
    return cost([BIN / "crm-tui", "import", source, "--as", "contacts", "--region", "RU", "--store", store])


def _raw(origin: Path) -> float:
    """CPU seconds of raw executemany: of what is in an imported store, or of a CSV's cells into a bare table."""
    target = HOME / "scratch-raw.db"
    forget(target)
    return float(cost([sys.executable, Path(__file__).with_name("raw_import.py"), origin, target]).said)


async def _prove(path: Path, count: int) -> dict[str, object]:
    """Every row is in, one from the middle is found and its phone reads, and undo stands ready."""
    store = await open_store(str(path), clock=SystemClock(), create=False)
    try:
        middle = count // 2
        found = (await store.ask(ListContacts(text=f"person{middle}@example.com"))).rows
        _expect(len(found) == 1, f"the middle row is found {len(found)} times")
        phone = await _phone(found[0], path)
        step = (await store.ask(GetUndoState())).undo
        _expect(step is not None and step.operation == "ImportRecords", f"undo would take back {step}")
        return {"searched": found[0].name, "normalised": phone, "counted": _counted(path, count)}
    finally:
        await store.close()


async def _phone(row: ContactRow, path: Path) -> str:
    store = await open_store(str(path), clock=SystemClock(), create=False)
    try:
        card = await store.ask(GetContact(row.id))
    finally:
        await store.close()
    numbers = [phone.e164 for phone in card.phones if phone.e164]
    _expect(bool(numbers), "the middle row's phone was not normalised")
    return numbers[0]


def _counted(path: Path, count: int) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (there,) = connection.execute("SELECT count(*) FROM contact WHERE deleted_at IS NULL").fetchone()
    _expect(there == count, f"{there} of {count} contacts are in")
    return int(there)


def _undo(path: Path) -> float:
    """Take the whole import back as one step; seconds."""
    wall = cost([BIN / "crm-tui", "undo", "--store", path]).wall
    _counted(path, 0)
    return wall


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise RuntimeError(f"the import is not what it should be: {otherwise}")
