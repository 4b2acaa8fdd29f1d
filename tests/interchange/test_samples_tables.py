"""The sample tables: what each holds is in its drafts."""

from pathlib import Path

import pytest

from crm_tui.interchange import Field, open_file
from crm_tui.operations.imports import Draft, RecordKind
from crm_tui.operations.values import Email, Phone

SAMPLES = Path(__file__).parent / "samples"


def drafts(name: str, region: str = "RU") -> list[Draft]:
    source = open_file(SAMPLES / name, kind=None, region=region, currency="RUB")
    found = list(source.drafts())
    assert found == list(source.drafts()), "a second reading gives the same"
    assert source.kind is RecordKind.CONTACTS
    return found


@pytest.mark.parametrize("name", ["synthetic-ru-excel-cp1251-semicolon.csv", "synthetic-ru-utf8bom-sep-line.csv"])
def test_russian_excel_csv(name: str) -> None:
    first, second, third = drafts(name)
    assert first == Draft(
        number=2,
        name="Иванов Иван",
        phones=[Phone("8 (912) 345-67-89", "", "+79123456789")],
        emails=[Email("ivan@client.test")],
        comment='Перезвонить; просил "счёт"',
        extra={"ИНН": "7707083893", "Сумма": "12 000,50", "Дата": "22.11.2026"},
    )
    assert second.name == "ООО «Ромашка»"
    assert second.phones == [Phone("+7 495 123-45-67 доб. 12", "", "+74951234567")]
    assert second.comment == "строка 1\nстрока 2"
    assert third.name == "ИВАНОВ ИВАН"
    assert third.phones == [Phone("79123456789", "", "+79123456789")]
    assert third.comment == "дубль первой строки"


def test_excel_quirks() -> None:
    first, second, third = drafts("synthetic-excel-quirks.xlsx")
    assert first.phones == [Phone("79123456789", "", "+79123456789")]
    assert first.extra == {"ИНН": "7707083893", "Дата": "2026-11-22", "Сумма": "12000.5"}
    assert (second.number, second.name) == (5, "Петров Пётр")
    assert second.extra == {"ИНН": "500100732259", "Дата": "22.11.2026", "Сумма": "12 000,50 ₽"}
    assert (third.name, third.phones[0].e164) == ("ООО «Ромашка»", "+79100000000")


def test_excel_quirks_as_deals() -> None:
    path = SAMPLES / "synthetic-excel-quirks.xlsx"
    source = open_file(path, kind=RecordKind.DEALS, region="RU", currency="RUB")
    first, second, third = source.drafts()
    assert [first.amount, second.amount, third.amount] == ["12000.50".rstrip("0"), "12 000,50 ₽", "12000.5"]
    assert [first.created_at, second.created_at] == ["2026-11-22", "2026-11-22"]
    assert (first.title, first.name) == ("Иванов Иван", "Иванов Иван")


def test_atomic_crm_export() -> None:
    found = drafts("atomic-crm-contacts-export-head.csv", region="US")
    assert len(found) == 20
    assert [draft for draft in found if draft.problem] == []
    robin = found[4]
    assert (robin.name, robin.external_id, robin.company) == ("Robin Fritsch", "1", "Schmitt and Sons")
    assert robin.tags == ["football-fan", "musician"]
    assert (robin.position, robin.responsible) == ("Global", "Jane Doe")
    assert robin.emails == [Email("Robin27@gmail.com", "other")]
    assert robin.extra["background"].startswith("Est tempore")
    assert robin.extra["first_seen"] == "2024-07-04T03:27:41.778+00:00"
    leah = found[1]
    assert leah.phones == [
        Phone("(415) 293-3313", "work", "+14152933313"),
        Phone("(980) 494-7423", "home", "+19804947423"),
    ]
    assert found[0].phones[0].typed == "1-955-371-0847 x371"


def test_every_cell_of_atomic_crm_is_kept() -> None:
    import csv

    path = SAMPLES / "atomic-crm-contacts-export-head.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    for row, draft in zip(rows, drafts(path.name), strict=True):
        kept = repr(draft)
        assert [cell for cell in row if cell not in kept and not all(tag in kept for tag in cell.split(", "))] == []


def test_columns_are_shown_with_their_guess() -> None:
    source = open_file(SAMPLES / "atomic-crm-contacts-export-head.csv", kind=None, region="US", currency="USD")
    by_heading = {column.heading: column for column in source.columns}
    assert by_heading["title"].field is Field.POSITION
    assert (by_heading["phone_home"].field, by_heading["phone_home"].label) == (Field.PHONE, "home")
    assert by_heading["gender"].field is None
    assert by_heading["last_name"].sample == "Kerluke"
    assert source.format == "csv"
    assert source.total_hint is not None
    assert 10 <= source.total_hint <= 40
