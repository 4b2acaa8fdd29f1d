"""Who stands at the door."""

from dataclasses import dataclass

from crm_tui.domain.ids import UserId
from crm_tui.domain.rights import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts."""

    id: UserId
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Caller:
    """In whose name something is asked or done, and through which door.

    ``key`` is the idempotency key of a command that may be sent twice: it is carried out once. "" where it cannot be.
    """

    actor: Actor
    origin: str
    key: str = ""
