"""What every error has, and the kinds that a caller tells apart."""

from typing import Any, ClassVar, Self

from crm_tui.domain.places import masked
from crm_tui.i18n import N_, _


class CrmError(Exception):
    """Something that a person is told in one sentence."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    sentence: ClassVar[str] = N_("Something went wrong; try again.")
    given: tuple[tuple[Any, ...], dict[str, Any]]
    """What it was made with, so that it can be made again at the other end of a wire."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Remember what it is made with."""
        error = super().__new__(cls, *given)
        error.given = (given, named)
        return error

    def __init__(self, **parameters: str) -> None:
        self.parameters = parameters
        super().__init__(self.sentence % parameters)

    def __str__(self) -> str:
        return _(self.sentence) % self.parameters


class Refused(CrmError):
    """The request was understood and cannot be carried out; nothing changed."""

    code = "refused"
    exit_code = 3


class Malformed(CrmError):
    """What a server was sent is no request."""

    code = "malformed"
    sentence = N_("The server could not read the request as JSON; correct it and send it again.")


class StoreError(CrmError):
    """The store itself cannot serve."""

    code = "store"
    exit_code = 6

    def __init__(self, where: str, **more: str) -> None:
        super().__init__(where=masked(where), **more)
