"""What a request asks for is not there, or cannot be read as it was sent."""

from collections.abc import Mapping

from crm_tui.i18n import N_, _
from crm_tui.operations.errors.base import Refused
from crm_tui.operations.field_names import FIELD_NAMES


class NotFound(Refused):
    """There is no such record."""

    code = "not_found"
    exit_code = 4
    sentence = N_("There is no %(what)s “%(which)s”; look it up in the list and try again.")

    def __init__(self, what: str, which: str) -> None:
        super().__init__(what=what, which=which)

    def __str__(self) -> str:
        return _(self.sentence) % {**self.parameters, "what": _(self.parameters["what"])}


class InvalidValue(Refused):
    """A field's value cannot be read or is out of bounds; ``details`` fill the places that the reason names.

    Of a card's field (``custom.ID``) they say as ``label`` what it is called.
    """

    code = "invalid"
    sentence = N_("%(field)s: %(reason)s")

    def __init__(self, field: str, reason: str, details: Mapping[str, str] | None = None) -> None:
        self.details = dict(details or {})
        super().__init__(field=field, reason=reason)

    @property
    def field(self) -> str:
        """The field at fault, by its name in the request."""
        return self.parameters["field"]

    @property
    def reason(self) -> str:
        """What is wrong with it, in the reader's language."""
        reason = _(self.parameters["reason"])
        return reason % self.details if self.details else reason

    def __str__(self) -> str:
        label = self.details.get("label") or FIELD_NAMES.get(self.field, self.field)
        return f"{_(label)}: {self.reason}"


class NameTaken(Refused):
    """A name that must be unique is in use."""

    code = "name_taken"
    sentence = N_("The name “%(name)s” is already in use; choose another.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class NotAllowed(Refused):
    """The caller's role does not carry the right."""

    code = "not_allowed"
    exit_code = 5
    sentence = N_("Your role does not allow this; ask %(whom)s.")

    def __init__(self, whom: str) -> None:
        super().__init__(whom=whom)


class KeyReused(Refused):
    """An idempotency key came a second time, with another command."""

    code = "key_reused"
    sentence = N_("This key was used for another command; send the command with a new one.")


class ToldOnce(Refused):
    """A command whose answer is kept nowhere came a second time under its key."""

    code = "told_once"
    sentence = N_("This was done already, and its answer is told only once; revoke the tokens and issue a new one.")


class TooLarge(Refused):
    """More than a server takes at once."""

    code = "too_large"
    sentence = N_("This is larger than the %(limit)s bytes that the server takes at once; send less.")

    def __init__(self, limit: int) -> None:
        super().__init__(limit=str(limit))
