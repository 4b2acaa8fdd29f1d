"""Files in and out with the fields that admins added, under their names."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

TABLE = """Deal title;Contact;Stage;AREA;Kinds;Colour;Other
roof;Марія;Offer;1 200,5;"oak
Ash, white";red;x
door;Іван;Offer;many;elm;;
"""


@pytest.fixture
def fields(crm: "Crm") -> None:
    """A store with fields on its deals."""
    crm("demo", "--deals", "1")
    crm("fields", "add", "Area", "--kind", "number", "--indexed")
    crm("fields", "add", "Kinds", "--kind", "choices", "--answer", "oak", "--answer", "Ash, white", "--indexed")
    crm("fields", "add", "Colour", "--distinct", "--indexed")
    crm("fields", "add", "Floor", "--default", "oak")


def exported(crm: "Crm", target: Path) -> dict[str, dict[str, str]]:
    crm("export", "deals", str(target), "--overwrite")
    with target.open(encoding="utf-8-sig", newline="") as file:
        return {row["Deal title"]: row for row in csv.DictReader(file)}


@pytest.mark.usefixtures("fields")
def test_cells_go_into_fields_by_name_and_come_out_again(crm: "Crm", tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(TABLE, encoding="utf-8")

    ran = crm("import", str(source), "--dry-run")
    assert "the field of that name" in ran.out
    assert "“many” cannot be a value of the field “Area”" in ran.out
    assert "“elm” cannot be a value of the field “Kinds”" in ran.out
    crm("import", str(source))
    rows = exported(crm, target)
    assert [rows["roof"][name] for name in ("Area", "Kinds", "Colour", "Floor")] == [
        "1200.5",
        "oak\nAsh, white",
        "red",
        "oak",
    ]
    assert rows["door"]["Area"] == ""
    assert "many" in rows["door"]["Other data"]


@pytest.mark.usefixtures("fields")
def test_an_export_changes_nothing_and_one_that_was_changed_updates(crm: "Crm", tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(TABLE, encoding="utf-8")
    crm("import", str(source))
    before = exported(crm, target)
    report = crm("import", str(target), "--json").json["report"]
    assert (report["new"], report["updated"], report["refused"]) == (0, 0, 0)

    target.write_text(target.read_text(encoding="utf-8-sig").replace("1200.5", "77"), encoding="utf-8")
    assert crm("import", str(target), "--json").json["report"]["updated"] == 1
    assert exported(crm, tmp_path / "again.csv")["roof"]["Area"] == "77"
    assert "index of fields" in crm("doctor").out
    crm("undo")
    assert exported(crm, target) == before
    crm("doctor")


def test_the_company_and_the_source_of_a_deal_come_back(crm: "Crm", tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("Deal title;Contact;Stage;Company;Source\na;A;Offer;Мрія;fair\n", encoding="utf-8")
    crm("import", str(source))

    assert [row["name"] for row in crm("companies", "list", "--json").json["rows"]] == ["Мрія"]
    assert [exported(crm, target)["a"][name] for name in ("Company", "Source")] == ["Мрія", "fair"]
    target.write_text(target.read_text(encoding="utf-8-sig").replace("Мрія", "Хвиля"), encoding="utf-8")
    assert crm("import", str(target), "--json").json["report"]["updated"] == 1
    assert exported(crm, target)["a"]["Company"] == "Хвиля"
    crm("undo")
    assert exported(crm, target)["a"]["Company"] == "Мрія"


@pytest.mark.usefixtures("fields")
def test_a_value_that_must_stand_once_is_taken_once(crm: "Crm", tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Deal title;Contact;Stage;Colour\na;A;Offer;red\nb;B;Offer;red\n", encoding="utf-8")

    assert "stands in the field “Colour” of another record" in crm("import", str(source)).out
    rows = exported(crm, tmp_path / "out.csv")
    assert [rows[title]["Colour"] for title in "ab"] == ["red", ""]
