"""What an operation is, the register of them all, and the one door that every store is.

An operation is a small frozen dataclass: its fields are the request, its type parameter the answer. Pydantic reads the
same classes where data comes in from outside (the command line's JSON, a server's body) and checks every command once
more inside the store; it is not loaded to draw the first cards, which is why these are not its own models.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from crm_tui.domain.rights import Right

Answer = TypeVar("Answer", covariant=True)


@dataclass(frozen=True)
class Route:
    """Where a server offers an operation: an HTTP method and a path, fields of the request in braces."""

    method: str
    path: str


class Operation(Generic[Answer]):
    """Something that can be asked of a store, or done to it."""

    route: ClassVar[Route]
    right: ClassVar[Right] = Right.READ

    bulky: ClassVar[bool] = False
    """Whether a whole file comes with it or comes back: such take longer, and a server takes more of them at once."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "revalidate_instances": "always"}

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if "route" in cls.__dict__:
            REGISTRY[cls.__name__] = cls


class Query(Operation[Answer]):
    """Reads; changes nothing. A ``rehearsal`` finds its answer by doing what a command would, and taking it back."""

    rehearsal: ClassVar[bool] = False


@dataclass(frozen=True)
class Command(Operation[Answer]):
    """Changes something, in one transaction with one entry in the journal.

    ``seen`` is the journal's sequence that the caller knew: what somebody else has written to the same field since is
    then a Conflict, and what they wrote to other fields stays. None overwrites.

    ``undoable`` is off for what is no step of a person's work (a read mark); ``streamed`` is on where a field is an
    iterator that validation must not consume; ``secret`` where the answer is for the caller alone and kept nowhere;
    ``prepared`` where looking up what it needs takes long, and is done before others have to wait for it.
    """

    right: ClassVar[Right] = Right.EDIT_DEALS
    undoable: ClassVar[bool] = True
    streamed: ClassVar[bool] = False
    secret: ClassVar[bool] = False
    prepared: ClassVar[bool] = False
    seen: int | None = field(default=None, kw_only=True)


REGISTRY: dict[str, type[Operation[Any]]] = {}


@dataclass(frozen=True)
class Change:
    """Something was written: the journal's sequence, by whom, and which records it touched.

    ``mine`` says that this very store object wrote it, ``origin`` names the one that did. ``subjects`` is None where
    too many were touched to name.

    ``around`` are the records whose cards show something of it, those of a touched deal's clients among them; None
    where they are too many, too. ``settings`` are the kinds of settings that it changed, by their tables: "tag".
    """

    seq: int
    actor: str
    operation: str
    mine: bool
    subjects: frozenset[str] | None
    origin: str = ""
    around: frozenset[str] | None = None
    settings: frozenset[str] = frozenset()


class Store(Protocol):
    """The door. A file, a database and a server are the same to whoever stands in front of it."""

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out, or raise and leave everything as it was."""
        ...

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question."""
        ...

    def changes(self) -> AsyncIterator[Change]:
        """Everything written from now on, by this program and by others, in order, until closed."""
        ...

    async def close(self) -> None:
        """Let go of the file or the connection."""
        ...
