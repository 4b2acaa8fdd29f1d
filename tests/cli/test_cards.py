"""What the cards do, by command: companies, fields, tasks, notes, the feed, documents, requests and payments."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


@pytest.fixture
def deal(crm: "Crm") -> str:
    """The end of the id of a deal."""
    made = crm("deals", "new", "--title", "Дах", "--name", "Марія", "--amount", "500", "--json").json
    return str(made["id"][-8:])


@pytest.fixture
def company(crm: "Crm") -> str:
    """The end of the id of a company."""
    made = crm("companies", "add", "Мрія", "--phone", "+380 44 123 45 67", "--city", "Київ", "--tag", "VIP", "--json")
    return str(made.json["id"][-8:])


def test_a_company_is_listed_shown_changed_and_deleted(crm: "Crm", company: str) -> None:
    assert "Мрія" in crm("companies", "list", "--filter", "мрі").out
    crm("companies", "edit", company, "--name", "Мрія-2", "--set", "edrpou=14360570", "--website", "mriya.example")
    shown = crm("companies", "show", company).out
    for words in ("Мрія-2", "Київ", "+380 44 123 45 67", "VIP", "14360570", "mriya.example"):
        assert words in shown
    crm("companies", "delete", company)
    assert crm("companies", "list", "--json").json["rows"] == []
    crm("undo")
    assert len(crm("companies", "list", "--json").json["rows"]) == 1


def test_what_is_wrong_with_a_company_is_refused(crm: "Crm", company: str) -> None:
    crm("companies", "show", "deadbeef").refuses(4, "deadbeef")
    crm("companies", "add", " ").refuses(3, "name")
    crm("companies", "edit", company, "--set", "no such=1").refuses(4, "no such")
    crm("companies", "edit", company, "--set", "no sign").refuses(3, "name and a value")
    crm("companies", "edit", company, "--set", "edrpou=14360571").refuses(3, "EDRPOU")
    crm("companies", "edit", company, "--phone", "12").refuses(3, "12")


def names(crm: "Crm") -> list[str]:
    return [field["name"] for field in crm("fields", "list", "--json").json]


def test_fields_are_added_changed_moved_and_removed(crm: "Crm", deal: str) -> None:
    crm("fields", "add", "Area", "--kind", "number", "--indexed")
    crm("fields", "add", "Colour", "--kind", "choice", "--answer", "red", "--answer", "blue", "--default", "RED")
    assert names(crm) == ["Area", "Colour"]
    crm("fields", "move", "colour", "--", "-1")
    assert names(crm) == ["Colour", "Area"]
    crm("fields", "edit", "Area", "--name", "Size", "--required", "--no-indexed")
    (size,) = [field for field in crm("fields", "list", "--json").json if field["name"] == "Size"]
    assert (size["required"], size["indexed"], size["kind"]) == (True, False, "number")
    assert "Size" in crm("fields", "remove", "size").out
    assert names(crm) == ["Colour"]
    assert "red, blue" in crm("fields", "list").out


def test_a_field_that_cannot_be_is_refused(crm: "Crm", deal: str) -> None:
    crm("fields", "add", "Colour", "--kind", "choice").refuses(3, "answer")
    crm("fields", "remove", "Nothing").refuses(4, "Nothing")
    crm("fields", "add", "Area", "--kind", "colour").refuses(2, "colour")


def task(crm: "Crm", deal: str, *more: str) -> Any:
    return crm("tasks", "add", deal, "подзвонити", *more, "--json").json


def test_tasks_are_planned_changed_and_done(crm: "Crm", deal: str, company: str) -> None:
    made = task(crm, deal, "--due", "25.12.2027 10:00", "--kind", "call")
    task(crm, company, "--due", "24.12.2027")
    assert [row["title"] for row in crm("tasks", "list", "--json").json] == ["Мрія", "Дах"]
    assert [row["title"] for row in crm("tasks", "list", "--on", deal, "--json").json] == ["Дах"]
    edited = crm("tasks", "edit", made["id"][-8:], "--text", "написати", "--kind", "letter", "--due", "", "--json").json
    assert (edited["text"], edited["kind"], edited["due_at"]) == ("написати", "letter", None)
    assert "написати" in crm("tasks", "list").out
    crm("tasks", "done", made["id"][-8:], "--result", "ok")
    assert [row["title"] for row in crm("tasks", "list", "--json").json] == ["Мрія"]


def test_a_deadline_that_is_none_is_refused(crm: "Crm", deal: str) -> None:
    crm("tasks", "add", deal, "call", "--due", "31.02").refuses(3, "no moment")
    crm("tasks", "add", "deadbeef", "call").refuses(4, "deadbeef")


def test_notes_the_memo_and_the_feed(crm: "Crm", deal: str) -> None:
    crm("notes", "add", deal, "перша\nдва рядки")
    crm("notes", "add", deal, "друга")
    assert [item["text"] for item in crm("notes", "list", deal, "--json").json] == ["друга", "перша\nдва рядки"]
    assert "    два рядки" in crm("notes", "list", deal).out
    crm("memo", deal, "не дзвонити\nзранку")
    assert crm("memo", deal).out == "не дзвонити\nзранку\n"
    assert [item["kind"] for item in crm("feed", deal, "--kind", "memo", "--kind", "note", "--json").json] == [
        "memo",
        "note",
        "note",
    ]
    assert [item["text"] for item in crm("feed", deal, "--filter", "друга", "--json").json] == ["друга"]
    crm("memo", deal, "")
    assert crm("memo", deal, "--json").json["text"] == ""
    crm("notes", "add", deal, " ").refuses(3, "empty")


def test_a_document_goes_there_and_comes_back(crm: "Crm", deal: str, tmp_path: Path) -> None:
    source, target = tmp_path / "план.txt", tmp_path / "back.txt"
    source.write_text("слова", encoding="utf-8")
    info = crm("documents", "attach", deal, str(source), "--json").json
    assert "план.txt" in crm("documents", "list", deal).out
    crm("documents", "export", info["id"][-8:], str(target))
    assert target.read_text(encoding="utf-8") == "слова"
    crm("documents", "export", info["id"][-8:], str(target)).refuses(7, str(target))
    crm("documents", "attach", deal, str(tmp_path / "none.txt")).refuses(7, "none.txt")


def test_an_invoice_is_paid_and_linked(crm: "Crm", deal: str, company: str) -> None:
    invoice = crm(
        "vouchers", "add", deal, "invoice", "--number", "7", "--amount", "500", "--due", "2027-01-31", "--json"
    )
    end = invoice.json["id"][-8:]
    crm("vouchers", "add", deal, "payment", "--amount", "200", "--against", end, "--day", "2026-12-01")
    crm("vouchers", "link", end, company)
    crm("vouchers", "link", end, company)
    (listed,) = crm("vouchers", "list", company, "--kind", "invoice", "--json").json
    assert (listed["number"], listed["due"]["minor"], listed["due_day"]) == ("7", 30000, "2027-01-31")
    assert "300" in crm("vouchers", "list", deal, "--kind", "invoice").out
    crm("vouchers", "add", deal, "payment").refuses(3, "amount")
