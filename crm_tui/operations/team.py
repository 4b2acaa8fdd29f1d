"""Who works on the base, what each may do, and the tokens that programs show in somebody's name."""

from dataclasses import dataclass

from crm_tui.domain.ids import UserId
from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import Line, User


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token, told this once: the base keeps only a hash of it. ``user`` is whom it speaks for."""

    token: str
    user: User


@dataclass(frozen=True)
class WhoAmI(Query[User]):
    """The caller."""

    route = Route("GET", "/me")


@dataclass(frozen=True)
class FindBearer(Query[User | None]):
    """Whom a token speaks for, by the token's hash; None where it is unknown or revoked.

    It has no route: a server asks it to learn who its caller is.
    """

    token_hash: str


@dataclass(frozen=True)
class SetRole(Command[User]):
    """What a colleague is in the company. Raises NotFound, InvalidValue for an unknown role or the last owner's.

    It is no step of undo: whoever lost a right must not get it back by one.
    """

    route = Route("POST", "/users/{user_id}/role")
    right = Right.EDIT_USERS
    undoable = False
    user_id: UserId
    role: Line


@dataclass(frozen=True)
class IssueToken(Command[IssuedToken]):
    """A new token that speaks for a colleague. Raises NotFound, ToldOnce where it is repeated under the same key."""

    route = Route("POST", "/users/{user_id}/tokens")
    right = Right.EDIT_USERS
    undoable = False
    secret = True
    user_id: UserId


@dataclass(frozen=True)
class RevokeTokens(Command[int]):
    """Make every token of a colleague worthless; how many there were. Raises NotFound."""

    route = Route("DELETE", "/users/{user_id}/tokens")
    right = Right.EDIT_USERS
    undoable = False
    user_id: UserId
