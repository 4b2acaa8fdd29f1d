"""Documents and vouchers by command."""

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

PDF = "application/pdf"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A file to attach."""
    file = tmp_path / "план.txt"
    file.write_text("Дах, дуб", encoding="utf-8")
    return file


def test_a_file_goes_onto_a_card_and_comes_back(crm: "Crm", plan: Path, tmp_path: Path) -> None:
    deal = crm.deal()

    assert "план.txt" in crm("documents", "attach", deal[-8:], str(plan)).out
    (listed,) = crm("documents", "list", deal, "--json").json
    assert (listed["name"], listed["media_type"], listed["size"]) == ("план.txt", "text/plain", 14)
    assert listed["id"][-8:] in crm("documents", "list", deal).out
    folder = tmp_path / "out"
    folder.mkdir()
    wrote = crm("documents", "export", listed["id"][-8:], str(folder), "--json").json

    assert Path(wrote["file"]) == folder / "план.txt"
    assert (folder / "план.txt").read_text(encoding="utf-8") == "Дах, дуб"
    assert stat.S_IMODE((folder / "план.txt").stat().st_mode) == 0o600


def test_an_export_never_overwrites_and_stays_in_its_folder(crm: "Crm", plan: Path, tmp_path: Path) -> None:
    deal = crm.deal()
    kept = crm("documents", "attach", deal, str(plan), "--name", "../../план.txt", "--json").json
    precious = tmp_path / "precious"
    precious.write_text("precious", encoding="utf-8")

    crm("documents", "export", kept["id"], str(tmp_path)).refuses(7, "план.txt")
    crm("documents", "export", kept["id"], str(precious)).refuses(7, "precious")
    crm("documents", "export", kept["id"], str(tmp_path / "none" / "x")).refuses(7, "none")

    assert precious.read_text(encoding="utf-8") == "precious"
    assert kept["name"] == "план.txt"


def test_files_that_are_none(crm: "Crm", tmp_path: Path) -> None:
    deal, empty = crm.deal(), tmp_path / "empty.txt"
    empty.touch()

    crm("documents", "attach", deal, str(empty)).refuses(3, "empty")
    crm("documents", "attach", deal, str(empty), "--name", "x.png").refuses(3)
    crm("documents", "attach", deal, str(tmp_path / "none.txt")).refuses(7, "none.txt")
    crm("documents", "attach", deal, str(tmp_path)).refuses(7)
    crm("documents", "attach", "deadbeef", str(empty)).refuses(4, "deadbeef")
    crm("documents", "export", "deadbeef").refuses(4, "deadbeef")
    assert "No documents" in crm("documents", "list", deal).out


def test_the_limit_is_the_settings(crm: "Crm", tmp_path: Path) -> None:
    deal, large, settings = crm.deal(), tmp_path / "large.bin", tmp_path / "config.toml"
    large.write_bytes(b"\0" * (1_048_576 + 1))
    settings.write_text("document_limit = 1\n", encoding="utf-8")

    crm("documents", "attach", deal, str(large), "--config", str(settings)).refuses(3, "1 MB")
    assert crm("documents", "attach", deal, str(large)).code == 0
    for wrong in ("0", "51", "-1", '"ten"', "true"):
        settings.write_text(f"document_limit = {wrong}\n", encoding="utf-8")
        crm("documents", "list", deal, "--config", str(settings)).refuses(1, "document_limit")


def test_a_paper_is_made_from_a_template_that_comes_along(crm: "Crm", tmp_path: Path) -> None:
    deal = crm.deal("Flat/Lviv")

    assert [line.split()[0] for line in crm("documents", "templates").out.splitlines()] == ["Name", "Offer", "Invoice"]
    made = crm("documents", "make", deal, "offer", "--json").json

    assert (made["name"], made["media_type"]) == ("Offer Flat-Lviv.pdf", PDF)
    crm("documents", "make", deal, "contract").refuses(4, "contract")


def test_templates_are_added_and_removed(crm: "Crm", tmp_path: Path) -> None:
    crm.deal()
    template, bad = tmp_path / "Contract.txt", tmp_path / "bad.txt"
    template.write_text("{{ deal.title }}", encoding="utf-8")
    bad.write_text("{{ deal.price }}", encoding="utf-8")

    added = crm("documents", "templates", "--add", str(template), "--json").json
    assert [each["name"] for each in added] == ["Contract.txt"]
    crm("documents", "templates", "--add", str(template)).refuses(3, "Contract.txt")
    crm("documents", "templates", "--add", str(bad)).refuses(3, "deal.price")
    left = crm("documents", "templates", "--remove", "contract.TXT", "--json").json
    assert [each["name"] for each in left] == ["Offer", "Invoice"]


def test_an_invoice_is_added_paid_and_linked(crm: "Crm") -> None:
    deal, other = crm.deal(), crm.deal("Door")
    words = ("--number", "77", "--title", "Roof", "--amount", "1 000", "--due", "25.12.2026", "--day", "2026-11-25")

    invoice = crm("vouchers", "add", deal, "invoice", *words, "--json").json
    assert (invoice["number"], invoice["day"], invoice["due_day"]) == ("77", "2026-11-25", "2026-12-25")
    crm("vouchers", "add", deal, "payment", "--amount", "400", "--against", invoice["id"][-8:])
    (listed,) = crm("vouchers", "list", deal, "--kind", "invoice", "--json").json
    assert (listed["paid"]["minor"], listed["due"]["minor"]) == (40_000, 60_000)
    linked = crm("vouchers", "link", invoice["id"][-8:], other, "--json").json
    assert set(linked["records"]) == {deal, other}

    assert [line.split()[1] for line in crm("vouchers", "list", deal).out.splitlines()] == [
        "Kind",
        "invoice",
        "payment",
    ]
    crm("vouchers", "add", deal, "payment", "--amount", "700", "--against", invoice["id"])
    assert "100 too much" in crm("vouchers", "list", other).out.replace("USD", "").replace("$", "")


def test_vouchers_that_are_refused(crm: "Crm") -> None:
    deal = crm.deal()

    crm("vouchers", "add", deal, "payment").refuses(3, "amount")
    crm("vouchers", "add", deal, "invoice", "--amount", "much").refuses(3, "amount")
    crm("vouchers", "add", deal, "invoice", "--day", "some day").refuses(3, "day")
    crm("vouchers", "add", deal, "payment", "--amount", "1", "--against", "deadbeef").refuses(4, "deadbeef")
    crm("vouchers", "link", "deadbeef", deal).refuses(4, "deadbeef")
    crm("vouchers", "add", "deadbeef", "invoice").refuses(4, "deadbeef")
    assert json.loads(crm("vouchers", "list", deal, "--json").out) == []
