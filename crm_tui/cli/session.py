"""One run of a command: the store that it works on, and the frame that every command shares."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from crm_tui.cli import launch
from crm_tui.cli.arguments import Wishes, speaks
from crm_tui.cli.help_page import CommandPage
from crm_tui.cli.output import Reply
from crm_tui.config import Config
from crm_tui.domain.clock import Clock, SystemClock
from crm_tui.domain.places import is_address, masked
from crm_tui.i18n import LANGUAGES, _
from crm_tui.operations.base import Command, Query, Store
from crm_tui.operations.errors import FilesOnly

Answer = TypeVar("Answer")

StoreOption = Annotated[
    str | None,
    typer.Option(
        metavar="WHERE",
        help=_("The file, postgresql:// or https:// to work on; also CRM_TUI_STORE, then the config."),
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help=_("Answer with one JSON document."))]


def _known(lang: str | None) -> str | None:
    """A language that we speak. Raises BadParameter for another."""
    if lang is not None and not speaks(lang):
        reason = _("“%(lang)s” is none of %(languages)s")
        raise typer.BadParameter(reason % {"lang": lang, "languages": ", ".join(LANGUAGES)})
    return lang


LangOption = Annotated[
    str | None, typer.Option(metavar="CODE", callback=_known, help=_("Language of the answers: en, ru or uk."))
]
InsecureOption = Annotated[
    bool, typer.Option("--insecure", help=_("Allow a server's address that is not encrypted (http://)."))
]
ConfigOption = Annotated[str | None, typer.Option(metavar="FILE", help=_("The config file to read."))]


class Opens(Enum):
    """What a command needs of its store: nothing, one that is there, or one that is made where none is."""

    NOTHING = auto()
    EXISTING = auto()
    CREATING = auto()


@dataclass(frozen=True)
class Session:
    """What a command has at hand. ``store`` is open while the command runs, if the command asked for it."""

    where: str
    config: Config
    clock: Clock
    as_json: bool
    opened: Store | None = None

    @property
    def path(self) -> Path:
        """The store's file. Raises FilesOnly where it is none."""
        if is_address(self.where):
            raise FilesOnly(self.where)
        return Path(self.where)

    @property
    def place(self) -> str:
        """Where the store is, as it may be shown: without a password."""
        return masked(self.where)

    @property
    def store(self) -> Store:
        """The open store."""
        if self.opened is None:
            raise RuntimeError("this command does not open its store")
        return self.opened

    async def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question from the open store."""
        return await self.store.ask(query)

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out in the open store."""
        return await self.store.do(command)

    @asynccontextmanager
    async def open(self, *, create: bool, where: str = "") -> AsyncIterator["Session"]:
        """The same session with its store open (or the one at ``where``), closed again whatever happens."""
        store = await launch.open_at(where or self.where, config=self.config, clock=self.clock, create=create)
        try:
            yield Session(self.where, self.config, self.clock, self.as_json, store)
        finally:
            await store.close()


Body = Callable[..., Awaitable[Reply]]


def command(group: typer.Typer, name: str, summary: str, *, opens: Opens = Opens.EXISTING) -> Callable[[Body], Body]:
    """Make an async function of a session a command of a group, with the options that every command takes."""

    def register(body: Body) -> Body:
        def run(context: typer.Context, **given: Any) -> int:
            session = _session(context.obj or Common(), _common(given))
            return asyncio.run(_carry_out(session, body, given, opens))

        parameters = [_CONTEXT, *_own_parameters(body), *_COMMON]
        vars(run)["__signature__"] = inspect.Signature(parameters, return_annotation=int)
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        group.command(name, cls=CommandPage, help=summary)(run)
        return body

    return register


@dataclass(frozen=True, slots=True)
class Common:
    """The options that stand before a command as well as after it."""

    store: str | None = None
    lang: str | None = None
    config: str | None = None
    as_json: bool = False
    insecure: bool = False


def _common(given: dict[str, Any]) -> Common:
    """The shared options, taken out of what the parser read."""
    return Common(**{name: given.pop(name) for name in ("store", "lang", "config", "as_json", "insecure")})


def _session(before: Common, after: Common) -> Session:
    wishes = Wishes(
        after.store or before.store,
        after.lang or before.lang,
        after.config or before.config,
        after.insecure or before.insecure,
    )
    config = launch.settings(wishes)
    where = launch.place(wishes.store, config)
    return Session(where, config, SystemClock(), before.as_json or after.as_json)


async def _carry_out(session: Session, body: Body, given: dict[str, Any], opens: Opens) -> int:
    if opens is Opens.NOTHING:
        reply = await body(session, **given)
    else:
        async with session.open(create=opens is Opens.CREATING) as opened:
            reply = await body(opened, **given)
    return reply.show(as_json=session.as_json)


_KEYWORD = inspect.Parameter.KEYWORD_ONLY
_CONTEXT = inspect.Parameter("context", _KEYWORD, annotation=typer.Context)
_COMMON = [
    inspect.Parameter("store", _KEYWORD, default=None, annotation=StoreOption),
    inspect.Parameter("as_json", _KEYWORD, default=False, annotation=JsonOption),
    inspect.Parameter("lang", _KEYWORD, default=None, annotation=LangOption),
    inspect.Parameter("config", _KEYWORD, default=None, annotation=ConfigOption),
    inspect.Parameter("insecure", _KEYWORD, default=False, annotation=InsecureOption),
]


def _own_parameters(body: Body) -> list[inspect.Parameter]:
    """What a command takes besides its session."""
    _session_first, *own = inspect.signature(body).parameters.values()
    return [parameter.replace(kind=_KEYWORD) for parameter in own]
