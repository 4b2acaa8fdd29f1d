"""A file whose people are known: told before anything is written, and become what was decided (B12)."""

import io
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from crm_tui.cli.beginnings import Beginnings
from crm_tui.cli.stopping import Stopped
from crm_tui.config import Config
from crm_tui.interchange.errors import FileChanged
from crm_tui.operations.contacts import ListContacts
from crm_tui.screens.files import ImportTerms, Watch
from crm_tui.storage.local import LocalStore

if TYPE_CHECKING:
    from tests.cli.conftest import Crm

HEADINGS = "id,name,phones,emails,region\n"
BASE = HEADINGS + "a1,Олена Шевченко,067 123 45 67;044 200 30 40,olena@ex.ua,Київ\n"
FILE = (
    HEADINGS
    + "b1,Lena Shevchenko,+380671234567,lena@firm.ua,Львів\n"
    + "b2,Тарас Мельник,050 765 43 21;063 111 22 33,taras@ex.ua;t.melnyk@firm.ua,Одеса\n"
    + "b3,Мельник Тарас,,TARAS@ex.ua,\n"
    + "b4,,,,\n"
)


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def file(crm: "Crm", tmp_path: Path) -> str:
    """A base with one contact, and a file to import."""
    base, path = tmp_path / "base.csv", tmp_path / "people.csv"
    base.write_text(BASE, encoding="utf-8")
    path.write_text(FILE, encoding="utf-8")
    assert crm("import", "contacts", str(base), "--region", "UA").code == 0
    return str(path)


def names(crm: "Crm") -> list[str]:
    """Names of all contacts."""
    return sorted(row["name"] for row in crm("contacts", "list", "--json").json["rows"])


def card(crm: "Crm", name: str) -> Any:
    """A contact by its name."""
    rows = crm("contacts", "list", "--json").json["rows"]
    return crm("contacts", "show", next(row["id"] for row in rows if row["name"] == name), "--json").json


def test_columns_of_many_values_map_by_themselves(crm: "Crm", file: str) -> None:
    there = card(crm, "Олена Шевченко")
    assert (there["external_id"], there["city"]) == ("a1", "Київ")
    assert [phone["e164"] for phone in there["phones"]] == ["+380671234567", "+380442003040"]
    crm("import", "contacts", file, "--region", "UA", "--duplicates", "new")
    taras = card(crm, "Тарас Мельник")
    assert ([len(taras[name]) for name in ("phones", "emails")], taras["city"]) == ([2, 2], "Одеса")


def test_a_dry_run_tells_of_every_row_in_one_document(crm: "Crm", file: str) -> None:
    ran = crm("import", "contacts", file, "--region", "UA", "--dry-run", "--json")

    report = ran.json["report"]
    assert ran.code == 3
    assert [row["verdict"] for row in report["rows"]] == ["duplicate", "new", "duplicate", "refused"]
    assert (report["new"], report["duplicates"], report["left_out"], report["refused"]) == (1, 2, 2, 1)
    lena, _taras, melnyk, nobody = report["rows"]
    (match,) = lena["matches"]
    assert (match["contact_ref"], match["row"], match["band"]) == ("a1", None, "same")
    assert "same phone" in match["reasons"]
    assert {"field": "email", "before": "", "after": "lena@firm.ua"} in lena["changes"]
    assert [(match["contact_ref"], match["row"]) for match in melnyk["matches"]] == [("b2", 3)]
    assert nobody["reason"].startswith("name: neither a name")
    lines = [line for line in ran.out.splitlines() if line.startswith('{"number"')]
    assert len(lines) == 4
    assert names(crm) == ["Олена Шевченко"]


def test_without_a_decision_known_people_wait(crm: "Crm", file: str) -> None:
    ran = crm("import", "contacts", file, "--region", "UA")

    assert ran.code == 3
    for words in ("Known people: 2", "Row 2 is Олена Шевченко (", "waits for your decision", "--duplicates update"):
        assert words in ran.out
    assert "Row 4 is Тарас Мельник of row 3 (" in ran.out
    assert names(crm) == ["Олена Шевченко", "Тарас Мельник"]


def test_known_people_are_put_into_their_contacts(crm: "Crm", file: str) -> None:
    ran = crm("import", "contacts", file, "--region", "UA", "--duplicates", "update", "--json")

    assert ran.json["report"]["added"] == 2
    assert names(crm) == ["Олена Шевченко", "Тарас Мельник"]
    assert [email["typed"] for email in card(crm, "Олена Шевченко")["emails"]] == ["olena@ex.ua", "lena@firm.ua"]
    again = crm("import", "contacts", file, "--region", "UA", "--duplicates", "update", "--json").json["report"]
    assert (again["new"], again["added"], again["unchanged"]) == (0, 2, 1)


def test_nobody_is_compared_where_it_is_not_wanted(crm: "Crm", file: str) -> None:
    ran = crm("import", "contacts", file, "--region", "UA", "--no-matching")

    assert "New: 3" in ran.out
    assert "Rows were not compared with anybody" in ran.out


@pytest.mark.parametrize(("said", "left"), [("yes\nupdate\n", 2), ("new\n", 4), ("skip\n", 2)])
def test_a_person_at_a_terminal_is_asked(
    crm: "Crm", file: str, monkeypatch: pytest.MonkeyPatch, said: str, left: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(said))

    ran = crm("import", "contacts", file, "--region", "UA")

    assert "2 rows are people who are known." in ran.err
    assert len(names(crm)) == left


async def test_a_file_that_changed_after_the_look_is_not_taken_in(store: LocalStore, tmp_path: Path) -> None:
    path, watch = tmp_path / "people.csv", Watch(lambda _done, _total: None, Event())
    path.write_text(BASE, encoding="utf-8")
    files = Beginnings(Config()).files

    review = await files.review(store, path, ImportTerms(), watch)
    review.rows.close()
    path.write_text(FILE, encoding="utf-8")

    with pytest.raises(FileChanged):
        await files.take_in(store, path, ImportTerms(), review, watch)
    assert (await store.ask(ListContacts())).rows == ()


async def test_who_does_not_want_to_wait_has_changed_nothing(store: LocalStore, tmp_path: Path) -> None:
    path, stop = tmp_path / "people.csv", Event()
    path.write_text(HEADINGS + "".join(f"c{n},Name {n},,,\n" for n in range(2_000)), encoding="utf-8")
    files = Beginnings(Config()).files
    review = await files.review(store, path, ImportTerms(), Watch(lambda _done, _total: None, Event()))
    review.rows.close()

    with pytest.raises(Stopped):
        await files.take_in(store, path, ImportTerms(), review, Watch(lambda _done, _total: stop.set(), stop))
    assert (await store.ask(ListContacts())).rows == ()


def test_what_stands_before_the_file_is_a_kind(crm: "Crm", file: str) -> None:
    assert crm("import", "people", file).code == 3
    assert crm("import", "contacts", "deals", file).code == 3
    assert "one file, with contacts or deals before it" in crm("import", "people", file).err
