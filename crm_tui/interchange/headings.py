"""What the headings of columns are called in English, Russian and Ukrainian, by many programs.

A heading is compared in its plain form (``plain``): lower case, ё as е, words parted by single spaces, no marks.
"""

import re
from functools import cache

from crm_tui.domain import currencies
from crm_tui.interchange.fields import Field

_APOSTROPHES = re.compile(r"['’ʼ`\"“”«»]")
_CAMEL = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])")
_MARKS = re.compile(r"[\W_]+")

_WORDS: dict[Field, str] = {
    Field.NAME: "name, full name, fullname, contact, contact name, client, client name, customer, customer name,"
    " person, person name, display name, primary contact, associated contact, lead name, buyer,"
    " имя, фио, ф и о, полное имя, контакт, контактное лицо, основной контакт, имя контакта, клиент, имя клиента,"
    " фио клиента, фио контакта, покупатель, заказчик, наименование, імя, піб, п і б, повне імя, контактна особа,"
    " основний контакт, імя контакту, клієнт, імя клієнта, піб клієнта, покупець, замовник, найменування",
    Field.FIRST_NAME: "first name, firstname, given name, forename, имя контакта без фамилии, first",
    Field.LAST_NAME: "last name, lastname, surname, family name, last, фамилия, прізвище, фамилия клиента",
    Field.PATRONYMIC: "patronymic, middle name, additional name, second name, отчество, по батькові",
    Field.TITLE: "deal, deal title, deal name, title, opportunity, opportunity name, lead title, subject,"
    " название, название сделки, имя сделки, сделка, название лида, лид, тема, заголовок,"
    " назва, назва угоди, угода, назва ліда, лід",
    Field.AMOUNT: "amount, budget, value, deal value, deal amount, price, sum, total, сумма, сумма сделки, бюджет,"
    " бюджет сделки, стоимость, цена, сума, сума угоди, бюджет угоди, вартість, ціна",
    Field.CURRENCY: "currency, currency code, deal currency, curr, валюта, валюта сделки, валюта бюджета, код валюты,"
    " валюта угоди, валюта бюджету, код валюти",
    Field.PIPELINE: "pipeline, deal pipeline, sales pipeline, воронка, воронка сделки, воронка продаж, воронка угоди,"
    " воронка продажів, вирва",
    Field.LOST_REASON: "lost reason, loss reason, reason lost, closed lost reason, причина отказа, причина проигрыша,"
    " причина потери, причина закрытия, причина відмови, причина програшу, причина втрати, причина закриття",
    Field.LOST_NOTE: "lost note, note on the loss, примечание к отказу, коментар до відмови",
    Field.CLOSED_AT: "closed, closed at, closed on, close date, closed date, closing date, дата закрытия,"
    " дата закрытия сделки, закрыта, закрыто, закрыт, дата закриття, дата закриття угоди, закрито, закрита",
    Field.PEOPLE: "more contacts, other contacts, additional contacts, другие контакты, еще контакты,"
    " дополнительные контакты, інші контакти, додаткові контакти, ще контакти",
    Field.STAGE: "stage, deal stage, pipeline stage, status, deal status, этап, этап сделки, стадия, стадия сделки,"
    " статус, статус сделки, етап, етап угоди, стадія, стадія угоди, статус угоди",
    Field.DESCRIPTION: "description, details, описание, подробности, описание сделки, опис, деталі, опис угоди",
    Field.COMPANY: "company, company name, organization, organisation, organization name, organisation name,"
    " account, account name, employer, компания, название компании, организация, фирма, компания контакта,"
    " компанія, назва компанії, організація, фірма",
    Field.POSITION: "position, job title, job, title, role, organization title, должность, роль, посада",
    Field.CITY: "city, town, home city, business city, address 1 city, город, місто, населенный пункт,"
    " населений пункт, місто клієнта, город клиента",
    Field.ADDRESS: "address, street, home address, business address, full address, address 1 formatted, адрес,"
    " улица, адреса, вулиця, адрес клиента, адреса клієнта",
    Field.BIRTHDAY: "birthday, birth date, date of birth, birthdate, dob, дата рождения, день рождения, др,"
    " дата народження, день народження",
    Field.SOURCE: "source, lead source, deal source, utm source, источник, источник сделки, источник лида, канал,"
    " джерело, джерело угоди",
    Field.COMMENT: "comment, comments, note, notes, remark, remarks, комментарий, комментарии, примечание,"
    " примечания, заметка, заметки, коментар, коментарі, примітка, примітки, нотатка, нотатки",
    Field.TAGS: "tag, tags, label, labels, categories, group membership, тег, теги, теги сделки, метки, ярлыки, группы,"
    " теги угоди, мітки, категории, категорії",
    Field.RESPONSIBLE: "responsible, owner, deal owner, contact owner, manager, assigned to, assignee, sales,"
    " responsible user, ответственный, ответственный менеджер, менеджер, відповідальний,"
    " відповідальний менеджер",
    Field.CREATED_AT: "created, created at, created on, create date, creation date, date created, date, added,"
    " дата, дата создания, дата создания сделки, создано, создан, дата сделки, дата створення,"
    " дата створення угоди, створено, дата угоди",
    Field.EXTERNAL_ID: "id, external id, externalid, record id, deal id, contact id, uid, qid, ид, айди, код,"
    " внешний id, id сделки, id контакта, ід, зовнішній id, id угоди, id контакту",
    Field.REGION: "region, country, country code, phone region, регион, страна, код страны, регіон, країна, код країни",
    Field.EXTRA: "other data, другие данные, прочее, інші дані",
}
# A title is the deal's in a file of deals and the person's job in one of contacts.
_FOR_CONTACTS: dict[str, Field | None] = {
    "title": Field.POSITION,
    "название": Field.NAME,
    "назва": Field.NAME,
    "описание": Field.COMMENT,
    "опис": Field.COMMENT,
    "description": Field.COMMENT,
    "date": None,
    "дата": None,
    "added": None,
}
# Headings that only a table of deals has.
_DEAL_SIGNS = (
    "deal, deal title, deal name, deal id, deal stage, deal value, deal amount, opportunity, opportunity name,"
    " lead title, stage, pipeline stage, pipeline, название сделки, имя сделки, сделка, название лида, этап,"
    " этап сделки, стадия, стадия сделки, воронка, сумма сделки, бюджет сделки, id сделки, назва угоди, угода,"
    " назва ліда, етап, етап угоди, стадія, стадія угоди, сума угоди, id угоди"
)
DEAL_SIGNS = frozenset(_DEAL_SIGNS.split(", "))
# A given name that is the whole name, unless a family name stands in a column of its own.
GIVEN_NAMES = frozenset({"имя", "імя", "name", "имя контакта", "імя контакту"})
COUNTRY_WORDS = frozenset({"country", "страна", "країна"})


def plain(heading: str) -> str:
    """A heading without what programs vary: case, spaces, marks, ё, camelCase."""
    parted = _CAMEL.sub(" ", _APOSTROPHES.sub("", heading))
    return _MARKS.sub(" ", parted).strip().casefold().replace("ё", "е")


@cache
def _known() -> dict[str, Field]:
    table: dict[str, Field] = {}
    for field, words in _WORDS.items():
        for word in words.split(","):
            table.setdefault(word.strip(), field)
    return table


def field_of(word: str, *, contacts: bool) -> Field | None:
    """The field that a plain heading names, phones and e-mails apart."""
    if contacts and word in _FOR_CONTACTS:
        return _FOR_CONTACTS[word]
    return _known().get(word)


def currency_of(heading: str) -> str:
    """The currency that the heading of an amount names behind it, as in "Budget, EUR"; "" where it names none."""
    rest, _blank, last = heading.strip().replace("(", " ").rstrip(").").rpartition(" ")
    named = currencies.named(last)
    return named if named and field_of(plain(rest), contacts=False) is Field.AMOUNT else ""
