"""Who a person of a deal becomes, as chosen in the dialog, and what that asks of the store."""

from dataclasses import dataclass

from crm_tui.domain.ids import DealId, PersonId
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.matching import SaveBuyer, Similar
from crm_tui.screens.buyer_person import EMAIL, NAME, PHONE


@dataclass(frozen=True, slots=True)
class BuyerChoice:
    """A contact, or a new one where none is named; ``kept`` names what of the person is kept for the contact.

    ``corrected`` says that the person is to be on the deal as it is here.
    """

    contact: Similar | None
    person: NewPerson
    corrected: bool = False
    kept: frozenset[str] = frozenset()

    def command(self, deal_id: DealId, person_id: PersonId | None, seen: int) -> SaveBuyer:
        """What saving it asks of the store."""
        corrected = self.person if self.corrected else None
        if self.contact is None:
            return SaveBuyer(deal_id, person_id, None, corrected, seen=seen)
        phones = tuple(phone for at, phone in enumerate(self.person.phones) if f"{PHONE}{at}" in self.kept)
        emails = tuple(email for at, email in enumerate(self.person.emails) if f"{EMAIL}{at}" in self.kept)
        also = self.person.name if NAME in self.kept else ""
        return SaveBuyer(deal_id, person_id, self.contact.id, corrected, phones, emails, also, seen=seen)
