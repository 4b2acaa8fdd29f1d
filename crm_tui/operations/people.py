"""The people of a deal (D4, D5): each with a role, phones and e-mails, the main one first."""

from dataclasses import dataclass

from crm_tui.domain.ids import DealId, PersonId
from crm_tui.operations.base import Command, Route
from crm_tui.operations.deals import DealCard, NewPerson


@dataclass(frozen=True)
class AddPerson(Command[DealCard]):
    """One more contact on a deal, last of them. Raises NotFound, InvalidValue where it has no name."""

    route = Route("POST", "/deals/{deal_id}/people")
    deal_id: DealId
    person: NewPerson


@dataclass(frozen=True)
class EditPerson(Command[DealCard]):
    """What a contact of a deal is from now on. Raises NotFound, InvalidValue where it has no name."""

    route = Route("PUT", "/deals/{deal_id}/people/{person_id}")
    deal_id: DealId
    person_id: PersonId
    person: NewPerson


@dataclass(frozen=True)
class RemovePerson(Command[DealCard]):
    """Take a contact off a deal; the next becomes the main one where it was that. Raises NotFound.

    ``everywhere`` takes off whoever else stands there as the same saved contact.
    """

    route = Route("DELETE", "/deals/{deal_id}/people/{person_id}")
    deal_id: DealId
    person_id: PersonId
    everywhere: bool = False


@dataclass(frozen=True)
class MakeMainPerson(Command[DealCard]):
    """Put a contact of a deal first: it is the one on the board. Raises NotFound."""

    route = Route("POST", "/deals/{deal_id}/people/{person_id}/main")
    deal_id: DealId
    person_id: PersonId
