"""Names that attack a terminal, and a store with them in every field that people can fill."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import cycle

from crm_tui.domain.clock import SystemClock
from crm_tui.domain.fields import MAIN, Entity, FieldKind
from crm_tui.domain.ids import RecordId
from crm_tui.domain.stages import StageKind
from crm_tui.operations.base import Store
from crm_tui.operations.companies import CompanyChanges, CreateCompany
from crm_tui.operations.contacts import ContactCard, CreateContact
from crm_tui.operations.deals import CreateDeal, DealCard, DealChanges, EditDeal, MoveDeal, NewPerson
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.documents import AddTemplate, AttachDocument
from crm_tui.operations.fields import AddField, AddGroup, AddTab
from crm_tui.operations.notes import AddNote
from crm_tui.operations.pipelines import AddStage, CreateLostReason, CreatePipeline, NewStage
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.team import WhoAmI
from crm_tui.operations.values import Email, Phone
from crm_tui.operations.views import SaveView
from crm_tui.operations.vouchers import CreateVoucher, VoucherKind
from crm_tui.storage.opening import open_store

POISON = (
    "[/]",
    "[@click=app.quit]x[/]",
    "Ivan [/b] Petrov",
    "[bold",
    "[b + x",
    "([sys:LOCK=SAFE])",
    "A\x1b]52;c;cm0gLXJm\x07B",
    "\x1b]0;TITLE\x07",
    "\x1b]8;;file:///etc/passwd\x1b\\x\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H",
    "\x1b[?1049l",
    "\x1b[5n",
    "\x1bPq#0\x1b\\",
    "\x1b_Gi=1\x1b\\",
    "one\u009b2Jtwo",
    "one\u009d52;c;YQ==\u009ctwo",
    "one\u0090q",
    "safe\rEVIL",
    "ab\x08\x08XY",
    "bell\x07bell",
    "ab\u202ecod.exe",
    "\u2066isolated\u2069",
    "Iv\u200ban\ufeff",
    "e" + "\u0301" * 200,
    "👩\u200d💻 Олена",
)
ENDLESS = "Endless " * 2_500


async def poison(path: str) -> None:
    """A store with every poison in each field of deals and contacts, and in what an admin names."""
    store = await open_store(path, clock=SystemClock())
    try:
        await _admin(store)
        await _fields(store)
        for name, other in zip(POISON, POISON[1:] + POISON[:1], strict=True):
            await _deal(store, name, other)
            newest = await _contact(store, name, other)
            await store.do(CreateCompany(f"{name} {other}", CompanyChanges(city=name, comment=other)))
        await _papers(store, RecordId(newest.id))
        await _losses(store)
        me = await store.ask(WhoAmI())
    finally:
        await store.close()
    await _mentions(path, RecordId(newest.id), me.name)
    _endless(path)


async def _admin(store: Store) -> None:
    hostile = cycle(POISON)
    stages = tuple(NewStage(f"{next(hostile)} {number}") for number in range(4))
    pipeline = await store.do(CreatePipeline("Pipe " + "".join(POISON[1:8]), stages))
    await store.do(AddStage(pipeline.id, NewStage("Stage " + "".join(POISON[8:14]))))
    for number, name in enumerate(POISON):
        await store.do(CreateUser(f"{name} {number}"))
        await store.do(CreateLostReason(f"{name} {number}"))
        await store.do(SaveView(f"{name} {number}", shared=True))
        await store.do(AddTemplate(_file_name(name, number), b"Offer"))


async def _fields(store: Store) -> None:
    """Fields, groups and tabs of admins' with hostile names on every kind of card."""
    for entity in Entity:
        tab = await store.do(AddTab(entity, POISON[1]))
        group = await store.do(AddGroup(entity, POISON[6], MAIN))
        for number, name in enumerate(POISON):
            await store.do(AddField(entity, f"{name} {number}", FieldKind.CHOICE, options=(name, f"{name} other")))
        await store.do(AddField(entity, POISON[7], FieldKind.TEXT, tab.id))
        await store.do(AddField(entity, POISON[8], FieldKind.TEXT, MAIN, group.id))


async def _deal(store: Store, name: str, other: str) -> DealCard:
    phone, email = Phone(f"+380 {name}", label=other), Email(f"{name}@example.com", label=other)
    person = NewPerson(name, (phone,), (email,), role=other)
    deal = await store.do(
        CreateDeal(name, person, amount="50,20", tags=(name, f"vip {other}"), description=f"{other}\n{name}")
    )
    await store.do(PlanTask(RecordId(deal.id), name, datetime(2026, 11, 20, 9, tzinfo=UTC)))
    await store.do(AddNote(RecordId(deal.id), f"{name}\n{other}"))
    return await store.do(EditDeal(deal.id, DealChanges(comment=f"{name}\n{other}")))


async def _contact(store: Store, name: str, other: str) -> ContactCard:
    return await store.do(
        CreateContact(
            name,
            (Phone(name),),
            (Email(name),),
            company=other,
            position=name,
            city=other,
            address=name,
            source=other,
            comment=f"{name} {ENDLESS}",
            tags=(other,),
        )
    )


async def _papers(store: Store, card: RecordId) -> None:
    """Documents and vouchers whose names and contents are hostile, all on one card."""
    for number, name in enumerate(POISON):
        await store.do(AttachDocument(card, _file_name(name, number), f"# {name}\n\n{name}".encode()))
        for kind in VoucherKind:
            await store.do(CreateVoucher(card, kind, f"{name} {number}", name, "5", comment=name))


def _file_name(name: str, number: int) -> str:
    """A file's name, of which everything before a slash would be dropped as a folder."""
    return f"{name.replace('/', '')} {number}.md"


async def _mentions(path: str, card: RecordId, me: str) -> None:
    """Notes of a hostile colleague's in which the owner is called."""
    store = await open_store(path, clock=SystemClock(), user=f"{POISON[1]} 1")
    try:
        for name in POISON:
            await store.do(AddNote(card, f"@{me} {name}"))
    finally:
        await store.close()


async def _losses(store: Store) -> None:
    from crm_tui.operations.board import GetBoard
    from crm_tui.operations.pipelines import ListLostReasons

    pipeline = (await store.ask(GetBoard())).pipeline
    lost = next(stage for stage in pipeline.stages if stage.kind is StageKind.LOST)
    for reason, name in zip((await store.ask(ListLostReasons()))[-4:], POISON, strict=False):
        deal = await _deal(store, name, name)
        fill = DealChanges(lost_reason=reason.id, lost_note=name)
        await store.do(MoveDeal(deal.id, lost.id, fill=fill))


def _endless(path: str) -> None:
    """Names longer than the door lets through, as a damaged or a foreign writer could leave them."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA trusted_schema = ON")
        for table, column in (
            ("deal", "title"),
            ("deal", "contact_name"),
            ("tag", "name"),
            ("contact", "name"),
        ):
            rows = f"SELECT id FROM {table} ORDER BY id DESC LIMIT 1"
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE id IN ({rows})", (ENDLESS,))


if __name__ == "__main__":
    asyncio.run(poison(sys.argv[1]))
