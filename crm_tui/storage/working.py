"""Where commands are carried out: validation, one transaction, handler, journal, search index."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from crm_tui.domain.clock import Clock
from crm_tui.i18n import N_
from crm_tui.operations.base import Command, Operation, Query
from crm_tui.operations.contacts import ContactCard
from crm_tui.operations.deals import DealCard
from crm_tui.operations.errors import FIELD_NAMES, InvalidValue, StoreError
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.values import User
from crm_tui.storage import handlers, journal, search, undo
from crm_tui.storage.context import HANDLERS, Actor, Context, to_ms
from crm_tui.storage.database import raw, reading_engine, writing_engine
from crm_tui.storage.sqlite_file import UNSTORABLE, explained, prepare

Answer = TypeVar("Answer")
assert handlers


class Workshop:
    """Carries commands out on one thread and answers questions on another; made once a store is first written to."""

    def __init__(self, path: Path, clock: Clock, me: User, origin: str) -> None:
        self._path = path
        self._clock = clock
        self._actor = Actor(me.id, me.name, me.role)
        self._origin = origin
        self._writing = writing_engine(path)
        self._reading = reading_engine(path)
        with self._reading.connect() as connection:
            rows = connection.execute(text("SELECT key, value FROM setting")).all()
        self._settings: dict[str, str] = {row.key: row.value for row in rows}

    def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out, or raise and leave everything as it was."""
        checked = command if command.streamed else validated(command)
        with self._named():
            answer: Answer = self._turn(checked) if isinstance(checked, Undo | Redo) else self._carry_out(checked)
            return answer

    def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question from one state of the base. What a rehearsal does on the way is never committed."""
        checked = validated(query)
        engine = self._writing if query.rehearsal else self._reading
        with self._named(), self._session(engine.connect()) as session:
            answer: Answer = HANDLERS[type(checked)](self._context(session, checked), checked)
            return answer

    def close(self) -> None:
        """Close the connections, and let the planner learn what was written where no other program is in the way."""
        try:
            with suppress(StoreError), self._named(), self._writing.connect() as connection:
                raw(connection).execute("PRAGMA busy_timeout = 0")
                _let_planner_learn(raw(connection))
        finally:
            self._writing.dispose()
            self._reading.dispose()

    def _carry_out(self, command: Command[Answer]) -> Answer:
        with self._writing.connect() as connection, _durability(connection, relaxed=command.streamed):
            with self._session(connection) as session:
                notes = journal.watch(session)
                answer: Answer = HANDLERS[type(command)](self._context(session, command), command)
                session.flush()
                if notes.by_key:
                    answer = _at(answer, self._record(connection, command, notes, _title(answer)))
                if getattr(command, "dry_run", False):
                    session.rollback()
                else:
                    session.commit()
            return answer

    def _record(self, connection: Connection, command: Command[Any], notes: journal.Notes, title: str) -> int:
        if command.undoable:
            journal.forget_redo(connection, self._actor.id)
        heading = self._heading(command, kind="do" if command.undoable else "mark", title=title)
        seq = journal.write(connection, heading, notes.by_key.values())
        search.refresh(connection, notes.searched)
        return seq

    def _turn(self, command: Command[Any]) -> Any:
        turn = undo.undo if isinstance(command, Undo) else undo.redo
        with self._writing.begin() as connection:
            return turn(connection, self._heading(command))

    def _heading(self, command: Command[Any], kind: str = "do", title: str = "") -> journal.Heading:
        return journal.Heading(
            operation=type(command).__name__,
            actor=self._actor,
            origin=self._origin,
            at=to_ms(self._clock.now()),
            kind=kind,
            title=title,
        )

    def _context(self, session: Session, operation: Operation[Any]) -> Context:
        return Context(
            session=session,
            actor=self._actor,
            operation=type(operation).__name__,
            origin=self._origin,
            now=to_ms(self._clock.now()),
            region=self._settings.get("region", "US"),
            currency=self._settings.get("currency", "USD"),
        )

    @contextmanager
    def _session(self, connection: Connection) -> Iterator[Session]:
        with connection, Session(connection, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Turn what the database raises into the store's own errors."""
        try:
            yield
        except DBAPIError as error:
            original = error.orig if isinstance(error.orig, sqlite3.Error) else error
            raise explained(original, self._path) from error
        except (sqlite3.Error, *UNSTORABLE) as error:
            raise explained(error, self._path) from error


@contextmanager
def _durability(connection: Connection, *, relaxed: bool) -> Iterator[None]:
    """Let a bulk load commit without waiting for the disk at each page; what a person typed always waits."""
    if not relaxed:
        yield
        return
    driver = raw(connection)
    driver.execute("PRAGMA synchronous = NORMAL")
    driver.execute("PRAGMA cache_size = -65536")
    try:
        yield
        _let_planner_learn(driver)
    finally:
        prepare(driver)


def _let_planner_learn(driver: sqlite3.Connection) -> None:
    """Without statistics a bulk load leaves the planner guessing, at 500 times the cost of a board's window."""
    driver.execute("PRAGMA analysis_limit = 400")
    driver.execute("PRAGMA optimize = 0x10002")


def _title(answer: object) -> str:
    """What a step of undo is about: the title of the deal or the name of the contact that the command answered with."""
    return str(getattr(answer, "title", getattr(answer, "name", "")))


def _at(answer: Answer, seq: int) -> Answer:
    """A card as it stands after the command: its sequence is the command's own, taken after the card was read."""
    if not isinstance(answer, DealCard | ContactCard):
        return answer
    card: Answer = replace(answer, seq=seq)
    return card


_adapters: dict[type[Operation[Any]], TypeAdapter[Any]] = {}


def _adapter(operation: type[Operation[Any]]) -> TypeAdapter[Any]:
    if operation not in _adapters:
        _adapters[operation] = TypeAdapter(operation)
    return _adapters[operation]


def validated(operation: Operation[Answer]) -> Any:
    """The operation once more, every field checked against its type and bounds. Raises InvalidValue."""
    try:
        return _adapter(type(operation)).validate_python(operation)
    except ValidationError as error:
        first = error.errors()[0]
        named = [str(part) for part in first["loc"] if isinstance(part, str)]
        field = next((part for part in reversed(named) if part in FIELD_NAMES), named[-1] if named else "")
        raise InvalidValue(field, _REASONS.get(first["type"], N_("cannot be read; type it again"))) from error


_REASONS = {
    "string_too_long": N_("is too long; shorten it"),
    "string_unicode": N_("holds characters that are no text; type it again"),
}
