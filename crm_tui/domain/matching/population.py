"""The base that a person is looked for in: how many there are, and how common what they are known by is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_USUAL = {"given": 0.005, "surname": 0.0004, "patronymic": 0.005}
_AS_MANY = 1_000
# A number that nobody else has may still be a colleague's, or a slip.
_STRANGER_PHONE = 0.05
_STRANGER_EMAIL = 0.02


@dataclass(frozen=True, slots=True)
class Population:
    """How many contacts there are; how many have a word in their name (by canonical form), a phone, an e-mail.

    Phones are named by ``Number.national``, e-mails by ``Address.whole``; what is not named is held to be rare.
    """

    contacts: int
    tokens: Mapping[str, int] = field(default_factory=dict)
    phones: Mapping[str, int] = field(default_factory=dict)
    emails: Mapping[str, int] = field(default_factory=dict)

    def of_word(self, form: str, role: str) -> float:
        """How often a stranger has this word as surname, given name or patronymic.

        A small base says little, so what is usual counts as a thousand contacts more.
        """
        return (self.tokens.get(form, 0) + _AS_MANY * _USUAL[role]) / (self.contacts + _AS_MANY)

    def of_phone(self, national: str) -> float:
        """How often a stranger has this phone."""
        return (max(self.phones.get(national, 1), 1) - 1 + _STRANGER_PHONE) / max(self.contacts, 1)

    def of_email(self, whole: str) -> float:
        """How often a stranger has this e-mail."""
        return (max(self.emails.get(whole, 1), 1) - 1 + _STRANGER_EMAIL) / max(self.contacts, 1)

    def shares_phone(self, national: str) -> bool:
        """Whether more than one contact has this phone."""
        return self.phones.get(national, 1) > 1

    def shares_email(self, whole: str) -> bool:
        """Whether more than one contact has this e-mail."""
        return self.emails.get(whole, 1) > 1
