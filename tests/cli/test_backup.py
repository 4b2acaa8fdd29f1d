"""A copy of the store, the way back, and the examination."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


def test_a_backup_brings_the_store_back(crm: "Crm", tmp_path: Path) -> None:
    crm.deal("Before")
    copy = tmp_path / "copy.db"
    told = crm("backup", str(copy), "--json").json
    assert told == {"file": str(copy), "bytes": copy.stat().st_size}
    crm.deal("After")
    assert crm("restore", str(copy)).code == 0
    assert crm.titles() == ["Before"]
    (kept,) = tmp_path.glob("crm.db.before-restore-*")
    assert [row["title"] for row in crm.bare("deals", "list", "--json", "--store", str(kept)).json["rows"]] == [
        "After",
        "Before",
    ]


def test_a_backup_overwrites_nothing(crm: "Crm", tmp_path: Path) -> None:
    crm.deal()
    copy = tmp_path / "copy.db"
    copy.write_text("letter", encoding="utf-8")
    crm("backup", str(copy)).refuses(3, str(copy))
    assert copy.read_text(encoding="utf-8") == "letter"


def test_only_a_store_is_restored(crm: "Crm", tmp_path: Path) -> None:
    crm.deal("Before")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear customer,\n" * 50, encoding="utf-8")
    crm("restore", str(letter)).refuses(6, str(letter), "is not a backup", "name another file")
    crm("restore", str(tmp_path / "nothing.db")).refuses(6, "nothing.db", "no backup", "check the name")
    crm("restore", str(tmp_path)).refuses(6, str(tmp_path), "is not a backup")
    crm("restore", str(letter / "x")).refuses(6, "x", "backup")
    copy = tmp_path / "copy.db"
    crm("backup", str(copy))
    copy.write_bytes(copy.read_bytes()[:9_000])
    crm("restore", str(copy)).refuses(6, str(copy), "damaged; name an older one")
    assert crm.titles() == ["Before"]


def test_where_a_backup_cannot_go_another_file_is_asked_for(crm: "Crm", tmp_path: Path) -> None:
    crm.deal()
    letter = tmp_path / "letter.txt"
    letter.touch()
    for target in (tmp_path / "none" / "b.db", letter / "b.db"):
        ran = crm("backup", str(target))
        ran.refuses(6, str(target), "name a file in a folder that is there")
        assert "--store" not in ran.err


def test_the_doctor_finds_a_sound_store_sound(crm: "Crm") -> None:
    crm.deal()
    ran = crm("doctor", "--json")
    assert (ran.code, ran.json["ok"]) == (0, True)
    assert {"name", "ok", "detail", "advice"} == set(ran.json["findings"][0])
    assert "NOT OK" not in crm("doctor").out


def test_the_doctor_says_what_to_do_about_a_broken_store(crm: "Crm") -> None:
    crm.store.write_text("Dear customer,\n" * 50, encoding="utf-8")
    ran = crm("doctor")
    assert ran.code == 6
    assert "Traceback" not in ran.out + ran.err
    assert ran.out or ran.err
