"""``crm-tui store``: made, brought up to date, moved between a file and a database without losing a row."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crm_tui.storage import copying, upkeep
from crm_tui.storage.creating import create
from crm_tui.storage.seeding import Seed
from tests.storage.acts import rows
from tests.storage.dump import index, whole

if TYPE_CHECKING:
    from tests.cli.conftest import Crm


def test_a_store_is_made_once(crm: "Crm") -> None:
    made = crm("store", "init", "--json")

    assert made.json == {"store": str(crm.store)}
    assert crm.titles() == []
    crm("store", "init").refuses(3, str(crm.store), "already")


def test_a_store_is_made_in_a_database(crm: "Crm", empty_url: str) -> None:
    crm.bare("deals", "list", "--store", empty_url).refuses(6, "store init")

    assert crm.bare("store", "init", "--store", empty_url).code == 0
    assert crm.bare("deals", "new", "--title", "Roof", "--name", "Ivan", "--store", empty_url).code == 0
    assert "Roof" in crm.bare("deals", "list", "--store", empty_url).out
    crm.bare("store", "init", "--store", empty_url).refuses(3, "already")


@pytest.mark.parametrize("server", ["http://127.0.0.1:9", "https://crm.example"])
def test_through_a_server_none_is_made_or_moved(crm: "Crm", server: str) -> None:
    crm("store", "init")

    for words in (["copy", str(crm.store), server], ["copy", server, f"{crm.store}.copy"], ["init", "--store", server]):
        crm.bare("store", *words).refuses(6, server, "neither a file nor postgresql://", "on the server's machine")


def test_it_is_brought_up_to_date_when_it_is_not(crm: "Crm", postgres_url: str) -> None:
    crm("store", "init")

    assert crm("store", "upgrade", "--json").json == {"store": str(crm.store), "changed": False}
    assert crm.bare("store", "upgrade", "--store", postgres_url, "--json").json["changed"] is False
    crm.bare("store", "upgrade", "--store", f"{crm.store}.none").refuses(6, "There is no store")


def test_a_store_goes_into_a_database_and_back_row_for_row(crm: "Crm", empty_url: str, tmp_path: Path) -> None:
    crm("demo", "--deals", "60")
    deal = crm.deal("Дах: 100%, «тепло»", "Марія", "--phone", "+380 67 123 45 67", "--tag", "vip", "--amount", "5,50")
    crm("deals", "move", deal, "Offer")
    crm("undo")
    back = tmp_path / "back.db"

    there = crm.bare("store", "copy", str(crm.store), empty_url, "--json")
    again = crm.bare("store", "copy", empty_url, str(back))

    assert there.code == again.code == 0, (there.err, again.err)
    assert whole(crm.store) == whole(empty_url) == whole(back)
    assert there.json["rows"] == sum(there.json["tables"].values())
    assert there.json["tables"]["journal"] == len(whole(back)["journal"])
    words = {source: index(crm.store, source) for source in ("deal", "contact", "company")}
    for where in (empty_url, back):
        assert {source: index(where, source) for source in words} == words
        assert crm.bare("redo", "--store", str(where)).code == 0
        assert "Марія" in crm.bare("deals", "list", "--filter", "тепло", "--store", str(where)).out
        assert crm.bare("deals", "new", "--title", "New", "--name", "Ann", "--store", str(where)).code == 0
        assert crm.bare("deals", "list", "--filter", "New", "--store", str(where), "--json").json["rows"]
    assert crm.bare("doctor", "--store", str(back)).code == 0


def test_a_character_that_the_database_does_not_take_is_marked(crm: "Crm", empty_url: str) -> None:
    crm.deal("a")
    rows_changed(crm.store, "UPDATE deal SET title = 'a' || char(0) || 'b'")

    assert crm.bare("store", "copy", str(crm.store), empty_url).code == 0

    assert rows(empty_url, "SELECT title FROM deal") == [("a\ufffdb",)]


def rows_changed(path: Path, sql: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def test_a_target_that_holds_anything_is_refused(crm: "Crm", postgres_url: str, tmp_path: Path) -> None:
    crm("store", "init")
    (tmp_path / "notes.txt").write_text("mine")
    before = whole(postgres_url)

    for target in (postgres_url, str(tmp_path / "notes.txt"), str(crm.store)):
        crm.bare("store", "copy", str(crm.store), target).refuses(3, "already")

    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert whole(postgres_url) == before


def test_what_cannot_be_copied_is_told(crm: "Crm", empty_url: str, tmp_path: Path) -> None:
    crm.bare("store", "copy", str(tmp_path / "none.db"), empty_url).refuses(6, "There is no store")
    crm.bare("store", "copy", empty_url, str(tmp_path / "new.db")).refuses(6, "store init")
    crm.bare("store", "copy", "mysql://db/crm", empty_url).refuses(6, "neither a file")
    assert not (tmp_path / "new.db").exists()


def test_a_copy_that_does_not_count_up_is_thrown_away(
    crm: "Crm", empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm.deal("Roof")
    kept = copying._kept
    monkeypatch.setattr(copying, "_kept", lambda target, name, batch: kept(target, name, batch)[name == "person" :])

    crm.bare("store", "copy", str(crm.store), empty_url).refuses(6, "thrown away")
    crm.bare("store", "copy", str(crm.store), str(tmp_path / "new.db")).refuses(6, "thrown away")

    assert rows(empty_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert sorted(path.name for path in tmp_path.glob("new.db*")) == []


def test_a_copy_that_is_stopped_leaves_nothing(tmp_path: Path, empty_url: str) -> None:
    create(tmp_path / "crm.db", Seed("Ann", "US", "USD"))

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upkeep.copy(str(tmp_path / "crm.db"), empty_url, stop)

    assert rows(empty_url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_no_answer_shows_a_password(crm: "Crm") -> None:
    where = "postgresql://ivan:s3cret@127.0.0.1:1/crm"
    for command in (("deals", "list"), ("doctor",), ("backup", "b.db"), ("store", "init"), ("store", "upgrade")):
        ran = crm.bare(*command, "--store", where, "--json")
        assert ran.code == 6
        assert "s3cret" not in ran.out + ran.err
        assert "***" in ran.error["message"]
