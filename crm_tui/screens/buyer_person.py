"""The person of a deal on its way to being a buyer: as one line that is typed into, and what it adds to a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crm_tui.domain import phones
from crm_tui.domain.quick_add import parse_person
from crm_tui.i18n import _
from crm_tui.operations.deals import NewPerson
from crm_tui.operations.values import Email, Person, Phone
from crm_tui.widgets.buyer.additions import Addition
from crm_tui.widgets.plain import folded
from crm_tui.widgets.wording import read_emails, read_phones

PHONE, EMAIL, NAME = "phone", "email", "name"
_NATIONAL: Final = 10


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as it stands on the deal, and as it was corrected in the dialog."""

    person: Person
    region: str
    text: str

    @classmethod
    def of(cls, person: Person, region: str) -> "PersonLine":
        """The line of a person, nothing corrected yet."""
        return cls(person, region, _as_line(person))

    def saying(self, text: str) -> "PersonLine":
        """The same person with another text in the line."""
        return PersonLine(self.person, self.region, text)

    @property
    def corrected(self) -> bool:
        """Whether it says something else than the deal does."""
        return " ".join(self.text.split()) != " ".join(_as_line(self.person).split())

    def read(self) -> NewPerson:
        """What the line says; a phone or an e-mail that stood there before keeps its label and what is known of it."""
        person = self.person
        if not self.corrected:
            return NewPerson(person.name, person.phones, person.emails, person.role, person.contact_id)
        before = [*(phone.typed for phone in person.phones), *(email.typed for email in person.emails)]
        said = parse_person(self.text, self.region, before)
        return NewPerson(
            said.name,
            tuple(one for typed in said.phones for one in self._phones(typed)),
            tuple(one for typed in said.emails for one in self._emails(typed)),
            person.role,
            person.contact_id,
        )

    def _phones(self, typed: str) -> tuple[Phone, ...]:
        known = [phone for phone in self.person.phones if phone.typed == typed]
        return tuple(known[:1]) or read_phones(typed, self.region)

    def _emails(self, typed: str) -> tuple[Email, ...]:
        known = [email for email in self.person.emails if email.typed == typed]
        return tuple(known[:1]) or read_emails(typed)


def _as_line(person: Person) -> str:
    points = [*(phone.typed for phone in person.phones), *(email.typed for email in person.emails)]
    return "   ".join(" ".join(part.split()) for part in (person.name, *points) if part.strip())


def called(person: NewPerson | Person) -> str:
    """What a person goes by: the name, else the first phone or e-mail."""
    points = (*(phone.typed for phone in person.phones), *(email.typed for email in person.emails))
    return person.name or next(iter(points), "")


def additions(person: NewPerson, name: str, has: Iterable[Phone], writes: Iterable[Email]) -> list[Addition]:
    """What the person would add to a contact of that name, phones and e-mails; another name is skipped at first."""
    numbers, addresses = {_number(phone) for phone in has}, {folded(email.typed.strip()) for email in writes}
    found = [
        Addition(f"{PHONE}{at}", _("phone"), phone.typed)
        for at, phone in enumerate(person.phones)
        if _number(phone) not in numbers
    ]
    found += [
        Addition(f"{EMAIL}{at}", _("e-mail"), email.typed)
        for at, email in enumerate(person.emails)
        if folded(email.typed.strip()) not in addresses
    ]
    if person.name and folded(person.name) != folded(name):
        found.append(Addition(NAME, _("also known as"), person.name, kept=False))
    return found


def whole(person: NewPerson) -> list[Addition]:
    """Everything that a new contact takes from the person."""
    return [
        *(Addition(f"{PHONE}{at}", _("phone"), one.typed, fixed=True) for at, one in enumerate(person.phones)),
        *(Addition(f"{EMAIL}{at}", _("e-mail"), one.typed, fixed=True) for at, one in enumerate(person.emails)),
    ]


def _number(phone: Phone) -> str:
    """A number by its last ten digits: however the country is dialled, it is the same."""
    return phones.digits(phone.e164 or phone.typed)[-_NATIONAL:]
