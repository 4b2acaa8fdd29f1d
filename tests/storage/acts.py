"""What the store's tests do again and again, through the door; and a look behind it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from crm_tui.domain.ids import DealId
from crm_tui.domain.places import is_database
from crm_tui.operations.base import Store
from crm_tui.operations.board import GetBoard, GetColumn, StageInfo
from crm_tui.operations.deals import CreateDeal, DealCard, NewPerson
from crm_tui.operations.directory import ListUsers
from crm_tui.operations.values import Email, Phone, User


async def stage_named(store: Store, name: str) -> StageInfo:
    """A stage of the default pipeline."""
    stages = (await store.ask(GetBoard())).pipeline.stages
    return next(stage for stage in stages if stage.name == name)


async def user_named(store: Store, name: str) -> User:
    """A colleague."""
    return next(user for user in await store.ask(ListUsers()) if user.name == name)


async def column(store: Store, name: str = "Unsorted") -> list[DealId]:
    """The deals of a stage from its top."""
    stage = await stage_named(store, name)
    return [card.id for card in (await store.ask(GetColumn(stage.id))).cards]


async def titles(store: Store, name: str = "Unsorted") -> list[str]:
    """The titles in a stage from its top."""
    stage = await stage_named(store, name)
    return [card.title for card in (await store.ask(GetColumn(stage.id))).cards]


async def deal(store: Store, title: str = "Roof repair", **more: Any) -> DealCard:
    """A new deal."""
    return await store.do(CreateDeal(title, **more))


def person(name: str = "Марія Шевченко", phone: str = "", email: str = "") -> NewPerson:
    """Contact data as typed on a deal."""
    phones = (Phone(phone),) if phone else ()
    emails = (Email(email),) if email else ()
    return NewPerson(name, phones=phones, emails=emails)


Look = Callable[..., list[tuple[Any, ...]]]


def rows(where: Path | str, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What the file or the database itself holds; a question mark stands for a value."""
    with looking(where) as look:
        return look(sql, *values)


@contextmanager
def looking(where: Path | str) -> Iterator[Look]:
    """The same for several questions."""
    if is_database(str(where)):
        with psycopg.connect(str(where), autocommit=True) as database:
            yield lambda sql, *values: _fetched(database.execute(_spoken(sql), values or None))
    else:
        with closing(sqlite3.connect(where)) as file:
            yield lambda sql, *values: file.execute(sql, values).fetchall()


def _spoken(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


def _fetched(cursor: psycopg.Cursor[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return cursor.fetchall() if cursor.description else []


def still(card: DealCard) -> DealCard:
    """A card without the sequence it was read at: what must be equal when nobody has touched the deal."""
    return replace(card, seq=0)
