"""A server in a process of its own, and the command line on the other side of it."""

import json
import stat
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import Crm
from tests.cli.serving import Served, serving

PHONE, EMAIL = "+380671234599", "canary@example.org"


@pytest.fixture
def served(crm: Crm) -> Iterator[Served]:
    """A store with a deal, served."""
    crm.deal("Roof of the canary", "Марія Канарка", "--phone", PHONE, "--email", EMAIL)
    with serving(crm.store) as server:
        yield server


@pytest.fixture
def token(crm: Crm, served: Served) -> str:
    """A manager's token."""
    crm("users", "add", "Ivan Petrenko")
    return crm("users", "token", "Ivan Petrenko").out.strip()


def log_in(crm: Crm, monkeypatch: pytest.MonkeyPatch, url: str, token: str) -> None:
    """``echo TOKEN | crm-tui login URL``."""
    monkeypatch.setattr("sys.stdin", StringIO(f"{token}\n"))
    ran = crm.bare("login", url)
    assert ran.code == 0, ran.err
    assert "Ivan Petrenko" in ran.out
    assert token not in ran.out + ran.err


def test_a_server_says_one_line_and_ends_cleanly(served: Served) -> None:
    assert served.said.count("\n") == 1
    assert served.url.startswith("http://127.0.0.1:")
    assert served.interrupt() == 0
    assert served.process.stdout is not None
    assert served.process.stdout.read() == ""


def test_a_port_that_is_taken_is_one_sentence(crm: Crm, served: Served) -> None:
    crm("serve", "--port", served.url.rpartition(":")[2]).refuses(1, "--port")


def test_the_command_line_works_on_a_server_as_on_a_file(
    crm: Crm, served: Served, token: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log_in(crm, monkeypatch, served.url, token)
    there = ("--store", served.url)
    rows = tmp_path / "rows.csv"
    rows.write_text("title,name,phone\nBarn,Ganna,+380501112233\n", encoding="utf-8")

    made = crm.bare("deals", "new", "--title", "Hall", "--name", "Anna", "--phone", "+380501112244", *there, "--json")
    taken = crm.bare("import", str(rows), "--as", "deals", *there, "--json")
    undone = crm.bare("undo", *there, "--json")

    assert (made.code, taken.code, undone.code) == (0, 0, 0), (made.err, taken.err, undone.err)
    assert made.json["people"][0]["phones"][0]["e164"] == "+380501112244"
    assert taken.json["report"]["new"] == 1
    assert undone.json["operation"] == "ImportRecords"
    assert crm.bare("export", "deals", str(tmp_path / "out.csv"), *there).code == 0
    assert crm.titles() == ["Hall", "Roof of the canary"]
    assert crm.bare("deals", "show", made.json["id"][-8:], *there).code == 0


def test_errors_and_exit_codes_are_the_same(
    crm: Crm, served: Served, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(crm, monkeypatch, served.url, token)
    there = ("--store", served.url)

    crm.bare("deals", "show", "ffffffff", *there).refuses(4, "ffffffff")
    crm.bare("users", "add", "Friend", *there).refuses(5)
    crm.bare("undo", *there).refuses(3)
    for command in (("doctor",), ("backup", "x.db"), ("restore", "x.db")):
        crm.bare(*command, *there).refuses(6, served.url)
    assert "Не найдено: сделка" in crm.bare("deals", "show", "ffffffff", *there, "--lang", "ru").err


def test_the_token_is_kept_where_only_its_owner_reads(
    crm: Crm, served: Served, token: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log_in(crm, monkeypatch, served.url, token)

    (file,) = (tmp_path / "home").rglob("tokens.json")
    assert json.loads(file.read_text()) == {served.url: token}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["tokens.json"]


def test_the_environments_token_wins(crm: Crm, served: Served, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    crm.bare("deals", "list", "--store", served.url).refuses(5, "crm-tui login")

    monkeypatch.setenv("CRM_TUI_TOKEN", token)
    assert crm.bare("deals", "list", "--store", served.url).code == 0

    monkeypatch.setenv("CRM_TUI_TOKEN", "crm_wrong")
    crm.bare("deals", "list", "--store", served.url).refuses(5, "crm-tui login")


@pytest.mark.parametrize("typed", ["crm_wrong\n", "\n", "", "crm \u0442\n", "crm_\x07\n"])
def test_a_token_that_is_none_is_not_kept(
    crm: Crm, served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(typed))

    crm.bare("login", served.url).refuses(5, served.url)

    assert not list((tmp_path / "home").rglob("tokens.json"))


def test_a_server_that_is_not_there_or_not_protected(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TUI_TOKEN", "crm_token")
    monkeypatch.setattr("sys.stdin", StringIO("crm_token\n"))
    crm.bare("login", "http://10.0.0.1").refuses(6, "--insecure")
    crm.bare("deals", "list", "--store", "http://crm.example").refuses(6, "--insecure")
    crm.bare("deals", "list", "--store", "http://127.0.0.1:9").refuses(6, "127.0.0.1:9")


def test_what_the_server_writes_down_tells_nothing_of_anybody(
    crm: Crm, served: Served, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(crm, monkeypatch, served.url, token)
    with httpx.Client(base_url=served.url, headers={"Authorization": f"Bearer {token}"}, trust_env=False) as client:
        for text in (PHONE, EMAIL, "Канарка", token):
            assert client.get("/find", params={"text": text}).status_code == 200
            assert client.get(f"/resolve/deal/{text}").status_code == 404
            assert client.get(f"/{text}?token={token}").status_code == 404
            assert client.post("/deals", json={"title": text, text: 1}).status_code == 422
            wrong = client.get("/me", headers={b"Authorization": f"Bearer {text}".encode()})
            assert wrong.status_code == (200 if text == token else 401)
    served.interrupt()

    log = served.log.read_text()
    assert log.count("GET Find 200") == 4
    for canary in (PHONE, PHONE[1:], EMAIL, "canary", "Канарка", "%D0", token, token[4:], "Bearer", "?"):
        assert canary not in log, canary
