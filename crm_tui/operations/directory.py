"""Who and what is there: colleagues, tags, and jumping to anything by typing (A3)."""

from dataclasses import dataclass
from typing import Annotated

from crm_tui.domain.rights import Right
from crm_tui.operations.base import Command, Query, Route
from crm_tui.operations.values import Between, Line, Name, Tag, User


@dataclass(frozen=True, slots=True)
class Found:
    """Something to jump to. ``kind`` is deal, contact, company or tag; ``detail`` tells it from its namesakes."""

    kind: str
    id: str
    title: str
    detail: str


@dataclass(frozen=True)
class ListUsers(Query[tuple[User, ...]]):
    """Colleagues by name."""

    route = Route("GET", "/users")


@dataclass(frozen=True)
class ListTags(Query[tuple[Tag, ...]]):
    """The company's tags by name; those that begin with ``prefix`` whatever the case."""

    route = Route("GET", "/tags")
    prefix: Line = ""


@dataclass(frozen=True)
class Find(Query[tuple[Found, ...]]):
    """Deals, contacts, companies and tags that hold the text, most recently written first."""

    route = Route("GET", "/find")
    text: Line
    limit: Annotated[int, Between(1, 200)] = 30


@dataclass(frozen=True)
class ResolveId(Query[str]):
    """The whole id of what ``text`` names, by its id or the end of it.

    ``kind`` is deal, contact, company, task, document, voucher or merge, or card for any of the first three.
    Raises NotFound where none or more than one fits.
    """

    route = Route("GET", "/resolve/{kind}/{text}")
    kind: str
    text: Line


@dataclass(frozen=True)
class CreateUser(Command[User]):
    """A colleague to assign deals to. Raises NameTaken, InvalidValue."""

    route = Route("POST", "/users")
    right = Right.EDIT_USERS
    name: Name
    role: str = "manager"
