"""Who asks: the bearer of a token, looked up by its hash and remembered while nothing about users changes."""

from collections import OrderedDict
from typing import Final

from starlette.requests import Request

from crm_tui.domain import tokens
from crm_tui.domain.ids import UserId
from crm_tui.domain.rights import Right, Role
from crm_tui.i18n import N_
from crm_tui.operations import wire
from crm_tui.operations.base import REGISTRY, Change
from crm_tui.operations.errors import InvalidValue, LoginNeeded
from crm_tui.operations.history import Redo, Undo
from crm_tui.operations.team import FindBearer
from crm_tui.operations.values import User
from crm_tui.server.logins import WrongLogins
from crm_tui.storage.backend import Backend
from crm_tui.storage.callers import Actor, Caller

_REMEMBERED: Final = 10_000
_LONGEST: Final = 200
NOBODY: Final = Caller(Actor(UserId(""), "", Role.READ_ONLY), "")
"""In whose name a server asks what it needs to know itself."""
_TURNS: Final = frozenset({Undo.__name__, Redo.__name__})


class Bearers:
    """Tells whom a request speaks for."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._wrong = WrongLogins()
        self._known: OrderedDict[str, User] = OrderedDict()
        self._age = 0

    async def caller(self, request: Request) -> Caller:
        """The caller by the token in the Authorization header. Raises LoginNeeded, TooManyLogins, InvalidValue."""
        token_hash = hash_in(request)
        user = await self.user(token_hash) if token_hash else None
        if user is None:
            self._wrong.count(request.client.host if request.client else "")
            raise LoginNeeded(str(request.base_url))
        origin = _short(request, wire.ORIGIN) or str(user.id)
        return Caller(Actor(user.id, user.name, user.role), origin, _short(request, wire.KEY))

    async def user(self, token_hash: str) -> User | None:
        """Whom a token speaks for, by its hash."""
        known = self._known.get(token_hash)
        if known is not None:
            return known
        age = self._age
        found = await self._backend.ask(FindBearer(token_hash), NOBODY)
        if found is not None and age == self._age:
            self._remember(token_hash, found)
        return found

    def heard(self, change: Change) -> bool:
        """Forget everybody where a change may have been about users; whether it may."""
        kind = REGISTRY.get(change.operation)
        about_users = change.operation in _TURNS or (kind is not None and kind.right is Right.EDIT_USERS)
        if about_users:
            self.forget()
        return about_users

    def forget(self) -> None:
        """Look everybody up anew."""
        self._age += 1
        self._known.clear()

    def _remember(self, token_hash: str, user: User) -> None:
        self._known[token_hash] = user
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)


def hash_in(request: Request) -> str:
    """The hash of the token that a request shows; "" where it shows none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return tokens.hash_of(token.strip()) if scheme.lower() == "bearer" and token.strip() else ""


def _short(request: Request, header: str) -> str:
    value = request.headers.get(header, "")
    if len(value) > _LONGEST:
        raise InvalidValue(header, N_("is too long; shorten it"))
    return value
