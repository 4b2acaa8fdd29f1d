"""Files out: complete, safe in a spreadsheet, and never over somebody's file unasked."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


@pytest.fixture
def filled(crm: "Crm") -> "Crm":
    """A store with two contacts and a deal."""
    phones = ("--phone", "+380671234567", "--phone", "+380501234567")
    crm("contacts", "new", "--name", "Ірина Коваль", *phones)
    crm("contacts", "new", "--name", "=cmd|' /C calc'!A0")
    crm.deal("Flat in Lviv", "Ян", "--amount", "100")
    return crm


def test_contacts_go_out_with_all_their_phones(filled: "Crm", tmp_path: Path) -> None:
    target = tmp_path / "contacts.csv"
    ran = filled("export", "contacts", str(target), "--json")
    assert ran.json == {"kind": "contacts", "file": str(target), "written": 2}
    text = target.read_text(encoding="utf-8-sig")
    assert "+380671234567" in text
    assert "+380501234567" in text
    assert ",=cmd" not in text
    assert "\n=cmd" not in text


def test_deals_go_out(filled: "Crm", tmp_path: Path) -> None:
    target = tmp_path / "deals.csv"
    assert "1" in filled("export", "deals", str(target)).out
    assert "Flat in Lviv" in target.read_text(encoding="utf-8-sig")


def test_only_what_holds_the_text_goes_out(filled: "Crm", tmp_path: Path) -> None:
    target = tmp_path / "contacts.csv"
    assert filled("export", "contacts", str(target), "--filter", "коваль", "--json").json["written"] == 1


def test_contacts_go_out_as_vcards(filled: "Crm", tmp_path: Path) -> None:
    target = tmp_path / "contacts.vcf"
    assert filled("export", "contacts", str(target)).code == 0
    assert target.read_text(encoding="utf-8").count("BEGIN:VCARD") == 2


def test_a_file_is_overwritten_only_on_request(filled: "Crm", tmp_path: Path) -> None:
    target = tmp_path / "deals.csv"
    target.write_text("letter", encoding="utf-8")
    filled("export", "deals", str(target)).refuses(7, str(target), "--overwrite")
    assert target.read_text(encoding="utf-8") == "letter"
    assert filled("export", "deals", str(target), "--overwrite").code == 0


def test_a_place_that_cannot_be_written(filled: "Crm", tmp_path: Path) -> None:
    filled("export", "deals", str(tmp_path / "nowhere" / "deals.csv")).refuses(7, "deals.csv")
    filled("export", "deals", str(tmp_path / "deals.fish")).refuses(7, "deals.fish")


def test_what_went_out_comes_in_again(filled: "Crm", tmp_path: Path) -> None:
    target = tmp_path / "contacts.csv"
    filled("export", "contacts", str(target))
    other = str(tmp_path / "other.db")
    report = filled.bare("import", str(target), "--as", "contacts", "--store", other, "--json").json["report"]
    assert (report["new"], report["refused"]) == (2, 0)
