"""Where commands are carried out: validation, one transaction, rights, handler, journal, search index."""

from contextlib import nullcontext
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, text
from sqlmodel import Session

from crm_tui.domain.clock import Clock
from crm_tui.domain.rights import Right
from crm_tui.operations.adapters import validated
from crm_tui.operations.base import Command, Operation, Query
from crm_tui.operations.companies import CompanyCard, GetCompany
from crm_tui.operations.contacts import ContactCard, GetContact
from crm_tui.operations.deals import ChangeDeals, DealCard, GetDeal
from crm_tui.operations.documents import LIMIT_MB
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.matching import Merged, SavedBuyer
from crm_tui.storage import (
    conflicts,
    database,
    handlers,
    journal,
    match_index,
    receipts,
    search,
    undo,
    value_indexes,
)
from crm_tui.storage.callers import Caller
from crm_tui.storage.context import HANDLERS, PREPARERS, Context, to_ms
from crm_tui.storage.database import Database
from crm_tui.storage.standing import Standing, standing

Answer = TypeVar("Answer")
assert handlers
_LONGEST_TITLE = 200

_DROP_RECEIPTS_MS = 60_000


class Workshop:
    """Carries commands out and answers questions, in whoever's name; made once a store is first written to."""

    def __init__(self, base: Database, clock: Clock, document_limit: int = LIMIT_MB) -> None:
        self._database = base
        self._document_limit = document_limit
        self._clock = clock
        self._receipts_dropped = 0
        with database.naming(base), base.reading.connect() as connection:
            rows = connection.execute(text("SELECT key, value FROM setting")).all()
        self._settings: dict[str, str] = {row.key: row.value for row in rows}

    def prepare(self, command: Command[Any], caller: Caller) -> Any:
        """Look up for a command that is ``prepared`` what it needs, on one state of the base."""
        checked = validated(command)
        with (
            database.naming(self._database),
            self._database.reading.connect() as connection,
            Session(connection) as session,
        ):
            standing(connection, checked, caller)
            return PREPARERS[type(checked)](self._context(session, checked, caller), checked)

    def do(self, command: Command[Answer], caller: Caller, prepared: object = None) -> Answer:
        """Carry a command out, or raise and leave everything as it was. See ``prepare`` for what was ``prepared``."""
        checked = command if command.streamed else validated(command)
        with database.naming(self._database), self._database.writing.connect() as connection:
            manner = self._database.bulk(connection) if command.streamed else nullcontext()
            with manner, connection.begin() as transaction:
                answer: Answer = self._once(connection, checked, caller, prepared)
                if getattr(command, "dry_run", False):
                    transaction.rollback()
            return answer

    def ask(self, query: Query[Answer], caller: Caller) -> Answer:
        """Answer a question from one state of the base. What a rehearsal does on the way is never committed."""
        checked = validated(query)
        engine = self._database.writing if query.rehearsal else self._database.reading
        with (
            database.naming(self._database),
            engine.connect() as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            if query.right is not Right.READ:
                standing(connection, query, caller)
            answer: Answer = HANDLERS[type(checked)](self._context(session, checked, caller), checked)
            return answer

    def close(self) -> None:
        """Let go of the connections."""
        self._database.close()

    def _once(self, connection: Connection, command: Command[Answer], caller: Caller, prepared: object) -> Answer:
        """Do it, unless it was done before under the same key."""
        stands = standing(connection, command, caller)
        earlier = receipts.earlier(stands.receipt, command)
        if earlier is not None:
            known: Answer = earlier[0]
            return known
        answer: Answer = (
            self._turn(connection, command, caller)
            if isinstance(command, Undo | Redo)
            else self._carry_out(connection, command, caller, stands, prepared)
        )
        receipts.keep(connection, command, caller, answer, self._now)
        self._drop_old_receipts(connection)
        return answer

    def _drop_old_receipts(self, connection: Connection) -> None:
        """Now and then, in some command's transaction: looking for them costs each as much as keeping its own."""
        now = self._now
        if now - self._receipts_dropped > _DROP_RECEIPTS_MS:
            receipts.drop_old(connection, now)
            self._receipts_dropped = now

    def _carry_out(
        self, connection: Connection, command: Command[Answer], caller: Caller, stands: Standing, prepared: object
    ) -> Answer:
        with Session(connection, expire_on_commit=False) as session:
            notes = journal.watch(session)
            context = replace(self._context(session, command, caller), prepared=prepared)
            answer: Answer = HANDLERS[type(command)](context, command)
            session.flush()
            if command.seen is not None and conflicts.settle(context, notes, command.seen):
                answer = _read_again(context, answer)
            if notes.by_key:
                if stands.redo and command.undoable:
                    journal.forget_redo(connection, caller.actor.id)
                answer = _at(answer, self._record(connection, command, caller, notes, _title(command, answer)))
            session.commit()
            return answer

    def _record(
        self, connection: Connection, command: Command[Any], caller: Caller, notes: journal.Notes, title: str
    ) -> int:
        heading = self._heading(command, caller, kind="do" if command.undoable else "mark", title=title)
        seq = journal.write(connection, heading, notes.by_key.values())
        search.refresh(connection, notes.searched)
        match_index.refresh(connection, notes.matched)
        if notes.values_changed:
            value_indexes.keep(connection, seq)
        return seq

    def _turn(self, connection: Connection, command: Command[Any], caller: Caller) -> Any:
        turn = undo.undo if isinstance(command, Undo) else undo.redo
        return turn(connection, self._heading(command, caller))

    @property
    def _now(self) -> int:
        return to_ms(self._clock.now())

    def _heading(self, command: Command[Any], caller: Caller, kind: str = "do", title: str = "") -> journal.Heading:
        return journal.Heading(
            operation=type(command).__name__,
            actor=caller.actor,
            origin=caller.origin,
            at=self._now,
            kind=kind,
            title=title,
        )

    def _context(self, session: Session, operation: Operation[Any], caller: Caller) -> Context:
        return Context(
            session=session,
            actor=caller.actor,
            operation=type(operation).__name__,
            origin=caller.origin,
            now=self._now,
            region=self._settings.get("region", "US"),
            currency=self._settings.get("currency", "USD"),
            base=self._database,
            document_limit=self._document_limit,
        )


def _title(command: Command[Any], answer: object) -> str:
    """What a step of undo is about: the title of the deal or the name of the contact that the command answered with.

    Of a bulk act it is the kind of the act; which deals those were, the entries say.
    """
    if isinstance(command, ChangeDeals):
        return command.act.kind
    about = answer.deal if isinstance(answer, SavedBuyer) else answer.contact if isinstance(answer, Merged) else answer
    named = (getattr(about, attribute, "") for attribute in ("title", "name", "text"))
    return next((str(name)[:_LONGEST_TITLE] for name in named if name), "")


def _at(answer: Answer, seq: int) -> Answer:
    """A card as it stands after the command: its sequence is the command's own, taken after the card was read."""
    known: Any = answer
    if isinstance(answer, DealCard | ContactCard | CompanyCard):
        known = replace(answer, seq=seq)
    elif isinstance(answer, SavedBuyer):
        known = replace(answer, deal=replace(answer.deal, seq=seq))
    elif isinstance(answer, Merged):
        known = replace(answer, contact=replace(answer.contact, seq=seq))
    card: Answer = known
    return card


def _read_again(context: Context, answer: Answer) -> Answer:
    """A card with what others wrote in it."""
    context.session.expire_all()
    query: Query[Any]
    match answer:
        case SavedBuyer():
            with_theirs: Any = replace(answer, deal=HANDLERS[GetDeal](context, GetDeal(answer.deal.id)))
            saved: Answer = with_theirs
            return saved
        case DealCard():
            query = GetDeal(answer.id)
        case ContactCard():
            query = GetContact(answer.id)
        case CompanyCard():
            query = GetCompany(answer.id)
        case _:
            return answer
    card: Answer = HANDLERS[type(query)](context, query)
    return card
