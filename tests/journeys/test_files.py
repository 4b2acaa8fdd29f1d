"""A file taken in from the board after a look at it, and the deals of a view written into one."""

from pathlib import Path

from crm_tui.operations.base import Store
from crm_tui.operations.contacts import CreateContact, GetContact, ListContacts
from crm_tui.operations.values import Email, Phone
from tests.journeys.conftest import Desk

CSV = """Title;Contact;Budget;Stage;ID
Roof of the barn;Ганна Щур;1500,50 €;In work;a
Fence;Taras Melnyk;700;Offer;b
Door;Ян;many;Offer;c
"""


async def test_a_file_is_looked_at_taken_in_and_taken_back(morning: Store, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "deals.csv").write_text(CSV, encoding="utf-8")
    async with desk() as manager:
        await manager.sees("● live")
        await manager.press("I")
        await manager.type("~/deals.csv")
        await manager.press("enter")
        await manager.sees("enter: 2 new, 1 refused", "Budget → amount", "Roof of the barn")
        await manager.press("7")
        await manager.sees("budget: takes digits")
        await manager.press("escape")
        assert await manager.column("In work") == ["Кровля цеха"]
        await manager.press("I")
        await manager.type("~/deals.csv")
        await manager.press("enter")
        await manager.sees("enter: 2 new")
        await manager.press("enter")
        await manager.sees("New: 2, updated: 0, unchanged: 0, refused: 1. · u undo")
        assert await manager.column("In work") == ["Кровля цеха", "Roof of the barn"]
        await manager.press("u")
        assert await manager.column("In work") == ["Кровля цеха"]
        assert await manager.column("Offer") == ["Garden fence"]


async def test_known_people_are_decided_about_row_by_row(morning: Store, desk: Desk, tmp_path: Path) -> None:
    phones = [Phone(f"067 123 45 {place}", e164=f"+38067123450{place}") for place in range(3)]
    for name, phone in zip(("Шевченко Олена", "Мельник Тарас", "Ткач Ірина"), phones, strict=True):
        await morning.do(CreateContact(name, (phone,)))
    file = tmp_path / "people.csv"
    rows = "".join(
        f"{name},+38067123450{place},{mail}\n"
        for place, (name, mail) in enumerate(
            (("Лена Шевченко", "l@ex.ua"), ("Taras Melnyk", ""), ("Ірина Ткач", "i@ex.ua"))
        )
    )
    file.write_text(f"Name,Phone,E-mail\n{rows}Зовсім Інша,050 999 88 77,\n", encoding="utf-8")
    async with desk() as manager:
        await manager.sees("● live")
        await manager.press("I")
        await manager.type(str(file))
        await manager.press("enter")
        await manager.sees("enter: 1 new, 3 into their contacts", "known 3", "same phone")
        await manager.press("down", "n", "down", "x")
        await manager.sees("enter: 1 new, 1 into their contacts, 1 new anyway, 1 left out")
        await manager.press("enter")
        await manager.sees("Known people: 3; put into their contacts: 1, new: 1, left: 1.")
        people = {row.name: row for row in (await manager.ask(ListContacts())).rows}
        assert sorted(people) == ["Taras Melnyk", "Зовсім Інша", "Мельник Тарас", "Ткач Ірина", "Шевченко Олена"]
        emails = {name: (await manager.ask(GetContact(row.id))).emails for name, row in people.items()}
        assert (emails["Шевченко Олена"], emails["Ткач Ірина"]) == ((Email("l@ex.ua"),), ())
        await manager.press("u")
        assert len((await manager.ask(ListContacts())).rows) == 3


async def test_a_file_that_cannot_be_read_is_told(morning: Store, desk: Desk) -> None:
    async with desk() as manager:
        await manager.sees("● live")
        await manager.press("I")
        await manager.type("/nowhere/deals.csv")
        await manager.press("enter")
        await manager.sees("There is no file")


async def test_the_deals_of_a_view_are_written(morning: Store, desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "shown.csv"
    async with desk() as manager:
        await manager.sees("● live")
        await manager.press("slash")
        await manager.type("ткач")
        await manager.press("enter")
        await manager.press("E")
        await manager.type(str(target))
        await manager.press("enter")
        await manager.sees("Wrote 1 record")
        text = target.read_text(encoding="utf-8")
        assert "Кровля цеха" in text
        assert "Warehouse" not in text
        await manager.press("E")
        await manager.type(str(target))
        await manager.press("enter")
        await manager.sees("already there")
