"""Headings in three languages, and columns that the user maps."""

from pathlib import Path

import pytest

from crm_tui.interchange import errors, open_file
from crm_tui.interchange.fields import Field
from crm_tui.interchange.mapping import guess
from crm_tui.operations.imports import Draft, RecordKind
from crm_tui.operations.values import Email, Phone


def read(tmp_path: Path, text: str, mapping: dict[str, str] | None = None, region: str = "UA") -> list[Draft]:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    source = open_file(path, kind=None, mapping=mapping or {}, region=region, currency="UAH")
    return list(source.drafts())


@pytest.mark.parametrize(
    ("heading", "field", "label"),
    [
        ("Имя", Field.NAME, ""),
        ("ФИО", Field.NAME, ""),
        ("Ім'я", Field.NAME, ""),
        ("Ім’я", Field.NAME, ""),
        ("ПІБ", Field.NAME, ""),
        ("Прізвище", Field.LAST_NAME, ""),
        ("firstName", Field.FIRST_NAME, ""),
        ("Телефон 2", Field.PHONE, ""),
        ("phone_work", Field.PHONE, "work"),
        ("Рабочий телефон", Field.PHONE, "work"),
        ("Мобильный телефон (контакт)", Field.PHONE, "mobile"),
        ("Телефон бухгалтерии", Field.PHONE, "бухгалтерии"),
        ("Business Fax", Field.PHONE, "work fax"),
        ("Phone 1 - Value", Field.PHONE, ""),
        ("Phone 1 - Label", None, ""),
        ("E-mail", Field.EMAIL, ""),
        ("E-mail 2 Address", Field.EMAIL, ""),
        ("Home email", Field.EMAIL, "home"),
        ("Пошта", Field.EMAIL, ""),
        ("Почта", Field.EMAIL, ""),
        ("E-Mail", Field.EMAIL, ""),
        ("е-мейл", Field.EMAIL, ""),
        ("Ел. пошта", Field.EMAIL, ""),
        ("Эл. почта", Field.EMAIL, ""),
        ("Эл.почта", Field.EMAIL, ""),
        ("Ел.пошта (роб.)", Field.EMAIL, "work"),
        ("Электронный адрес", Field.EMAIL, ""),
        ("Електронна адреса", Field.EMAIL, ""),
        ("Тел.", Field.PHONE, ""),
        ("Тел. 2", Field.PHONE, ""),
        ("Конт. тел.", Field.PHONE, ""),
        ("Контактный телефон", Field.PHONE, ""),
        ("Моб. тел.", Field.PHONE, "mobile"),
        ("Mob.", Field.PHONE, "mobile"),
        ("Тел. роб.", Field.PHONE, "work"),
        ("Раб. тел.", Field.PHONE, "work"),
        ("Дом. тел.", Field.PHONE, "home"),
        ("Доп. телефон", Field.PHONE, "other"),
        ("Электронная почта", Field.EMAIL, ""),
        ("Сумма", Field.AMOUNT, ""),
        ("СУМА, ₴", Field.AMOUNT, "UAH"),
        ("Budget (EUR)", Field.AMOUNT, "EUR"),
        ("Валюта сделки", Field.CURRENCY, ""),
        ("Currency", Field.CURRENCY, ""),
        ("Воронка", Field.PIPELINE, ""),
        ("Причина відмови", Field.LOST_REASON, ""),
        ("Дата закрытия", Field.CLOSED_AT, ""),
        ("Бюджет", Field.AMOUNT, ""),
        ("Этап", Field.STAGE, ""),
        ("Етап", Field.STAGE, ""),
        ("Название сделки", Field.TITLE, ""),
        ("Deal title", Field.TITLE, ""),
        ("Компания", Field.COMPANY, ""),
        ("Город", Field.CITY, ""),
        ("Адрес", Field.ADDRESS, ""),
        ("Дата рождения", Field.BIRTHDAY, ""),
        ("Теги", Field.TAGS, ""),
        ("Ответственный", Field.RESPONSIBLE, ""),
        ("Источник", Field.SOURCE, ""),
        ("Примечание:", Field.COMMENT, ""),
        ("Ид", Field.EXTERNAL_ID, ""),
        ("Регион", Field.REGION, ""),
        ("ИНН", None, ""),
    ],
)
def test_headings(heading: str, field: Field | None, label: str) -> None:
    assert guess(heading, RecordKind.DEALS) == (field, label)


