"""A store in memory that knows who is similar, keeps what was saved, and can be told that a colleague was first."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

from crm_tui.domain.ids import ContactId
from crm_tui.domain.matching.reasons import Band, Evidence, Reason
from crm_tui.operations.base import Command, Query
from crm_tui.operations.contacts import ContactCard, ContactPage, ContactRow, GetContact, ListContacts
from crm_tui.operations.errors import NotFound
from crm_tui.operations.matching import FindSimilar, ReplaceBuyer, SaveBuyer, Saved, SavedBuyer, Similar
from crm_tui.operations.values import BuyerState, Email, Person, Phone
from tests.screens.fakes import HOSTILE, NOW, FakeStore, deal

MOBILE = Phone("+7 916 123-45-67", "work", "+79161234567")
OTHER = Phone("+7 903 222-33-44", "", "+79032223344")
MAIL = Email("ivanov@exmple.ru")
SASHA = Person("x", "Саша Иванов", "buyer", (MOBILE,), (MAIL,))
NAMELESS = Person("x", "Саша Иванов", "buyer")
IVANOV = Similar(
    ContactId("c-1"),
    "Иванов Александр Петрович",
    (MOBILE,),
    (Email("ivanov@example.ru"),),
    "ООО «Вектор»",
    "Москва",
    ("Склад", "Ремонт офиса"),
    31.2,
    Band.SAME,
    (
        Reason(Evidence.OTHER_TOWN, -1.5, "Тула", "Москва"),
        Reason(Evidence.SAME_PHONE, 16.0, "+79161234567", "+79161234567"),
        Reason(Evidence.SHORT_NAME, 9.0, "Саша", "Александр"),
        Reason(Evidence.EMAIL_ONE_OFF, 7.0, "ivanov@exmple.ru", "ivanov@example.ru"),
    ),
)
IVANOVA = Similar(
    ContactId("c-2"),
    "Иванова Александра",
    (OTHER,),
    (),
    "",
    "",
    (),
    9.0,
    Band.MAYBE,
    (Reason(Evidence.OTHER_GENDER_FORM, 6.0, "Иванов", "Иванова"), Reason(Evidence.OTHER_PHONE, -2.0)),
)
POISONED = replace(IVANOVA, id=ContactId("c-3"), name=HOSTILE, company=HOSTILE, city=HOSTILE, open_deals=(HOSTILE,))


@dataclass
class BuyersStore(FakeStore):
    """``similar`` is found whatever is asked, for a name in ``held`` only once that is set.

    ``colleague`` saved the same person a moment before.
    """

    similar: tuple[Similar, ...] = (IVANOV, IVANOVA)
    listed: tuple[Similar, ...] = (IVANOVA,)
    colleague: str = ""
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    sought: list[FindSimilar] = field(default_factory=list)

    async def ask(self, query: Query[Any]) -> Any:
        """Who is similar, who is in the list, one contact."""
        if self.failure and isinstance(query, FindSimilar | ListContacts):
            failure, self.failure = self.failure, None
            raise failure
        match query:
            case FindSimilar():
                self.sought.append(query)
                if query.name in self.held:
                    await self.held[query.name].wait()
                return tuple(replace(one, company=f"for {query.name}") for one in self.similar)
            case ListContacts():
                return ContactPage(tuple(_row(one) for one in self.listed), True)
            case GetContact(contact_id):
                return _card(self._contact(contact_id))
        return await super().ask(query)

    def _carried_out(self, command: Command[Any]) -> Any:
        match command:
            case SaveBuyer(deal_id, _, contact_id):
                if contact_id is not None:
                    self._contact(contact_id)
                name = command.person.name if command.person else None
                saved = self._linked(deal_id, contact_id or ContactId("c-new"), name)
                outcome = Saved.LINKED if contact_id else Saved.CREATED
                return SavedBuyer(
                    saved,
                    contact_id or ContactId("c-new"),
                    Saved.ALREADY if self.colleague else outcome,
                    self.colleague,
                )
            case ReplaceBuyer(deal_id, _, contact_id):
                return self._linked(deal_id, contact_id, None)
        return super()._carried_out(command)

    def _linked(self, deal_id: str, contact_id: ContactId | None, name: str | None) -> Any:
        card = self.cards[deal_id]
        person = replace(card.people[0], contact_id=contact_id, name=name or card.people[0].name)
        state = BuyerState.SAVED if contact_id else BuyerState.UNSAVED
        self.cards[deal_id] = replace(card, people=(person,), buyer=state)
        return self.cards[deal_id]

    def _contact(self, contact_id: ContactId) -> Similar:
        found = next((one for one in (*self.similar, *self.listed) if one.id == contact_id), None)
        if found is None:
            raise NotFound("contact", contact_id)
        return found


def with_person(person: Person | None, number: int = 1) -> Any:
    """A deal with that one contact, or none."""
    return deal(number, people=(person,) if person else (), buyer=BuyerState.UNSAVED if person else BuyerState.EMPTY)


def _row(one: Similar) -> ContactRow:
    phone = one.phones[0].typed if one.phones else ""
    return ContactRow(one.id, one.name, phone, "", one.company, one.city, (), NOW)


def _card(one: Similar) -> ContactCard:
    texts: dict[str, Any] = dict.fromkeys(
        ("position", "address", "birthday", "source", "comment", "responsible_name"), ""
    )
    return ContactCard(
        id=one.id,
        name=one.name,
        phones=one.phones,
        emails=one.emails,
        company_id=None,
        company=one.company,
        city=one.city,
        responsible=None,
        tags=(),
        deals=(),
        extra={},
        external_id="",
        created_at=NOW,
        seq=1,
        **texts,
    )
