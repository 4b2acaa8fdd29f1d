"""An office for pictures of clients: a company and its people with all that can stand on their cards, and bare ones."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from crm_tui import i18n
from crm_tui.domain.clock import FixedClock
from crm_tui.domain.fields import ANALYTICS, MAIN, Entity, FieldKind, FieldValue
from crm_tui.domain.ids import FieldId, RecordId, VoucherId
from crm_tui.operations.base import Command, Store
from crm_tui.operations.board import GetBoard
from crm_tui.operations.companies import CompanyCard, CompanyChanges, CreateCompany, EditCompany
from crm_tui.operations.contacts import ContactCard, ContactChanges, CreateContact, EditContact
from crm_tui.operations.deals import CreateDeal, DealChanges, MoveDeal, NewPerson
from crm_tui.operations.directory import CreateUser
from crm_tui.operations.documents import AttachDocument
from crm_tui.operations.fields import AddField, AddTab
from crm_tui.operations.notes import AddNote, Channel, LogCommunication
from crm_tui.operations.pipelines import ListLostReasons
from crm_tui.operations.tasks import PlanTask
from crm_tui.operations.values import Email, Phone, TaskKind
from crm_tui.operations.vouchers import CreateVoucher, VoucherKind
from crm_tui.storage.creating import create
from crm_tui.storage.opening import open_store
from crm_tui.storage.seeding import Seed
from tests.conftest import COLLEAGUE, NOW, OWNER

Answer = TypeVar("Answer")
FIRM = "ООО «Вектор»"
PERSON = "Ткач Олена Миколаївна"
PHONES = (Phone("+380 67 123-45-67", "work", "+380671234567"), Phone("044 555 00 11", "home", "+380445550011"))
EMAILS = (Email("tkach@vektor.example"), Email("olena.tkach@example.com", "home"))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)
OTHERS = (
    ("Иванов Иван Петрович", Phone("+7 916 123-45-67", "", "+79161234567"), "Москва", ("vip",)),
    ("Taras Shevchenko", Phone("050 111 22 33", "", "+380501112233"), "Київ", ("опт", "vip")),
    ("Щербаков Пётр Константинович-Александровский", None, "Ростов-на-Дону", ()),
    ("Joline Barker", Phone("12345", "", None, "too short"), "", ()),
    ("Віолетта Баланчук", Phone("063 222 33 44", "", "+380632223344"), "Львів", ("сайт",)),
)
FIRMS = (("Дах і Фасад", "Львів"), ("Northwind Traders International Ltd.", "Rotterdam"), ("ТОВ «Склад»", ""))
DEALS = (
    ("Ангар под ключ", 300, 4, "1 200 000"),
    ("Паркан і ворота", 200, 4, "80 300,50"),
    ("Доставка обладнання", 120, 5, "40 800"),
    ("Ремонт офиса на Лесной, второй этаж", 20, 2, "50 000"),
    ("Склад на Лесной", 12, 1, "320 000"),
    ("Вывеска на фасад", 3, 0, ""),
)


class Furnisher:
    """Fills the office; a minute passes between one command and the next, so that their order is always the same."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store, self.clock = store, clock

    def at(self, days_ago: float) -> None:
        """Go to a moment."""
        self.clock.set(NOW - timedelta(days=days_ago))

    async def do(self, command: Command[Answer]) -> Answer:
        """Carry a command out, a minute after the one before."""
        self.clock.set(self.clock.now() + timedelta(minutes=1))
        return await self.store.do(command)

    async def fill(self) -> None:
        """Everything, the two that the pictures are of last, so that they stand first in their lists."""
        await self.do(CreateUser(COLLEAGUE))
        fields = await self._fields()
        await self._others()
        company, person = await self._company(), await self._person()
        await self._deals(person)
        await self._papers(RecordId(company.id), days_ago=10)
        await self._papers(RecordId(person.id), days_ago=9)
        await self._past(RecordId(person.id))
        await self._values(company, person, fields)

    async def _fields(self) -> dict[str, FieldId]:
        """What an admin added: a field of each way to fill it on the main tab, one with the figures, a tab."""
        tab = await self.do(AddTab(Entity.CONTACT, "Доставка"))
        wanted = (
            ("Постоянный", FieldKind.CHECKBOX, MAIN, ()),
            ("Сегмент", FieldKind.CHOICE, MAIN, ("малый", "средний", "крупный")),
            ("Интересы", FieldKind.CHOICES, MAIN, ("кровля", "окна", "двери")),
            ("Кредит", FieldKind.MONEY, MAIN, ()),
            ("Кампания", FieldKind.TEXT, ANALYTICS, ()),
            ("Склад", FieldKind.TEXT, tab.id, ()),
            ("Въезд для фур, дни и часы работы", FieldKind.LONG_TEXT, tab.id, ()),
        )
        made = [
            await self.do(AddField(Entity.CONTACT, name, kind, place, options=options))
            for name, kind, place, options in wanted
        ]
        return {field.name: field.id for field in made}

    async def _others(self) -> None:
        self.at(400)
        for name, city in FIRMS:
            await self.do(CreateCompany(name, CompanyChanges(city=city)))
        for name, phone, city, tags in OTHERS:
            await self.do(CreateContact(name, (phone,) if phone else (), city=city, tags=tags))

    async def _company(self) -> CompanyCard:
        self.at(390)
        changes = CompanyChanges(
            phones=(PHONES[1],),
            emails=(Email("office@vektor.example"),),
            city="Київ",
            address="вул. Лісна, 14",
            website="vektor.example",
            comment="Платят в конце месяца",
        )
        return await self.do(CreateCompany(FIRM, changes, ("опт",)))

    async def _person(self) -> ContactCard:
        self.at(380)
        return await self.do(
            CreateContact(
                PERSON, PHONES, EMAILS, FIRM, "закупки", "Київ", "вул. Лісна, 14, оф. 7", "1984-03-12", "выставка",
                "Звонить после 11\nНе любит писем", ("vip", "опт"), "", "telegram: @otkach",
            )
        )  # fmt: skip

    async def _deals(self, person: ContactCard) -> None:
        stages = [stage.id for stage in (await self.store.ask(GetBoard())).pipeline.stages]
        reason = (await self.store.ask(ListLostReasons()))[1].id
        buyer = NewPerson(person.name, PHONES, EMAILS, "buyer", person.id)
        for title, days, stage, amount in DEALS:
            self.at(days)
            deal = await self.do(CreateDeal(title, buyer, amount))
            self.at(days * 0.8)
            if stage:
                fill = DealChanges(lost_reason=reason) if stage == 5 else DealChanges()
                await self.do(MoveDeal(deal.id, stages[stage], fill=fill))

    async def _papers(self, card: RecordId, *, days_ago: int) -> None:
        """Documents, a request, invoices paid and not, payments."""
        self.at(days_ago)
        for name, data in (
            ("Смета на кровлю, вторая очередь.csv", "Товар;Цена\nДоска;100\n".encode()),
            ("plan.png", PNG),
            ("Договор.md", b"# Terms\n\n- thirty days\n" * 400),
        ):
            await self.do(AttachDocument(card, name, data))
        day = NOW.date()
        await self.do(CreateVoucher(card, VoucherKind.REQUEST, "З-7", "Кровля ангара", "1 200 000"))
        first = await self._invoice(card, "14", "Аванс", "600 000", day - timedelta(days=30))
        await self._invoice(card, "15", "Материалы, доставка, монтаж и пусконаладка", "80 300,50", day)
        for number, amount in (("П-1", "400 000"), ("П-2", "150 000")):
            await self.do(CreateVoucher(card, VoucherKind.PAYMENT, number, amount=amount, invoice_id=first))

    async def _invoice(self, card: RecordId, number: str, title: str, amount: str, due: date) -> VoucherId:
        command = CreateVoucher(card, VoucherKind.INVOICE, number, title, amount, due_day=due)
        return (await self.do(command)).id

    async def _past(self, card: RecordId) -> None:
        self.at(2)
        await self.do(LogCommunication(card, Channel.CALL, True, "Просит смету", PHONES[0].typed, 252))
        await self.do(AddNote(card, f"@{COLLEAGUE} посмотри замеры"))
        await self.do(PlanTask(card, "Согласовать смету", _at(-0.1), TaskKind.CALL))
        await self.do(PlanTask(card, "Встреча на объекте", _at(2), TaskKind.MEETING))

    async def _values(self, company: CompanyCard, person: ContactCard, fields: dict[str, FieldId]) -> None:
        self.at(1)
        custom: dict[str, FieldValue] = {
            fields["Постоянный"]: "yes",
            fields["Сегмент"]: "средний",
            fields["Интересы"]: ("кровля", "окна"),
            fields["Кредит"]: "50000",
            fields["Склад"]: "№ 4, ворота 2",
        }
        for name, value in custom.items():  # one by one, since those of one edit are told in the order of their ids
            await self.do(EditContact(person.id, ContactChanges(custom={name: value})))
        iban = "UA213223130000026007233566001"
        for name, value in (("requisite_edrpou", "32855961"), ("requisite_iban", iban)):
            await self.do(EditCompany(company.id, CompanyChanges(custom={name: value})))


def _at(days: float) -> datetime:
    return NOW + timedelta(days=days)


async def furnish_clients(path: Path, lang: str) -> None:
    """Make the store's file in a language, with everything in it."""
    i18n.use(lang)
    create(path, Seed(user=OWNER, region="UA", currency="UAH"))
    clock = FixedClock(NOW - timedelta(days=500))
    store = await open_store(str(path), clock=clock, create=False, user=OWNER)
    try:
        await Furnisher(store, clock).fill()
    finally:
        await store.close()