def test_names_in_parts(tmp_path: Path) -> None:
    (russian,) = read(tmp_path, "Имя,Отчество,Фамилия\nИван,Петрович,Сидоров\n")
    (english,) = read(tmp_path, "Last name,First name\nDoe,Jane\n")
    assert (russian.name, english.name) == ("Сидоров Иван Петрович", "Jane Doe")


def test_several_values_in_one_cell(tmp_path: Path) -> None:
    text = (
        "Name,Phones,Email\n"
        'Ann,"067 123 45 67; моб.: 050 123 45 67, +7 495 123-45-67, доб. 12","a@x.test, work: b@x.test\nc@x.test"\n'
    )
    (draft,) = read(tmp_path, text)
    assert draft.phones == [
        Phone("067 123 45 67", "", "+380671234567"),
        Phone("050 123 45 67", "mobile", "+380501234567"),
        Phone("+7 495 123-45-67, доб. 12", "", "+74951234567"),
    ]
    assert draft.emails == [Email("a@x.test"), Email("b@x.test", "work"), Email("c@x.test")]


def test_region_column_reads_the_phones_of_its_row(tmp_path: Path) -> None:
    text = (
        "name,phone,region\nA,8 912 345-67-89,RU\nB,067 123 45 67,Україна\nC,8 912 345-67-89,Россия\n"
        "D,067 123 45 67,\nE,067 123 45 67,Львівська область\n"
    )
    drafts = read(tmp_path, text)
    russian, ukrainian = "+79123456789", "+380671234567"
    assert [draft.phones[0].e164 for draft in drafts] == [russian, ukrainian, russian, ukrainian, ukrainian]
    assert [draft.extra for draft in drafts] == [
        {},
        {"region": "Україна"},
        {"region": "Россия"},
        {},
        {"region": "Львівська область"},
    ]


def test_two_columns_of_one_field_lose_nothing(tmp_path: Path) -> None:
    same, other = read(tmp_path, "Name,Company,Organization\nA,X,X\nB,X,Y\n")
    assert (same.company, same.extra) == ("X", {})
    assert (other.company, other.extra) == ("X", {"Organization": "Y"})


def test_the_users_mapping_wins(tmp_path: Path) -> None:
    mapping = {"кто": "name", "Name": "extra", "№ 1": "phone"}
    (draft,) = read(tmp_path, "Кто,Name,№ 1\nАнна,internal,067 123 45 67\n", mapping)
    assert (draft.name, draft.extra, draft.phones[0].e164) == ("Анна", {"Name": "internal"}, "+380671234567")


def test_a_mapping_alone_finds_the_headings(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, "xx,yy\nAnn,1\n", {"xx": "name"})
    assert (draft.name, draft.extra) == ("Ann", {"yy": "1"})


def test_unknown_column_and_field_list_the_choices(tmp_path: Path) -> None:
    with pytest.raises(errors.UnknownColumn, match="Name, City"):
        read(tmp_path, "Name,City\nAnn,Kyiv\n", {"Town": "city"})
    with pytest.raises(errors.UnknownField, match="name, first_name"):
        read(tmp_path, "Name,City\nAnn,Kyiv\n", {"City": "town"})


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Name,Phone,Amount", RecordKind.CONTACTS),
        ("Title,Amount,Phone", RecordKind.DEALS),
        ("Title,Name,Phone", RecordKind.CONTACTS),
        ("Назва угоди,Телефон", RecordKind.DEALS),
        ("Имя,Этап", RecordKind.DEALS),
    ],
)
def test_the_kind_is_guessed(tmp_path: Path, headings: str, kind: RecordKind) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{headings}\na,b,c\n")
    assert open_file(path, kind=None, region="UA", currency="UAH").kind is kind
