"""Files in: what was understood is shown, every row gets its verdict, nothing else is lost, one undo takes it back."""

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

PEOPLE = "Имя;Телефон;E-mail;Любимый цвет\nИрина;+380671234567;i@example.org;синий\nПётр;+380501234567;;\n"


def written(folder: Path, text: str = PEOPLE, name: str = "people.csv") -> str:
    """Write a file and give its name."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def names(crm: "Crm") -> list[str]:
    """Names of all contacts."""
    return sorted(row["name"] for row in crm("contacts", "list", "--json").json["rows"])


def test_an_import_shows_its_columns_and_counts(crm: "Crm", tmp_path: Path) -> None:
    ran = crm("import", written(tmp_path), "--as", "contacts")
    assert ran.code == 0, ran.err
    for words in ("Телефон", "phone", "Любимый цвет", "kept under its heading", "New: 2"):
        assert words in ran.out
    assert names(crm) == ["Ирина", "Пётр"]


def test_the_report_in_json(crm: "Crm", tmp_path: Path) -> None:
    document = crm("import", written(tmp_path), "--as", "contacts", "--json").json
    assert (document["kind"], document["format"]) == ("contacts", "csv")
    assert [column["field"] for column in document["columns"]] == ["name", "phone", "email", None]
    assert document["report"] | {"rows": []} == {
        "new": 2, "updated": 0, "unchanged": 0, "refused": 0, "rows": [], "dry_run": False,
        "unknown_responsible": 0, "duplicates": 0, "added": 0, "made": 0, "left_out": 0, "likely": 0,
        "matched": False,
    }  # fmt: skip


def test_one_undo_takes_the_whole_file_back(crm: "Crm", tmp_path: Path) -> None:
    crm("contacts", "new", "--name", "Before")
    crm("import", written(tmp_path), "--as", "contacts")
    assert crm("undo").code == 0
    assert names(crm) == ["Before"]


def test_a_dry_run_stores_nothing_and_makes_no_store(crm: "Crm", tmp_path: Path) -> None:
    ran = crm("import", written(tmp_path), "--as", "contacts", "--dry-run")
    assert "Dry run" in ran.out
    assert "New: 2" in ran.out
    assert not crm.store.exists()
    crm("contacts", "new", "--name", "Before")
    crm("import", written(tmp_path), "--as", "contacts", "--dry-run")
    assert names(crm) == ["Before"]


def test_a_column_is_mapped_by_hand(crm: "Crm", tmp_path: Path) -> None:
    file = written(tmp_path)
    document = crm("import", file, "--as", "contacts", "--map", "Любимый цвет=city", "--json").json
    assert document["columns"][3]["field"] == "city"


def test_a_region_says_how_national_phones_read(crm: "Crm", tmp_path: Path) -> None:
    crm("import", written(tmp_path, "Name,Phone\nIryna,067 123 45 67\n"), "--as", "contacts", "--region", "ua")
    (row,) = crm("contacts", "list", "--json").json["rows"]
    card = crm("contacts", "show", row["id"], "--json").json
    assert card["phones"][0]["e164"] == "+380671234567"


def test_deals_come_in_and_rows_that_cannot_are_told(crm: "Crm", tmp_path: Path) -> None:
    file = written(tmp_path, "Title,Contact,Budget\nFlat,Ян,100\nHouse,Ян,many\n")
    ran = crm("import", file, "--as", "deals")
    assert ran.code == 3, ran.err
    assert "Row 3" in ran.out
    assert "new: 1" in ran.out.lower()
    assert "refused: 1" in ran.out
    assert crm.titles() == ["Flat"]


def test_the_money_of_a_file_stays_what_it_is(crm: "Crm", tmp_path: Path) -> None:
    file = written(tmp_path, "Deal,Contact,Amount,Currency\nA,a,100,EUR\nB,b,1 000,грн\nC,c,5 $,\nD,d,1,Quatloo\n")
    ran = crm("import", file)
    assert ran.code == 3
    assert "Row 5 refused: currency: “Quatloo” is not known; write its code, such as EUR" in ran.out
    amounts = {row["title"]: row["amount"] for row in crm("deals", "list", "--json").json["rows"]}
    assert amounts == {
        "A": {"minor": 10000, "currency": "EUR"},
        "B": {"minor": 100000, "currency": "UAH"},
        "C": {"minor": 500, "currency": "USD"},
    }


def test_a_currency_in_the_heading_is_that_of_its_amounts(crm: "Crm", tmp_path: Path) -> None:
    crm("import", written(tmp_path, "Title;Budget, EUR\nA;100\nB;100 $\n"))
    amounts = [row["amount"]["currency"] for row in crm("deals", "list", "--json").json["rows"]]
    assert sorted(amounts) == ["EUR", "USD"]


def test_a_responsible_who_is_no_colleague_is_told(crm: "Crm", tmp_path: Path) -> None:
    file = written(tmp_path, "Deal,Responsible\nA,Somebody Else\n")
    ran = crm("import", file)
    assert ran.code == 0
    assert "1 row names a responsible who is no colleague here." in ran.out
    assert "Row 2 taken: there is no colleague “Somebody Else”; you are responsible" in ran.out
    report = crm("import", file, "--json").json["report"]
    assert (report["unknown_responsible"], report["rows"][0]["number"]) == (1, 2)
    assert report["rows"][0]["reason"].startswith("there is no colleague")


def test_what_has_no_field_is_shown_under_its_heading(crm: "Crm", tmp_path: Path) -> None:
    crm("import", written(tmp_path, "Deal,Shoe size\nA,44\n"))
    (row,) = crm("deals", "list", "--json").json["rows"]
    assert "Shoe size:" in crm("deals", "show", row["id"]).out


def test_a_row_with_a_letter_cut_off_is_told_and_the_others_come_in(crm: "Crm", tmp_path: Path) -> None:
    file = tmp_path / "cut.csv"
    file.write_bytes("Имя;Город\nИрина;Київ\nПётр;Львів".encode()[:-1])
    ran = crm("import", str(file), "--as", "contacts")
    assert ran.code == 3
    assert "Row 3 refused: a letter is cut off" in ran.out
    assert names(crm) == ["Ирина"]


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("empty.csv", b"", ()),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ()),
        ("half.xlsx", b"PK\x03\x04" + b"\x00" * 200, ()),
        ("people.csv", PEOPLE.encode(), ("--map", "no equals sign")),
        ("people.csv", PEOPLE.encode(), ("--map", "Нет такой=phone")),
        ("people.csv", PEOPLE.encode(), ("--map", "Телефон=fish")),
    ],
    ids=["empty", "picture", "half a workbook", "bad map", "unknown column", "unknown field"],
)
def test_a_file_that_cannot_be_read(
    crm: "Crm", tmp_path: Path, name: str, content: bytes, options: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = crm("import", str(tmp_path / name), "--as", "contacts", *options)
    assert ran.code in (3, 7)
    ran.refuses(ran.code)
    assert not crm.store.exists()


def test_a_file_that_is_not_there(crm: "Crm", tmp_path: Path) -> None:
    crm("import", str(tmp_path / "nothing.csv")).refuses(7, "nothing.csv")
    crm("import", str(tmp_path)).refuses(7, str(tmp_path))
    assert not crm.store.exists()


def test_a_zip_bomb_named_xlsx(crm: "Crm", tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _part in range(30):
                sheet.write(bytes(1_000_000))
    crm("import", str(bomb)).refuses(7, str(bomb))
    assert not crm.store.exists()
